// SPDX-License-Identifier: GPL-3.0-or-later
#include "configuration.h"

#include <utility>

#include <QProcessEnvironment>
#include <QStandardPaths>

#include "telemetryhub/engine/config/setting.h"

namespace telemetryhub::app {

namespace {

std::vector<engine::NamedValue> environmentSettings() {
    const auto prefix =
        QString::fromLatin1(engine::kEnvironmentPrefix.data(),
                            static_cast<qsizetype>(engine::kEnvironmentPrefix.size()));
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    QStringList names = environment.keys();
    names.sort();
    std::vector<engine::NamedValue> settings;
    for (const QString& name : std::as_const(names)) {
        if (name.startsWith(prefix))
            settings.push_back({name.toStdString(), environment.value(name).toStdString()});
    }
    return settings;
}

}  // namespace

std::vector<std::string> configFiles(const CommandLine& line) {
    if (!line.configFiles.empty()) return line.configFiles;
    const QString file = qEnvironmentVariable("TELEMETRYHUB_CONFIG");
    if (file.isEmpty()) return {};
    return {file.toStdString()};
}

engine::ReadConfig readConfiguration(const CommandLine& line) {
    engine::ConfigSources sources;
    sources.options = line.options;
    if (line.mode != Mode::Run && line.mode != Mode::CheckConfig)
        return engine::readConfig(sources);
    sources.environment = environmentSettings();
    engine::LoadedConfigFiles loaded = engine::loadConfigFiles(configFiles(line));
    sources.files = std::move(loaded.files);
    engine::ReadConfig read = engine::readConfig(sources);
    read.errors.insert(read.errors.begin(), loaded.errors.begin(), loaded.errors.end());
    return read;
}

LogSettings logSettings(const engine::HubConfig& config) {
    const engine::LogLevel usual = config.quiet ? engine::LogLevel::Error : engine::LogLevel::Info;
    return {config.logLevel.value_or(usual), config.logFormat,
            QString::fromStdString(config.logFile)};
}

void reopenLog(const engine::HubConfig& config) {
    if (const auto installed = installLog(logSettings(config)); !installed)
        qCCritical(logHub).noquote() << QString::fromStdString(installed.error().detail);
}

QString dataDirectory(const engine::HubConfig& config) {
    if (!config.dataDir.empty()) return QString::fromStdString(config.dataDir);
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

}  // namespace telemetryhub::app
