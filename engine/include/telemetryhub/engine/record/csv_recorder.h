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
    ReadTime start;    ///< the zero of `elapsed_s`
    std::chrono::milliseconds syncInterval{1000};
    std::chrono::milliseconds settleTime{1500};  ///< see CsvWriter
    /// Called once on the record thread when recording stops by itself.
    std::function<void(const Error&)> onFailure;
    /// Called on the record thread.
    CsvWarning onWarning;
    SourceGate* gate = nullptr;  ///< of sources that wait; outlives the recorder
};

/// Records blocks as CSV while they come, on a thread of its own (`th-record`).
///
/// `consume` never waits: what does not fit the bounded queue is lost and counted. Rows reach the file within
/// about 200 ms, and the disk within the sync interval. When the target fails, recording stops,
/// what was not durable is counted as lost, and `consume` returns at once from then on.
///
/// Threads: `addDevice`, `consume` and `snapshot` from any thread; `finish` and destruction from
///          the owner's, after the last `consume`.
/// Errors:  StorageFailed, see CsvTarget.
class CsvRecorder final : public Outlet {
public:
    /// Opens `settings.path` as `openCsvTarget` does.
    [[nodiscard]] static Result<std::unique_ptr<CsvRecorder>> create(CsvRecorderSettings settings);
    /// \pre the pools of the blocks outlive this object.
    CsvRecorder(CsvRecorderSettings settings, std::unique_ptr<CsvTarget> target);
    /// Finishes. Waits for a pipe that nobody reads.
    ~CsvRecorder() override;

    void addDevice(const OutletDevice& device) override;
    void consume(const BlockRef& block) override;
    [[nodiscard]] std::optional<OutletSnapshot> account() const override;
    /// Closes at every moment.
    [[nodiscard]] RecorderSnapshot snapshot() const;
    /// Writes everything that was consumed, syncs and ends the thread; tells why it could not.
    Result<void> finish();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
