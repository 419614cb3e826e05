// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/record/csv_table.h"
#include "telemetryhub/engine/record/session_reader.h"

namespace telemetryhub::engine {

/// Which part of a session is exported, and how.
struct SessionExport {
    CsvShape shape = CsvShape::Wide;
    std::vector<DeviceId> devices;      ///< empty: all
    std::vector<std::string> channels;  ///< names, of any device; empty: all
    /// Steady times; `from` inside, `to` outside.
    std::int64_t fromNs = std::numeric_limits<std::int64_t>::min();
    std::int64_t toNs = std::numeric_limits<std::int64_t>::max();
    /// Wall times likewise; each sample is chosen by its own, also where the clock was set.
    std::int64_t fromWallNs = std::numeric_limits<std::int64_t>::min();
    std::int64_t toWallNs = std::numeric_limits<std::int64_t>::max();
    /// Told how much is done, 0 to 1; false cancels.
    std::function<bool(double share)> progress;
};

/// Writes the samples of a session into a CSV target, in the order of their times, and completes
/// it.
///
/// Memory does not grow with the session: one chunk of each device is held.
///
/// Threads: runs on the caller's, which may use `session` alone, and waits for the disk.
/// Errors:  those of the target; NotFound for a channel that no device has; Stopping when it was
///          cancelled: the target is not completed then. What could not be read is named in
///          `session.info().damage`.
/// Returns: the number of samples written.
[[nodiscard]] Result<std::uint64_t> exportSession(SessionReader& session, CsvTarget& target,
                                                  const SessionExport& what);

/// Chooses the samples from a time on, as a person gives it: a date, without a zone in UTC, or
/// seconds since the session began. Errors: InvalidArgument, what was expected.
[[nodiscard]] Result<void> selectFrom(SessionExport& what, std::string_view text,
                                      const SessionInfo& session);
/// The same up to a time.
[[nodiscard]] Result<void> selectTo(SessionExport& what, std::string_view text,
                                    const SessionInfo& session);

/// The steady time that a person means by a date and time, without a zone in UTC, or by seconds
/// of `elapsed_s` of the device that was first. Dates count from the beginning of the session,
/// whatever the wall clock did meanwhile. Errors: InvalidArgument, what was expected.
[[nodiscard]] Result<std::int64_t> sessionTime(std::string_view text, const SessionInfo& session);

}  // namespace telemetryhub::engine
