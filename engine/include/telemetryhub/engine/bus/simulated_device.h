// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/bus/rate_schedule.h"
#include "telemetryhub/engine/core/device_settings.h"

namespace telemetryhub::engine {

/// A measuring instrument that exists only in software: bytes in, bytes out, as over a wire.
///
/// After power-on it sends a title line `sine [V],noise [V],steps,counter,...`, then one line of
/// comma-separated values a sample. The same settings give the same values. It has a transmit
/// buffer of `kTransmitBytes`; while that is full it waits with its next sample.
///
/// Commands, one a line, in any case:
///   CALIBRATE       takes the offsets out of its readings
///   SET_RATE=<ms>   time between samples, 1 to 60000
///   GET_STATUS      answers `STATUS rate_ms=10 uptime_ms=500 samples=50 overruns=0`
///   RESET           begins again with sample 0 and the title line
///
/// Threads: confined to one thread.
/// Units:   nanoseconds of the monotonic clock.
class SimulatedDevice {
public:
    static constexpr std::size_t kTransmitBytes = 4096;
    static constexpr std::size_t kReceiveBytes = 1024;
    static constexpr std::size_t kMaxCommandBytes = 128;
    static constexpr int kMaxChannels = 64;
    static constexpr double kMaxRateHz = 100'000;

    /// Powers the device on.
    SimulatedDevice(const SimulatedSettings& settings, std::int64_t nowNs);

    /// Makes the samples that are due, as far as the transmit buffer takes them.
    /// Returns whether more is due.
    bool run(std::int64_t nowNs);
    /// Waits with what is due: the far end does not listen.
    void holdBack(std::int64_t nowNs) { m_schedule.holdBack(nowNs); }
    /// How long until the next sample.
    [[nodiscard]] std::chrono::nanoseconds untilNext(std::int64_t nowNs) const {
        return m_schedule.untilDue(1, nowNs);
    }
    /// What waits to be sent; `clearOutput` once it is.
    [[nodiscard]] std::string_view output() const { return m_output; }
    void clearOutput() { m_output.clear(); }
    /// Takes bytes into the receive buffer, all or none; they are acted on by `run`.
    [[nodiscard]] bool receive(std::string_view bytes);

private:
    void sendTitle();
    void sendSample();
    void runCommands(std::int64_t nowNs);
    void runCommand(std::string_view line, std::int64_t nowNs);
    void setRate(std::string_view milliseconds, std::int64_t nowNs);
    void restart(std::int64_t nowNs);
    [[nodiscard]] double reading(std::size_t channel) const;
    [[nodiscard]] double noise(std::size_t channel, std::uint64_t salt) const;
    [[nodiscard]] double offset(std::size_t channel) const;
    [[nodiscard]] std::string status(std::int64_t nowNs) const;
    [[nodiscard]] bool hasRoom() const;
    void say(std::string_view line);

    std::size_t m_channels;
    std::uint32_t m_seed;
    double m_periodMs;
    RateSchedule m_schedule;
    std::int64_t m_startNs;
    double m_seconds = 0;  // of the device's own time: when its next sample is taken
    std::uint64_t m_samples = 0;
    bool m_isCalibrated = false;
    std::string m_output;
    std::string m_input;
};

}  // namespace telemetryhub::engine
