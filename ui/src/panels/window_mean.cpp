// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/window_mean.h"

#include <algorithm>
#include <cmath>

namespace telemetryhub::ui {
namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;
/// More than any source sends in a second; a bound, so that a look cannot run away.
constexpr std::size_t kMostInASecond = 4'000'000;

}  // namespace

WindowMean::WindowMean(engine::DeviceId device, std::size_t channel, std::int64_t windowNs)
    : m_device(device), m_channel(channel), m_seconds(windowNs / kSecondNs) {}

WindowMean::Second WindowMean::sumOf(const engine::SampleStore& store, std::int64_t second,
                                     std::size_t& budget) const {
    const engine::TimeSpan span{second * kSecondNs, (second + 1) * kSecondNs};
    Second result;
    const auto points = store.points(m_device, m_channel, span, kMostInASecond);
    if (!points) return result;
    for (const engine::HistoryPoint& point : *points) {
        // The one before and the one after come with it.
        const bool inside = point.steadyNs >= span.fromNs && point.steadyNs < span.toNs;
        if (!inside || !std::isfinite(point.value)) continue;
        result.sum += point.value;
        ++result.count;
    }
    budget -= std::min(budget, points->size() + 1);
    return result;
}

void WindowMean::update(const engine::SampleStore& store, std::int64_t startNs, std::int64_t nowNs,
                        std::size_t& budget) {
    // The first second that is not over.
    const std::int64_t end = (nowNs - kLateNs) / kSecondNs;
    if (!m_begun || m_first + static_cast<std::int64_t>(m_sums.size()) < end - m_seconds) {
        m_sums.clear();
        m_first = end;
        m_begun = true;
    }
    for (std::int64_t next = m_first + static_cast<std::int64_t>(m_sums.size());
         next < end && budget > 0; ++next)
        m_sums.push_back(sumOf(store, next, budget));
    const std::int64_t oldest = std::max(end - m_seconds, startNs / kSecondNs);
    while (!m_sums.empty() && m_first < oldest) {
        m_sums.pop_front();
        ++m_first;
    }
    while (m_first > oldest && budget > 0) {
        m_sums.push_front(sumOf(store, m_first - 1, budget));
        --m_first;
    }
    m_whole = m_first <= oldest && m_first + static_cast<std::int64_t>(m_sums.size()) >= end;
}

std::optional<double> WindowMean::mean() const {
    if (!m_whole) return std::nullopt;
    double sum = 0;
    std::uint64_t count = 0;
    for (const Second& second : m_sums) {
        sum += second.sum;
        count += second.count;
    }
    if (count == 0) return std::nullopt;
    return sum / static_cast<double>(count);
}

}  // namespace telemetryhub::ui
