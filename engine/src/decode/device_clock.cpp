// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/device_clock.h"

#include <algorithm>

namespace telemetryhub::engine {

namespace {

// Samples of several quantities may come a little out of order; a restart goes back further.
constexpr std::int64_t kDisorderNs = 100'000'000;
constexpr std::int64_t kDriftWindowNs = 30'000'000'000;

}  // namespace

std::optional<DeviceClock::Dated> DeviceClock::date(const DeviceTime& time,
                                                    const ReadTime& arrival) {
    if (arrival == kUnknownTime) {
        if (time.kind == DeviceTime::Kind::SinceStart) return std::nullopt;
        return dateUnanchored(time);
    }
    std::int64_t steadyNs = anchoredNs(time, arrival.steadyNs);
    if (m_previousNs) steadyNs = std::max(steadyNs, *m_previousNs + 1);
    m_previousNs = steadyNs;
    const std::int64_t delayNs = std::max<std::int64_t>(arrival.steadyNs - steadyNs, 0);
    const bool ownWall = time.kind == DeviceTime::Kind::Unix;
    const std::int64_t wallNs = arrival.wallNs - (arrival.steadyNs - steadyNs);
    return Dated{{steadyNs, ownWall ? time.ns : wallNs}, delayNs};
}

void DeviceClock::passArrival(const ReadTime& arrival) {
    if (arrival == kUnknownTime) return;
    m_previousNs = std::max(m_previousNs.value_or(arrival.steadyNs), arrival.steadyNs);
}

/// A capture: only the device's clock tells how its rows follow each other.
DeviceClock::Dated DeviceClock::dateUnanchored(const DeviceTime& time) {
    const std::int64_t steadyNs = m_previousNs ? std::max(time.ns, *m_previousNs + 1) : time.ns;
    m_previousNs = steadyNs;
    return {{steadyNs, time.ns}, std::nullopt};
}

/// Where the device's clock puts a moment on the monotonic one, at the latest at the arrival.
std::int64_t DeviceClock::anchoredNs(const DeviceTime& time, std::int64_t arrivalNs) {
    const bool jumpedBack = m_anchor && time.ns < m_anchor->lastDeviceNs - kDisorderNs;
    if (!m_anchor || m_anchor->kind != time.kind || jumpedBack) anchor(time, arrivalNs);
    m_anchor->lastDeviceNs = time.ns;
    const std::int64_t delayNs = arrivalNs - time.ns - m_anchor->offsetNs;
    if (delayNs < 0) {
        anchor(time, arrivalNs);
        return arrivalNs;
    }
    followDrift(delayNs, arrivalNs);
    return arrivalNs - delayNs;
}

void DeviceClock::anchor(const DeviceTime& time, std::int64_t arrivalNs) {
    m_anchor =
        Anchor{time.kind, arrivalNs - time.ns, time.ns, arrivalNs + kDriftWindowNs, kDriftWindowNs};
}

/// Without it the delay of a device whose clock is slow would grow for ever.
void DeviceClock::followDrift(std::int64_t delayNs, std::int64_t arrivalNs) {
    m_anchor->leastDelayNs = std::min(m_anchor->leastDelayNs, delayNs);
    if (arrivalNs < m_anchor->windowEndNs) return;
    m_anchor->offsetNs += m_anchor->leastDelayNs;
    m_anchor->leastDelayNs = kDriftWindowNs;
    m_anchor->windowEndNs = arrivalNs + kDriftWindowNs;
}

}  // namespace telemetryhub::engine
