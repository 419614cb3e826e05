// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <QTimer>

#include "telemetryhub/engine/bus/faulty_bus.h"
#include "telemetryhub/engine/core/block_sink.h"
#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/raw_piece.h"
#include "telemetryhub/engine/core/replay_command.h"
#include "telemetryhub/engine/core/ring.h"
#include "telemetryhub/engine/core/sample_writer.h"
#include "telemetryhub/engine/decode/decoder.h"
#include "telemetryhub/engine/decode/pushed_rows.h"
#include "telemetryhub/engine/device/device_events.h"
#include "telemetryhub/engine/device/device_report.h"
#include "telemetryhub/engine/device/latch.h"
#include "telemetryhub/engine/device/retry_schedule.h"
#include "telemetryhub/engine/device/state_machine.h"
#include "telemetryhub/engine/device/stream_watch.h"
#include "telemetryhub/engine/device/turn_flusher.h"

namespace telemetryhub::engine {

/// Told what an operator would want to know at once.
///
/// Threads: called on the I/O thread.
class DeviceListener {
public:
    virtual ~DeviceListener() = default;
    virtual void deviceStateChanged(DeviceId device, DeviceState state) = 0;
    virtual void deviceFinished(DeviceId device) = 0;
};

/// One device: reads its bus, decodes, numbers the samples and offers them to the queue, and
/// follows the state machine.
///
/// What it is told from outside are commands; what it tells goes into its report.
///
/// A device is judged once it is known whether it was latched before the program was started. Until
/// then it rests in Idle: a start is remembered and carried out when the answer was "not latched".
///
/// Threads: construct, call and destroy on the I/O thread.
class Device final : private BusListener,
                     private BlockReceiver,
                     private DecoderOutput,
                     private Flushable {
public:
    /// A line that was silent this long after opening begins with a whole frame: a device that was
    /// in the middle of one would have gone on sending it, and an adapter hands bytes over within
    /// its latency of 16 ms.
    static constexpr std::int64_t kBoundarySilenceNs = 50'000'000;

    struct Parts {
        const Clock& clock;
        BlockPool& pool;
        BlockIntake& intake;
        DeviceListener& listener;
        EventLog& events;
        LatchMemory* latches;  ///< null: nothing is kept over restarts
        FlushQueue& flushes;
        std::shared_ptr<DeviceReport> report;
        BusFactory makeBus;  ///< a seam for tests and for other kinds of bus
        /// Told every line that holds no data; may be empty.
        std::function<void(const ReadTime&, std::string_view)> onTextLine;
        RawSink* raw = nullptr;  ///< takes the bytes of the wire; may be null
    };

    /// How long commands wait for a judgement before they are answered without it.
    static constexpr std::chrono::milliseconds kJudgementPatience{1000};

    /// In Idle, and in SafeState as soon as it is known that it was latched before.
    /// \pre the parts outlive this object
    Device(DeviceId id, DeviceSettings settings, Parts parts);
    /// Stops; what the device still holds goes to the queue.
    ~Device() override;

    /// Runs `task` when the device is judged, at the latest after `kJudgementPatience` or when it
    /// is destroyed; at once when none of that is to be waited for.
    void whenJudged(std::function<void()> task);

    /// Errors: why the state forbids it.
    Result<void> start();
    Result<void> stop();
    Result<void> reset();
    Result<void> send(std::string_view bytes);
    /// Takes samples that come by call, all or none.
    /// Errors: NotMeasuring, DeviceInSafeState, QueueFull, InvalidArgument for samples that are
    ///         wrong and for a device that reads a wire.
    Result<void> push(std::span<const PushedSample> samples);
    void setFormat(Format format);
    /// Errors: NotMeasuring while it is closed; InvalidArgument when it replays nothing.
    Result<void> controlReplay(const ReplayCommand& command);
    /// Rehearses other faults at once; an empty plan ends them.
    /// Errors: InvalidArgument for a plan that cannot be rehearsed here.
    Result<void> injectFaults(const FaultPlan& plan);
    /// One fault now. Errors: NotMeasuring; InvalidArgument for a replay.
    Result<void> injectFault();
    /// A critical alarm puts it into SafeState; nothing when it rests.
    void trip(const Error& alarm);
    /// The queue has room again.
    void resume();
    /// Asks the port what was lost before it could be read; to be called now and then.
    void lookAtLine();

private:
    void bytesRead(std::string_view bytes, const ReadTime& time) override;
    void busFailed(const Error& error) override;
    void busFinished() override;
    void busConnected() override;
    void busMayOpen() override;
    void busWarned(const Error& error) override;
    void receive(BlockRef block) override;
    void textLine(std::string_view line) override;
    void damaged(DiscardReason reason, std::string_view bytes) override;

    Result<void> command(std::string_view name, DeviceEvent event);
    Result<void> handle(DeviceEvent event, ErrorCode why);
    void perform(DeviceAction action, ErrorCode why);
    void openBus();
    void closeBus(StreamEnd end, ErrorCode why);
    void retryLater();
    void enterSafeState(ErrorCode why);
    bool sendSafeCommand();
    void showLatch(const Latch& latch);
    void askForLatch();
    void judge(const std::optional<Latch>& latch);
    void tellUnjudged();
    void runJudgedTasks();
    void failed(const Error& error);
    [[nodiscard]] DeviceEvent eventOf(const Error& error);
    void account();
    void tap(RawPiece::Kind kind, const ReadTime& time, std::string_view bytes);
    void noteReplay();
    void keepTail(std::string_view bytes);
    void noteSamples(std::uint64_t frames, const ReadTime& time);
    void watchDamage(std::uint64_t frames, std::uint64_t damaged, const ReadTime& time);
    void armSilenceTimer();
    void checkSilence();
    /// What makes it likely that a stream cannot be decoded.
    enum class Evidence {
        Damage,   ///< a burst of it
        Silence,  ///< no sample within the timeout that was set
        Bytes,    ///< many, and long enough
    };
    void diagnose(Evidence evidence, std::int64_t nowNs);
    void flush() override;
    void flushSoon();
    void offerHeld();
    [[nodiscard]] DecodeCounts totalCounts() const;
    [[nodiscard]] bool isPushed() const;
    void repeatCommand(const CommandPreset& command);
    void noteSent(std::string_view bytes);

    const DeviceId m_id;
    const DeviceSettings m_settings;
    Parts m_parts;
    DeviceEvents m_events;
    DeviceStateMachine m_states;
    RetrySchedule m_retries;
    SilenceWatch m_silence;
    DamageWatch m_damage;
    SampleWriter m_writer;
    const std::int64_t m_wireNsPerByte;  ///< 0: unknown
    bool m_replays = false;              ///< the open bus says where it is
    PushedRows m_pushed;
    std::unique_ptr<Decoder> m_decoder;
    DecodeCounts m_earlierCounts;  ///< of decoders that were replaced
    std::unique_ptr<FaultyBus> m_bus;
    Ring<BlockRef> m_held;  ///< blocks the queue had no room for
    std::uint64_t m_bytesRead = 0;
    std::int64_t m_openedNs = 0;
    std::uint64_t m_bytesAtOpening = 0;
    /// Whether a sample came since it was started, or its format set: only then damage is a fault.
    bool m_hasDelivered = false;
    LineCounts m_line;         ///< lost before this program, since the device was made
    LineCounts m_earlierLine;  ///< of the openings before this one
    std::optional<std::int64_t> m_diagnosedNs;  ///< since the opening
    std::optional<Error> m_cause;               ///< of the Error or SafeState
    std::int64_t m_causeNs = 0;
    std::optional<std::int64_t> m_absentSinceNs;
    std::int64_t m_describedNs = 0;
    std::uint64_t m_damagedAtTail = 0;
    bool m_streamBegun = false;
    bool m_flushAsked = false;
    bool m_judged = false;
    bool m_startAsked = false;  ///< before it was judged
    std::vector<std::function<void()>> m_judgedTasks;
    std::shared_ptr<Device*> m_self =
        std::make_shared<Device*>(this);               ///< for answers that come late
    std::vector<std::unique_ptr<QTimer>> m_repeaters;  ///< of commands that repeat themselves
    QTimer m_retryTimer;
    QTimer m_silenceTimer;
    QTimer m_judgementTimer;
};

}  // namespace telemetryhub::engine
