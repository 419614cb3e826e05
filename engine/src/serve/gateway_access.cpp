// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/gateway_access.h"

#include <utility>

#include "telemetryhub/engine/gateway/gateway_core.h"
#include "telemetryhub/engine/pipeline/worker_pool.h"

namespace telemetryhub::engine {

GatewayAccess::GatewayAccess(GatewayCore& core, RecordingSettings recording)
    : m_core(core), m_recording(std::move(recording)) {}

void GatewayAccess::onMain(std::function<void()> work) {
    QMetaObject::invokeMethod(&m_context, std::move(work), Qt::QueuedConnection);
}

std::shared_ptr<const Snapshot> GatewayAccess::snapshot() const {
    return m_core.snapshot();
}

const History& GatewayAccess::history() const {
    return m_core.history();
}

std::vector<Event> GatewayAccess::events(std::uint64_t after, std::size_t most) const {
    return m_core.events(after, most);
}

void GatewayAccess::push(DeviceId device, std::vector<PushedSample> samples, Answer answer) {
    m_core.push(device, std::move(samples), std::move(answer));
}

void GatewayAccess::command(DeviceId device, DeviceCommand command, Answer answer) {
    onMain([this, device, command, answer = std::move(answer)] {
        m_core.command(device, command, &m_context, answer);
    });
}

void GatewayAccess::send(DeviceId device, std::string bytes, Answer answer) {
    onMain([this, device, bytes = std::move(bytes), answer = std::move(answer)] {
        m_core.send(device, bytes, &m_context, answer);
    });
}

void GatewayAccess::addDevice(DeviceSettings settings, bool starts, Answer answer) {
    onMain([this, settings = std::move(settings), starts, answer = std::move(answer)] {
        const auto added = m_core.addDevice(settings);
        if (!added) return answer(added.error());
        if (!starts) return answer({});
        // Whether it could be opened stands in its state; it is there in any case.
        m_core.command(added.value(), DeviceCommand::Start, &m_context,
                       [answer](const Result<void>&) { answer({}); });
    });
}

void GatewayAccess::removeDevice(DeviceId device, Answer answer) {
    onMain([this, device, answer = std::move(answer)] {
        m_core.removeDevice(device);
        answer({});
    });
}

void GatewayAccess::startRecording(Answer answer) {
    onMain([this, answer = std::move(answer)] {
        m_core.startRecording(m_recording, &m_context, answer);
    });
}

void GatewayAccess::stopRecording(Answer answer) {
    onMain([this, answer = std::move(answer)] { m_core.stopRecording(&m_context, answer); });
}

Result<void> GatewayAccess::runJob(std::function<void()> job) {
    const auto posted = m_core.workers().submit(JobPriority::Normal, std::move(job));
    if (!posted) return posted.error();
    return {};
}

}  // namespace telemetryhub::engine
