// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QLoggingCategory>
#include <QString>

#include "line_writer.h"
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
///
/// Threads: main.
/// Errors:  StorageFailed when the file cannot be opened; the log stays where it was. While a
///          thread writes the log, that is told there instead.
engine::Result<void> installLog(const LogSettings& settings);

/// From now on a thread th-log writes the log, and `print` waits for nobody: a pipe that nobody
/// reads and a disk that hangs hold up no thread that has something to say.
void startLogThread();
/// Writes what waits, as long as somebody takes it, and ends the threads.
void closeLog();

enum class StandardStream { Output, Error };

/// Writes to a standard stream, on standard error in one order with the log.
void print(StandardStream stream, LineKind kind, const QByteArray& text);

}  // namespace telemetryhub::app
