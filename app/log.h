// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>
#include <QString>

#include "telemetryhub/engine/config/hub_config.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::app {

Q_DECLARE_LOGGING_CATEGORY(logHub)

using engine::LogFormat;
using engine::LogLevel;

struct LogSettings {
    LogLevel level = LogLevel::Info;
    LogFormat format = LogFormat::Text;
    QString file;  ///< empty: standard error
};

/// Sends all Qt logging, and so ours, to standard error or a file from now on: one line each, with
/// UTC time and level, as text or as a JSON object. Called again, it opens the file again.
/// Errors: StorageFailed when the file cannot be opened; the log stays where it was.
engine::Result<void> installLog(const LogSettings& settings);

}  // namespace telemetryhub::app
