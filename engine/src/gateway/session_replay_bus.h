// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QTimer>

#include "telemetryhub/engine/bus/bus.h"
#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/record/sample_columns.h"
#include "telemetryhub/engine/record/session_reader.h"

namespace telemetryhub::engine {

/// Plays what a session holds of one device as lines of CSV, as if it came over a wire.
///
/// At a speed, samples are stamped when they are played: at speed 1 with the distances they were
/// recorded with. As fast as possible they keep those distances too and end at the present, so that
/// alarms which look at times find the same. Time never goes back, so what is played once more
/// after seeking back is stamped ahead of the present.
///
/// Threads: as Bus; reads the file on the I/O thread, a chunk at a time. The listener must not
///          destroy the bus from inside a call.
/// Errors:  open: those of SessionReader; NotFound for a device that is not in it, InvalidArgument
///          when it has several and none is named.
class SessionReplayBus final : public Bus {
public:
    /// \pre `listener` and `clock` outlive this object.
    SessionReplayBus(ReplaySettings settings, BusListener& listener, const Clock& clock);

    Result<void> open() override;
    void close() override;
    [[nodiscard]] bool isOpen() const override { return m_reader != nullptr; }
    Result<void> write(std::string_view bytes) override;
    void setPaused(bool paused) override;
    Result<void> control(const ReplayCommand& command) override;
    [[nodiscard]] std::optional<ReplayStatus> replayStatus() const override;
    [[nodiscard]] bool startsAtBoundary() const override { return true; }
    [[nodiscard]] std::string description() const override;

private:
    void run();
    void tick();
    void rewind();
    void seek(double share);
    void setSpeed(double speed);
    void anchorAtPresent();
    void anchorAsFastAsPossible();
    [[nodiscard]] bool hasRow();
    [[nodiscard]] ReadTime stampOf(std::size_t row) const;
    [[nodiscard]] bool playRows(std::size_t most);
    void appendTitles();
    void appendRow(std::size_t row);
    void schedule();
    void atEnd();
    [[nodiscard]] bool isHeld() const { return m_paused || m_stopped; }
    [[nodiscard]] std::int64_t rowNs() const { return m_samples.steadyNs[m_row]; }
    [[nodiscard]] std::int64_t lengthNs() const { return m_endNs - m_beginNs; }

    ReplaySettings m_settings;
    BusListener& m_listener;
    const Clock& m_clock;
    QTimer m_timer;
    std::unique_ptr<SessionReader> m_reader;  // null: closed
    DeviceId m_device;
    std::vector<std::size_t> m_channels;
    std::int64_t m_beginNs = 0;  // of the recording
    std::int64_t m_endNs = 0;
    std::size_t m_nextChunk = 0;
    SampleColumns m_samples;
    std::size_t m_row = 0;
    bool m_titlesSent = false;
    bool m_isAnchored = false;  ///< for the rows that come next, as fast as possible
    bool m_hasPlayed = false;
    int m_playsLeft = 0;
    std::int64_t m_anchorRowNs = 0;  // recorded time that is stamped with `m_anchor`
    ReadTime m_anchor;
    ReadTime m_lastStamp;
    bool m_paused = false;   // by the pipeline
    bool m_stopped = false;  // by the operator
    std::string m_lines;
};

/// What a replay of a session needs beside its bus: the format of the lines, the looks of the
/// recorded channels and their alarms. Those that `settings` have already are kept. Errors: as
/// SessionReplayBus::open.
Result<void> prepareSessionReplay(DeviceSettings& settings);

}  // namespace telemetryhub::engine
