// SPDX-License-Identifier: GPL-3.0-or-later
// The way from a pseudo terminal to the CSV and the history, against reading the same terminal
// with nothing behind it, and the program's own start, memory and load.
//
// bench_end_to_end [seconds]: how long the steady feed runs, 60 by default.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include "bench/bench_report.h"
#include "feeder.h"
#include "support/pty_pair.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/gateway/gateway_core.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::bench;
using telemetryhub::test::PtyPair;

namespace {

constexpr int kLines = 100'000;
constexpr std::uint64_t kRounds = 20;

double cpuSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Bytes a second of a reader that does nothing but read().
double rawReadRate(const std::string& lines, std::uint64_t totalBytes) {
    PtyPair pty;
    const int slave = open(pty.slavePath().c_str(), O_RDONLY | O_NOCTTY);
    std::vector<char> buffer(64 * 1024);
    double seconds = 0;
    {
        const Feeder feeder(pty.masterDescriptor(), lines, totalBytes);
        seconds = secondsOf([&] {
            std::uint64_t seen = 0;
            while (seen < totalBytes) {
                const ssize_t count = read(slave, buffer.data(), buffer.size());
                if (count > 0) seen += static_cast<std::uint64_t>(count);
            }
        });
    }
    close(slave);
    return static_cast<double>(totalBytes) / seconds;
}

struct Throughput {
    double bytesPerSecond = 0;
    double cpuShare = 0;
    std::uint64_t lost = 0;
    bool closed = false;
};

enum class Recording { None, Csv, Session };

/// From the terminal to the history and a durable recording; the source is held back, never
/// dropped.
Throughput gatewayRate(const std::string& lines, std::uint64_t totalBytes, Recording recording) {
    const QTemporaryDir dir;
    GatewaySettings settings;
    settings.overflow = Overflow::Block;
    if (recording == Recording::Csv)
        settings.csvPath = dir.filePath(QStringLiteral("bench.csv")).toStdString();
    if (recording == Recording::Session) {
        settings.recording.emplace();
        settings.recording->path = dir.filePath(QStringLiteral("bench.thub")).toStdString();
    }
    PtyPair pty;
    auto gateway = GatewayCore::create(settings);
    if (!gateway) std::exit(1);
    GatewayCore& core = *gateway.value();
    const auto device = core.addDevice(
        parseDeviceSpec("serial:" + pty.slavePath() + "?id=bench&decode=csv").value());
    core.command(device.value(), DeviceCommand::Start);
    while (core.snapshot()->devices.at(0).state != DeviceState::Measuring)
        usleep(1000);
    const double cpuBefore = cpuSeconds();
    double seconds = 0;
    {
        const Feeder feeder(pty.masterDescriptor(), lines, totalBytes);
        seconds = secondsOf([&] {
            while (core.snapshot()->devices.at(0).ledger.bytesRead < totalBytes)
                usleep(2000);
            core.shutdown();
        });
    }
    const auto last = core.snapshot();
    const Ledger end = last->total();
    const std::uint64_t unrecorded =
        last->recording ? end.samplesProcessed - last->recording->durable : 0;
    return {static_cast<double>(totalBytes) / seconds, (cpuSeconds() - cpuBefore) / seconds,
            end.samplesDropped.total() + end.bytesDiscarded[DiscardReason::Syntax] + unrecorded,
            end.closes()};
}

void benchThroughput() {
    const std::string lines = eightColumnLines(kLines);
    const std::uint64_t total = kRounds * lines.size();
    const double bytesPerLine = static_cast<double>(lines.size()) / kLines;
    double raw = 0;
    for (int i = 0; i < 3; ++i)
        raw = std::max(raw, rawReadRate(lines, total));
    report("pty, raw read()", raw / 1e6, "MB/s");
    constexpr std::pair<Recording, const char*> kRuns[] = {
        {Recording::None, "pty to history, nothing lost"},
        {Recording::Csv, "pty to history and durable CSV, nothing lost"},
        {Recording::Session, "pty to history and durable session, nothing lost"}};
    for (const auto& [recording, title] : kRuns) {
        Throughput best;
        for (int i = 0; i < 3; ++i) {
            const Throughput run = gatewayRate(lines, total, recording);
            if (!run.closed || run.lost > 0)
                std::printf("LOST %llu or ledger open\n",
                            static_cast<unsigned long long>(run.lost));
            if (run.bytesPerSecond > best.bytesPerSecond) best = run;
        }
        report(title, best.bytesPerSecond / 1e6, "MB/s", "raw read()", raw / 1e6);
        report("  the same in lines of 8 columns", best.bytesPerSecond / bytesPerLine, "lines/s");
        report("  CPU", best.cpuShare, "cores");
    }
}

/// Lines a second of a loop that only parses numbers.
double bareParseRate(const std::string& lines) {
    double sum = 0;
    const double seconds = bestSecondsOf(5, [&] {
        const char* at = lines.data();
        const char* const end = at + lines.size();
        while (at < end) {
            double value = 0;
            at = std::from_chars(at, end, value).ptr + 1;
            sum += value;
        }
    });
    if (sum == 0) std::exit(1);
    return kLines / seconds;
}

/// Everything between the bytes and the history, without a wire: a replayed file.
void benchInProcess() {
    const std::string lines = eightColumnLines(kLines);
    const QTemporaryDir dir;
    QFile capture(dir.filePath(QStringLiteral("capture.csv")));
    if (!capture.open(QIODevice::WriteOnly)) std::exit(1);
    capture.write(lines.data(), static_cast<qint64>(lines.size()));
    capture.close();
    const double bare = bareParseRate(lines);
    report("bare std::from_chars over the same lines", bare, "lines/s");
    double best = 0;
    for (int i = 0; i < 3; ++i) {
        auto gateway = GatewayCore::create({});
        if (!gateway) std::exit(1);
        GatewayCore& core = *gateway.value();
        const auto device =
            core.addDevice(parseDeviceSpec("replay:" + capture.fileName().toStdString() +
                                           "?speed=max&repeat=20&decode=csv&id=bench")
                               .value());
        core.command(device.value(), DeviceCommand::Start);
        const std::uint64_t wanted = kRounds * kLines;
        const double seconds = secondsOf([&] {
            while (core.snapshot()->devices.at(0).ledger.samplesProcessed < wanted)
                usleep(1000);
        });
        best = std::max(best, static_cast<double>(wanted) / seconds);
    }
    report("file to history: decode, queue, process, store", best, "lines/s", "bare from_chars",
           bare);
}

/// p99 from "read" to "processed", in the gateway's own books, at 1 000 lines a second.
void benchLatency() {
    PtyPair pty;
    auto gateway = GatewayCore::create({});
    if (!gateway) std::exit(1);
    GatewayCore& core = *gateway.value();
    const auto device = core.addDevice(
        parseDeviceSpec("serial:" + pty.slavePath() + "?id=bench&decode=csv").value());
    core.command(device.value(), DeviceCommand::Start);
    while (core.snapshot()->devices.at(0).state != DeviceState::Measuring)
        usleep(1000);
    const std::string lines = eightColumnLines(5'000);
    { const Feeder feeder(pty.masterDescriptor(), lines, lines.size(), lines.size() / 5); }
    const auto snapshot = core.snapshot();
    report("latency read to processed, 1 000 lines/s, p50", snapshot->latencyP50Ms, "ms");
    report("latency read to processed, 1 000 lines/s, p99", snapshot->latencyP99Ms, "ms");
}

#ifdef TELEMETRYHUB_PROGRAM

/// One number of /proc/PID/status in kB.
double statusKilobytes(qint64 pid, const char* key) {
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    const QList<QByteArray> rows = file.readAll().split('\n');
    for (const QByteArray& row : rows) {
        if (row.startsWith(key)) return row.simplified().split(' ').value(1).toDouble();
    }
    return 0;
}

double processCpuSeconds(qint64 pid) {
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    const QByteArray all = file.readAll();
    const QList<QByteArray> fields = all.mid(all.lastIndexOf(')') + 2).split(' ');
    const double ticks = fields.value(11).toDouble() + fields.value(12).toDouble();
    return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::unique_ptr<QProcess> startProgram(const QStringList& arguments, const QString& dataDir) {
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    process->setProcessEnvironment(environment);
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(
        QStringLiteral(TELEMETRYHUB_PROGRAM),
        arguments + QStringList{QStringLiteral("--data-dir"), dataDir, QStringLiteral("--quiet")});
    return process;
}

void benchStart() {
    const QTemporaryDir dir;
    double best = 1e9;
    double rss = 0;
    for (int i = 0; i < 5; ++i) {
        QElapsedTimer timer;
        timer.start();
        const auto process = startProgram(
            {QStringLiteral("--no-gui"), QStringLiteral("--device"), QStringLiteral("sim:demo")},
            dir.path());
        process->waitForReadyRead(10'000);
        best = std::min(best, static_cast<double>(timer.nsecsElapsed()) * 1e-6);
        usleep(500'000);
        rss = statusKilobytes(process->processId(), "VmRSS");
        process->terminate();
        process->waitForFinished();
    }
    report("headless start until ready", best, "ms");
    report("headless memory with the simulated device", rss / 1e3, "MB");
}

/// 10 000 lines a second into the window (offscreen) and a CSV.
void benchSteadyFeed(int seconds) {
    const QTemporaryDir dir;
    PtyPair pty;
    const QString csv = dir.filePath(QStringLiteral("steady.csv"));
    const auto process = startProgram({QStringLiteral("--device"),
                                       QStringLiteral("serial:%1?id=bench&decode=csv")
                                           .arg(QString::fromStdString(pty.slavePath())),
                                       QStringLiteral("--csv"), csv},
                                      dir.path());
    process->waitForStarted();
    sleep(3);
    const std::string lines = eightColumnLines(kLines);
    const std::uint64_t bytesPerSecond = lines.size() / (kLines / 10'000);
    const double cpuBefore = processCpuSeconds(process->processId());
    const double wall = secondsOf([&] {
        const Feeder feeder(pty.masterDescriptor(), lines,
                            bytesPerSecond * static_cast<std::uint64_t>(seconds), bytesPerSecond);
    });
    const double cpu = processCpuSeconds(process->processId()) - cpuBefore;
    const double memory = statusKilobytes(process->processId(), "VmHWM");
    sleep(1);
    process->terminate();
    process->waitForFinished();
    QFile file(csv);
    if (!file.open(QIODevice::ReadOnly)) std::exit(1);
    const auto rows = static_cast<double>(file.readAll().count(",bench,"));
    const double fed = static_cast<double>(bytesPerSecond) * seconds /
                       (static_cast<double>(lines.size()) / kLines);
    report("window and CSV at 10 000 lines/s: rows written", rows, "rows", "lines fed", fed);
    report("  CPU", cpu / wall, "cores");
    report("  memory, highest", memory / 1e3, "MB");
}

#endif

}  // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const int seconds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 60;
    benchInProcess();
    benchThroughput();
    benchLatency();
#ifdef TELEMETRYHUB_PROGRAM
    benchStart();
    benchSteadyFeed(seconds);
#else
    std::printf("The program is not part of this build: start and steady feed are left out.\n");
    static_cast<void>(seconds);
#endif
    return 0;
}
