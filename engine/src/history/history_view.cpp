// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/history_view.h"

#include <algorithm>

namespace telemetryhub::engine {

HistoryView::HistoryView(SegmentListPtr segments) : m_segments(std::move(segments)) {
    if (!m_segments || m_segments->empty()) return;
    m_size = m_segments->size();
    m_newestCount = m_segments->back().segment->count();
}

TimeSpan HistoryView::extent() const {
    return {firstNs(0), newestNs()};
}

HistoryView::Position HistoryView::lowerBound(std::int64_t borderNs) const {
    if (empty()) return end();
    const auto behind = std::partition_point(
        m_segments->begin(), m_segments->end(),
        [borderNs](const SegmentEntry& entry) { return entry.firstNs < borderNs; });
    const auto index = static_cast<std::size_t>(behind - m_segments->begin());
    return index == 0 ? Position{} : lowerBoundFrom({index - 1, 0}, borderNs);
}

HistoryView::Position HistoryView::lowerBoundFrom(Position start, std::int64_t borderNs) const {
    if (start.segment >= m_size) return end();
    // The border lies in the last segment that begins before it, or between that one and the next.
    while (start.segment + 1 < m_size && firstNs(start.segment + 1) < borderNs)
        start = {start.segment + 1, 0};
    const std::size_t to = count(start.segment);
    const std::size_t index =
        segment(start.segment)
            .lowerBound(borderNs, start.index, to, guess(start.segment, borderNs));
    if (index < to) return {start.segment, index};
    return {start.segment + 1, 0};
}

/// Where a straight line through the segment's times meets the border: they are nearly even.
std::size_t HistoryView::guess(std::size_t index, std::int64_t borderNs) const {
    const auto first = static_cast<double>(firstNs(index));
    const auto last = static_cast<double>(index + 1 < m_size ? firstNs(index + 1) : newestNs());
    const double share = (static_cast<double>(borderNs) - first) / std::max(1.0, last - first);
    return static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) *
                                    static_cast<double>(count(index)));
}

std::uint64_t HistoryView::sampleCount(Position from, Position to) const {
    std::uint64_t samples = 0;
    for (; from < to; from = {from.segment + 1, 0}) {
        if (from.segment == m_size) break;
        samples += partEnd(from.segment, to) - from.index;
    }
    return samples;
}

std::optional<HistoryView::Part> HistoryView::part(Position from, Position to) const {
    for (; from < to && from.segment < m_size; from = {from.segment + 1, 0}) {
        const std::size_t end = partEnd(from.segment, to);
        if (from.index >= end) continue;
        return Part{&segment(from.segment), from, end - from.index,
                    (*m_segments)[from.segment].firstOrdinal + from.index};
    }
    return std::nullopt;
}

HistoryColumn HistoryView::column(std::size_t channel, Position from, Position to) const {
    Extremes extremes = Extremes::nothing();
    std::optional<Position> newest;
    for (; from < to && from.segment < m_size; from = {from.segment + 1, 0}) {
        const std::size_t partTo = partEnd(from.segment, to);
        if (from.index == partTo || channel >= segment(from.segment).channelCount()) continue;
        const Extremes part = segment(from.segment).extremes(channel, from.index, partTo);
        if (!part.hasNumber()) continue;
        extremes.include(part);
        newest = {from.segment, partTo};
    }
    if (!newest) return {extremes.min, extremes.max, kAbsent};
    const HistorySegment& holder = segment(newest->segment);
    const std::size_t last =
        holder.previous(channel, newest->index, HistorySegment::Wanted::Number);
    return {extremes.min, extremes.max, holder.values(channel)[last]};
}

std::optional<HistoryPoint> HistoryView::previousPoint(std::size_t channel, Position to) const {
    for (std::size_t i = std::min(to.segment + 1, m_size); i-- > 0;) {
        if (channel >= segment(i).channelCount()) return std::nullopt;  // older ones have no more
        const std::size_t index =
            segment(i).previous(channel, partEnd(i, to), HistorySegment::Wanted::Stored);
        if (index != HistorySegment::kNone) return pointAt(channel, {i, index});
    }
    return std::nullopt;
}

std::optional<HistoryPoint> HistoryView::nextPoint(std::size_t channel, Position from) const {
    for (; from.segment < m_size; from = {from.segment + 1, 0}) {
        if (channel >= segment(from.segment).channelCount()) continue;
        const std::size_t index =
            segment(from.segment).nextStored(channel, from.index, count(from.segment));
        if (index != HistorySegment::kNone) return pointAt(channel, {from.segment, index});
    }
    return std::nullopt;
}

bool HistoryView::collect(std::size_t channel, Position from, Position to, std::size_t maxPoints,
                          std::vector<HistoryPoint>& points) const {
    for (; from < to && from.segment < m_size; from = {from.segment + 1, 0}) {
        const HistorySegment& part = segment(from.segment);
        if (channel >= part.channelCount()) continue;
        const std::size_t partTo = partEnd(from.segment, to);
        std::size_t index = part.nextStored(channel, from.index, partTo);
        for (; index != HistorySegment::kNone;
             index = part.nextStored(channel, index + 1, partTo)) {
            if (points.size() >= maxPoints) return false;
            points.push_back(pointAt(channel, {from.segment, index}));
        }
    }
    return true;
}

HistoryPoint HistoryView::pointAt(std::size_t channel, Position position) const {
    const HistorySegment& holder = segment(position.segment);
    return {holder.times()[position.index], holder.values(channel)[position.index]};
}

}  // namespace telemetryhub::engine
