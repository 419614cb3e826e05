// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/host_and_port.h"

#include <algorithm>
#include <charconv>

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxHostBytes = 253;  // of a name in the DNS

bool mayStandInAHost(char c) {
    constexpr std::string_view kNever = "/?#[]@\\";
    return static_cast<unsigned char>(c) > ' ' && c != 0x7F &&
           kNever.find(c) == std::string_view::npos;
}

}  // namespace

std::string hostAndPort(std::string_view host, std::uint16_t port) {
    const bool hasColon = host.find(':') != std::string_view::npos;
    std::string text = hasColon ? '[' + std::string(host) + ']' : std::string(host);
    return text + ':' + std::to_string(port);
}

std::optional<std::uint16_t> parsePort(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
    return port;
}

std::optional<HostAndPort> parseHostAndPort(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto port = parsePort(text.substr(colon + 1));
    std::string_view host = text.substr(0, colon);
    const bool inBrackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (inBrackets) host = host.substr(1, host.size() - 2);
    const bool hasColon = host.find(':') != std::string_view::npos;
    if (!port || host.empty() || host.size() > kMaxHostBytes || hasColon != inBrackets)
        return std::nullopt;
    if (!std::all_of(host.begin(), host.end(), mayStandInAHost)) return std::nullopt;
    return HostAndPort{std::string(host), *port};
}

}  // namespace telemetryhub::engine
