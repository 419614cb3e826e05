// SPDX-License-Identifier: GPL-3.0-or-later
#include "export_csv.h"

#include <cinttypes>
#include <csignal>
#include <cstdio>

#include <unistd.h>

#include <QJsonArray>

#include "exit_code.h"
#include "open_session.h"
#include "session_words.h"
#include "summary_json.h"
#include "telemetryhub/engine/record/csv_target.h"
#include "telemetryhub/engine/record/session_export.h"
#include "unix_signals.h"

namespace telemetryhub::app {

using engine::Error;
using engine::ErrorCode;
using engine::Result;

namespace {

volatile std::sig_atomic_t exportInterrupted = 0;

extern "C" void telemetryhubCancelExport(int) {
    exportInterrupted = 1;
}

/// The first signal cancels; another one ends the process, should the reader of a pipe be stuck.
void cancelOnSignals() {
    struct sigaction action = {};
    action.sa_handler = telemetryhubCancelExport;
    action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        if (!isSignalIgnored(number)) sigaction(number, &action, nullptr);
}

/// Shows how far it is, on a terminal alone; false when Ctrl+C was pressed.
bool showProgress(double share, bool onTerminal) {
    if (onTerminal) std::fprintf(stderr, "\r\033[Kexported %.0f %%", share * 100);
    return exportInterrupted == 0;
}

using SelectTime = Result<void> (*)(engine::SessionExport&, std::string_view,
                                    const engine::SessionInfo&);

Result<void> selectTime(const char* option, const std::string& text, SelectTime select,
                        engine::SessionExport& what, const engine::SessionInfo& info) {
    if (text.empty()) return {};
    auto selected = select(what, text, info);
    if (selected) return selected;
    return Error{selected.error().code,
                 std::string(option) + ' ' + text + ": " + selected.error().detail + '.'};
}

Result<engine::SessionExport> whatIsAskedFor(const CommandLine& line,
                                             const engine::SessionInfo& info) {
    engine::SessionExport what;
    what.shape = line.exported.shape;
    what.channels = line.exported.channels;
    for (const std::string& name : line.exported.devices) {
        const engine::RecordedDeviceInfo* device = info.findNamed(name);
        if (!device)
            return Error{ErrorCode::NotFound,
                         "There is no device '" + name + "' in it. telemetryhub info names them."};
        what.devices.push_back(device->device.id);
    }
    auto selected = selectTime("--from", line.exported.from, engine::selectFrom, what, info);
    if (selected) selected = selectTime("--to", line.exported.to, engine::selectTo, what, info);
    if (!selected) return selected.error();
    return what;
}

Error cancelled(const std::string& csvPath) {
    const std::string what = csvPath == "-" ? "what was written is not all of it."
                                            : "'" + csvPath + "' was not written.";
    return {ErrorCode::Stopping, "The export was cancelled; " + what};
}

QJsonObject summaryOf(std::uint64_t samples, const engine::SessionInfo& info,
                      const std::string& csvPath) {
    QJsonArray damage;
    for (const std::string& part : info.damage)
        damage << QString::fromStdString(part);
    return {{QStringLiteral("session"), QString::fromStdString(info.path)},
            {QStringLiteral("csv"), QString::fromStdString(csvPath)},
            {QStringLiteral("samples"), static_cast<qint64>(samples)},
            {QStringLiteral("damage"), damage}};
}

Result<void> exportInto(const CommandLine& line, const std::string& csvPath) {
    auto opened = openSession(line.file);
    if (!opened) return opened.error();
    engine::SessionReader& session = *opened.value();
    auto what = whatIsAskedFor(line, session.info());
    if (!what) return what.error();
    cancelOnSignals();
    auto target = engine::openCsvTarget(csvPath);
    if (!target) return target.error();
    const bool onTerminal = isatty(STDERR_FILENO) != 0 && csvPath != "-";
    what.value().progress = [onTerminal](double share) { return showProgress(share, onTerminal); };
    const auto written = engine::exportSession(session, *target.value(), what.value());
    if (onTerminal) std::fprintf(stderr, "\r\033[K");
    if (!written && written.error().code == ErrorCode::Stopping) return cancelled(csvPath);
    if (!written) return written.error();
    if (line.json)
        printSummaryJson(summaryOf(written.value(), session.info(), csvPath), csvPath);
    else
        std::fprintf(stderr, "exported %" PRIu64 " samples\n", written.value());
    for (const std::string& part : session.info().damage)
        std::fprintf(stderr, "telemetryhub: left out, it cannot be read: %s\n",
                     plainText(part).c_str());
    if (session.info().damage.empty()) return {};
    return Error{ErrorCode::StorageFailed, "The session is damaged; the rest was exported."};
}

}  // namespace

int exportCsv(const CommandLine& line, const engine::HubConfig& config) {
    if (config.csvPath.empty())
        return reportError(
            {ErrorCode::InvalidArgument,
             "export: say where to with --csv FILE, or --csv - for standard output."});
    if (auto done = exportInto(line, config.csvPath); !done) return reportError(done.error());
    return ExitDone;
}

}  // namespace telemetryhub::app
