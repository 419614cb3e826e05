// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "config/spec_text.h"
#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// `HOST:PORT`, as in `tcp:192.168.1.5:4000`.
[[nodiscard]] Result<BusSettings> parseTcpPath(std::string_view path);
/// `PORT`, or `ADDRESS:PORT`, as in `udp:5000`.
[[nodiscard]] Result<BusSettings> parseUdpPath(std::string_view path);
[[nodiscard]] std::string udpPath(const UdpSettings& settings);

[[nodiscard]] Result<void> setMulticastGroup(const SpecEntry& entry, UdpSettings& settings);
[[nodiscard]] Result<void> setInterface(const SpecEntry& entry, UdpSettings& settings);
/// What no single key can know.
[[nodiscard]] Result<void> checkUdp(const UdpSettings& settings);

}  // namespace telemetryhub::engine
