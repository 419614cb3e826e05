// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/trigger_search.h"

#include <cmath>
#include <limits>

namespace telemetryhub::ui {

namespace {
constexpr std::uint64_t kAskStopEvery = 16'384;
}

bool TriggerSearch::fulfils(double value) const {
    switch (m_kind) {
        case TriggerKind::Rising: return m_previous && *m_previous < m_value && value >= m_value;
        case TriggerKind::Falling: return m_previous && *m_previous > m_value && value <= m_value;
        case TriggerKind::Above: return value >= m_value;
        case TriggerKind::Below: break;
    }
    return value <= m_value;
}

void TriggerSearch::primeWith(const engine::SampleStore& store) {
    m_primed = true;
    const auto points = store.points(m_channel.first, m_channel.second, {m_nextNs, m_nextNs}, 4);
    if (points && !points->empty() && points->front().steadyNs < m_nextNs &&
        std::isfinite(points->front().value))
        m_previous = points->front().value;
}

// Samples of one moment may come in two parts, so the moment of the last one is read again.
std::optional<std::int64_t> TriggerSearch::next(const engine::SampleStore& store,
                                                const StopAsked& stop) {
    if (!m_primed) primeWith(store);
    std::optional<std::int64_t> hit;
    std::uint64_t skip = m_seenAtNext;
    std::uint64_t seen = 0;
    forEachPoint(store, m_channel.first, m_channel.second,
                 {m_nextNs, std::numeric_limits<std::int64_t>::max()},
                 [&](const engine::HistoryPoint& point) {
                     if (point.steadyNs == m_nextNs && skip > 0) {
                         --skip;
                         return true;
                     }
                     if (point.steadyNs != m_nextNs) m_seenAtNext = 0;
                     m_nextNs = point.steadyNs;
                     ++m_seenAtNext;
                     const bool counts = std::isfinite(point.value);
                     if (counts && point.steadyNs >= m_earliestNs && fulfils(point.value))
                         hit = point.steadyNs;
                     m_previous = counts ? std::optional(point.value) : std::nullopt;
                     return !hit && !(++seen % kAskStopEvery == 0 && stop && stop());
                 });
    return hit;
}

}  // namespace telemetryhub::ui
