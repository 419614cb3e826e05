// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QListWidget>

#include "connect/port_scanner.h"
#include "telemetryhub/engine/hub/snapshot.h"

namespace telemetryhub::ui {

class Theme;

/// Where a device can come from: the serial ports, a typed path, the network, the simulated
/// device, a capture.
///
/// Threads: main.
class SourceList : public QListWidget {
    Q_OBJECT

public:
    enum class Kind { Heading, Port, OtherPort, Tcp, Udp, Simulated, Replay };

    /// \pre `theme` outlives this object.
    SourceList(const Theme& theme, QWidget* parent);

    /// Brings the ports up to date; the choice stays. `devices` hold some of them already.
    void setPorts(const std::vector<PortEntry>& ports, const engine::Snapshot& devices);

    [[nodiscard]] Kind kind() const;
    /// Of the chosen port; empty for everything else.
    [[nodiscard]] std::string portPath() const;
    /// What the chosen port calls itself, else `ttyUSB0`.
    [[nodiscard]] QString portName() const;
    void choose(Kind kind);

signals:
    void chosen();

private:
    void addHeading(const QString& text);
    QListWidgetItem* addSource(int row, Kind kind, const QString& title, const QString& detail);
    [[nodiscard]] int portCount() const;
    [[nodiscard]] QListWidgetItem* portItem(const std::string& path) const;
    void removeMissing(const std::vector<PortEntry>& ports);
};

/// The device that uses `path`, also through a link to it; null when none does.
[[nodiscard]] const engine::DeviceSnapshot* deviceAtPort(const engine::Snapshot& snapshot,
                                                         const engine::SerialPort& port);

}  // namespace telemetryhub::ui
