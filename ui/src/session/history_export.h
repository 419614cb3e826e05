// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "session/export_offer.h"
#include "telemetryhub/engine/hub/snapshot.h"

namespace telemetryhub::ui {

/// Writes samples of the live history into a CSV target, in the order of their times, and completes
/// it. What comes meanwhile is not part of it.
///
/// Threads: any; `history` is read beside the stream.
/// Errors:  as exportSession.
[[nodiscard]] engine::Result<ExportOutcome> exportHistory(const engine::History& history,
                                                          const engine::Snapshot& snapshot,
                                                          const engine::SessionExport& what,
                                                          engine::CsvTarget& target);

}  // namespace telemetryhub::ui
