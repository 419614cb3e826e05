// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/spec_decode_keys.h"

#include <utility>

#include "config/spec_keys.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/frame_text.h"
#include "telemetryhub/engine/core/send_text.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMostFrameBytes = 65535;

bool isFraming(Format format) {
    return format == Format::Slip || format == Format::Cobs;
}

/// A value that a parser of its own reads; the entry's name goes before its error.
template <typename T, typename Place>
Result<void> storeParsed(const SpecEntry& entry, Result<T> parsed, Place& place) {
    if (!parsed) return wrongValue(entry, parsed.error());
    place = std::move(parsed).value();
    return {};
}

Result<void> setHex(const SpecEntry& entry, std::string& place) {
    if (entry.value.empty()) {
        place.clear();
        return {};
    }
    auto bytes = hexBytes(entry.value);
    if (!bytes) return unexpected(entry, "pairs of hex digits such as 424D");
    place = std::move(bytes).value();
    return {};
}

}  // namespace

void chooseFormat(Format format, DecodeSettings& decode) {
    decode.format = format;
    if (!isFraming(format)) decode.inner = Format::Auto;
    if (!isFraming(format) && format != Format::Frame) decode.frame = {};
    if (isFraming(format) && decode.inner != Format::Frame) decode.frame = {};
    if (format != Format::Modbus) decode.registers.clear();
}

void chooseInner(Format inner, DecodeSettings& decode) {
    decode.inner = inner;
    if (isFraming(decode.format) && inner != Format::Frame) decode.frame = {};
}

void chooseTime(SampleTime time, DecodeSettings& decode) {
    decode.time = time;
    if (time == SampleTime::Arrival) decode.timeChannel.clear();
}

Result<void> setDecode(const SpecEntry& entry, DecodeSettings& decode) {
    const auto format = parseFormat(entry.value);
    if (!format) return format.error();
    chooseFormat(format.value(), decode);
    return {};
}

Result<void> setInner(const SpecEntry& entry, DecodeSettings& decode) {
    constexpr SpecWord<Format> kInner[] = {{"auto", Format::Auto},
                                           {"csv", Format::Csv},
                                           {"json", Format::Json},
                                           {"frame", Format::Frame}};
    const auto inner = choice(entry, kInner);
    if (!inner) return inner.error();
    chooseInner(inner.value(), decode);
    return {};
}

Result<void> setTime(const SpecEntry& entry, DecodeSettings& decode) {
    const auto time = parseSampleTime(entry.value);
    if (!time) return wrongValue(entry, time.error());
    chooseTime(time.value(), decode);
    return {};
}

Result<void> setTimeChannel(const SpecEntry& entry, DecodeSettings& decode) {
    decode.timeChannel = entry.value;
    return {};
}

Result<void> setSync(const SpecEntry& entry, DecodeSettings& decode) {
    return setHex(entry, decode.frame.sync);
}

Result<void> setTail(const SpecEntry& entry, DecodeSettings& decode) {
    return setHex(entry, decode.frame.tail);
}

Result<void> setLength(const SpecEntry& entry, DecodeSettings& decode) {
    return storeParsed(entry, parseFrameLength(entry.raw), decode.frame.length);
}

Result<void> setFields(const SpecEntry& entry, DecodeSettings& decode) {
    return storeParsed(entry, parseFrameFields(entry.raw), decode.frame.fields);
}

Result<void> setRepeats(const SpecEntry& entry, DecodeSettings& decode) {
    return storeParsed(entry, choice(entry, kSwitches), decode.frame.repeats);
}

/// `sum16be`, or `sum16be@2` for one that begins at the byte 2.
Result<void> setChecksum(const SpecEntry& entry, DecodeSettings& decode) {
    const std::string_view text = entry.value;
    const std::size_t at = text.find('@');
    const auto form = parseChecksum(text.substr(0, at));
    if (!form) return wrongValue(entry, form.error());
    std::optional<std::size_t> from = 0;
    if (at != std::string_view::npos) from = parsedNumber<std::size_t>(text.substr(at + 1));
    if (!from || *from > kMostFrameBytes)
        return unexpected(entry, "the first byte that is covered behind the @");
    decode.frame.checksum = form.value().kind;
    decode.frame.checksumOrder = form.value().order;
    decode.frame.checksumFrom = *from;
    return {};
}

Result<void> setSkipAtStart(const SpecEntry& entry, DecodeSettings& decode) {
    return storeParsed(entry, wholeNumber(entry, std::size_t{0}, kMostFrameBytes),
                       decode.frame.skipAtStart);
}

}  // namespace telemetryhub::engine
