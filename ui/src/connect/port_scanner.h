// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <QObject>

#include "telemetryhub/engine/bus/serial_ports.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/mutex.h"

namespace telemetryhub::ui {

/// A port and why it cannot be opened, as far as that shows from outside.
struct PortEntry {
    engine::SerialPort port;
    std::optional<engine::Error> trouble;
};

/// The ports of this machine at one moment, and the port somebody typed.
struct PortScan {
    std::vector<PortEntry> ports;
    std::optional<PortEntry> asked;
};

/// Lists the ports and looks who holds them, without opening any. `asked` may be empty.
[[nodiscard]] PortScan scanPorts(const std::string& asked);

/// Looks for ports once a second on a thread of its own, for as long as it lives.
///
/// Threads: construct, call and destroy on the main thread, where `scanned` is emitted; `scan`
///          runs on th-ports.
class PortScanner : public QObject {
    Q_OBJECT

public:
    using Scan = std::function<PortScan(const std::string& asked)>;

    explicit PortScanner(Scan scan, QObject* parent = nullptr);
    ~PortScanner() override;

    /// Has a path looked at too, at once.
    void ask(const std::string& path);

signals:
    void scanned(const telemetryhub::ui::PortScan& scan);

private:
    void run();
    /// Waits for the next second or question; false when it is time to end.
    bool pause();

    Scan m_scan;
    engine::Mutex m_mutex;
    engine::Condition m_wake;
    std::string m_asked TH_GUARDED_BY(m_mutex);
    bool m_isAsked TH_GUARDED_BY(m_mutex) = false;
    bool m_stops TH_GUARDED_BY(m_mutex) = false;
    std::thread m_thread;
};

}  // namespace telemetryhub::ui
