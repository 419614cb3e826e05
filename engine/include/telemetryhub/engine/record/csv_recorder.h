// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/source_gate.h"
#include "telemetryhub/engine/outlet/outlet.h"
#include "telemetryhub/engine/record/csv_target.h"
#include "telemetryhub/engine/record/csv_writer.h"
#include "telemetryhub/engine/record/recorder_snapshot.h"

namespace telemetryhub::engine {

/// What a live CSV is made with.
struct CsvRecorderSettings {
    std::string path;  ///< `-` is standard output
    ReadTime start;    ///< as CsvWriterSettings
    std::chrono::milliseconds syncInterval{1000};
    std::chrono::milliseconds settleTime{1500};  ///< see CsvWriter
    /// How often it looks at the file, and whether a hindrance is gone.
    std::chrono::milliseconds lookInterval{500};
    /// Called once on the record thread when recording stops by itself.
    std::function<void(const Error&)> onFailure;
    /// Called on the record thread.
    CsvWarning onWarning;
    SourceGate* gate = nullptr;  ///< of sources that wait; outlives the recorder
};

/// Records blocks as CSV while they come, on a thread of its own (`th-csv`).
///
/// `consume` never waits: what does not fit the bounded queue is lost and counted. Rows reach
/// the file within about 200 ms, and the disk within the sync interval. While the target is
/// hindered (a full disk, a folder that is gone) recording is suspended: what comes is counted as
/// lost, and it goes on by itself. Rows of a file that somebody removed or cut short are counted as
/// lost too. After an error of the target, above all of a sync, recording stops, and what was not
/// durable is counted as lost.
///
/// Threads: as Outlet, `hurry` from any thread; `finish` and destruction from the owner's, after
///          the last `consume`.
/// Errors:  StorageFailed, see LiveCsvTarget.
class CsvRecorder final : public Outlet {
public:
    /// Opens `settings.path` as `openLiveCsv` does.
    [[nodiscard]] static Result<std::unique_ptr<CsvRecorder>> create(CsvRecorderSettings settings);
    /// \pre the pools of the blocks outlive this object.
    CsvRecorder(CsvRecorderSettings settings, std::unique_ptr<LiveCsvTarget> target);
    /// Finishes.
    ~CsvRecorder() override;

    void addDevice(const OutletDevice& device) override;
    void consume(const BlockRef& block) override;
    [[nodiscard]] std::optional<OutletSnapshot> account() const override;
    /// Closes at every moment.
    [[nodiscard]] RecorderSnapshot snapshot() const;
    /// The end is near: a reader that takes nothing for a second is given up from here on.
    void hurry();
    /// Writes everything that was consumed, syncs and ends the thread; tells why it could not.
    /// Waits for the disk, and for a reader as long as it reads.
    Result<void> finish();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
