// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace telemetryhub::engine {

/// A way to mark where packets of any bytes end: one byte stands for the end and is replaced
/// inside them.
struct PacketFraming {
    std::string_view name;
    char end;
    /// Writes the packet that stands before an end; false when no sender writes such bytes.
    bool (*decode)(std::string_view encoded, std::string& packet);
};

/// Source: RFC 1055.
extern const PacketFraming kSlipFraming;
/// Source: Cheshire and Baker, Consistent Overhead Byte Stuffing, 1999.
extern const PacketFraming kCobsFraming;

}  // namespace telemetryhub::engine
