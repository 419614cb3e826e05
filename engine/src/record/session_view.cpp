// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/session_view.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "record/decoded_chunks.h"

namespace telemetryhub::engine {

namespace {

constexpr HistoryColumn kNothing{std::numeric_limits<double>::infinity(),
                                 -std::numeric_limits<double>::infinity(), kAbsent};
/// Chunks shorter than a column by this factor are not divided.
constexpr std::int64_t kWholeShare = 8;

void include(HistoryColumn& column, double min, double max, double last) {
    if (!(min <= max)) return;
    column.min = std::min(column.min, min);
    column.max = std::max(column.max, max);
    column.last = last;
}

std::int64_t behind(std::int64_t timeNs, std::int64_t stepNs) {
    constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();
    return timeNs > kEnd - stepNs ? kEnd : timeNs + stepNs;
}

}  // namespace

struct SessionView::Impl {
    explicit Impl(std::unique_ptr<SessionReader> sessionReader)
        : reader(std::move(sessionReader)), decoded(*reader, kCacheBytes) {}

    /// A place between two samples of a device.
    struct Position {
        std::size_t chunk = 0;
        std::size_t index = 0;
        friend bool operator==(const Position&, const Position&) = default;
        friend bool operator<(const Position& a, const Position& b) {
            return std::tie(a.chunk, a.index) < std::tie(b.chunk, b.index);
        }
    };

    [[nodiscard]] Position lowerBound(DeviceId device, std::int64_t timeNs);
    [[nodiscard]] Position border(DeviceId device, std::int64_t timeNs, std::int64_t stepNs);
    [[nodiscard]] HistoryColumn column(DeviceId device, std::size_t channel, Position from,
                                       Position to);
    void addPart(HistoryColumn& column, DeviceId device, std::size_t channel, Position from,
                 std::size_t to);
    [[nodiscard]] std::uint64_t samplesBefore(DeviceId device, Position position);
    [[nodiscard]] std::optional<HistoryPoint> lastPointBefore(DeviceId device, std::size_t channel,
                                                              Position position);
    [[nodiscard]] std::optional<HistoryPoint> firstPointFrom(DeviceId device, std::size_t channel,
                                                             Position position);

    std::unique_ptr<SessionReader> reader;
    DecodedChunks decoded;
    std::map<DeviceId, std::vector<std::uint64_t>> sums;  // samples before each chunk
    std::map<DeviceId, std::vector<Gap>> gaps;
};

Result<std::unique_ptr<SessionView>> SessionView::open(const std::string& path) {
    auto reader = SessionReader::open(path);
    if (!reader) return reader.error();
    return std::unique_ptr<SessionView>(
        new SessionView(std::make_unique<Impl>(std::move(reader).value())));
}

SessionView::SessionView(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {
    for (const RecordedDeviceInfo& info : m_impl->reader->info().devices) {
        std::vector<std::uint64_t>& sums = m_impl->sums[info.device.id];
        std::uint64_t sum = 0;
        for (const StoredChunk& chunk : m_impl->reader->chunks(info.device.id)) {
            sums.push_back(sum);
            sum += chunk.samples;
        }
        sums.push_back(sum);
        m_impl->gaps[info.device.id] = m_impl->reader->gaps(info.device.id);
    }
}

SessionView::~SessionView() = default;

const SessionInfo& SessionView::info() const {
    return m_impl->reader->info();
}

SessionReader& SessionView::reader() const {
    return *m_impl->reader;
}

void SessionView::columns(DeviceId device, std::size_t channel, std::int64_t fromNs,
                          std::int64_t stepNs, std::span<HistoryColumn> columns) const {
    Impl::Position left = m_impl->border(device, fromNs, stepNs);
    std::int64_t borderNs = fromNs;
    for (HistoryColumn& column : columns) {
        borderNs = behind(borderNs, stepNs);
        const Impl::Position right = m_impl->border(device, borderNs, stepNs);
        column = left < right ? m_impl->column(device, channel, left, right) : kNothing;
        left = right;
    }
}

std::optional<std::vector<HistoryPoint>> SessionView::points(DeviceId device, std::size_t channel,
                                                             TimeSpan span,
                                                             std::size_t maxPoints) const {
    const Impl::Position from = m_impl->lowerBound(device, span.fromNs);
    const Impl::Position to = std::max(from, m_impl->lowerBound(device, span.toNs));
    std::vector<HistoryPoint> points;
    if (const auto before = m_impl->lastPointBefore(device, channel, from))
        points.push_back(*before);
    const std::size_t chunks = m_impl->reader->chunks(device).size();
    for (Impl::Position at = from; at < to && at.chunk < chunks; at = {at.chunk + 1, 0}) {
        const auto times = m_impl->decoded.times(device, at.chunk);
        const auto values = m_impl->decoded.values(device, at.chunk, channel);
        const std::size_t most = std::min(times->size(), values->size());
        const std::size_t end = at.chunk == to.chunk ? std::min(to.index, most) : most;
        for (std::size_t i = at.index; i < end; ++i) {
            if (isAbsent((*values)[i])) continue;
            if (points.size() >= maxPoints) return std::nullopt;
            points.push_back({(*times)[i], (*values)[i]});
        }
    }
    if (const auto after = m_impl->firstPointFrom(device, channel, to)) points.push_back(*after);
    if (points.size() > maxPoints) return std::nullopt;
    return points;
}

std::vector<Gap> SessionView::gaps(DeviceId device, TimeSpan span) const {
    std::vector<Gap> found;
    for (const Gap& gap : m_impl->gaps[device])
        if (gap.to.steadyNs >= span.fromNs && gap.from.steadyNs < span.toNs) found.push_back(gap);
    return found;
}

std::uint64_t SessionView::gapCount(DeviceId device) const {
    return m_impl->gaps[device].size();
}

std::uint64_t SessionView::sampleCount(DeviceId device, TimeSpan span) const {
    const Impl::Position from = m_impl->lowerBound(device, span.fromNs);
    const Impl::Position to = m_impl->lowerBound(device, span.toNs);
    if (!(from < to)) return 0;
    return m_impl->samplesBefore(device, to) - m_impl->samplesBefore(device, from);
}

std::optional<TimeSpan> SessionView::extent(DeviceId device) const {
    const RecordedDeviceInfo* info = m_impl->reader->info().find(device);
    if (!info || info->samples == 0) return std::nullopt;
    return TimeSpan{info->from.steadyNs, info->to.steadyNs};
}

std::vector<LatestValue> SessionView::latest(DeviceId device) const {
    std::vector<LatestValue> all;
    const RecordedDeviceInfo* info = m_impl->reader->info().find(device);
    if (!info) return all;
    const std::vector<StoredChunk>& chunks = m_impl->reader->chunks(device);
    all.resize(info->channels->size());
    for (std::size_t channel = 0; channel < all.size(); ++channel) {
        const auto& extremes = m_impl->reader->extremes(device, channel);
        for (std::size_t i = chunks.size(); i-- > 0;) {
            if (extremes[i].present == 0) continue;
            all[channel] = {extremes[i].last, chunks[i].to, chunks[i].last};
            break;
        }
    }
    return all;
}

SessionView::Impl::Position SessionView::Impl::lowerBound(DeviceId device, std::int64_t timeNs) {
    const std::vector<StoredChunk>& chunks = reader->chunks(device);
    const auto found = std::partition_point(
        chunks.begin(), chunks.end(),
        [timeNs](const StoredChunk& chunk) { return chunk.to.steadyNs < timeNs; });
    const auto chunk = static_cast<std::size_t>(found - chunks.begin());
    if (found == chunks.end() || found->from.steadyNs >= timeNs) return {chunk, 0};
    const auto times = decoded.times(device, chunk);
    const auto at = std::lower_bound(times->begin(), times->end(), timeNs);
    return {chunk, static_cast<std::size_t>(at - times->begin())};
}

/// As `lowerBound`, between chunks where they are short.
SessionView::Impl::Position SessionView::Impl::border(DeviceId device, std::int64_t timeNs,
                                                      std::int64_t stepNs) {
    const std::vector<StoredChunk>& chunks = reader->chunks(device);
    const auto found = std::partition_point(
        chunks.begin(), chunks.end(),
        [timeNs](const StoredChunk& chunk) { return chunk.to.steadyNs < timeNs; });
    const auto chunk = static_cast<std::size_t>(found - chunks.begin());
    if (found == chunks.end() || found->from.steadyNs >= timeNs) return {chunk, 0};
    const std::int64_t lengthNs = found->to.steadyNs - found->from.steadyNs;
    if (lengthNs >= stepNs / kWholeShare) return lowerBound(device, timeNs);
    const bool isBefore = found->from.steadyNs + lengthNs / 2 < timeNs;
    return {isBefore ? chunk + 1 : chunk, 0};
}

HistoryColumn SessionView::Impl::column(DeviceId device, std::size_t channel, Position from,
                                        Position to) {
    HistoryColumn column = kNothing;
    const auto& extremes = reader->extremes(device, channel);
    if (from.index > 0) {
        const bool endsThere = to.chunk == from.chunk;
        addPart(column, device, channel, from,
                endsThere ? to.index : std::numeric_limits<std::size_t>::max());
        if (endsThere) return column;
        from = {from.chunk + 1, 0};
    }
    for (; from.chunk < to.chunk; ++from.chunk) {
        const SessionReader::ChunkExtremes& chunk = extremes[from.chunk];
        include(column, chunk.min, chunk.max, chunk.last);
    }
    if (to.index > 0) addPart(column, device, channel, from, to.index);
    return column;
}

void SessionView::Impl::addPart(HistoryColumn& column, DeviceId device, std::size_t channel,
                                Position from, std::size_t to) {
    const auto values = decoded.values(device, from.chunk, channel);
    const std::size_t end = std::min(to, values->size());
    // NaN and absent values are no extremes.
    for (std::size_t i = from.index; i < end; ++i)
        include(column, (*values)[i], (*values)[i], (*values)[i]);
}

std::uint64_t SessionView::Impl::samplesBefore(DeviceId device, Position position) {
    const auto found = sums.find(device);
    return found == sums.end() ? 0 : found->second[position.chunk] + position.index;
}

std::optional<HistoryPoint> SessionView::Impl::lastPointBefore(DeviceId device, std::size_t channel,
                                                               Position position) {
    const std::vector<StoredChunk>& chunks = reader->chunks(device);
    const auto& extremes = reader->extremes(device, channel);
    for (std::size_t chunk = std::min(position.chunk + 1, chunks.size()); chunk-- > 0;) {
        if (extremes[chunk].present == 0) continue;
        const auto values = decoded.values(device, chunk, channel);
        const auto times = decoded.times(device, chunk);
        const std::size_t most = std::min(times->size(), values->size());
        std::size_t i = chunk == position.chunk ? std::min(position.index, most) : most;
        while (i-- > 0)
            if (!isAbsent((*values)[i])) return HistoryPoint{(*times)[i], (*values)[i]};
    }
    return std::nullopt;
}

std::optional<HistoryPoint> SessionView::Impl::firstPointFrom(DeviceId device, std::size_t channel,
                                                              Position position) {
    const std::vector<StoredChunk>& chunks = reader->chunks(device);
    const auto& extremes = reader->extremes(device, channel);
    for (; position.chunk < chunks.size(); position = {position.chunk + 1, 0}) {
        if (extremes[position.chunk].present == 0) continue;
        const auto values = decoded.values(device, position.chunk, channel);
        const auto times = decoded.times(device, position.chunk);
        const std::size_t most = std::min(times->size(), values->size());
        for (std::size_t i = position.index; i < most; ++i)
            if (!isAbsent((*values)[i])) return HistoryPoint{(*times)[i], (*values)[i]};
    }
    return std::nullopt;
}

}  // namespace telemetryhub::engine
