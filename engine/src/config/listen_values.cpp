// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/listen_values.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

#include "config/quantity_text.h"
#include "config/setting_values.h"
#include "telemetryhub/engine/core/host_and_port.h"

namespace telemetryhub::engine {

namespace {

constexpr std::string_view kRoles[] = {"viewer", "ingest", "operator", "admin"};
constexpr std::string_view kHashPrefix = "sha256:";
constexpr std::size_t kHashBytes = 64;
constexpr std::size_t kMaxTokens = 1000;
constexpr std::size_t kMaxNameBytes = 64;

constexpr std::string_view kCommasAndBlanks = ", \t";

/// The parts between `gaps`, without blanks around them; none is empty.
std::vector<std::string_view> listItems(std::string_view text,
                                        std::string_view gaps = kCommasAndBlanks) {
    std::vector<std::string_view> items;
    for (;;) {
        const std::size_t start = text.find_first_not_of(kCommasAndBlanks);
        if (start == std::string_view::npos) return items;
        text.remove_prefix(start);
        const std::size_t end = std::min(text.find_first_of(gaps), text.size());
        const std::string_view item = text.substr(0, end);
        items.push_back(item.substr(0, item.find_last_not_of(kCommasAndBlanks) + 1));
        text.remove_prefix(end);
    }
}

bool isNameText(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
}

bool isTokenHash(std::string_view text) {
    if (!text.starts_with(kHashPrefix)) return false;
    text.remove_prefix(kHashPrefix.size());
    return text.size() == kHashBytes &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<ConfiguredToken> tokenOf(std::string_view text) {
    const std::size_t first = text.find(':');
    const std::size_t second = first == std::string_view::npos ? first : text.find(':', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const std::string_view role = text.substr(0, first);
    const std::string_view name = text.substr(first + 1, second - first - 1);
    const std::string_view hash = text.substr(second + 1);
    const bool isRole = std::find(std::begin(kRoles), std::end(kRoles), role) != std::end(kRoles);
    if (!isRole || name.empty() || name.size() > kMaxNameBytes || !isTokenHash(hash) ||
        !std::all_of(name.begin(), name.end(), isNameText))
        return std::nullopt;
    return ConfiguredToken{std::string(role), std::string(name), std::string(hash)};
}

bool isHostText(char c) {
    return isNameText(c) || c == ':';
}

std::string joined(const std::vector<std::string>& items) {
    std::string text;
    for (const std::string& item : items)
        text += (text.empty() ? "" : ", ") + item;
    return text;
}

}  // namespace

Result<void> readListen(std::string_view text, HubConfig& config) {
    // What asks for any free port is written as port 0, which no connection could have.
    const bool isAnyPort = text.ends_with(":0");
    const auto address = parseHostAndPort(
        isAnyPort ? std::string(text.substr(0, text.size() - 1)) + "1" : std::string(text));
    if (!address) return expected("an address and a port, such as 127.0.0.1:8080 or [::1]:8080");
    config.listen.host = address->host;
    config.listen.port = isAnyPort ? std::uint16_t{0} : address->port;
    return {};
}

std::string listenText(const HubConfig& config) {
    if (config.listen.host.empty()) return {};
    return hostAndPort(config.listen.host, config.listen.port);
}

Result<void> readTokens(std::string_view text, HubConfig& config) {
    std::vector<ConfiguredToken> tokens;
    for (const std::string_view item : listItems(text)) {
        auto token = tokenOf(item);
        if (!token || tokens.size() == kMaxTokens)
            return expected(
                "ROLE:NAME:sha256:HASH, parted by commas, as telemetryhub make-token prints it; "
                "roles are viewer, ingest, operator and admin");
        tokens.push_back(std::move(*token));
    }
    config.listen.tokens = std::move(tokens);
    return {};
}

std::string tokensText(const HubConfig& config) {
    std::vector<std::string> items;
    for (const ConfiguredToken& token : config.listen.tokens)
        items.push_back(token.role + ':' + token.name + ':' + token.hash);
    return joined(items);
}

Result<void> readAllowedHosts(std::string_view text, HubConfig& config) {
    std::vector<std::string> hosts;
    for (const std::string_view item : listItems(text)) {
        if (!std::all_of(item.begin(), item.end(), isHostText))
            return expected("names of hosts without ports, such as hub.local, bench-3");
        hosts.emplace_back(item);
    }
    config.listen.allowedHosts = std::move(hosts);
    return {};
}

std::string allowedHostsText(const HubConfig& config) {
    return joined(config.listen.allowedHosts);
}

Result<void> readFileFolders(std::string_view text, HubConfig& config) {
    config.listen.fileFolders.clear();
    // A path may hold blanks.
    for (const std::string_view item : listItems(text, ","))
        config.listen.fileFolders.emplace_back(item);
    return {};
}

std::string fileFoldersText(const HubConfig& config) {
    return joined(config.listen.fileFolders);
}

Result<void> readBodySize(std::string_view text, HubConfig& config) {
    constexpr std::uint64_t kLeast = 1'000;
    constexpr std::uint64_t kMost = 64'000'000;
    const auto bytes = parsedBytes(text, kLeast, kMost);
    if (!bytes) return expected("a size from 1kB to 64MB, such as 1MB");
    config.listen.bodyBytes = static_cast<std::size_t>(*bytes);
    return {};
}

Result<void> readLimit(std::string_view text, std::size_t most, std::optional<std::size_t>& value) {
    std::size_t count = 0;
    if (auto read = readCount(text, most, count); !read) return read;
    value = count;
    return {};
}

std::string limitText(const std::optional<std::size_t>& value) {
    return value ? std::to_string(*value) : std::string();
}

}  // namespace telemetryhub::engine
