// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "telemetryhub/engine/core/block_sink.h"
#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/ids.h"
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
    /// Called once on the record thread when recording stops by itself.
    std::function<void(const Error&)> onFailure;
    /// Called on the record thread.
    CsvWarning onWarning;
};

/// Records blocks as CSV while they come, on a thread of its own (`th-record`).
///
/// `consume` waits while the bounded queue is full and never drops. Rows reach the file within
/// about 200 ms, and the disk within the sync interval. When the target fails, recording stops,
/// what was not durable is counted as lost, and `consume` returns at once from then on.
///
/// Threads: `addDevice`, `consume` and `snapshot` from any thread; `finish` and destruction from
///          the owner's, after the last `consume`.
/// Errors:  StorageFailed, see CsvTarget.
class CsvRecorder final : public BlockSink {
public:
    /// Opens `settings.path` as `openCsvTarget` does.
    [[nodiscard]] static Result<std::unique_ptr<CsvRecorder>> create(CsvRecorderSettings settings);
    /// \pre the pools of the blocks outlive this object.
    CsvRecorder(CsvRecorderSettings settings, std::unique_ptr<CsvTarget> target);
    /// Finishes. Waits for a pipe that nobody reads.
    ~CsvRecorder() override;

    /// Names a device; to be called before its first block.
    void addDevice(DeviceId device, std::string name);
    void consume(const BlockRef& block) override;
    /// Closes at every moment.
    [[nodiscard]] RecorderSnapshot snapshot() const;
    /// Writes everything that was consumed, syncs and ends the thread; tells why it could not.
    Result<void> finish();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
