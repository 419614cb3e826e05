// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/simulated_bus.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <QObject>

#include "bus/timer_wait.h"

namespace telemetryhub::engine {

namespace {

// One turn hands over this much at most, so that a fast device does not starve the others.
constexpr std::size_t kMaxTurnBytes = std::size_t{64} * 1024;

Result<void> checkSettings(const SimulatedSettings& settings) {
    if (!(settings.rateHz > 0 && settings.rateHz <= SimulatedDevice::kMaxRateHz))
        return Error{ErrorCode::InvalidArgument, "rate: expected more than 0, at most 100000."};
    if (settings.channels < 1 || settings.channels > SimulatedDevice::kMaxChannels)
        return Error{ErrorCode::InvalidArgument, "channels: expected 1 to 64."};
    return {};
}

}  // namespace

SimulatedBus::SimulatedBus(SimulatedSettings settings, BusListener& listener, const Clock& clock)
    : m_settings(std::move(settings)), m_listener(listener), m_clock(clock) {
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
}

Result<void> SimulatedBus::open() {
    if (auto checked = checkSettings(m_settings); !checked) return checked;
    m_device.emplace(m_settings, m_clock.steadyNs());
    m_paused = false;
    ++m_opening;
    m_timer.start(0);
    return {};
}

void SimulatedBus::close() {
    m_timer.stop();
    m_device.reset();
}

Result<void> SimulatedBus::write(std::string_view bytes) {
    if (!m_device)
        return Error{ErrorCode::WriteFailed,
                     "The simulated device is off. Start the device first."};
    if (!m_device->receive(bytes))
        return Error{ErrorCode::WriteFailed,
                     "The simulated device takes no more bytes. Try again later."};
    m_timer.start(0);
    return {};
}

void SimulatedBus::setPaused(bool paused) {
    if (m_paused == paused) return;
    m_paused = paused;
    if (m_device) m_timer.start(0);
}

void SimulatedBus::tick() {
    const ReadTime now = m_clock.now();
    std::size_t turnBytes = 0;
    const std::uint64_t opening = m_opening;
    for (bool more = true; more && turnBytes < kMaxTurnBytes;) {
        more = m_device->run(now.steadyNs);
        if (m_paused) {
            if (more) m_device->holdBack(now.steadyNs);
            break;
        }
        m_chunk.assign(m_device->output());
        m_device->clearOutput();
        turnBytes += m_chunk.size();
        if (!m_chunk.empty()) m_listener.bytesRead(m_chunk, now);
        if (!m_device || opening != m_opening) return;  // closed by the listener
    }
    schedule(now.steadyNs);
}

void SimulatedBus::schedule(std::int64_t nowNs) {
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(m_device->untilNext(nowNs));
    m_timer.start(std::clamp(wait, std::chrono::milliseconds(0), kMaxTimerWait));
}

}  // namespace telemetryhub::engine
