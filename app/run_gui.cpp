// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_gui.h"

#include <algorithm>
#include <memory>
#include <string>

#include <QApplication>
#include <QDir>
#include <QSettings>
#include <QTimer>

#include "assembly.h"
#include "config_reload.h"
#include "configuration.h"
#include "device_memory.h"
#include "event_logger.h"
#include "exit_code.h"
#include "export_config.h"
#include "log.h"
#include "rest_service.h"
#include "telemetryhub/ui/language.h"
#include "telemetryhub/ui/main_window.h"
#include "unix_signals.h"

namespace telemetryhub::app {

namespace {

/// Without a display Qt ends the process; so this is looked at before.
bool hasDisplay() {
#if defined(Q_OS_LINUX)
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

std::unique_ptr<QSettings> openSettings(const engine::HubConfig& config) {
    if (config.dataDir.empty()) return std::make_unique<QSettings>();
    return std::make_unique<QSettings>(
        QDir(dataDirectory(config)).filePath(QStringLiteral("telemetryhub.ini")),
        QSettings::IniFormat);
}

void addAndStart(engine::GatewayCore& gateway, const engine::DeviceSettings& device) {
    const auto added = gateway.addDevice(device);
    if (added) {
        gateway.command(added.value(), engine::DeviceCommand::Start);
    } else {
        qCWarning(logHub).noquote() << QString::fromStdString(added.error().detail);
    }
}

/// What there is before anything was plugged in.
engine::DeviceSettings firstDevice() {
    engine::DeviceSettings device;
    device.id = "demo";
    return device;
}

/// The devices of the configuration, then those of the last time.
void addDevices(engine::GatewayCore& gateway, const engine::HubConfig& config,
                const DeviceMemory& memory) {
    for (const engine::ConfiguredDevice& device : config.devices)
        addAndStart(gateway, device.settings);
    for (const engine::DeviceSettings& device : memory.remembered())
        addAndStart(gateway, device);
    const engine::DeviceSettings first = firstDevice();
    const bool isSetUp =
        std::any_of(config.devices.begin(), config.devices.end(), [&first](const auto& device) {
            return device.place.layer != engine::ConfigLayer::CommandLine ||
                   device.settings.id == first.id;
        });
    if (memory.isNew() && !isSetUp) addAndStart(gateway, first);
}

bool isOfCommandLine(const engine::HubConfig& config, const std::string& id) {
    return std::any_of(config.devices.begin(), config.devices.end(), [&id](const auto& device) {
        return device.place.layer != engine::ConfigLayer::File && device.settings.id == id;
    });
}

ui::ConfigCommands configCommands(const engine::GatewayCore& gateway,
                                  const engine::HubConfig& config, const CommandLine& line,
                                  ConfigReload& reload) {
    ui::ConfigCommands commands;
    if (!configFiles(line).empty()) commands.reload = [&reload] { reload.reload(); };
    commands.exportTo = [&gateway, &config](const QString& path) {
        return exportConfig(path, config, *gateway.snapshot());
    };
    return commands;
}

ui::ListenerCommands listenerCommands(RestService& rest) {
    return {[&rest](const QString& place) { return rest.start(place); }, [&rest] { rest.stop(); },
            [&rest] { return rest.snapshot(); }, rest.place()};
}

}  // namespace

int runGui(int& argumentCount, char** arguments, const CommandLine& line,
           const engine::HubConfig& config) {
    if (!hasDisplay()) {
        return reportError({engine::ErrorCode::InvalidArgument,
                            "There is no display. Start with --no-gui to run without a window."});
    }
    startLogThread();
    // In start order; destruction is the shutdown order.
    const QApplication application(argumentCount, arguments);
    QApplication::setDesktopFileName(QStringLiteral("telemetryhub"));
    UnixSignals unixSignals(configFiles(line).empty() ? HangUp::Stops : HangUp::Reloads);
    const std::unique_ptr<QSettings> settings = openSettings(config);
    ui::speakLanguage(ui::chosenLanguage(*settings));
    auto created = engine::GatewayCore::create(gatewaySettings(config));
    if (!created) return reportError(created.error());
    engine::GatewayCore& gateway = *created.value();
    const EventLogger events(gateway);
    RestService rest(gateway, config);
    if (auto listening = rest.startConfigured(config); !listening)
        return reportListenerError(listening.error());
    ConfigReload reload(gateway, config, [&line] { return readConfiguration(line); });
    DeviceMemory memory(QDir(dataDirectory(config)).filePath(QStringLiteral("devices.ini")),
                        gateway);
    ui::MainWindow window(
        gateway, {settings.get(), configCommands(gateway, config, line, reload),
                  ui::RecordingCommands{recordingSettings(config)}, listenerCommands(rest)});

    QObject::connect(&unixSignals, &UnixSignals::stopRequested, &application, &QApplication::quit);
    QObject::connect(&unixSignals, &UnixSignals::reloadRequested, &reload, &ConfigReload::reload);
    QObject::connect(&reload, &ConfigReload::reloaded, &window, reopenLog);
    QObject::connect(&reload, &ConfigReload::refused, &window, &ui::MainWindow::showRefusal);
    QObject::connect(&reload, &ConfigReload::reloaded, &window, [&window] {
        window.showNotice(QObject::tr("The configuration was read again."));
    });
    memory.migrate(*settings);
    addDevices(gateway, config, memory);
    reload.claimDevices();
    memory.follow(
        [&](const std::string& id) { return reload.owns(id) || isOfCommandLine(config, id); });
    if (config.duration) QTimer::singleShot(*config.duration, &application, &QApplication::quit);
    window.show();
    const int exitCode = QApplication::exec();
    rest.stop();
    gateway.shutdown();
    const auto last = gateway.snapshot();
    const auto& csv = last->recorder;
    const bool csvFailed =
        csv && (csv->error || csv->lost > csv->lostBy[engine::LossReason::NoPlace]);
    const bool recordFailed = csvFailed || (last->recording && last->recording->error);
    return exitCode == 0 && recordFailed ? ExitStorage : exitCode;
}

}  // namespace telemetryhub::app
