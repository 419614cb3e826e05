// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/vedirect_decoder.h"

#include <algorithm>
#include <utility>

#include "decode/characters.h"
#include "decode/checksum.h"
#include "decode/hex_digits.h"
#include "decode/ordered_search.h"
#include "decode/plain_number.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxHexDigits = 256;
constexpr std::size_t kMaxLabels = 512;
constexpr std::size_t kMaxFirstLabels = 8;
constexpr std::string_view kChecksumLabel = "\r\nChecksum";

/// The HEX frame at the beginning of `bytes`, which is a colon: its bytes, nothing when it is
/// none, and 0 when that cannot be told.
std::optional<std::size_t> hexFrameBytes(std::string_view bytes) {
    const std::size_t most = std::min(bytes.size(), kMaxHexDigits + 2);
    std::size_t end = 1;
    while (end < most && isHexDigit(bytes[end]))
        ++end;
    if (end == kMaxHexDigits + 2) return std::nullopt;
    if (end == bytes.size()) return 0;
    return bytes[end] == '\n' ? std::optional(end + 1) : std::nullopt;
}

/// The label of the field at the beginning of `bytes`, up to its tab.
std::string_view labelAt(std::string_view bytes) {
    constexpr std::size_t kLineEnd = 2;
    const std::size_t tab = std::min(bytes.find('\t'), bytes.size());
    return tab < kLineEnd ? std::string_view() : bytes.substr(kLineEnd, tab - kLineEnd);
}

}  // namespace

std::string VeDirectDecoder::description() const {
    if (channels().size() == 0) return "VE.Direct text, no block so far";
    return "VE.Direct text, " + std::to_string(channels().size()) + " channels";
}

VeDirectDecoder::Found VeDirectDecoder::find(std::string_view bytes) {
    if (bytes.front() == ':') return findHex(bytes);
    if (bytes.front() == '\r') return findBlock(bytes);
    return Found::noise(std::min(bytes.find_first_of("\r:"), bytes.size()));
}

VeDirectDecoder::Found VeDirectDecoder::findHex(std::string_view bytes) const {
    const auto frame = hexFrameBytes(bytes);
    if (!frame) return Found::noise(1);
    if (*frame == 0) return {};
    if (veDirectHexIsValid(bytes.substr(1, *frame - 2))) return Found::frame(*frame);
    return Found::damage(DiscardReason::Checksum, *frame);
}

VeDirectDecoder::Found VeDirectDecoder::findBlock(std::string_view bytes) {
    if (bytes.size() == 1) return {};
    if (bytes[1] != '\n') return Found::noise(1);
    if (ended()) restartSearch();
    const auto end = endOfBlock(bytes.substr(0, kMaxBlockBytes));
    if (!end && bytes.size() < kMaxBlockBytes) return {};
    m_searched = kBlockBegin;
    if (!end) {
        m_hexFrames.clear();
        return Found::damage(DiscardReason::Overlong, kMaxBlockBytes);
    }
    const std::string_view block = bytes.substr(0, *end);
    const bool doubted = std::exchange(m_joined, false) && !beginsAsKnown(block);
    if (doubted) return Found::partialStart(nextBlockIn(block));
    if (addsUp(block)) return Found::frame(block.size());
    // The rest of a block whose beginning was noise belongs to the same damage.
    if (behindDamage() && !beginsAsKnown(block)) return Found::noise(nextBlockIn(block));
    return {Found::Kind::Damage, DiscardReason::Checksum, nextBlockIn(block), block.size()};
}

void VeDirectDecoder::restartSearch() {
    m_searched = kBlockBegin;
    m_hexFrames.clear();
}

/// Notes the HEX frames on the way, and how far it came.
std::optional<std::size_t> VeDirectDecoder::endOfBlock(std::string_view bytes) {
    if (m_searched == kBlockBegin) m_hexFrames.clear();
    for (std::size_t at = m_searched;;) {
        while (at < bytes.size() && bytes[at] != '\t' && bytes[at] != ':')
            ++at;
        m_searched = at;
        if (at >= bytes.size()) return std::nullopt;
        if (bytes[at] == '\t') {
            ++at;
            if (!bytes.substr(0, at - 1).ends_with(kChecksumLabel)) continue;
            return at < bytes.size() ? std::optional(at + 1) : std::nullopt;
        }
        const auto frame = hexFrameBytes(bytes.substr(at));
        if (frame == std::size_t{0}) return std::nullopt;
        if (frame) m_hexFrames.push_back({at, at + *frame});
        at += frame.value_or(1);
    }
}

bool VeDirectDecoder::addsUp(std::string_view block) const {
    std::uint32_t sum = checksumOf(ChecksumKind::Sum8, block);
    for (const HexFrame& hex : m_hexFrames)
        sum -= checksumOf(ChecksumKind::Sum8, block.substr(hex.begin, hex.end - hex.begin));
    return (sum & 0xFF) == 0;
}

/// Where the next block begins inside one that does not add up because its end was lost; its size
/// when there is none.
std::size_t VeDirectDecoder::nextBlockIn(std::string_view block) const {
    for (std::size_t at = 1; (at = block.find("\r\n", at)) != std::string_view::npos; ++at) {
        if (beginsAsKnown(block.substr(at))) return at;
    }
    return block.size();
}

bool VeDirectDecoder::beginsAsKnown(std::string_view block) const {
    const std::string_view label = labelAt(block);
    return std::find(m_firstLabels.begin(), m_firstLabels.end(), label) != m_firstLabels.end();
}

void VeDirectDecoder::take(std::string_view frame, DecoderOutput& output) {
    if (frame.front() == ':') return takeHex(frame, output);
    if (m_hexFrames.empty()) return takeBlock(frame, output);
    m_text.clear();
    std::size_t at = 0;
    for (const HexFrame& hex : m_hexFrames) {
        m_text.append(frame.substr(at, hex.begin - at));
        takeHex(frame.substr(hex.begin, hex.end - hex.begin), output);
        at = hex.end;
    }
    m_text.append(frame.substr(at));
    takeBlock(m_text, output);
}

void VeDirectDecoder::takeHex(std::string_view frame, DecoderOutput& output) {
    const std::string_view line = frame.substr(0, frame.size() - 1);
    if (veDirectHexIsValid(line.substr(1))) return addText(line, output);
    countDamage(DiscardReason::Checksum, line, output);
    discardOfFrame(DiscardReason::Checksum, frame.size());
}

void VeDirectDecoder::takeBlock(std::string_view block, DecoderOutput& output) {
    std::fill(m_row.begin(), m_row.end(), kAbsent);
    m_anyValue = false;
    if (!beginsAsKnown(block) && m_firstLabels.size() < kMaxFirstLabels)
        m_firstLabels.emplace_back(labelAt(block));

    // Each field begins with CR LF; the checksum, the last one, ends the loop.
    std::size_t at = 2;
    for (std::size_t tab; (tab = block.find('\t', at)) + 2 < block.size();) {
        const std::size_t end = std::min(block.find('\r', tab), block.size());
        if (end == block.size()) break;
        takeField(block.substr(at, tab - at), block.substr(tab + 1, end - tab - 1), output);
        at = end + 2;
    }
    if (!m_anyValue) return;
    addSample(m_row, ChannelSetKind::Open, output);
}

/// \pre a byte that is no digit can be read behind `value`
void VeDirectDecoder::takeField(std::string_view name, std::string_view value,
                                DecoderOutput& output) {
    Label* const label = labelOf(name);
    if (!label || value == "---") return;
    if (label->kind == VeDirectField::Kind::Number) {
        double number = 0;
        const char* const end = parsePlainNumber(value.data(), number, EndsByItself{});
        if (end == value.data() + value.size()) return set(*label, number / label->divisor);
    } else if (label->kind == VeDirectField::Kind::Switch && (value == "ON" || value == "OFF")) {
        set(*label, value == "ON" ? 1 : 0);
    }
    if (!m_texts.isNews(name, value)) return;
    addText(std::string(name) + ": " + std::string(value), output);
}

void VeDirectDecoder::set(Label& label, double value) {
    if (label.refused) return;
    if (!label.channel) {
        label.channel = channels().ensure({label.name, label.unit, label.decimals});
        label.refused = !label.channel;
        if (label.refused) return;
        m_row.resize(channels().size(), kAbsent);
    }
    m_row[*label.channel] = value;
    m_anyValue = true;
}

VeDirectDecoder::Label* VeDirectDecoder::labelOf(std::string_view name) {
    if (Label* const known = findInOrder(m_labels, m_nextLabel, name)) return known;
    if (m_labels.size() == kMaxLabels || !isPrintableText(name) || name.empty()) return nullptr;
    const VeDirectField field = veDirectField(name);
    m_labels.push_back(
        {std::string(name), field.kind, field.divisor, std::string(field.unit), field.decimals});
    return &m_labels.back();
}

}  // namespace telemetryhub::engine
