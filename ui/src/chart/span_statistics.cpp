// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/span_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace telemetryhub::ui {

namespace {

constexpr std::size_t kMostAPart = 65'536;
constexpr std::uint64_t kAskEvery = 16'384;

/// A sum that keeps what rounding would lose.
class KahanSum {
public:
    void add(double value) {
        const double next = value - m_lost;
        const double sum = m_sum + next;
        m_lost = (sum - m_sum) - next;
        m_sum = sum;
    }
    [[nodiscard]] double value() const { return m_sum; }

private:
    double m_sum = 0;
    double m_lost = 0;
};

}  // namespace

double valueAt(const engine::SampleStore& store, engine::DeviceId device, std::size_t channel,
               std::int64_t ns, std::int64_t gapNs) {
    if (store.sampleCount(device, {ns - gapNs, ns + 1}) == 0) return engine::kAbsent;
    const auto points = store.points(device, channel, {ns + 1, ns + 1}, 4);
    if (!points || points->empty() || points->front().steadyNs > ns) return engine::kAbsent;
    return points->front().value;
}

void forEachPoint(const engine::SampleStore& store, engine::DeviceId device, std::size_t channel,
                  engine::TimeSpan span,
                  const std::function<bool(const engine::HistoryPoint&)>& take) {
    const auto extent = store.extent(device);
    if (!extent) return;
    std::int64_t from = std::max(span.fromNs, extent->fromNs);
    const std::int64_t end = std::min(span.toNs, extent->toNs + 1);
    std::int64_t length = std::max<std::int64_t>(end - from, 1);
    while (from < end) {
        length = std::min(length, end - from);
        const auto points = store.points(device, channel, {from, from + length}, kMostAPart);
        // Samples of one moment cannot be divided; there are never that many.
        if (!points && length > 1) {
            length = std::max<std::int64_t>(length / 4, 1);
            continue;
        }
        for (std::size_t i = 0; points && i < points->size(); ++i) {
            const engine::HistoryPoint& point = (*points)[i];
            if (point.steadyNs < from || point.steadyNs >= from + length) continue;
            if (!take(point)) return;
        }
        from += length;
        if (points && points->size() < kMostAPart / 4) length *= 2;
    }
}

SpanStatistics statisticsOf(const SpanReading& reading, engine::DeviceId device,
                            std::size_t channel) {
    const engine::TimeSpan span = reading.span;
    SpanStatistics found;
    KahanSum sum;
    double min = std::numeric_limits<double>::infinity();
    double max = -min;
    std::uint64_t seen = 0;
    forEachPoint(reading.store, device, channel, {span.fromNs, span.toNs + 1},
                 [&](const engine::HistoryPoint& point) {
                     if (++seen % kAskEvery == 0 && reading.stop && reading.stop()) return false;
                     if (!std::isfinite(point.value)) return true;
                     sum.add(point.value);
                     min = std::min(min, point.value);
                     max = std::max(max, point.value);
                     ++found.samples;
                     return true;
                 });
    if (found.samples > 0) {
        found.min = min;
        found.max = max;
        found.mean = sum.value() / static_cast<double>(found.samples);
    }
    const double first = valueAt(reading.store, device, channel, span.fromNs, reading.gapNs);
    const double last = valueAt(reading.store, device, channel, span.toNs, reading.gapNs);
    if (std::isfinite(first) && std::isfinite(last)) found.delta = last - first;
    return found;
}

}  // namespace telemetryhub::ui
