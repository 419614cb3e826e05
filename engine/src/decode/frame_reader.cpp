// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/frame_reader.h"

#include "decode/checksum.h"

namespace telemetryhub::engine {

namespace {

std::size_t lengthBytes(FrameLength::Kind kind) {
    switch (kind) {
        case FrameLength::Kind::Fixed: return 0;
        case FrameLength::Kind::U8: return 1;
        case FrameLength::Kind::U16: return 2;
    }
    return 0;
}

}  // namespace

FrameReader::FrameReader(const FrameLayout& layout)
    : m_layout(layout),
      m_once(layout.fieldBytes()),
      m_header(layout.sync.size() + lengthBytes(layout.length.kind)),
      m_checksum(sizeOf(layout.checksum)),
      m_trailer(m_checksum + layout.tail.size()) {
    std::size_t offset = 0;
    for (std::size_t i = 0; i < layout.fields.size(); ++i) {
        const FrameField& field = layout.fields[i];
        if (!field.name.empty()) {
            m_fields.push_back(
                {field.type, field.order, offset, NumberScale(field.factor, field.offset), 0});
            m_layoutIndex.push_back(i);
        }
        offset += sizeOf(field.type);
    }
}

std::size_t FrameReader::findSync(std::string_view bytes) const {
    const std::string& sync = m_layout.sync;
    if (sync.empty() || bytes.starts_with(sync)) return 0;
    std::size_t at = 0;
    while ((at = bytes.find(sync.front(), at)) != std::string_view::npos) {
        const std::string_view seen = bytes.substr(at, sync.size());
        if (sync.compare(0, seen.size(), seen) == 0) return at;
        ++at;
    }
    return bytes.size();
}

FrameReader::Verdict FrameReader::check(std::string_view bytes) const {
    if (bytes.size() < m_header) return {};
    const auto payload = payloadBytes(bytes);
    if (!payload || !fits(*payload))
        return {FrameReader::State::Wrong, DiscardReason::Length, m_header, {}};
    const std::size_t frame = m_header + *payload + m_trailer;
    if (bytes.size() < frame)
        return {FrameReader::State::Incomplete, DiscardReason::Syntax, frame, {}};
    return checkSized(bytes.substr(0, frame), *payload);
}

FrameReader::Verdict FrameReader::checkWhole(std::string_view bytes) const {
    const Verdict tooShort{FrameReader::State::Wrong, DiscardReason::Length, bytes.size(), {}};
    if (!bytes.starts_with(m_layout.sync))
        return {FrameReader::State::Wrong, DiscardReason::Syntax, bytes.size(), {}};
    if (bytes.size() < m_header + m_trailer) return tooShort;
    const bool open =
        m_layout.length.kind == FrameLength::Kind::Fixed && m_layout.length.payloadBytes == 0;
    const std::size_t room = bytes.size() - m_header - m_trailer;
    const auto payload = open ? room : payloadBytes(bytes);
    if (payload != room || !fits(room)) return tooShort;
    return checkSized(bytes, room);
}

FrameReader::Verdict FrameReader::checkSized(std::string_view frame,
                                             std::size_t payloadBytes) const {
    const std::size_t covered = m_header + payloadBytes;
    if (!m_layout.tail.empty() && !frame.ends_with(m_layout.tail))
        return {FrameReader::State::Wrong, DiscardReason::Syntax, frame.size(), {}};
    if (m_checksum > 0) {
        const std::size_t from = m_layout.checksumFrom;
        const auto computed = checksumOf(m_layout.checksum, frame.substr(from, covered - from));
        const auto written =
            writtenChecksum(frame.substr(covered, m_checksum), m_layout.checksumOrder);
        if (computed != written)
            return {FrameReader::State::Wrong, DiscardReason::Checksum, frame.size(), {}};
    }
    return {FrameReader::State::Whole, DiscardReason::Syntax, frame.size(),
            frame.substr(m_header, payloadBytes)};
}

/// What the length field says; nothing when it is less than what it counts.
std::optional<std::size_t> FrameReader::payloadBytes(std::string_view header) const {
    const FrameLength& length = m_layout.length;
    if (length.kind == FrameLength::Kind::Fixed)
        return length.payloadBytes == 0 ? m_once : length.payloadBytes;
    const char* const at = header.data() + m_layout.sync.size();
    const std::size_t said = length.kind == FrameLength::Kind::U8
                                 ? static_cast<std::uint8_t>(*at)
                                 : loadBits<std::uint16_t>(at, length.order);
    const std::size_t around = length.counts == FrameLength::Counts::Payload ? 0
                               : length.counts == FrameLength::Counts::Frame ? m_header + m_trailer
                                                                             : m_checksum;
    if (said < around) return std::nullopt;
    return said - around;
}

bool FrameReader::fits(std::size_t payloadBytes) const {
    return payloadBytes >= m_once && (!m_layout.repeats || payloadBytes % m_once == 0);
}

void FrameReader::bindTo(ChannelTable& channels) {
    std::size_t bound = 0;
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const FrameField& field = m_layout.fields[m_layoutIndex[i]];
        const auto column = channels.ensure({field.name, field.unit, field.decimals});
        if (!column) continue;
        m_fields[bound] = m_fields[i];
        m_layoutIndex[bound] = m_layoutIndex[i];
        m_fields[bound++].column = *column;
    }
    m_fields.erase(m_fields.begin() + static_cast<std::ptrdiff_t>(bound), m_fields.end());
    m_layoutIndex.resize(bound);
    findRuns();
}

void FrameReader::findRuns() {
    m_runEnds.clear();
    for (std::size_t i = 1; i <= m_fields.size(); ++i) {
        const bool ends = i == m_fields.size() || m_fields[i].type != m_fields[i - 1].type ||
                          m_fields[i].order != m_fields[i - 1].order;
        if (ends) m_runEnds.push_back(i);
    }
}

void FrameReader::read(std::string_view payload, std::size_t sample, std::span<double> row) const {
    const char* const first = payload.data() + sample * m_once;
    std::size_t begin = 0;
    for (const std::size_t end : m_runEnds) {
        // The type is asked once a run and not once a number.
        withReader(m_fields[begin].type, m_fields[begin].order, [&](auto number) {
            for (std::size_t i = begin; i < end; ++i) {
                const Field& field = m_fields[i];
                row[field.column] = field.scale.of(number(first + field.offset));
            }
        });
        begin = end;
    }
}

std::optional<std::size_t> FrameReader::longestFrame() const {
    constexpr std::size_t kMostOfU8 = 255;
    const FrameLength& length = m_layout.length;
    const std::size_t around = m_header + m_trailer;
    switch (length.kind) {
        case FrameLength::Kind::Fixed: return around + *payloadBytes({});
        case FrameLength::Kind::U8: return around + kMostOfU8;
        case FrameLength::Kind::U16: return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace telemetryhub::engine
