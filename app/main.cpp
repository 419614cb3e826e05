// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>

#include <QCoreApplication>
#include <QDir>

#include "check_config.h"
#include "command_line.h"
#include "configuration.h"
#include "decode_file.h"
#include "exit_code.h"
#include "export_csv.h"
#include "log.h"
#include "make_certificate.h"
#include "make_token.h"
#include "print_info.h"
#include "print_ports.h"
#include "print_profiles.h"
#include "process_limits.h"
#include "run_gui.h"
#include "run_headless.h"
#include "unix_signals.h"

namespace telemetryhub::app {

namespace {

QStringList argumentList(int count, char** values) {
    QStringList list;
    for (int i = 0; i < count; ++i)
        list << QString::fromLocal8Bit(values[i]);
    return list;
}

engine::Result<void> prepareDataDir(const QString& path) {
    if (path.isEmpty() || QDir().mkpath(path)) return {};
    return engine::Error{engine::ErrorCode::StorageFailed,
                         "The directory " + path.toStdString() +
                             " cannot be made. Choose another one with --data-dir."};
}

engine::Result<void> checkResets(const CommandLine& line, const engine::HubConfig& config) {
    if (!line.resets.empty() && !config.noGui)
        return engine::Error{engine::ErrorCode::InvalidArgument,
                             "--reset goes with --no-gui; in the window, reset the device there."};
    for (const std::string& id : line.resets) {
        const bool isThere =
            std::any_of(config.devices.begin(), config.devices.end(),
                        [&id](const auto& device) { return device.settings.id == id; });
        if (!isThere)
            return engine::Error{engine::ErrorCode::InvalidArgument,
                                 "--reset " + id + ": there is no device of that id."};
    }
    return {};
}

/// In the window a recording can be started at any time; without one, only by --record.
engine::Result<void> checkRecording(const CommandLine& line, const engine::HubConfig& config) {
    if (line.mode != Mode::Run || !config.noGui || !config.recordPath.empty()) return {};
    for (const engine::NamedValue& option : line.options)
        for (const char* name : {"record-interval", "record-raw", "rotate-size", "rotate-after"})
            if (option.name == name)
                return engine::Error{engine::ErrorCode::InvalidArgument,
                                     "--" + option.name + " goes with --record."};
    return {};
}

int runWithoutWindow(int& count, char** values, const CommandLine& line,
                     const engine::HubConfig& config) {
    const QCoreApplication application(count, values);
    switch (line.mode) {
        case Mode::Ports: return printPorts(line.json);
        case Mode::Profiles: return printProfiles(line.json);
        case Mode::Decode: return decodeFile(line, config);
        case Mode::Info: return printInfo(line);
        case Mode::Export: return exportCsv(line, config);
        case Mode::MakeToken: return makeToken(line);
        case Mode::MakeCertificate: return makeCertificate(line, config);
        default: return runHeadless(line, config);
    }
}

int runConfigured(int& count, char** values, const CommandLine& line) {
    const engine::ReadConfig read = readConfiguration(line);
    if (line.mode == Mode::CheckConfig) return checkConfig(read);
    if (!read.errors.empty()) return reportErrors(read.errors);
    const engine::HubConfig& config = read.config;
    if (auto checked = checkResets(line, config); !checked) return reportError(checked.error());
    if (auto checked = checkRecording(line, config); !checked) return reportError(checked.error());
    if (auto made = prepareDataDir(QString::fromStdString(config.dataDir)); !made)
        return reportError(made.error());
    if (auto installed = installLog(logSettings(config)); !installed)
        return reportError(installed.error());
    for (const engine::ConfigError& warning : read.warnings)
        qCWarning(logHub).noquote() << QString::fromStdString(warning.text());
    if (line.mode == Mode::Run && !config.noGui) return runGui(count, values, line, config);
    return runWithoutWindow(count, values, line, config);
}

int run(int count, char** values) {
    UnixSignals::ignoreFatalWrites();
    raiseDescriptorLimit();
    QCoreApplication::setApplicationName(QStringLiteral("TelemetryHub"));
    QCoreApplication::setOrganizationName(QStringLiteral("TelemetryHub"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TELEMETRYHUB_VERSION));
    const auto parsed = parseCommandLine(argumentList(count, values));
    if (!parsed) return reportError(parsed.error());
    const CommandLine& line = parsed.value();
    if (line.mode == Mode::Help) {
        std::printf("%s", line.helpText.toUtf8().constData());
        return ExitDone;
    }
    if (line.mode == Mode::Version) {
        std::printf("telemetryhub %s\n", TELEMETRYHUB_VERSION);
        return ExitDone;
    }
    return runConfigured(count, values, line);
}

}  // namespace

}  // namespace telemetryhub::app

int main(int argc, char** argv) {
    const int exitCode = telemetryhub::app::run(argc, argv);
    telemetryhub::app::closeLog();
    return exitCode;
}
