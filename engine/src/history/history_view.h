// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "history/history_segment.h"
#include "telemetryhub/engine/history/history.h"

namespace telemetryhub::engine {

/// A segment and the time of its first sample, which stands here so that a search reads one stretch
/// of memory and not every segment.
struct SegmentEntry {
    std::shared_ptr<HistorySegment> segment;
    std::int64_t firstNs = 0;
    std::uint64_t firstOrdinal = 0;  ///< of that sample, among all that the device stored
};

/// A device's segments, oldest first; none is empty. Replaced as a whole, never changed.
using SegmentList = std::vector<SegmentEntry>;
using SegmentListPtr = std::shared_ptr<const SegmentList>;

/// What a device has stored at one moment, for the length of one question.
///
/// Threads: confined to the thread that asks.
/// Units:   nanoseconds of the steady clock.
class HistoryView {
public:
    /// A place between samples: before sample `index` of segment `segment`.
    struct Position {
        std::size_t segment = 0;
        std::size_t index = 0;
        // NOLINTNEXTLINE(modernize-use-nullptr): the tool mistakes the operator's own zero
        friend auto operator<=>(const Position&, const Position&) = default;
    };

    /// `segments` may be null: an unknown device.
    explicit HistoryView(SegmentListPtr segments);

    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] Position end() const { return {m_size, 0}; }
    [[nodiscard]] TimeSpan extent() const;

    /// The first sample that is not before `borderNs`.
    [[nodiscard]] Position lowerBound(std::int64_t borderNs) const;
    /// The same, knowing that it is not before `start`; cheap when it is near.
    [[nodiscard]] Position lowerBoundFrom(Position start, std::int64_t borderNs) const;

    /// Samples of one segment.
    struct Part {
        const HistorySegment* segment = nullptr;
        Position at;
        std::size_t length = 0;  ///< at least 1
        std::uint64_t ordinal = 0;
    };
    /// The samples at `from` up to the end of their segment, or to `to`; nothing when there are
    /// none.
    [[nodiscard]] std::optional<Part> part(Position from, Position to) const;

    [[nodiscard]] std::uint64_t sampleCount(Position from, Position to) const;
    [[nodiscard]] HistoryColumn column(std::size_t channel, Position from, Position to) const;

    /// The last stored value before `to`.
    [[nodiscard]] std::optional<HistoryPoint> previousPoint(std::size_t channel, Position to) const;
    /// The first stored value at or after `from`.
    [[nodiscard]] std::optional<HistoryPoint> nextPoint(std::size_t channel, Position from) const;
    /// Adds stored values until `points` holds `maxPoints`; false when there are more.
    bool collect(std::size_t channel, Position from, Position to, std::size_t maxPoints,
                 std::vector<HistoryPoint>& points) const;

private:
    [[nodiscard]] const HistorySegment& segment(std::size_t index) const {
        return *(*m_segments)[index].segment;
    }
    /// Only the newest segment grows, so one reading of its count makes the view stand still.
    [[nodiscard]] std::size_t count(std::size_t index) const {
        return index + 1 == m_size ? m_newestCount : segment(index).count();
    }
    [[nodiscard]] std::size_t partEnd(std::size_t index, Position to) const {
        return index == to.segment ? to.index : count(index);
    }
    [[nodiscard]] std::int64_t firstNs(std::size_t index) const {
        return (*m_segments)[index].firstNs;
    }
    [[nodiscard]] std::int64_t newestNs() const {
        return segment(m_size - 1).times()[m_newestCount - 1];
    }
    [[nodiscard]] std::size_t guess(std::size_t index, std::int64_t borderNs) const;
    [[nodiscard]] HistoryPoint pointAt(std::size_t channel, Position position) const;

    SegmentListPtr m_segments;
    std::size_t m_size = 0;
    std::size_t m_newestCount = 0;
};

}  // namespace telemetryhub::engine
