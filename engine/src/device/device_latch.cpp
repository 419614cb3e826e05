// SPDX-License-Identifier: GPL-3.0-or-later
// How a device learns whether it was latched before the program was started.
#include <utility>

#include "telemetryhub/engine/device/device.h"

namespace telemetryhub::engine {

/// The answer may come when the device is gone.
void Device::askForLatch() {
    if (!m_parts.latches) {
        m_judged = true;
        return;
    }
    m_judgementTimer.setSingleShot(true);
    QObject::connect(&m_judgementTimer, &QTimer::timeout, &m_judgementTimer,
                     [this] { tellUnjudged(); });
    m_judgementTimer.start(kJudgementPatience);
    m_parts.latches->load(
        m_settings.id, [self = std::weak_ptr<Device*>(m_self)](const std::optional<Latch>& latch) {
            if (const auto device = self.lock()) (*device)->judge(latch);
        });
}

void Device::judge(const std::optional<Latch>& latch) {
    if (std::exchange(m_judged, true)) return;
    m_judgementTimer.stop();
    const bool startAsked = std::exchange(m_startAsked, false);
    if (latch) {
        m_states =
            DeviceStateMachine(m_settings.failureThreshold, DeviceStateMachine::Origin::Latched);
        showLatch(*latch);
        m_events.restored(*latch);
        m_parts.listener.deviceStateChanged(m_id, DeviceState::SafeState);
    } else {
        m_parts.report->update([](DeviceStatus& status) { status.lastError.reset(); });
    }
    if (startAsked) (void)start();
    runJudgedTasks();
}

void Device::tellUnjudged() {
    const Error error{ErrorCode::StorageFailed,
                      "Whether it was in SafeState cannot be read yet: the data directory does not "
                      "answer. It starts when it does; check the disk, or reset the device."};
    m_parts.report->update([&](DeviceStatus& status) {
        status.lastError = error;
        status.lastErrorTime = m_parts.clock.now();
    });
    m_events.warned(error);
    runJudgedTasks();
}

void Device::whenJudged(std::function<void()> task) {
    if (m_judged || !m_judgementTimer.isActive()) return task();
    m_judgedTasks.push_back(std::move(task));
}

void Device::runJudgedTasks() {
    for (const auto& task : std::exchange(m_judgedTasks, {}))
        task();
}

void Device::showLatch(const Latch& latch) {
    m_parts.report->update([&latch, this](DeviceStatus& status) {
        status.state = DeviceState::SafeState;
        status.since = m_parts.clock.now();
        if (latch.sinceWallNs > 0) status.since.wallNs = latch.sinceWallNs;
        status.lastError = latch.cause;
        status.lastErrorTime = status.since;
        status.consecutiveFaults = latch.faults;
        status.safeCommandText = latch.sentCommand;
    });
}

}  // namespace telemetryhub::engine
