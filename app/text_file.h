// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QString>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::app {

/// Writes a whole file at once: it has the new text, or the old one still. Makes its directory.
/// Errors: StorageFailed.
engine::Result<void> writeTextFile(const QString& path, const std::string& text);

}  // namespace telemetryhub::app
