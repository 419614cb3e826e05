// SPDX-License-Identifier: GPL-3.0-or-later
#include "assembly.h"

#include <QDir>
#include <QStandardPaths>

namespace telemetryhub::app {

namespace {

// Without a window nobody scrolls back for hours.
constexpr std::size_t kHeadlessHistoryBytes = std::size_t{64} * 1000 * 1000;

}  // namespace

QString dataDirectory(const CommandLine& line) {
    if (!line.dataDir.isEmpty()) return line.dataDir;
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

engine::GatewaySettings gatewaySettings(const CommandLine& line) {
    engine::GatewaySettings settings;
    settings.queueBlocks = line.queueBlocks;
    settings.workers = line.workers;
    settings.overflow = line.overflow;
    settings.csvPath = line.csvPath.toStdString();
    settings.stateDir = QDir(dataDirectory(line)).filePath(QStringLiteral("state")).toStdString();
    if (line.mode == Mode::Headless) settings.historyBytes = kHeadlessHistoryBytes;
    return settings;
}

}  // namespace telemetryhub::app
