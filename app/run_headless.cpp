// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_headless.h"

#include <QCoreApplication>

#include "assembly.h"
#include "config_reload.h"
#include "configuration.h"
#include "event_logger.h"
#include "headless_session.h"
#include "log.h"
#include "rest_service.h"
#include "unix_signals.h"

namespace telemetryhub::app {

int runHeadless(const CommandLine& line, const engine::HubConfig& config) {
    startLogThread();
    auto gateway = engine::GatewayCore::create(gatewaySettings(config));
    if (!gateway) return reportError(gateway.error());
    const EventLogger events(*gateway.value());
    UnixSignals unixSignals(configFiles(line).empty() ? HangUp::Stops : HangUp::Reloads);
    RestService rest(*gateway.value(), config);
    if (auto listening = rest.startConfigured(config); !listening)
        return reportListenerError(listening.error());
    HeadlessSession session(*gateway.value(), config, line.resets, rest);
    ConfigReload reload(*gateway.value(), config, [&line] { return readConfiguration(line); });
    QObject::connect(&unixSignals, &UnixSignals::stopRequested, &session,
                     [&session] { session.stop(); });
    QObject::connect(&unixSignals, &UnixSignals::reloadRequested, &reload, &ConfigReload::reload);
    QObject::connect(&reload, &ConfigReload::reloaded, &session, reopenLog);
    int exitCode = ExitDone;
    QObject::connect(&session, &HeadlessSession::finished, &session, [&](int code) {
        unixSignals.disconnect(&reload);
        exitCode = code;
        QCoreApplication::exit(code);
    });
    const auto start = [&] {
        session.start();
        reload.claimDevices();
    };
    QMetaObject::invokeMethod(&session, start, Qt::QueuedConnection);
    QCoreApplication::exec();
    return exitCode;
}

}  // namespace telemetryhub::app
