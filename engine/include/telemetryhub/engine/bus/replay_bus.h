// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <QTimer>

#include "telemetryhub/engine/bus/bus.h"
#include "telemetryhub/engine/bus/rate_schedule.h"
#include "telemetryhub/engine/core/device_settings.h"

namespace telemetryhub::engine {

/// Plays a captured byte stream as if it came over a wire, byte by byte the same.
///
/// Holds `kChunkBytes` of the file and hands over at most one such chunk a turn of the event loop,
/// so that other devices are served in between.
///
/// Threads: as Bus. The listener must not destroy the bus from inside a call.
/// Errors:  open: NotFound, InvalidArgument when it is no regular file or a setting is out of
///          range, ReadFailed when it cannot be read. write: WriteFailed, nothing listens.
class ReplayBus final : public Bus {
public:
    static constexpr std::size_t kChunkBytes = std::size_t{64} * 1024;

    /// \pre `listener` and `clock` outlive this object.
    ReplayBus(ReplaySettings settings, BusListener& listener, const Clock& clock);

    Result<void> open() override;
    void close() override;
    [[nodiscard]] bool isOpen() const override { return m_file.is_open(); }
    Result<void> write(std::string_view bytes) override;
    void setPaused(bool paused) override;
    /// A step plays the next line; seeking goes on behind a line end, where there is one.
    Result<void> control(const ReplayCommand& command) override;
    [[nodiscard]] std::optional<ReplayStatus> replayStatus() const override;
    [[nodiscard]] bool startsAtBoundary() const override { return true; }
    /// The file's name: `capture.nmea`.
    [[nodiscard]] std::string description() const override;

private:
    [[nodiscard]] Result<void> checkSettings() const;
    void tick();
    void run();
    [[nodiscard]] bool isHeld() const { return m_paused || m_stopped; }
    void setSpeed(double speed);
    void seek(double share);
    void step();
    void playNext(std::size_t maxBytes, const ReadTime& now);
    void endOfFile();
    void schedule(std::int64_t nowNs);

    ReplaySettings m_settings;
    BusListener& m_listener;
    const Clock& m_clock;
    std::ifstream m_file;
    std::optional<RateSchedule> m_schedule;  // unset: as fast as possible
    std::vector<char> m_buffer;
    int m_playsLeft = 0;
    bool m_paused = false;   // by the pipeline
    bool m_stopped = false;  // by the operator
    std::uint64_t m_fileBytes = 0;
    std::uint64_t m_at = 0;  // of the file
    QTimer m_timer;
};

}  // namespace telemetryhub::engine
