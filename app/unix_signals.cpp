// SPDX-License-Identifier: GPL-3.0-or-later
#include "unix_signals.h"

#include <atomic>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace telemetryhub::app {

namespace {

// A signal handler reaches nothing but statics. Lock-free, as a handler needs. What was asked
// stands in the flags; the pipe wakes the loop that reads them, so a full one loses nothing.
std::atomic<int> wakeDescriptor{-1};
std::atomic<bool> stopSeen{false};
std::atomic<bool> reloadSeen{false};

void wakeLoop() {
    const char byte = 1;
    [[maybe_unused]] const auto written = write(wakeDescriptor.load(), &byte, 1);
}

extern "C" void telemetryhubHandleStop(int signalNumber) {
    if (stopSeen.exchange(true)) _exit(128 + signalNumber);
    wakeLoop();
}

extern "C" void telemetryhubHandleReload(int) {
    if (!reloadSeen.exchange(true)) wakeLoop();
}

void handle(int signalNumber, void (*handler)(int), int flags = 0) {
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    sigaction(signalNumber, &action, nullptr);
}

}  // namespace

bool isSignalIgnored(int signalNumber) {
    struct sigaction current = {};
    return sigaction(signalNumber, nullptr, &current) == 0 && current.sa_handler == SIG_IGN;
}

UnixSignals::UnixSignals(HangUp hangUp, QObject* parent) : QObject(parent) {
    if (pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return;
    wakeDescriptor.store(m_pipe[1]);
    m_notifier = new QSocketNotifier(m_pipe[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &UnixSignals::wakeUp);
    handle(SIGINT, telemetryhubHandleStop);
    handle(SIGTERM, telemetryhubHandleStop);
    if (hangUp == HangUp::Reloads)
        handle(SIGHUP, telemetryhubHandleReload, SA_RESTART);
    else if (!isSignalIgnored(SIGHUP))
        handle(SIGHUP, telemetryhubHandleStop);
}

UnixSignals::~UnixSignals() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    // A late reload must not end a process that is ending in order.
    std::signal(SIGHUP, SIG_IGN);
    delete m_notifier;
    for (const int descriptor : m_pipe) {
        if (descriptor >= 0) close(descriptor);
    }
}

void UnixSignals::wakeUp() {
    char bytes[16];
    while (read(m_pipe[0], bytes, sizeof bytes) > 0) {
    }
    if (reloadSeen.exchange(false)) emit reloadRequested();
    if (stopSeen.load()) emit stopRequested();
}

void UnixSignals::ignoreFatalWrites() {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace telemetryhub::app
