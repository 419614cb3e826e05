// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/source_gate.h"
#include "telemetryhub/engine/outlet/outlet.h"
#include "telemetryhub/engine/record/recording_snapshot.h"
#include "telemetryhub/engine/record/session_writer.h"

namespace telemetryhub::engine {

/// What a recorder tells of itself.
struct RecordingNotice {
    enum class Kind {
        Suspended,  ///< the disk is full; what is lost is counted
        Resumed,
        Failed,
        Warning,  ///< the disk will soon be full, a next file could not be begun, ...
        Rotated,  ///< it goes on in another file
    };
    Kind kind = Kind::Warning;
    std::string text;
};

struct SessionRecorderSettings {
    std::string path;
    std::string program;  ///< who records: `telemetryhub 0.1.0`
    ReadTime start;       ///< when it begins
    std::chrono::milliseconds commitInterval{200};
    std::uint64_t rotateBytes = 0;        ///< a larger file is continued in another; 0: never
    std::chrono::seconds rotateAfter{0};  ///< 0: never
    SourceGate* gate = nullptr;           ///< of sources that wait; outlives the recorder
    /// Asked on the record thread now and then, and at the end: the ledgers to keep in the file.
    std::function<std::vector<std::pair<DeviceId, NamedCounts>>()> ledgers;
    std::function<void(const RecordingNotice&)> onNotice;  ///< called on the record thread
    /// How often it looks at the disk, also whether there is space again.
    std::chrono::milliseconds lookInterval{2000};
};

/// Records blocks, gaps, events and raw bytes into session files, on a thread of its own
/// (`th-record`).
///
/// `consume` never waits: what does not fit the bounded queue is lost, counted, and a gap in the
/// file. At most one commit interval after it was consumed a sample is durable. When the disk is
/// full the recorder is suspended: what comes is counted as lost, and when there is space again it
/// goes on in the same file behind a gap. After any other failure, above all of a sync, it stops
/// for good: what the snapshot calls durable is, everything else is lost.
///
/// Threads: as Outlet; `finish` and destruction from the owner's, after the last `consume`.
/// Errors:  see SessionWriter.
class SessionRecorder final : public Outlet {
public:
    [[nodiscard]] static Result<std::unique_ptr<SessionRecorder>> create(
        SessionRecorderSettings settings, const Clock& clock);
    /// Finishes.
    ~SessionRecorder() override;

    void addDevice(const OutletDevice& device) override;
    void consume(const BlockRef& block) override;
    void gapFound(DeviceId device, const Gap& gap) override;
    /// Never waits; what does not fit the queue is counted.
    void addEvent(const Event& event) override;
    /// Never waits; what does not fit the queue is counted.
    void takeRaw(RawPiece piece) override;
    [[nodiscard]] std::optional<OutletSnapshot> account() const override;
    /// Closes at every moment.
    [[nodiscard]] RecordingSnapshot snapshot() const;
    /// Writes everything that was consumed and ends the file; tells why it could not.
    Result<void> finish();

private:
    struct Impl;
    explicit SessionRecorder(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
