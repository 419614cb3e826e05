// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include <QCoreApplication>
#include <QDir>

#include "command_line.h"
#include "decode_file.h"
#include "exit_code.h"
#include "log.h"
#include "print_ports.h"
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

int runWithoutWindow(int& count, char** values, const CommandLine& line) {
    const QCoreApplication application(count, values);
    switch (line.mode) {
        case Mode::Ports: return printPorts(line.json);
        case Mode::Decode: return decodeFile(line);
        default: return runHeadless(line);
    }
}

int run(int count, char** values) {
    UnixSignals::ignoreFatalWrites();
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
    if (auto made = prepareDataDir(line.dataDir); !made) return reportError(made.error());
    if (auto installed = installLog(line.log); !installed) return reportError(installed.error());
    if (line.mode == Mode::Gui) return runGui(count, values, line);
    return runWithoutWindow(count, values, line);
}

}  // namespace

}  // namespace telemetryhub::app

int main(int argc, char** argv) {
    return telemetryhub::app::run(argc, argv);
}
