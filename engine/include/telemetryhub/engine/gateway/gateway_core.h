// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/hub/hub.h"

namespace telemetryhub::engine {

/// What a gateway is made with.
struct GatewaySettings {
    std::size_t queueBlocks = 1000;
    std::size_t workers = 0;  ///< 0: cores - 1, at least 1, at most 4
    Overflow overflow = Overflow::DropOldest;
    std::size_t historyBytes = std::size_t{512} * 1000 * 1000;
    std::string csvPath;                         ///< empty: no live CSV; `-` is standard output
    std::optional<RecordingSettings> recording;  ///< from the beginning; unset: none
    /// See every processed block too, on the workers, which they must not hold up; they outlive the
    /// gateway.
    std::vector<BlockSink*> sinks;
    std::string stateDir;  ///< where SafeState is kept over restarts; empty: not kept
};

/// The hub of this process: owns every stage and thread, takes commands, hands out snapshots.
///
/// Commands are carried out on the I/O thread, recordings begin and end on one that may wait for
/// the disk.
///
/// Threads: construct, shut down and destroy on the main thread (Qt event loop); else as Hub.
class GatewayCore final : public Hub {
    Q_OBJECT

public:
    static constexpr int kMaxPushesWaiting = 1000;
    using Hub::command;
    using Hub::controlReplay;
    using Hub::injectFault;
    using Hub::send;
    using Hub::startRecording;
    using Hub::stopRecording;

    /// The engine, running; fails when the CSV or the session file cannot be created.
    [[nodiscard]] static Result<std::unique_ptr<GatewayCore>> create(GatewaySettings settings);
    /// Stops in the order of the data, see `shutdown`.
    ~GatewayCore() override;

    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const override;
    [[nodiscard]] const History& history() const override;
    [[nodiscard]] std::vector<Event> events(std::uint64_t after,
                                            std::size_t most = EventLog::kMaxEvents) const override;
    [[nodiscard]] std::optional<DeviceSettings> settingsOf(DeviceId device) const override;
    [[nodiscard]] std::vector<TextLine> textLines(DeviceId device) const override;
    [[nodiscard]] TrafficWatch watchTraffic(DeviceId device) override;

    Result<DeviceId> addDevice(DeviceSettings settings) override;
    void removeDevice(DeviceId device) override;
    void command(DeviceId device, DeviceCommand command, Reply reply) override;
    void commandAll(DeviceCommand command) override;
    void send(DeviceId device, std::string bytes, Reply reply) override;
    void push(DeviceId device, std::vector<PushedSample> samples, Reply reply) override;
    void setFormat(DeviceId device, Format format) override;
    void controlReplay(DeviceId device, const ReplayCommand& command, Reply reply) override;
    Result<void> acknowledge(DeviceId device, std::string_view alarm) override;
    void mark(std::string text) override;
    void report(Severity severity, std::string text) override;
    void injectFault(DeviceId device, const FaultPlan& plan, Reply reply) override;
    void injectFault(DeviceId device, Reply reply) override;
    void startRecording(const RecordingSettings& settings, Reply reply) override;
    void stopRecording(Reply reply) override;
    Result<void> runJob(std::function<void()> job) override;

    /// Stops in the order of the data: buses close, the queue closes, the workers drain, the
    /// recorder flushes, the threads end. What was accepted before is processed.
    /// Afterwards only `snapshot`, `history` and destruction are allowed.
    void shutdown();

protected:
    [[nodiscard]] std::shared_ptr<Executor> mainThread() const override;

private:
    struct Impl;
    explicit GatewayCore(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
