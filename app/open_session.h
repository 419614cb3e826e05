// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QString>

#include "telemetryhub/engine/record/session_reader.h"

namespace telemetryhub::app {

/// Opens a session file that the command line names.
/// Errors: as SessionReader, but a file that is not there is StorageFailed, as for any other file.
[[nodiscard]] engine::Result<std::unique_ptr<engine::SessionReader>> openSession(
    const QString& path);

}  // namespace telemetryhub::app
