// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_headless.h"

#include <QCoreApplication>

#include "assembly.h"
#include "event_logger.h"
#include "headless_session.h"
#include "unix_signals.h"

namespace telemetryhub::app {

int runHeadless(const CommandLine& line) {
    auto gateway = engine::GatewayCore::create(gatewaySettings(line));
    if (!gateway) return reportError(gateway.error());
    const EventLogger events(*gateway.value());
    UnixSignals stopSignals;
    HeadlessSession session(*gateway.value(), line);
    QObject::connect(&stopSignals, &UnixSignals::stopRequested, &session,
                     [&session] { session.stop(); });
    int exitCode = ExitDone;
    QObject::connect(&session, &HeadlessSession::finished, &session, [&exitCode](int code) {
        exitCode = code;
        QCoreApplication::exit(code);
    });
    QMetaObject::invokeMethod(&session, &HeadlessSession::start, Qt::QueuedConnection);
    QCoreApplication::exec();
    return exitCode;
}

}  // namespace telemetryhub::app
