// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QObject>

#include "serve/api_gateway.h"
#include "telemetryhub/engine/gateway/recording_settings.h"

namespace telemetryhub::engine {

class GatewayCore;

/// The engine as the API reaches it: reads go there directly, commands by the main thread.
///
/// Threads: construct and destroy on the main thread; the rest from th-rest.
class GatewayAccess final : public ApiGateway {
public:
    /// \pre `core` outlives this object
    GatewayAccess(GatewayCore& core, RecordingSettings recording);

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
    /// Runs `work` on the main thread, or never when this object goes before.
    void onMain(std::function<void()> work);

    GatewayCore& m_core;
    const RecordingSettings m_recording;
    QObject m_context;  ///< of the calls that wait on the main thread
};

}  // namespace telemetryhub::engine
