// SPDX-License-Identifier: GPL-3.0-or-later
// From an offending byte on the wire to the safe command on the wire: at rest, beside two devices
// that send as fast as they are read, and beside those with every core busy; against a process
// that only echoes, measured in turn with it.
//
// bench_reaction [trips]: how many alarms each figure is made of, 100 by default.
#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QCoreApplication>

#include "bench/bench_report.h"
#include "feeder.h"
#include "support/pty_pair.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/core/thread_priority.h"
#include "telemetryhub/engine/gateway/gateway_core.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::bench;
using telemetryhub::test::PtyPair;

namespace {

constexpr int kReadingsBefore = 10;
constexpr int kGiveUpMs = 10'000;

/// A child process that runs until this object goes.
class Child {
public:
    template <typename Work>
    explicit Child(Work&& work) : m_process(fork()) {
        if (m_process != 0) return;
        (void)setpriority(PRIO_PROCESS, 0, 0);
        work();
        _exit(0);
    }
    ~Child() {
        kill(m_process, SIGKILL);
        waitpid(m_process, nullptr, 0);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

private:
    pid_t m_process;
};

[[noreturn]] void spin() {
    for (volatile std::uint64_t turns = 0;;)
        turns = turns + 1;
}

[[noreturn]] void flood(int descriptor, const std::string& lines) {
    for (;;)
        for (std::size_t at = 0; at < lines.size();) {
            const ssize_t sent = write(descriptor, lines.data() + at,
                                       std::min<std::size_t>(lines.size() - at, 4096));
            if (sent > 0) at += static_cast<std::size_t>(sent);
            pollfd state{descriptor, POLLOUT, 0};
            if (sent <= 0) poll(&state, 1, 1000);
        }
}

/// Everything that makes the machine busy beside the device that is measured.
struct Load {
    std::vector<std::unique_ptr<PtyPair>> ptys;
    std::vector<std::unique_ptr<Child>> children;
};

/// Sends an offending line and waits for what comes back, in milliseconds.
double answerTime(PtyPair& pty) {
    const double seconds = secondsOf([&pty] {
        (void)pty.write("99,22\n");
        pollfd state{pty.masterDescriptor(), POLLIN, 0};
        if (poll(&state, 1, kGiveUpMs) <= 0) std::printf("no answer came\n");
    });
    return seconds * 1e3;
}

/// A process that answers each read of a terminal at once, with nothing in between: what the
/// system alone takes under the same load.
class Echo {
public:
    Echo() : m_child([this] { answer(m_pty.slavePath()); }) {}
    double trip() {
        (void)m_pty.read();
        usleep(10'000);
        return answerTime(m_pty);
    }

private:
    [[noreturn]] static void answer(const std::string& path) {
        (void)raiseThreadPriority(Urgency::Reading);
        const int slave = open(path.c_str(), O_RDWR | O_NOCTTY);
        char buffer[256];
        for (;;)
            if (read(slave, buffer, sizeof buffer) > 0) (void)!write(slave, "STOP\n", 5);
    }

    PtyPair m_pty;
    Child m_child;
};

/// A gateway with one device that is tripped again and again.
class Rig {
public:
    Rig() : m_gateway(std::move(GatewayCore::create({}).value())) {
        m_device = add(m_pty.slavePath() +
                       "?id=rig&decode=csv&alarm=value%201:high:80:critical:safe_state"
                       "&safe_command=STOP%0A");
    }
    DeviceId add(const std::string& path) {
        return m_gateway->addDevice(parseDeviceSpec("serial:" + path).value()).value();
    }
    void start(DeviceId device) {
        m_gateway->command(device, DeviceCommand::Start);
        while (stateOf(device) != DeviceState::Measuring)
            usleep(1000);
    }
    /// Milliseconds from the byte that is too much to the safe command.
    double trip() {
        start(m_device);
        (void)m_pty.read();
        for (int i = 0; i < kReadingsBefore; ++i) {
            (void)m_pty.write("21,22\n");
            usleep(2'000);
        }
        const double milliseconds = answerTime(m_pty);
        while (stateOf(m_device) != DeviceState::SafeState)
            usleep(1000);
        m_gateway->command(m_device, DeviceCommand::Reset);
        while (stateOf(m_device) != DeviceState::Idle)
            usleep(1000);
        return milliseconds;
    }
    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const { return m_gateway->snapshot(); }

private:
    [[nodiscard]] DeviceState stateOf(DeviceId device) const {
        return m_gateway->snapshot()->find(device)->state;
    }

    PtyPair m_pty;
    std::unique_ptr<GatewayCore> m_gateway;
    DeviceId m_device;
};

enum class Busy { Nothing, Floods, FloodsAndCores };

void measure(const char* title, Busy busy, int trips) {
    // The children come first: to fork a program with much memory stops its threads.
    Load load;
    const std::string lines = eightColumnLines(10'000);
    for (int i = 0; busy != Busy::Nothing && i < 2; ++i) {
        load.ptys.push_back(std::make_unique<PtyPair>());
        const int master = load.ptys.back()->masterDescriptor();
        load.children.push_back(std::make_unique<Child>([&] { flood(master, lines); }));
    }
    for (unsigned i = 0;
         busy == Busy::FloodsAndCores && i < std::max(1U, std::thread::hardware_concurrency()); ++i)
        load.children.push_back(std::make_unique<Child>([] { spin(); }));
    Echo echo;
    Rig rig;
    for (std::size_t i = 0; i < load.ptys.size(); ++i)
        rig.start(
            rig.add(load.ptys[i]->slavePath() + "?id=flood" + std::to_string(i) + "&decode=csv"));

    std::vector<double> bare;
    std::vector<double> times;
    for (int i = 0; i < trips; ++i) {
        bare.push_back(echo.trip());
        times.push_back(rig.trip());
    }
    std::sort(bare.begin(), bare.end());
    std::sort(times.begin(), times.end());

    const std::string what = std::string("offending byte to safe command, ") + title;
    constexpr std::pair<double, const char*> kShares[] = {{0.5, "p50"}, {0.99, "p99"}, {1, "most"}};
    for (const auto& [share, name] : kShares) {
        const auto at = static_cast<std::size_t>(share * static_cast<double>(times.size() - 1));
        report((what + ", " + name).c_str(), times[at], "ms", "bare echo", bare[at]);
    }
    report("  read to processed, p99", rig.snapshot()->latencyP99Ms, "ms");
    report("  a block in a worker, p99", rig.snapshot()->workers.p99Ms, "ms");
    report("  longest stall of reading",
           static_cast<double>(rig.snapshot()->health.reading.longestStallNs) * 1e-6, "ms");
}

}  // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const int trips = argc > 1 ? std::max(1, std::atoi(argv[1])) : 100;
    {
        const Rig rig;
        std::printf("reading at the priority: %s\n",
                    threadPriorityName(rig.snapshot()->health.reading.priority).data());
    }
    // When the command is out counts, and not when this process runs again; children are not
    // raised.
    (void)raiseThreadPriority(Urgency::Reading);
    measure("at rest", Busy::Nothing, trips);
    measure("two floods", Busy::Floods, trips);
    measure("two floods, busy cores", Busy::FloodsAndCores, trips);
    return 0;
}
