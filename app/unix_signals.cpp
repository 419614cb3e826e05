// SPDX-License-Identifier: GPL-3.0-or-later
#include "unix_signals.h"

#include <atomic>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace telemetryhub::app {

namespace {

// A signal handler reaches nothing but statics. Lock-free, as a handler needs.
std::atomic<int> wakeDescriptor{-1};
std::atomic<bool> stopSeen{false};

extern "C" void telemetryhubHandleStop(int signalNumber) {
    if (stopSeen.exchange(true)) _exit(128 + signalNumber);
    const char byte = 1;
    // The pipe is new and empty: one byte always fits.
    [[maybe_unused]] const auto written = write(wakeDescriptor.load(), &byte, 1);
}

}  // namespace

UnixSignals::UnixSignals(QObject* parent) : QObject(parent) {
    if (pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return;
    wakeDescriptor.store(m_pipe[1]);
    m_notifier = new QSocketNotifier(m_pipe[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (read(m_pipe[0], &byte, 1) == 1) emit stopRequested();
    });
    struct sigaction action = {};
    action.sa_handler = telemetryhubHandleStop;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

UnixSignals::~UnixSignals() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    delete m_notifier;
    for (const int descriptor : m_pipe) {
        if (descriptor >= 0) close(descriptor);
    }
}

void UnixSignals::ignoreFatalWrites() {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace telemetryhub::app
