// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_gui.h"

#include <memory>

#include <QApplication>
#include <QDir>
#include <QSettings>
#include <QTimer>

#include "assembly.h"
#include "device_memory.h"
#include "event_logger.h"
#include "exit_code.h"
#include "log.h"
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

std::unique_ptr<QSettings> openSettings(const CommandLine& line) {
    if (line.dataDir.isEmpty()) return std::make_unique<QSettings>();
    return std::make_unique<QSettings>(
        QDir(line.dataDir).filePath(QStringLiteral("telemetryhub.ini")), QSettings::IniFormat);
}

void addAndStart(engine::GatewayCore& gateway, const engine::DeviceSettings& device) {
    const auto added = gateway.addDevice(device);
    if (added) {
        gateway.command(added.value(), engine::DeviceCommand::Start);
    } else {
        qCWarning(logHub).noquote() << QString::fromStdString(added.error().detail);
    }
}

}  // namespace

int runGui(int& argumentCount, char** arguments, const CommandLine& line) {
    if (!hasDisplay()) {
        return reportError({engine::ErrorCode::InvalidArgument,
                            "There is no display. Start with --no-gui to run without a window."});
    }
    // In start order; destruction is the shutdown order.
    const QApplication application(argumentCount, arguments);
    QApplication::setDesktopFileName(QStringLiteral("telemetryhub"));
    UnixSignals stopSignals;
    const std::unique_ptr<QSettings> settings = openSettings(line);
    auto created = engine::GatewayCore::create(gatewaySettings(line));
    if (!created) return reportError(created.error());
    engine::GatewayCore& gateway = *created.value();
    const EventLogger events(gateway);
    DeviceMemory memory(*settings, gateway);
    ui::MainWindow window(gateway, {settings.get()});

    QObject::connect(&stopSignals, &UnixSignals::stopRequested, &application, &QApplication::quit);
    for (const engine::DeviceSettings& device : line.devices)
        addAndStart(gateway, device);
    for (const engine::DeviceSettings& device : memory.remembered())
        addAndStart(gateway, device);
    memory.follow(line.devices);
    if (line.duration) QTimer::singleShot(*line.duration, &application, &QApplication::quit);
    window.show();
    const int exitCode = QApplication::exec();
    gateway.shutdown();
    const auto recorder = gateway.snapshot()->recorder;
    return exitCode == 0 && recorder && recorder->error ? ExitStorage : exitCode;
}

}  // namespace telemetryhub::app
