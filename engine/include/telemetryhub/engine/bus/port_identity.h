// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "telemetryhub/engine/bus/serial_ports.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// What tells the device behind a port from others, kept while it is away.
struct PortIdentity {
    std::optional<std::uint16_t> vendorId;
    std::optional<std::uint16_t> productId;
    std::string serialNumber;  ///< empty: it has none
    std::string byIdPath;      ///< empty: there was no such link
    std::string description;
    /// Another port had the same numbers, as the second one of a dual adapter has: only the link
    /// tells them apart.
    bool hasTwin = false;

    /// Whether there is anything to recognise it by.
    [[nodiscard]] bool isKnown() const { return vendorId && productId; }
    friend bool operator==(const PortIdentity&, const PortIdentity&) = default;
};

/// What `ports` tells about the one at `node`; unknown when it is not among them.
[[nodiscard]] PortIdentity identityOf(const std::string& node,
                                      const std::vector<SerialPort>& ports);

/// A port as the operator named it.
struct PortName {
    std::string typed;
    std::string node;  ///< what it leads to through all links; empty: nothing

    /// Whether the name by itself says which device or socket is meant: /dev/serial/by-id/... and
    /// by-path/... do.
    [[nodiscard]] bool isLasting() const;
};

/// The path under which the device that was at `name` can be opened.
///
/// With a serial number the device is found under any name, by its by-id link or else by its
/// numbers. Without one the name has to lead to a device of the same kind; two alike that changed
/// places cannot be told apart.
/// Errors: PortAbsent when it is not there, or when its name belongs to another device.
[[nodiscard]] Result<std::string> locatePort(const PortName& name, const PortIdentity& known,
                                             const std::vector<SerialPort>& ports);

}  // namespace telemetryhub::engine
