// SPDX-License-Identifier: GPL-3.0-or-later
// A thousand serial devices at 10 Hz in one process: threads, CPU, memory and the time from the
// write on the far side to the read here; what one device that floods does to the others; how soon
// a safe-state command is out in that; and what absent devices cost.
//
// bench_devices [devices] [seconds]: 1000 and 20 by default.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include <sys/resource.h>

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include "bench/bench_report.h"
#include "support/pty_pair.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "ticker.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::bench;
using telemetryhub::test::PtyPair;

namespace {

constexpr int kPeriodMs = 100;
constexpr double kMsPerNs = 1e-6;

void raiseDescriptorLimit() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

double cpuSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double statusFigure(const std::string& name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name + ":")) return std::atof(line.c_str() + name.size() + 1);
    return 0;
}

void spin(double seconds) {
    QEventLoop loop;
    QTimer::singleShot(static_cast<int>(seconds * 1000), &loop, &QEventLoop::quit);
    loop.exec();
}

/// Milliseconds from the write to the read of every sample since `fromNs`, sorted.
std::vector<double> wireTimes(const GatewayCore& gateway, const std::vector<DeviceId>& devices,
                              std::int64_t fromNs) {
    std::vector<double> times;
    const TimeSpan span{fromNs, std::numeric_limits<std::int64_t>::max()};
    for (const DeviceId device : devices) {
        const auto points = gateway.history().points(device, 0, span, 1'000'000);
        if (!points) continue;
        for (const HistoryPoint& point : *points)
            if (point.steadyNs >= fromNs)
                times.push_back((static_cast<double>(point.steadyNs) - point.value) * kMsPerNs);
    }
    std::sort(times.begin(), times.end());
    return times;
}

double quantile(const std::vector<double>& sorted, double share) {
    if (sorted.empty()) return 0;
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

struct Rig {
    explicit Rig(int count) {
        for (int i = 0; i <= count; ++i)
            ptys.push_back(std::make_unique<PtyPair>());
        std::vector<int> masters;
        for (int i = 0; i < count; ++i)
            masters.push_back(ptys[static_cast<std::size_t>(i)]->masterDescriptor());
        ticker = std::make_unique<Ticker>(masters, kPeriodMs);
        flood = std::make_unique<Flood>(ptys.back()->masterDescriptor(), "1.25,-3.5,1000,4\n");
    }
    std::vector<std::unique_ptr<PtyPair>> ptys;  ///< the last one is the flood's
    std::unique_ptr<Ticker> ticker;
    std::unique_ptr<Flood> flood;
};

std::vector<DeviceId> startAll(GatewayCore& gateway, const Rig& rig) {
    std::vector<DeviceId> devices;
    for (std::size_t i = 0; i < rig.ptys.size(); ++i) {
        const std::string spec = "serial:" + rig.ptys[i]->slavePath() + "?decode=csv&id=d" +
                                 std::to_string(i) + "&damage_limit=off";
        devices.push_back(gateway.addDevice(parseDeviceSpec(spec).value()).value());
        gateway.command(devices.back(), DeviceCommand::Start);
    }
    devices.pop_back();
    return devices;
}

void reportTimes(const char* what, const std::vector<double>& times) {
    std::printf("%-52s %12.3f ms p50, %.3f ms p99, %.3f ms worst (%zu samples)\n", what,
                quantile(times, 0.5), quantile(times, 0.99), quantile(times, 1), times.size());
    std::fflush(stdout);
}

/// What the devices cost and how long their lines take, for `seconds`.
std::vector<double> observe(const GatewayCore& gateway, const std::vector<DeviceId>& devices,
                            double seconds, const char* what) {
    const std::int64_t from = gateway.snapshot()->time.steadyNs;
    const double before = cpuSeconds();
    spin(seconds);
    const double cpu = (cpuSeconds() - before) / seconds;
    const auto times = wireTimes(gateway, devices, from);
    std::printf("%s\n", what);
    report("  CPU", cpu, "cores");
    reportTimes("  far side's write to read", times);
    const auto snapshot = gateway.snapshot();
    report("  read to processed, p99", snapshot->latencyP99Ms, "ms");
    report("  lost", static_cast<double>(snapshot->total().samplesDropped.total()), "samples");
    return times;
}

/// A silent device among the others is latched: how soon its safe-state command is out.
void reportReaction(GatewayCore& gateway) {
    const PtyPair pty;
    const std::string spec = "serial:" + pty.slavePath() +
                             "?id=silent&silence_timeout=200ms&failure_threshold=1&"
                             "safe_command=STOP%0A";
    const DeviceId device = gateway.addDevice(parseDeviceSpec(spec).value()).value();
    gateway.command(device, DeviceCommand::Start);
    spin(2);
    const auto snapshot = gateway.snapshot();
    const auto reaction = snapshot->find(device)->safeReactionNs;
    if (reaction)
        report("  fault to safe-state command", static_cast<double>(*reaction) * kMsPerNs, "ms");
    gateway.removeDevice(device);
}

/// What a hundred devices cost whose ports are not there.
void reportAbsent(double seconds) {
    constexpr int kAbsent = 100;
    auto created = GatewayCore::create({});
    const std::unique_ptr<GatewayCore> gateway = std::move(created).value();
    for (int i = 0; i < kAbsent; ++i) {
        const std::string spec = "serial:/dev/absent-" + std::to_string(i);
        const DeviceId device = gateway->addDevice(parseDeviceSpec(spec).value()).value();
        gateway->command(device, DeviceCommand::Start);
    }
    spin(15);  // until the tries are ten seconds apart
    const double before = cpuSeconds();
    spin(seconds);
    report("100 absent devices, CPU", 100 * (cpuSeconds() - before) / seconds, "% of a core");
}

}  // namespace

int main(int argc, char** argv) {
    const int count = argc > 1 ? std::atoi(argv[1]) : 1000;
    const double seconds = argc > 2 ? std::atof(argv[2]) : 20;
    raiseDescriptorLimit();
    Rig rig(count);
    const QCoreApplication application(argc, argv);
    GatewaySettings settings;
    settings.historyBytes = std::size_t{64} * 1000 * 1000;
    auto created = GatewayCore::create(settings);
    const std::unique_ptr<GatewayCore> gateway = std::move(created).value();
    const double resident = statusFigure("VmRSS");
    const std::vector<DeviceId> devices = startAll(*gateway, rig);
    spin(3);

    std::printf("%d devices at 10 Hz\n", count);
    report("  threads", statusFigure("Threads"), "");
    const auto calm = observe(*gateway, devices, seconds, "calm");
    report("  memory", statusFigure("VmRSS") / 1024, "MB", "an empty gateway", resident / 1024);
    rig.flood->begin();
    spin(1);
    const auto flooded = observe(*gateway, devices, seconds, "one device floods");
    report("  p99 of the others", quantile(flooded, 0.99), "ms", "calm", quantile(calm, 0.99));
    report("  memory", statusFigure("VmRSS") / 1024, "MB");
    reportReaction(*gateway);
    gateway->shutdown();
    std::printf("ledger closed: %s\n", gateway->snapshot()->total().closes() ? "yes" : "NO");
    reportAbsent(seconds);
    return 0;
}
