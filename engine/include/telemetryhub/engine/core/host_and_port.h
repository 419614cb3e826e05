// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace telemetryhub::engine {

/// One end of a network connection.
struct HostAndPort {
    std::string host;  ///< a name or an address, without brackets
    std::uint16_t port = 0;

    friend bool operator==(const HostAndPort&, const HostAndPort&) = default;
};

/// `host:4000`, or `[::1]:4000` for an address with colons.
[[nodiscard]] std::string hostAndPort(std::string_view host, std::uint16_t port);

/// Reads what `hostAndPort` writes. The port is 1 to 65535; an address with colons needs its
/// brackets. Nothing when the text is something else.
[[nodiscard]] std::optional<HostAndPort> parseHostAndPort(std::string_view text);

/// A port from 1 to 65535, written in digits alone.
[[nodiscard]] std::optional<std::uint16_t> parsePort(std::string_view text);

}  // namespace telemetryhub::engine
