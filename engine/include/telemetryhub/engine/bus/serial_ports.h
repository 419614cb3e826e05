// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/clock.h"

namespace telemetryhub::engine {

/// One serial port of this machine, as far as it tells about itself.
struct SerialPort {
    std::string path;         ///< /dev/ttyUSB0
    std::string description;  ///< product; empty when unknown
    std::string manufacturer;
    std::string serialNumber;
    std::optional<std::uint16_t> vendorId;
    std::optional<std::uint16_t> productId;
    std::string byIdPath;  ///< /dev/serial/by-id/...; stays the same when the name changes
};

/// Lists the ports without opening any. About 10 ms.
///
/// Threads: any.
[[nodiscard]] std::vector<SerialPort> serialPorts();

/// Lists the ports for somebody who asks about the one at `node`; a seam for tests.
using PortLister = std::function<std::vector<SerialPort>(const std::string& node)>;

/// Lists with `serialPorts()`, once for all who ask within `kListAge`: a hub takes longer to let
/// another device in. Lists nothing for a pseudo terminal, which is never among them.
/// \pre `clock` outlives the lister
[[nodiscard]] PortLister recentPorts(const Clock& clock);
inline constexpr std::chrono::milliseconds kListAge{50};

}  // namespace telemetryhub::engine
