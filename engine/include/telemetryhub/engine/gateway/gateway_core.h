// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <QObject>
#include <QString>

#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/core/replay_command.h"
#include "telemetryhub/engine/core/text_log.h"
#include "telemetryhub/engine/core/traffic_log.h"
#include "telemetryhub/engine/decode/pushed_rows.h"
#include "telemetryhub/engine/device/device_state.h"
#include "telemetryhub/engine/gateway/recording_settings.h"
#include "telemetryhub/engine/gateway/snapshot.h"
#include "telemetryhub/engine/record/session_recorder.h"

namespace telemetryhub::engine {

class WorkerPool;

/// What a gateway is made with.
struct GatewaySettings {
    std::size_t queueBlocks = 1000;
    std::size_t workers = 0;  ///< 0: cores - 1, at least 1, at most 4
    Overflow overflow = Overflow::DropOldest;
    std::size_t historyBytes = std::size_t{512} * 1000 * 1000;
    std::string csvPath;                         ///< empty: no live CSV; `-` is standard output
    std::optional<RecordingSettings> recording;  ///< from the beginning; unset: none
    std::string stateDir;  ///< where SafeState is kept over restarts; empty: not kept
};

/// What an operator can ask of a device.
enum class DeviceCommand { Start, Stop, Reset };

/// The engine: owns every stage and thread, takes commands, hands out snapshots.
///
/// Commands return at once and are carried out on the I/O thread; the answer comes back on the main
/// thread, and not at all when `context` is gone by then.
///
/// Threads: construct, command and destroy on the main thread (Qt event loop); `snapshot`,
///          `history` and `textLines` from any thread. Signals are emitted on the main thread.
/// Errors:  answers carry why a command was refused.
class GatewayCore : public QObject {
    Q_OBJECT

public:
    using Answer = std::function<void(Result<void>)>;
    static constexpr int kMaxPushesWaiting = 1000;

    /// The engine, running; fails when the CSV or the session file cannot be created.
    [[nodiscard]] static Result<std::unique_ptr<GatewayCore>> create(GatewaySettings settings);
    /// Stops in the order of the data, see `shutdown`.
    ~GatewayCore() override;

    /// Adds a device in Idle. Fails when its id is taken, its channels cannot be
    /// calculated, or its faults cannot be rehearsed.
    Result<DeviceId> addDevice(DeviceSettings settings);
    /// Stops and forgets a device and its history. What it sent before stays in the recordings.
    void removeDevice(DeviceId device);

    void command(DeviceId device, DeviceCommand command);
    void command(DeviceId device, DeviceCommand command, QObject* context, Answer answer);
    void commandAll(DeviceCommand command);
    /// Sends bytes to an open device.
    void send(DeviceId device, std::string bytes, QObject* context, Answer answer);
    /// Hands samples to a device `push:NAME`, all or none; an answer without an error means that
    /// they are in the queue.
    /// Threads: any; `answer` is called on the I/O thread, or at once with QueueFull when
    ///          `kMaxPushesWaiting` calls wait there.
    void push(DeviceId device, std::vector<PushedSample> samples, Answer answer);
    /// Overrules the format; what was decoded stays.
    void setFormat(DeviceId device, Format format);
    /// Errors: InvalidArgument for a device that replays nothing, NotMeasuring.
    void controlReplay(DeviceId device, const ReplayCommand& command, QObject* context,
                       Answer answer);
    /// Somebody knows of an alarm; an empty name means all of the device.
    /// Threads: any. Errors: NotFound.
    Result<void> acknowledge(DeviceId device, std::string_view alarm);

    /// An operator marks this moment: an event, in the recording too. Without words it is a "Mark".
    /// Threads: any.
    void mark(std::string text);

    /// Rehearses failures: from now on the device has the faults of `plan`, and of it alone.
    /// Refused with InvalidArgument when the plan cannot be rehearsed; an empty one ends the
    /// rehearsal.
    void injectFault(DeviceId device, const FaultPlan& plan, QObject* context, Answer answer);
    /// One fault now.
    void injectFault(DeviceId device, QObject* context, Answer answer);

    /// Begins to record; the answer comes when the file is there.
    /// Errors: AlreadyExists when there is a recording, StorageFailed.
    void startRecording(const RecordingSettings& settings, QObject* context, Answer answer);
    /// Ends the recording; the answer comes when everything is on the disk, and tells why not.
    void stopRecording(QObject* context, Answer answer);

    /// The state of everything now. Costs about 2 us a device; never waits for the stream.
    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;
    [[nodiscard]] const History& history() const;
    /// What a device was made with; nothing when it was removed.
    [[nodiscard]] std::optional<DeviceSettings> settingsOf(DeviceId device) const;
    /// Events with a number above `after`, oldest first, at most `most`.
    [[nodiscard]] std::vector<Event> events(std::uint64_t after,
                                            std::size_t most = EventLog::kMaxEvents) const;
    /// The newest lines of a device that held no data, and what was sent to it.
    [[nodiscard]] std::vector<TextLine> textLines(DeviceId device) const;
    /// Keeps what goes over the wire of a device from now on, while the answer lives; it watches
    /// nothing when the device was removed.
    [[nodiscard]] TrafficWatch watchTraffic(DeviceId device);
    /// One-off work beside the stream, such as an export.
    [[nodiscard]] WorkerPool& workers();

    /// Stops in the order of the data: buses close, the queue closes, the workers drain, the
    /// recorder flushes, the threads end. What was accepted before is processed.
    /// Afterwards only `snapshot`, `history` and destruction are allowed.
    void shutdown();

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

private:
    struct Impl;
    explicit GatewayCore(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
