// SPDX-License-Identifier: GPL-3.0-or-later
#include "assembly.h"

#include <QCoreApplication>
#include <QDir>

#include "configuration.h"

namespace telemetryhub::app {

namespace {

// Without a window nobody scrolls back for hours.
constexpr std::size_t kHeadlessHistoryBytes = std::size_t{64} * 1000 * 1000;

}  // namespace

engine::RecordingSettings recordingSettings(const engine::HubConfig& config) {
    engine::RecordingSettings settings;
    settings.folder =
        QDir(dataDirectory(config)).filePath(QStringLiteral("sessions")).toStdString();
    if (config.recordPath != "auto") settings.path = config.recordPath;
    settings.program = "telemetryhub " + QCoreApplication::applicationVersion().toStdString();
    settings.commitInterval = config.recordInterval;
    settings.rotateBytes = config.rotateBytes;
    settings.rotateAfter = config.rotateAfter;
    settings.raw = config.recordRaw ? engine::RawBytes::Kept : engine::RawBytes::Left;
    settings.retention = {config.keepBytes, config.keepAge};
    return settings;
}

engine::GatewaySettings gatewaySettings(const engine::HubConfig& config) {
    engine::GatewaySettings settings;
    settings.queueBlocks = config.queueBlocks;
    settings.workers = config.workers;
    settings.overflow = config.overflow;
    settings.csvPath = config.csvPath;
    settings.stateDir = QDir(dataDirectory(config)).filePath(QStringLiteral("state")).toStdString();
    if (!config.recordPath.empty()) settings.recording = recordingSettings(config);
    const std::size_t usual = config.noGui ? kHeadlessHistoryBytes : settings.historyBytes;
    settings.historyBytes = config.historyBytes.value_or(usual);
    return settings;
}

}  // namespace telemetryhub::app
