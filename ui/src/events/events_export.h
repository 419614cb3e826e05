// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include "events/events_model.h"

namespace telemetryhub::ui {

/// Rows for the clipboard: time, source and sentence, a line each, parted by tabs.
[[nodiscard]] QString copiedEvents(const std::vector<const EventRow*>& rows);
/// Rows as CSV: UTC time, severity, kind, source, channel, text, times and the first of them.
[[nodiscard]] QByteArray eventsCsv(const std::vector<const EventRow*>& rows);

}  // namespace telemetryhub::ui
