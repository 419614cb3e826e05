// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/host_names.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "serve/field_text.h"
#include "telemetryhub/engine/core/host_and_port.h"

namespace telemetryhub::engine {

namespace {

bool isNameText(char c) {
    return (c >= '0' && c <= '9') || (asciiLower(c) >= 'a' && asciiLower(c) <= 'z') || c == '-' ||
           c == '.' || c == '_';
}

bool isAddressText(char c) {
    return (c >= '0' && c <= '9') || (asciiLower(c) >= 'a' && asciiLower(c) <= 'f') || c == ':' ||
           c == '.';
}

bool isPortText(std::string_view port) {
    return port.empty() || (port.front() == ':' && parsePort(port.substr(1)));
}

bool standsForAll(std::string_view address) {
    return address == "0.0.0.0" || address == "::";
}

}  // namespace

std::optional<std::string_view> hostName(std::string_view field) {
    const bool inBrackets = field.starts_with('[');
    const std::size_t end = inBrackets ? field.find(']') : std::min(field.find(':'), field.size());
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view name = inBrackets ? field.substr(1, end - 1) : field.substr(0, end);
    const std::string_view port = field.substr(inBrackets ? end + 1 : end);
    const auto isText = inBrackets ? isAddressText : isNameText;
    if (name.empty() || name.size() > 253 || !isPortText(port)) return std::nullopt;
    if (!std::all_of(name.begin(), name.end(), isText)) return std::nullopt;
    return name;
}

bool isSameOrigin(std::string_view origin, std::string_view host) {
    for (const auto& [scheme, usualPort] :
         {std::pair<std::string_view, std::string_view>{"http://", ":80"}, {"https://", ":443"}}) {
        if (!origin.starts_with(scheme)) continue;
        origin.remove_prefix(scheme.size());
        if (origin.ends_with(usualPort)) origin.remove_suffix(usualPort.size());
        if (host.ends_with(usualPort)) host.remove_suffix(usualPort.size());
        return isSameText(origin, host);
    }
    return false;
}

bool isLoopback(std::string_view address) {
    if (address == "::1" || isSameText(address, "localhost")) return true;
    const bool isAddress = std::all_of(address.begin(), address.end(),
                                       [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return isAddress && address.starts_with("127.");
}

HostNames::HostNames(std::string_view address, const std::vector<std::string>& allowed)
    : m_names(allowed) {
    if (!standsForAll(address)) m_names.emplace_back(address);
    if (!standsForAll(address) && !isLoopback(address)) return;
    for (const char* name : {"localhost", "127.0.0.1", "::1"})
        m_names.emplace_back(name);
}

bool HostNames::contains(std::string_view name) const {
    if (name.ends_with('.')) name.remove_suffix(1);
    return std::any_of(m_names.begin(), m_names.end(),
                       [name](const std::string& known) { return isSameText(known, name); });
}

}  // namespace telemetryhub::engine
