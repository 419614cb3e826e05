// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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

}  // namespace telemetryhub::engine
