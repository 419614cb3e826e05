// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "session/csv_session.h"
#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/record/session_reader.h"

namespace telemetryhub::ui {

struct OpenedSession;

// What the window says about a recorded session.

/// File, span, devices, samples, size, state.
[[nodiscard]] QString sessionFactsText(const OpenedSession& session);
[[nodiscard]] QString sessionStateText(engine::SessionInfo::State state);
/// Which parts cannot be read, the first ones named; empty when all can.
[[nodiscard]] QString damageText(const engine::SessionInfo& info);
/// Every part that cannot be read, a line each.
[[nodiscard]] QString damageList(const engine::SessionInfo& info);
/// How a CSV was read, and what of it was not.
[[nodiscard]] QString importText(const CsvSession& imported);
/// Something of the CSV was not read.
[[nodiscard]] bool hasUnread(const CsvSession& imported);

}  // namespace telemetryhub::ui
