// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <QTimer>

#include "telemetryhub/engine/bus/bus.h"
#include "telemetryhub/engine/core/block_sink.h"
#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/ring.h"
#include "telemetryhub/engine/core/sample_writer.h"
#include "telemetryhub/engine/decode/decoder.h"
#include "telemetryhub/engine/device/device_report.h"
#include "telemetryhub/engine/device/retry_schedule.h"
#include "telemetryhub/engine/device/state_machine.h"
#include "telemetryhub/engine/device/stream_watch.h"

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

/// Makes the bus of a device; a seam for tests and for other kinds of bus.
using BusFactory = std::function<std::unique_ptr<Bus>(BusListener&)>;

/// One device: reads its bus, decodes, numbers the samples and offers them to the queue, and
/// follows the state machine.
///
/// What it is told from outside are commands; what it tells goes into its report.
///
/// Threads: construct, call and destroy on the I/O thread.
class Device final : private BusListener, private BlockReceiver, private DecoderOutput {
public:
    /// A line that was silent this long after opening begins with a whole frame: a device that was
    /// in the middle of one would have gone on sending it, and an adapter hands bytes over within
    /// its latency of 16 ms.
    static constexpr std::int64_t kBoundarySilenceNs = 50'000'000;
    /// A part-filled block waits no longer.
    static constexpr int kFlushMs = 1;

    struct Parts {
        const Clock& clock;
        BlockPool& pool;
        BlockIntake& intake;
        DeviceListener& listener;
        std::shared_ptr<DeviceReport> report;
        BusFactory makeBus;
    };

    /// \pre the parts outlive this object
    Device(DeviceId id, DeviceSettings settings, Parts parts);
    /// Stops; what the device still holds goes to the queue.
    ~Device() override;

    /// Errors: why the state forbids it.
    Result<void> start();
    Result<void> stop();
    Result<void> reset();
    Result<void> send(std::string_view bytes);
    void setFormat(Format format);
    /// The queue has room again.
    void resume();

private:
    void bytesRead(std::string_view bytes, const ReadTime& time) override;
    void busFailed(const Error& error) override;
    void busFinished() override;
    void busConnected() override;
    void busMayOpen() override;
    void receive(BlockRef block) override;
    void textLine(std::string_view line) override;
    void damaged(DiscardReason reason, std::string_view bytes) override;

    Result<void> handle(DeviceEvent event);
    void perform(DeviceAction action);
    void openBus();
    void closeBus(StreamEnd end);
    void retryLater();
    void enterSafeState();
    void failed(const Error& error);
    void account();
    void noteSamples(std::uint64_t frames, const ReadTime& time);
    void watchDamage(std::uint64_t frames, std::uint64_t damaged, const ReadTime& time);
    void armSilenceTimer();
    void checkSilence();
    void flushSoon();
    void offerHeld();
    [[nodiscard]] DecodeCounts totalCounts() const;

    const DeviceId m_id;
    const DeviceSettings m_settings;
    Parts m_parts;
    DeviceStateMachine m_states;
    RetrySchedule m_retries;
    SilenceWatch m_silence;
    DamageWatch m_damage;
    SampleWriter m_writer;
    std::unique_ptr<Decoder> m_decoder;
    DecodeCounts m_earlierCounts;  ///< of decoders that were replaced
    std::unique_ptr<Bus> m_bus;
    Ring<BlockRef> m_held;  ///< blocks the queue had no room for
    std::uint64_t m_bytesRead = 0;
    std::int64_t m_openedNs = 0;
    std::int64_t m_describedNs = 0;
    bool m_streamBegun = false;
    QTimer m_retryTimer;
    QTimer m_flushTimer;
    QTimer m_silenceTimer;
};

}  // namespace telemetryhub::engine
