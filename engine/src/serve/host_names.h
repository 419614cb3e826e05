// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace telemetryhub::engine {

/// The name of a Host field without its port and brackets: `localhost` of `localhost:8080`, `::1`
/// of `[::1]`. Nothing when the field is not well-formed.
[[nodiscard]] std::optional<std::string_view> hostName(std::string_view field);

/// Whether an Origin names the authority that `host` does; the scheme's usual port may be left out.
[[nodiscard]] bool isSameOrigin(std::string_view origin, std::string_view host);

/// Whether `address` can be reached from this machine alone: `127.0.0.0/8`, `::1`, `localhost`.
[[nodiscard]] bool isLoopback(std::string_view address);

/// The names that a listener answers to, so that no page can reach it under a name of its own.
class HostNames {
public:
    /// The address itself (unless it stands for all), `allowed`, and for a listener that loopback
    /// reaches `localhost`, `127.0.0.1` and `::1`.
    HostNames(std::string_view address, const std::vector<std::string>& allowed);

    /// `name` as hostName gives it, in any case.
    [[nodiscard]] bool contains(std::string_view name) const;

private:
    std::vector<std::string> m_names;
};

}  // namespace telemetryhub::engine
