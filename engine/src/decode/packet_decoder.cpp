// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/packet_decoder.h"

#include <algorithm>
#include <utility>

#include "decode/characters.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxHexBytes = 256;  // of a packet, shown to a person

void writeHex(std::string_view bytes, std::string& text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    text.clear();
    for (const char c : bytes.substr(0, kMaxHexBytes)) {
        const auto byte = static_cast<unsigned char>(c);
        if (!text.empty()) text.push_back(' ');
        text.push_back(kDigits[byte / 16]);
        text.push_back(kDigits[byte % 16]);
    }
    if (bytes.size() > kMaxHexBytes) text += " ...";
}

std::string_view withoutLineEnds(std::string_view text) {
    while (!text.empty() && isLineEnd(text.back()))
        text.remove_suffix(1);
    return text;
}

std::optional<Format> formatOf(std::string_view line) {
    if (trimmedBlanks(line).starts_with('{')) return Format::Json;
    if (std::any_of(line.begin(), line.end(), isDigit)) return Format::Csv;
    return std::nullopt;
}

}  // namespace

PacketDecoder::PacketDecoder(const PacketFraming& framing, const DecodeSettings& settings)
    : FrameScanner(settings), m_framing(framing), m_settings(settings) {
    if (settings.inner == Format::Frame)
        m_frame.emplace(settings.frame);
    else if (settings.inner != Format::Auto)
        choose(settings.inner);
}

PacketDecoder::PacketDecoder(const PacketDecoder& other)
    : FrameScanner(other),
      m_framing(other.m_framing),
      m_settings(other.m_settings),
      m_frame(other.m_frame),
      m_lines(other.m_lines ? other.m_lines->clone() : nullptr),
      m_row(other.m_row),
      m_searched(other.m_searched),
      m_skipping(other.m_skipping),
      m_first(other.m_first) {}

std::string PacketDecoder::description() const {
    const std::string name(m_framing.name);
    if (m_frame)
        return name + " with binary frames of " + std::to_string(m_frame->layout().fields.size()) +
               " fields";
    if (m_lines) return name + " with " + m_lines->description();
    return name + ", no data so far";
}

void PacketDecoder::streamBegins(StreamStart start) {
    m_searched = 0;
    m_skipping = false;
    m_first = start == StreamStart::MidFrame;
    if (m_lines) m_lines->begin(StreamStart::Boundary);
}

void PacketDecoder::streamEnds(StreamEnd end, DecoderOutput& output) {
    if (!m_lines) return;
    const DecodeCounts before = m_lines->counts();
    m_lines->finish(end, output);
    addCountsSince(before);
}

/// The channels of lines are those of their decoder.
void PacketDecoder::attachTo(SampleWriter& writer) {
    if (m_frame) channels().attach(writer);
}

PacketDecoder::Found PacketDecoder::find(std::string_view bytes) {
    const std::size_t end =
        std::min(bytes.find(m_framing.end, std::min(m_searched, bytes.size())), bytes.size());
    const bool whole = end < bytes.size();
    if (m_skipping) return skip(whole ? end + 1 : end, whole);
    if (end > kMaxFrameBytes) return overlong();
    m_searched = end;
    if (!whole && !endedComplete()) return {};
    m_searched = 0;
    return packetOf(bytes.substr(0, end), whole ? end + 1 : end);
}

/// The rest of a packet that is too long, with its end, belongs to the same damage.
PacketDecoder::Found PacketDecoder::skip(std::size_t bytes, bool whole) {
    const bool first = m_first;
    m_skipping = !whole;
    m_first = first && !whole;
    return first ? Found::partialStart(bytes) : Found::noise(bytes);
}

PacketDecoder::Found PacketDecoder::overlong() {
    m_skipping = true;
    m_searched = 0;
    return m_first ? Found::partialStart(kMaxFrameBytes)
                   : Found::damage(DiscardReason::Overlong, kMaxFrameBytes);
}

/// What stood before the first end is only believed when a checksum vouches for it.
PacketDecoder::Found PacketDecoder::packetOf(std::string_view encoded, std::size_t bytes) {
    const bool mayBePartial = std::exchange(m_first, false);
    m_packet.clear();
    if (encoded.empty()) return Found::frame(bytes);
    Found found = m_framing.decode(encoded, m_packet) ? checkPacket(bytes)
                                                      : Found::damage(DiscardReason::Syntax, bytes);
    const bool vouched = m_frame && m_frame->vouches() && found.kind == Found::Kind::Frame;
    if (mayBePartial && !vouched) found = Found::partialStart(bytes);
    return found;
}

PacketDecoder::Found PacketDecoder::checkPacket(std::size_t bytes) {
    if (!m_frame) return Found::frame(bytes);
    const FrameReader::Verdict verdict = m_frame->checkWhole(m_packet);
    m_payload = verdict.payload;
    return verdict.state == FrameReader::State::Whole ? Found::frame(bytes)
                                                      : Found::damage(verdict.reason, bytes);
}

void PacketDecoder::take(std::string_view frame, DecoderOutput& output) {
    if (m_packet.empty()) return;
    if (m_frame) return takeFrame(output);
    const bool text = isPrintableText(withoutLineEnds(m_packet));
    if (!m_lines && text)
        if (const auto format = formatOf(m_packet)) choose(*format);
    if (m_lines && (text || m_settings.inner != Format::Auto))
        takeLine(frame.size(), output);
    else
        takeUnknown(output);
}

void PacketDecoder::takeFrame(DecoderOutput& output) {
    if (m_row.empty()) {
        m_frame->bindTo(channels());
        m_row.assign(channels().size(), kAbsent);
    }
    const std::size_t samples = m_frame->samplesIn(m_payload);
    for (std::size_t i = 0; i < samples; ++i) {
        m_frame->read(m_payload, i, m_row);
        output.samples().clock().setPart(i, samples);
        addSample(m_row, ChannelSetKind::Complete, output);
    }
}

/// The packet's bytes are decoded, or discarded when its line was damaged.
void PacketDecoder::takeLine(std::size_t bytes, DecoderOutput& output) {
    const DecodeCounts before = m_lines->counts();
    if (!isLineEnd(m_packet.back())) m_packet.push_back('\n');
    m_lines->decode(m_packet, output);
    addCountsSince(before);
    const DecodeCounts after = m_lines->counts();
    for (std::size_t i = 0; i < kDiscardReasons; ++i) {
        const auto reason = static_cast<DiscardReason>(i);
        if (after.framesDamaged[reason] == before.framesDamaged[reason]) continue;
        return discardOfFrame(reason, bytes);
    }
}

void PacketDecoder::takeUnknown(DecoderOutput& output) {
    const std::string_view text = withoutLineEnds(m_packet);
    if (text.empty()) return;
    if (isPrintableText(text)) return addText(text, output);
    writeHex(m_packet, m_hex);
    addText(m_hex, output);
}

void PacketDecoder::choose(Format format) {
    DecodeSettings settings = m_settings;
    settings.format = format;
    m_lines = makeDecoder(settings);
    m_lines->begin(StreamStart::Boundary);
}

void PacketDecoder::addCountsSince(const DecodeCounts& before) {
    const DecodeCounts after = m_lines->counts();
    DecodeCounts& counts = countsToChange();
    counts.frames += after.frames - before.frames;
    counts.textLines += after.textLines - before.textLines;
    for (std::size_t i = 0; i < kDiscardReasons; ++i) {
        const auto reason = static_cast<DiscardReason>(i);
        counts.framesDamaged[reason] += after.framesDamaged[reason] - before.framesDamaged[reason];
    }
}

}  // namespace telemetryhub::engine
