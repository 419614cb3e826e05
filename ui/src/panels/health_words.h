// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "panels/health_row.h"
#include "telemetryhub/engine/hub/snapshot.h"
#include "telemetryhub/engine/serve/listener_snapshot.h"

namespace telemetryhub::ui {

// What the rows of the health panel say. A sentence stands below a row that is over its limit:
// what happened, and what helps.

[[nodiscard]] HealthRow::Content queueContent(const engine::Snapshot& snapshot);
/// `lastLossWallNs`: when the last loss was noticed; unset: before anybody looked.
[[nodiscard]] HealthRow::Content droppedContent(const engine::Snapshot& snapshot,
                                                std::optional<std::int64_t> lastLossWallNs);
[[nodiscard]] HealthRow::Content rateContent(const engine::Snapshot& snapshot);
[[nodiscard]] HealthRow::Content latencyContent(const engine::Snapshot& snapshot);
/// How late the thread that reads the devices was, and how urgently the system runs it.
[[nodiscard]] HealthRow::Content readingContent(const engine::Snapshot& snapshot);
[[nodiscard]] HealthRow::Content workersContent(const engine::Snapshot& snapshot);
[[nodiscard]] HealthRow::Content historyContent(const engine::Snapshot& snapshot);
/// \pre a stage is stalled
[[nodiscard]] HealthRow::Content progressContent(const engine::Snapshot& snapshot);
[[nodiscard]] HealthRow::Content recordingContent(const engine::Snapshot& snapshot);
/// How far the disk is behind, and how much it takes a second.
/// \pre there is a recording
[[nodiscard]] HealthRow::Content diskContent(const engine::Snapshot& snapshot,
                                             double bytesPerSecond);
[[nodiscard]] HealthRow::Content liveCsvContent(const engine::Snapshot& snapshot);
[[nodiscard]] HealthRow::Content listenerContent(
    const std::optional<engine::ListenerSnapshot>& listener, std::uint64_t requestsPerSecond);
/// Samples a second of all devices that measure.
[[nodiscard]] double samplesPerSecond(const engine::Snapshot& snapshot);
/// 0 to 1; 0 of nothing.
[[nodiscard]] double shareOf(std::size_t part, std::size_t whole);

}  // namespace telemetryhub::ui
