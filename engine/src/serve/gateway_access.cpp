// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/gateway_access.h"

#include <utility>
#include <variant>

namespace telemetryhub::engine {

namespace {

/// Whoever asks hops to the listener's loop himself.
class WhereItComes final : public Executor {
public:
    void post(std::function<void()> work) override { work(); }
};

}  // namespace

GatewayAccess::GatewayAccess(Hub& hub, RecordingSettings recording)
    : m_hub(hub), m_recording(std::move(recording)), m_where(std::make_shared<WhereItComes>()) {}

std::shared_ptr<const Snapshot> GatewayAccess::snapshot() const {
    return m_hub.snapshot();
}

const History& GatewayAccess::history() const {
    return m_hub.history();
}

std::vector<Event> GatewayAccess::events(std::uint64_t after, std::size_t most) const {
    return m_hub.events(after, most);
}

void GatewayAccess::push(DeviceId device, std::vector<PushedSample> samples, Answer answer) {
    m_hub.push(device, std::move(samples), {m_where, std::move(answer)});
}

void GatewayAccess::command(DeviceId device, DeviceCommand command, Answer answer) {
    m_hub.command(device, command, {m_where, std::move(answer)});
}

void GatewayAccess::send(DeviceId device, std::string bytes, Answer answer) {
    m_hub.send(device, std::move(bytes), {m_where, std::move(answer)});
}

void GatewayAccess::addDevice(DeviceSettings settings, bool starts, Answer answer) {
    const bool isReplay = std::holds_alternative<ReplaySettings>(settings.bus);
    const auto add = [&hub = m_hub, settings = std::move(settings), starts, answer,
                      where = m_where] {
        const auto added = hub.addDevice(settings);
        if (!added) return answer(added.error());
        if (!starts) return answer({});
        // Whether it could be opened stands in its state; it is there in any case.
        hub.command(added.value(), DeviceCommand::Start,
                    {where, [answer](const Result<void>&) { answer({}); }});
    };
    if (!isReplay) return add();
    // The recording is looked into, which may wait for the disk.
    if (const auto posted = runJob(add); !posted) answer(posted.error());
}

void GatewayAccess::removeDevice(DeviceId device, Answer answer) {
    m_hub.removeDevice(device);
    answer({});
}

void GatewayAccess::startRecording(Answer answer) {
    m_hub.startRecording(m_recording, {m_where, std::move(answer)});
}

void GatewayAccess::stopRecording(Answer answer) {
    m_hub.stopRecording({m_where, std::move(answer)});
}

Result<void> GatewayAccess::runJob(std::function<void()> job) {
    return m_hub.runJob(std::move(job));
}

}  // namespace telemetryhub::engine
