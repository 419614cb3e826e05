// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/serial_line_control.h"

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <linux/serial.h>
#include <linux/tty_flags.h>
#include <sys/ioctl.h>

namespace telemetryhub::engine {

namespace {

std::uint64_t counterOf(int value) {
    return static_cast<std::uint32_t>(value);
}

std::uint64_t grownBy(std::uint64_t before, std::uint64_t now) {
    return (static_cast<std::uint32_t>(now) - static_cast<std::uint32_t>(before)) & 0xFFFF'FFFFU;
}

Error refusedBy(int reason) {
    return {ErrorCode::NotAvailable, std::generic_category().message(reason)};
}

std::filesystem::path latencyTimerOf(const std::string& node) {
    return std::filesystem::path("/sys/class/tty") / std::filesystem::path(node).filename() /
           "device/latency_timer";
}

class SystemLineControl final : public SerialLineControl {
public:
    std::optional<LineCounts> counts(int descriptor) override {
        serial_icounter_struct counters{};
        if (::ioctl(descriptor, TIOCGICOUNT, &counters) != 0) return std::nullopt;
        LineCounts counts;
        counts.lost[LineLoss::Overrun] = counterOf(counters.overrun);
        counts.lost[LineLoss::BufferOverrun] = counterOf(counters.buf_overrun);
        counts.lost[LineLoss::Framing] = counterOf(counters.frame);
        counts.lost[LineLoss::Parity] = counterOf(counters.parity);
        counts.breaks = counterOf(counters.brk);
        return counts;
    }

    std::optional<bool> lowLatency(int descriptor) override {
        serial_struct driver{};
        if (::ioctl(descriptor, TIOCGSERIAL, &driver) != 0) return std::nullopt;
        return (driver.flags & kLowLatencyFlag) != 0;
    }

    Result<void> setLowLatency(int descriptor, bool on) override {
        serial_struct driver{};
        if (::ioctl(descriptor, TIOCGSERIAL, &driver) != 0) return refusedBy(errno);
        driver.flags = on ? driver.flags | kLowLatencyFlag : driver.flags & ~kLowLatencyFlag;
        if (::ioctl(descriptor, TIOCSSERIAL, &driver) != 0) return refusedBy(errno);
        // There are drivers that take it and do nothing.
        if (lowLatency(descriptor) == on) return {};
        return Error{ErrorCode::NotAvailable, "the driver ignores it"};
    }

    std::optional<int> latencyTimerMs(const std::string& node) override {
        std::ifstream file(latencyTimerOf(node));
        int ms = 0;
        if (!(file >> ms)) return std::nullopt;
        return ms;
    }

    Result<void> setLatencyTimer(const std::string& node, int ms) override {
        std::ofstream file(latencyTimerOf(node));
        errno = 0;
        if (file << ms << std::flush) return {};
        return refusedBy(errno != 0 ? errno : EACCES);
    }

private:
    static constexpr int kLowLatencyFlag = static_cast<int>(ASYNC_LOW_LATENCY);
};

}  // namespace

std::unique_ptr<SerialLineControl> systemLineControl() {
    return std::make_unique<SystemLineControl>();
}

LineCounts countedSince(const LineCounts& before, const LineCounts& now) {
    LineCounts grown;
    for (std::size_t i = 0; i < kLineLosses; ++i) {
        const auto loss = static_cast<LineLoss>(i);
        grown.lost[loss] = grownBy(before.lost[loss], now.lost[loss]);
    }
    grown.breaks = grownBy(before.breaks, now.breaks);
    return grown;
}

}  // namespace telemetryhub::engine
