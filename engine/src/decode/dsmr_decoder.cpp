// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/dsmr_decoder.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "decode/checksum.h"
#include "decode/device_time.h"
#include "decode/hex_digits.h"
#include "decode/ordered_search.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kCrcDigits = 4;
constexpr std::size_t kMaxQuantities = 512;
constexpr std::string_view kTimeCode = "0-0:1.0.0";
constexpr std::string_view kVersionLine = "\n1-3:0.2.8(";

/// Calls `take` with every line behind the first one that is not empty, without its end.
template <typename Take>
void forEachObisText(std::string_view telegram, Take&& take) {
    std::size_t at = std::min(telegram.find('\n'), telegram.size() - 1) + 1;
    while (at < telegram.size()) {
        const std::size_t end = std::min(telegram.find('\n', at), telegram.size());
        std::string_view line = telegram.substr(at, end - at);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (!line.empty()) take(line);
        at = end + 1;
    }
}

/// `yymmddhhmmss` and S for summer time, W for winter time, of central Europe.
std::optional<DeviceTime> timeOf(std::string_view text) {
    constexpr std::size_t kLength = 13;
    constexpr std::int64_t kZoneStepNs = 3'600'000'000'000;
    if (text.size() != kLength || !std::all_of(text.begin(), text.end() - 1, isDigit))
        return std::nullopt;
    if (text.back() != 'S' && text.back() != 'W') return std::nullopt;
    const auto twoDigits = [text](std::size_t at) {
        return 10 * (text[at] - '0') + (text[at + 1] - '0');
    };
    const auto nsOfDay = nsOfDayFrom(text.substr(6, 6));
    if (!nsOfDay) return std::nullopt;
    const auto local = unixNsOf({2000 + twoDigits(0), twoDigits(2), twoDigits(4), *nsOfDay});
    if (!local) return std::nullopt;
    const std::int64_t hoursAhead = text.back() == 'S' ? 2 : 1;
    return DeviceTime{DeviceTime::Kind::Unix, *local - hoursAhead * kZoneStepNs};
}

bool holdsOnlyObisLines(std::string_view telegram) {
    bool only = true;
    forEachObisText(telegram, [&only](std::string_view line) {
        only = only && isPrintableText(line) && readObisLine(line);
    });
    return only;
}

}  // namespace

std::string DsmrDecoder::description() const {
    if (channels().size() == 0) return "DSMR P1, no telegram so far";
    return "DSMR P1, " + std::to_string(channels().size()) + " channels";
}

DsmrDecoder::Found DsmrDecoder::find(std::string_view bytes) {
    if (bytes.front() != '/') return Found::noise(std::min(bytes.find('/'), bytes.size()));
    startIsKnown();
    if (ended()) m_searched = 0;
    const Found found = findTelegram(bytes.substr(0, kMaxFrameBytes));
    if (found.kind != Found::Kind::Incomplete) {
        m_searched = 0;
        return found;
    }
    if (bytes.size() < kMaxFrameBytes) return found;
    m_searched = 0;
    return Found::damage(DiscardReason::Overlong, kMaxFrameBytes);
}

DsmrDecoder::Found DsmrDecoder::findTelegram(std::string_view bytes) {
    const auto lineEndFrom = [bytes](std::size_t at) {
        return std::min(bytes.find('\n', at), bytes.size());
    };
    std::size_t lineEnd = lineEndFrom(m_searched);
    for (; lineEnd + 1 < bytes.size(); lineEnd = lineEndFrom(lineEnd + 1)) {
        const char first = bytes[lineEnd + 1];
        if (first == '/') return Found::damage(DiscardReason::Length, lineEnd + 1);
        if (first == '!') {
            m_searched = lineEnd;
            m_footer = lineEnd + 1;
            const auto end = endOfFooter(bytes);
            return end ? judge(bytes.substr(0, *end)) : Found{};
        }
    }
    m_searched = lineEnd;
    return {};
}

/// Behind the line end of `!` and its CRC; whatever else stands there ends it too.
std::optional<std::size_t> DsmrDecoder::endOfFooter(std::string_view bytes) const {
    std::size_t at = m_footer + 1;
    while (at < bytes.size() && at <= m_footer + kCrcDigits && isHexDigit(bytes[at]))
        ++at;
    if (at < bytes.size() && bytes[at] == '\r') ++at;
    if (at == bytes.size()) return endedComplete() ? std::optional(at) : std::nullopt;
    return bytes[at] == '\n' ? at + 1 : at;
}

DsmrDecoder::Found DsmrDecoder::judge(std::string_view telegram) const {
    std::string_view digits = telegram.substr(m_footer + 1);
    while (!digits.empty() && isLineEnd(digits.back()))
        digits.remove_suffix(1);
    const std::string_view body = telegram.substr(0, m_footer);
    if (digits.empty() && body.find(kVersionLine) == std::string_view::npos) {
        if (holdsOnlyObisLines(body)) return Found::frame(telegram.size());
        return Found::damage(DiscardReason::Syntax, telegram.size());
    }
    std::uint32_t written = 0;
    (void)std::from_chars(digits.data(), digits.data() + digits.size(), written, 16);
    const auto computed = checksumOf(ChecksumKind::Crc16Arc, telegram.substr(0, m_footer + 1));
    if (digits.size() == kCrcDigits && written == computed) return Found::frame(telegram.size());
    return Found::damage(DiscardReason::Checksum, telegram.size());
}

void DsmrDecoder::take(std::string_view frame, DecoderOutput& output) {
    std::fill(m_row.begin(), m_row.end(), kAbsent);
    m_anyValue = false;
    m_continuedCode.clear();
    setDeviceTime(std::nullopt);
    forEachObisText(frame.substr(0, m_footer), [&](std::string_view text) {
        if (const auto line = readObisLine(text)) takeLine(*line, output);
    });
    if (!m_anyValue) return;
    addSample(m_row, ChannelSetKind::Open, output);
}

void DsmrDecoder::takeLine(const ObisLine& line, DecoderOutput& output) {
    if (line.code.empty()) return takeContinuation(line);
    m_continuedCode.clear();
    if (line.code == kTimeCode) return setDeviceTime(timeOf(line.last));
    const auto value = readObisValue(line.last);
    if (value && (!value->unit.empty() || isObisCount(line.code))) set(line.code, *value);
    if (value && !value->unit.empty()) return;
    if (line.beforeLast.find(':') != std::string_view::npos && line.code.ends_with(":24.3.0")) {
        m_continuedCode = line.beforeLast;
        m_continuedUnit = line.last;
        return;
    }
    takeText(line, output);
}

/// Older meters write what an attached meter says on a line of its own.
void DsmrDecoder::takeContinuation(const ObisLine& line) {
    auto value = readObisValue(line.last);
    if (!value || m_continuedCode.empty()) return;
    if (value->unit.empty()) value->unit = m_continuedUnit;
    set(m_continuedCode, *value);
    m_continuedCode.clear();
}

void DsmrDecoder::takeText(const ObisLine& line, DecoderOutput& output) {
    if (line.groups > 1) return;
    if (line.code.ends_with(":24.1.0")) {
        int type = 0;
        (void)std::from_chars(line.last.data(), line.last.data() + line.last.size(), type);
        if (isDigit(line.code[2]))
            m_meters[static_cast<std::size_t>(line.code[2] - '0')] = attachedMeter(type);
    }
    if (!m_texts.isNews(line.code, line.last)) return;
    const std::string name = obisName(line.code, AttachedMeter::Unknown, {});
    addText(name + ": " + std::string(line.last), output);
}

void DsmrDecoder::set(std::string_view code, const ObisValue& value) {
    Quantity* known = findInOrder(m_quantities, m_nextQuantity, code);
    if (!known) {
        if (m_quantities.size() == kMaxQuantities) return;
        const std::string name = obisName(code, meterOf(code), value.unit);
        const std::string unit = isPrintableText(value.unit) ? std::string(value.unit) : "";
        m_quantities.push_back(
            {std::string(code), channels().ensure({name, unit, value.decimals})});
        known = &m_quantities.back();
        m_row.resize(channels().size(), kAbsent);
    }
    if (!known->channel) return;
    m_row[*known->channel] = value.number;
    m_anyValue = true;
}

AttachedMeter DsmrDecoder::meterOf(std::string_view code) const {
    const bool attached = code.size() > 2 && isDigit(code[2]);
    return attached ? m_meters[static_cast<std::size_t>(code[2] - '0')] : AttachedMeter::Unknown;
}

}  // namespace telemetryhub::engine
