// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/decode/pushed_rows.h"

namespace telemetryhub::engine {

class History;
enum class DeviceCommand;
struct Snapshot;

/// What the API needs of the engine.
///
/// Threads: called on th-rest; nothing waits. An answer is called once, on any thread, or not at
///          all when the engine goes before.
class ApiGateway {
public:
    using Answer = std::function<void(Result<void>)>;

    ApiGateway() = default;
    ApiGateway(const ApiGateway&) = delete;
    ApiGateway& operator=(const ApiGateway&) = delete;
    virtual ~ApiGateway() = default;

    [[nodiscard]] virtual std::shared_ptr<const Snapshot> snapshot() const = 0;
    [[nodiscard]] virtual const History& history() const = 0;
    /// Events with a number above `after`, oldest first, at most `most`.
    [[nodiscard]] virtual std::vector<Event> events(std::uint64_t after,
                                                    std::size_t most) const = 0;
    virtual void push(DeviceId device, std::vector<PushedSample> samples, Answer answer) = 0;
    virtual void command(DeviceId device, DeviceCommand command, Answer answer) = 0;
    virtual void send(DeviceId device, std::string bytes, Answer answer) = 0;
    /// Adds a device and starts it if asked to.
    virtual void addDevice(DeviceSettings settings, bool starts, Answer answer) = 0;
    virtual void removeDevice(DeviceId device, Answer answer) = 0;
    /// Errors: AlreadyExists when there is a recording, StorageFailed.
    virtual void startRecording(Answer answer) = 0;
    virtual void stopRecording(Answer answer) = 0;
    /// Where recordings are, beside the present one.
    [[nodiscard]] virtual std::string recordingsFolder() const = 0;
    /// Runs `job` beside everything, on a thread that may wait for the disk.
    /// Errors: QueueFull, Stopping.
    virtual Result<void> runJob(std::function<void()> job) = 0;
};

}  // namespace telemetryhub::engine
