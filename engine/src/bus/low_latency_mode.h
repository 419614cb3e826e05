// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "telemetryhub/engine/bus/serial_line_control.h"

namespace telemetryhub::engine {

/// Has an open serial port hand its bytes over at once, and leaves its driver as it was found.
///
/// An FTDI adapter gathers bytes for 16 ms otherwise, and some drivers wait for a tick.
///
/// Threads: one.
class LowLatencyMode {
public:
    /// \pre `lines` outlives this object, and this object ends before `descriptor` is closed
    LowLatencyMode(SerialLineControl& lines, int descriptor, std::string node);
    ~LowLatencyMode();
    LowLatencyMode(const LowLatencyMode&) = delete;
    LowLatencyMode& operator=(const LowLatencyMode&) = delete;

    [[nodiscard]] bool isOn() const { return m_isOn; }
    /// Why it is not, in the system's words.
    [[nodiscard]] const std::string& obstacle() const { return m_obstacle; }

private:
    void setFlag();
    void setTimer();

    SerialLineControl& m_lines;
    const int m_descriptor;
    const std::string m_node;
    bool m_isOn = false;
    bool m_flagWasSet = false;         ///< by this object
    std::optional<int> m_timerBefore;  ///< that this object changed
    std::string m_obstacle = "its driver has no such mode";
};

}  // namespace telemetryhub::engine
