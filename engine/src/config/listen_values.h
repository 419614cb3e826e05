// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "telemetryhub/engine/config/hub_config.h"
#include "telemetryhub/engine/core/error.h"

/// \file
/// The values of the settings of the REST listener, read and written.
namespace telemetryhub::engine {

/// `127.0.0.1:8080`, `[::1]:0`, `localhost:8080`
Result<void> readListen(std::string_view text, HubConfig& config);
[[nodiscard]] std::string listenText(const HubConfig& config);

/// `viewer:panel:sha256:0123..., operator:script:sha256:4567...`
Result<void> readTokens(std::string_view text, HubConfig& config);
[[nodiscard]] std::string tokensText(const HubConfig& config);

Result<void> readAllowedHosts(std::string_view text, HubConfig& config);
[[nodiscard]] std::string allowedHostsText(const HubConfig& config);

/// `/srv/captures, /srv/profiles`
Result<void> readFileFolders(std::string_view text, HubConfig& config);
[[nodiscard]] std::string fileFoldersText(const HubConfig& config);

Result<void> readBodySize(std::string_view text, HubConfig& config);
Result<void> readLimit(std::string_view text, std::size_t most, std::optional<std::size_t>& value);
[[nodiscard]] std::string limitText(const std::optional<std::size_t>& value);

}  // namespace telemetryhub::engine
