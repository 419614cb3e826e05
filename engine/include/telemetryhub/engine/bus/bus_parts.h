// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <QObject>

#include "telemetryhub/engine/bus/directory_watch.h"
#include "telemetryhub/engine/bus/hang_up_watch.h"
#include "telemetryhub/engine/bus/readiness_watch.h"
#include "telemetryhub/engine/bus/serial_line_control.h"
#include "telemetryhub/engine/bus/serial_ports.h"
#include "telemetryhub/engine/core/clock.h"

namespace telemetryhub::engine {

/// What the buses of one thread share, so that a thousand of them cost little.
///
/// Threads: construct, use and destroy on the thread of the buses; it goes after the last of them.
struct BusParts {
    static constexpr std::size_t kReadBufferBytes = std::size_t{64} * 1024;

    /// \pre `theClock` outlives this object
    explicit BusParts(const Clock& theClock) : clock(theClock), listPorts(recentPorts(theClock)) {}

    const Clock& clock;
    DirectoryWatch watch;
    HangUpWatch hangUps;
    ReadinessWatch readiness;
    /// What was read, for the length of one call of a listener.
    std::vector<char> readBuffer = std::vector<char>(kReadBufferBytes);
    PortLister listPorts;
    /// What the drivers of serial ports can do beside bytes; a seam for tests. Not null.
    std::unique_ptr<SerialLineControl> lines = systemLineControl();
    QObject farewells;  ///< owns what outlives its bus for a moment
};

}  // namespace telemetryhub::engine
