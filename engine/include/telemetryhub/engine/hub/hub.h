// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <QObject>

#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/core/executor.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/core/replay_command.h"
#include "telemetryhub/engine/core/text_log.h"
#include "telemetryhub/engine/core/traffic_log.h"
#include "telemetryhub/engine/decode/pushed_rows.h"
#include "telemetryhub/engine/device/device_state.h"
#include "telemetryhub/engine/hub/recording_settings.h"
#include "telemetryhub/engine/hub/snapshot.h"
#include "telemetryhub/engine/record/session_recorder.h"

namespace telemetryhub::engine {

class History;

/// What an operator can ask of a device.
enum class DeviceCommand { Start, Stop, Reset };

/// The face of a gateway: its state to look at, commands to give. The window, the REST listener and
/// a run without a screen know this and nothing behind it.
///
/// A command returns at once and goes straight to where it is carried out; a busy thread of
/// somebody else does not delay it. Its answer is delivered through the executor that the Reply
/// names. For an object of the main thread there are overloads that take it and a function; the
/// function is not called when the object is gone by then.
///
/// Threads: every method from any thread, except those with a `QObject*`: the main thread. Signals
///          are emitted on the main thread.
/// Errors:  answers carry why a command was refused.
class Hub : public QObject {
    Q_OBJECT

public:
    using Answer = engine::Answer;

    // What there is.

    /// The state of everything now. Costs about 2 us a device; never waits for the stream.
    [[nodiscard]] virtual std::shared_ptr<const Snapshot> snapshot() const = 0;
    [[nodiscard]] virtual const History& history() const = 0;
    /// Events with a number above `after`, oldest first, at most `most`.
    [[nodiscard]] virtual std::vector<Event> events(
        std::uint64_t after, std::size_t most = EventLog::kMaxEvents) const = 0;
    /// What a device was made with; nothing when it was removed.
    [[nodiscard]] virtual std::optional<DeviceSettings> settingsOf(DeviceId device) const = 0;
    /// The newest lines of a device that held no data, and what was sent to it.
    [[nodiscard]] virtual std::vector<TextLine> textLines(DeviceId device) const = 0;
    /// Keeps what goes over the wire of a device from now on, while the answer lives; it watches
    /// nothing when the device was removed.
    [[nodiscard]] virtual TrafficWatch watchTraffic(DeviceId device) = 0;

    // Commands.

    /// Adds a device in Idle. Fails when its id is taken, its channels cannot be
    /// calculated, or its faults cannot be rehearsed.
    virtual Result<DeviceId> addDevice(DeviceSettings settings) = 0;
    /// Stops and forgets a device and its history. What it sent before stays in the recordings.
    virtual void removeDevice(DeviceId device) = 0;
    virtual void command(DeviceId device, DeviceCommand command, Reply reply) = 0;
    /// To every device; what is refused is told by nobody.
    virtual void commandAll(DeviceCommand command) = 0;
    /// Sends bytes to an open device.
    virtual void send(DeviceId device, std::string bytes, Reply reply) = 0;
    /// Hands samples to a device `push:NAME`, all or none; an answer without an error means that
    /// they are in the queue. QueueFull when too many calls wait.
    virtual void push(DeviceId device, std::vector<PushedSample> samples, Reply reply) = 0;
    /// Overrules the format; what was decoded stays.
    virtual void setFormat(DeviceId device, Format format) = 0;
    /// Errors: InvalidArgument for a device that replays nothing, NotMeasuring.
    virtual void controlReplay(DeviceId device, const ReplayCommand& command, Reply reply) = 0;
    /// Somebody knows of an alarm; an empty name means all of the device. Errors: NotFound.
    virtual Result<void> acknowledge(DeviceId device, std::string_view alarm) = 0;
    /// An operator marks this moment: an event, in the recording too. Without words it is a "Mark".
    virtual void mark(std::string text) = 0;
    /// Something of the program itself that whoever watches should know: an event of kind Health,
    /// in the recording too.
    virtual void report(Severity severity, std::string text) = 0;
    /// Rehearses failures: from now on the device has the faults of `plan`, and of it alone.
    /// Refused with InvalidArgument when the plan cannot be rehearsed; an empty one ends the
    /// rehearsal.
    virtual void injectFault(DeviceId device, const FaultPlan& plan, Reply reply) = 0;
    /// One fault now.
    virtual void injectFault(DeviceId device, Reply reply) = 0;
    /// Begins to record; the answer comes when the file is there.
    /// Errors: AlreadyExists when there is a recording, StorageFailed.
    virtual void startRecording(const RecordingSettings& settings, Reply reply) = 0;
    /// Ends the recording; the answer comes when everything is on the disk, and tells why not.
    virtual void stopRecording(Reply reply) = 0;
    /// Runs `job` beside everything, on a thread that may wait for the disk.
    /// Errors: QueueFull, Stopping.
    virtual Result<void> runJob(std::function<void()> job) = 0;

    // The same for objects of the main thread.

    void command(DeviceId device, DeviceCommand command) { this->command(device, command, {}); }
    void command(DeviceId device, DeviceCommand command, QObject* context, Answer answer) {
        this->command(device, command, replyTo(context, std::move(answer)));
    }
    void send(DeviceId device, std::string bytes, QObject* context, Answer answer) {
        send(device, std::move(bytes), replyTo(context, std::move(answer)));
    }
    void controlReplay(DeviceId device, const ReplayCommand& command, QObject* context,
                       Answer answer) {
        controlReplay(device, command, replyTo(context, std::move(answer)));
    }
    void injectFault(DeviceId device, const FaultPlan& plan, QObject* context, Answer answer) {
        injectFault(device, plan, replyTo(context, std::move(answer)));
    }
    void injectFault(DeviceId device, QObject* context, Answer answer) {
        injectFault(device, replyTo(context, std::move(answer)));
    }
    void startRecording(const RecordingSettings& settings, QObject* context, Answer answer) {
        startRecording(settings, replyTo(context, std::move(answer)));
    }
    void stopRecording(QObject* context, Answer answer) {
        stopRecording(replyTo(context, std::move(answer)));
    }

signals:
    void deviceAdded(telemetryhub::engine::DeviceId device);
    void deviceRemoved(telemetryhub::engine::DeviceId device);
    void stateChanged(telemetryhub::engine::DeviceId device,
                      telemetryhub::engine::DeviceState state);
    /// Every event but text lines.
    void eventAdded(const telemetryhub::engine::Event& event);
    /// A replay reached its end; the device is Idle.
    void sourceFinished(telemetryhub::engine::DeviceId device);
    /// The live CSV stopped by itself; monitoring goes on. Every event log has it too, and what
    /// else becomes of it.
    void recordingFailed(const telemetryhub::engine::Error& error);
    /// What the recorder of sessions tells of itself; every event log has it too.
    void recordingNoticed(const telemetryhub::engine::RecordingNotice& notice);

protected:
    /// The main thread's loop, for as long as the hub lives.
    [[nodiscard]] virtual std::shared_ptr<Executor> mainThread() const = 0;

private:
    [[nodiscard]] Reply replyTo(QObject* context, Answer answer) const;
};

}  // namespace telemetryhub::engine
