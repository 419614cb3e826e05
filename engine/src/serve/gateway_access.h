// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "serve/api_gateway.h"
#include "telemetryhub/engine/core/executor.h"
#include "telemetryhub/engine/hub/hub.h"

namespace telemetryhub::engine {

/// The engine as the API reaches it.
///
/// Threads: as ApiGateway.
class GatewayAccess final : public ApiGateway {
public:
    /// \pre `hub` outlives this object
    GatewayAccess(Hub& hub, RecordingSettings recording);

    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const override;
    [[nodiscard]] const History& history() const override;
    [[nodiscard]] std::vector<Event> events(std::uint64_t after, std::size_t most) const override;
    void push(DeviceId device, std::vector<PushedSample> samples, Answer answer) override;
    void command(DeviceId device, DeviceCommand command, Answer answer) override;
    void send(DeviceId device, std::string bytes, Answer answer) override;
    void addDevice(DeviceSettings settings, bool starts, Answer answer) override;
    void removeDevice(DeviceId device, Answer answer) override;
    void startRecording(Answer answer) override;
    void stopRecording(Answer answer) override;
    [[nodiscard]] std::string recordingsFolder() const override { return m_recording.folder; }
    Result<void> runJob(std::function<void()> job) override;

private:
    Hub& m_hub;
    const RecordingSettings m_recording;
    const std::shared_ptr<Executor> m_where;
};

}  // namespace telemetryhub::engine
