// SPDX-License-Identifier: GPL-3.0-or-later
#include "assembly.h"

#include <QDir>

#include "configuration.h"

namespace telemetryhub::app {

namespace {

// Without a window nobody scrolls back for hours.
constexpr std::size_t kHeadlessHistoryBytes = std::size_t{64} * 1000 * 1000;

}  // namespace

engine::GatewaySettings gatewaySettings(const engine::HubConfig& config) {
    engine::GatewaySettings settings;
    settings.queueBlocks = config.queueBlocks;
    settings.workers = config.workers;
    settings.overflow = config.overflow;
    settings.csvPath = config.csvPath;
    settings.stateDir = QDir(dataDirectory(config)).filePath(QStringLiteral("state")).toStdString();
    const std::size_t usual = config.noGui ? kHeadlessHistoryBytes : settings.historyBytes;
    settings.historyBytes = config.historyBytes.value_or(usual);
    return settings;
}

}  // namespace telemetryhub::app
