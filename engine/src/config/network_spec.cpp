// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/network_spec.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>

#include <arpa/inet.h>
#include <sys/socket.h>

#include "telemetryhub/engine/core/host_and_port.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxInterfaceBytes = 64;

using AddressBytes = std::array<std::uint8_t, 16>;

/// The bytes of an address of the family, of which IPv4 uses the first four.
std::optional<AddressBytes> addressBytes(int family, const std::string& text) {
    AddressBytes bytes{};
    if (::inet_pton(family, text.c_str(), bytes.data()) != 1) return std::nullopt;
    return bytes;
}

bool isAddress(const std::string& text) {
    // The interface behind a link-local address is no part of it.
    const std::string plain = text.substr(0, text.find('%'));
    return addressBytes(AF_INET, text) || addressBytes(AF_INET6, plain);
}

bool isGroup(const std::string& text) {
    if (const auto v4 = addressBytes(AF_INET, text)) return ((*v4)[0] & 0xF0U) == 0xE0U;
    const auto v6 = addressBytes(AF_INET6, text);
    return v6 && (*v6)[0] == 0xFFU;
}

/// `tcp://host:4000` as in other URLs; one of its slashes is gone by now.
std::string_view withoutSlashes(std::string_view path) {
    while (path.starts_with('/'))
        path.remove_prefix(1);
    return path;
}

}  // namespace

Result<BusSettings> parseTcpPath(std::string_view path) {
    const auto end = parseHostAndPort(withoutSlashes(path));
    if (!end)
        return Error{ErrorCode::InvalidArgument,
                     "tcp: expected HOST:PORT after tcp:, such as tcp:192.168.1.5:4000, "
                     "tcp:meter.local:4000 or tcp:[::1]:4000"};
    return BusSettings(TcpSettings{end->host, end->port});
}

Result<BusSettings> parseUdpPath(std::string_view path) {
    path = withoutSlashes(path);
    UdpSettings udp;
    if (const auto port = parsePort(path)) {
        udp.port = *port;
        return BusSettings(udp);
    }
    const auto end = parseHostAndPort(path);
    if (!end || !isAddress(end->host))
        return Error{ErrorCode::InvalidArgument,
                     "udp: expected PORT after udp:, such as udp:5000, or with an address of this "
                     "machine before it, such as udp:127.0.0.1:5000"};
    udp.address = end->host;
    udp.port = end->port;
    return BusSettings(udp);
}

std::string udpPath(const UdpSettings& settings) {
    if (settings.address.empty()) return std::to_string(settings.port);
    return hostAndPort(settings.address, settings.port);
}

Result<void> setMulticastGroup(const SpecEntry& entry, UdpSettings& settings) {
    if (!isGroup(entry.value))
        return unexpected(entry, "the address of a group, such as 239.1.2.3 or ff02::1");
    settings.group = entry.value;
    return {};
}

Result<void> setInterface(const SpecEntry& entry, UdpSettings& settings) {
    const auto mayStand = [](unsigned char c) { return c > ' ' && c != '/' && c != 0x7F; };
    const bool fits = !entry.value.empty() && entry.value.size() <= kMaxInterfaceBytes &&
                      std::all_of(entry.value.begin(), entry.value.end(), mayStand);
    if (!fits) return unexpected(entry, "the name of a network interface, such as eth0");
    settings.interfaceName = entry.value;
    return {};
}

Result<void> checkUdp(const UdpSettings& settings) {
    if (settings.group.empty() && !settings.interfaceName.empty())
        return Error{ErrorCode::InvalidArgument,
                     "interface: expected multicast= beside it; without a group name an address, "
                     "as in udp:192.168.1.5:5000"};
    if (!settings.group.empty() && !settings.address.empty())
        return Error{ErrorCode::InvalidArgument,
                     "multicast: expected udp:PORT without an address; choose the network with "
                     "interface="};
    return {};
}

}  // namespace telemetryhub::engine
