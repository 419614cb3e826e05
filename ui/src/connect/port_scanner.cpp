// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/port_scanner.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "telemetryhub/engine/bus/port_diagnosis.h"
#include "telemetryhub/engine/core/thread_name.h"

namespace telemetryhub::ui {
namespace {

constexpr std::chrono::seconds kPause{1};
/// Asking who holds a port reads every process: machines with a long row of ports skip the rest.
constexpr std::size_t kAskedPorts = 8;

std::optional<engine::Error> portTrouble(const std::string& path) {
    engine::PortFacts facts = engine::examinePort(path);
    if (facts.exists && facts.permitted && facts.isTerminal.value_or(true)) {
        std::error_code error;
        const auto canonical = std::filesystem::canonical(path, error);
        engine::findHolder(error ? path : canonical.string(), facts);
        if (!facts.holder || facts.holder->isThisProcess) return std::nullopt;
        facts.failure = engine::OpenFailure::Refused;
    }
    return engine::openingError(path, facts);
}

}  // namespace

PortScan scanPorts(const std::string& asked) {
    PortScan scan;
    for (auto& port : engine::serialPorts()) {
        PortEntry entry{std::move(port), std::nullopt};
        if (scan.ports.size() < kAskedPorts) entry.trouble = portTrouble(entry.port.path);
        scan.ports.push_back(std::move(entry));
    }
    if (asked.empty()) return scan;
    scan.asked.emplace();
    scan.asked->port.path = asked;
    scan.asked->trouble = portTrouble(asked);
    return scan;
}

PortScanner::PortScanner(Scan scan, QObject* parent)
    : QObject(parent), m_scan(std::move(scan)), m_thread([this] { run(); }) {}

PortScanner::~PortScanner() {
    {
        const engine::MutexLock lock(m_mutex);
        m_stops = true;
    }
    m_wake.notifyAll();
    m_thread.join();
}

void PortScanner::ask(const std::string& path) {
    {
        const engine::MutexLock lock(m_mutex);
        if (m_asked == path) return;
        m_asked = path;
        m_isAsked = true;
    }
    m_wake.notifyAll();
}

void PortScanner::run() {
    engine::setThreadName("th-ports");
    do {
        std::string asked;
        {
            const engine::MutexLock lock(m_mutex);
            asked = m_asked;
            m_isAsked = false;
        }
        PortScan scan = m_scan(asked);
        QMetaObject::invokeMethod(
            this, [this, found = std::move(scan)] { emit scanned(found); }, Qt::QueuedConnection);
    } while (pause());
}

bool PortScanner::pause() {
    const engine::MutexLock lock(m_mutex);
    const auto until = std::chrono::steady_clock::now() + kPause;
    auto now = std::chrono::steady_clock::now();
    while (!m_stops && !m_isAsked && now < until) {
        m_wake.waitFor(m_mutex, until - now);
        now = std::chrono::steady_clock::now();
    }
    return !m_stops;
}

}  // namespace telemetryhub::ui
