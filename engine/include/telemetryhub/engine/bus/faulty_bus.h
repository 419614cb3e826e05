// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <QTimer>

#include "telemetryhub/engine/bus/bus.h"
#include "telemetryhub/engine/core/fault_plan.h"

namespace telemetryhub::engine {

class FaultyStream;
class HeldBytes;

/// Makes a bus that reports to the listener it is given.
using BusFactory = std::function<std::unique_ptr<Bus>(BusListener&)>;

/// A bus that rehearses failures: it owns the real one, stands between it and the listener, and
/// does to the stream what its plan says.
///
/// With an empty plan every call and every view of bytes goes through as it is. Otherwise what the
/// listener gets is what a receiver would have read: bytes that a fault takes away were never
/// read, and bytes on their way are lost when the bus is closed. Up to `kHeldBytes` and one chunk
/// are on their way; then the real bus is paused.
///
/// The faults of the device are those that need to know the samples:
///  - random strikes before the first sample of an opening, or after one;
///  - deterministic counts the samples from one such fault to the next, over all openings;
///  - intermittent lets the first openings of the plan fail before anything arrives.
/// While one of the first two is in the plan, bytes are handed over line by line, so that no line
/// comes after the one that failed.
///
/// The times of silence and unplug begin with the first opening of the plan.
///
/// Threads: as Bus. The listener must not destroy the bus from inside a call.
/// Errors:  a fault of the device is reported as InjectedFault, a lost link as LinkLost; open gives
///          PortAbsent until that link returns.
class FaultyBus final : public Bus, private BusListener {
public:
    static constexpr std::size_t kHeldBytes = std::size_t{64} * 1024;

    /// \pre `listener` and `clock` outlive this object.
    FaultyBus(const BusFactory& makeBus, const FaultPlan& plan, BusListener& listener,
              const Clock& clock);
    ~FaultyBus() override;

    /// Takes the place of the plan at once, and begins it anew. Bytes on their way arrive.
    void setPlan(const FaultPlan& plan);
    [[nodiscard]] const FaultPlan& plan() const { return m_plan; }
    /// The listener found so many samples in what it got.
    void samplesDecoded(std::uint64_t count);
    /// One fault of the device, from the event loop. Does nothing when closed.
    void failNow();

    Result<void> open() override;
    void close() override;
    [[nodiscard]] bool isOpen() const override { return m_open; }
    [[nodiscard]] bool isConnecting() const override { return m_open && m_bus->isConnecting(); }
    Result<void> write(std::string_view bytes) override { return m_bus->write(bytes); }
    void setPaused(bool paused) override;
    Result<void> control(const ReplayCommand& command) override { return m_bus->control(command); }
    [[nodiscard]] std::optional<ReplayStatus> replayStatus() const override {
        return m_open ? m_bus->replayStatus() : std::nullopt;
    }
    [[nodiscard]] std::optional<LineCounts> lineCounts() override { return m_bus->lineCounts(); }
    [[nodiscard]] bool startsAtBoundary() const override { return m_bus->startsAtBoundary(); }
    [[nodiscard]] std::string description() const override { return m_bus->description(); }

private:
    void bytesRead(std::string_view bytes, const ReadTime& time) override;
    void busFailed(const Error& error) override { ended(error); }
    void busFinished() override { ended({}); }
    void busConnected() override { m_listener.busConnected(); }
    void busMayOpen() override;
    void busWarned(const Error& error) override { m_listener.busWarned(error); }

    void beginPlan();
    void beginStream();
    void ended(Result<void> end);
    void tick();
    void handOver(const ReadTime& now);
    [[nodiscard]] std::string_view nextPiece(std::int64_t nowNs) const;
    void settle(std::int64_t nowNs);
    void fail(const Error& error);
    void failAsRehearsed();
    void reportEnd();
    void steerBus();
    void schedule(std::int64_t nowNs);
    [[nodiscard]] bool isAway(const Outage& outage, std::int64_t nowNs) const;
    [[nodiscard]] Error unplugged(ErrorCode code) const;

    const Clock& m_clock;
    BusListener& m_listener;
    FaultPlan m_plan;
    std::unique_ptr<FaultyStream> m_stream;  ///< of this opening; null: the plan is empty
    std::unique_ptr<HeldBytes> m_held;
    std::string m_piece;                    ///< keeps its bytes while the listener reads them
    std::string_view m_fault;               ///< the fault that is to be reported; empty: none
    std::optional<Result<void>> m_end;      ///< how the real bus ended, to be reported
    std::optional<std::int64_t> m_beganNs;  ///< the plan's first opening
    std::uint64_t m_openings = 0;           ///< of the plan
    std::uint32_t m_failuresLeft = 0;       ///< intermittent
    std::uint64_t m_samplesSinceFault = 0;  ///< deterministic
    bool m_open = false;
    bool m_paused = false;
    bool m_busPaused = false;
    QTimer m_timer;
    std::unique_ptr<Bus> m_bus;
};

}  // namespace telemetryhub::engine
