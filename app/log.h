// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>
#include <QString>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::app {

Q_DECLARE_LOGGING_CATEGORY(logHub)

enum class LogLevel { Error, Warn, Info, Debug };
enum class LogFormat { Text, Json };

struct LogSettings {
    LogLevel level = LogLevel::Info;
    LogFormat format = LogFormat::Text;
    QString file;  ///< empty: standard error
};

/// Sends all Qt logging, and so ours, to standard error or a file from now on: one line each, with
/// UTC time and level, as text or as a JSON object.
/// Errors: StorageFailed when the file cannot be opened.
engine::Result<void> installLog(const LogSettings& settings);

}  // namespace telemetryhub::app
