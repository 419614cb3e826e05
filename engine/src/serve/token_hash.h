// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/serve/listener_settings.h"

namespace telemetryhub::engine {

/// What is kept of a token, and what tells two of them apart.
using TokenDigest = std::array<unsigned char, 32>;
[[nodiscard]] TokenDigest tokenDigest(std::string_view token);

/// The tokens that a listener knows, by their hashes alone.
///
/// A token is 256 random bits, so SHA-256 keeps it: there is nothing to guess that a slow hash or
/// a salt would make harder, and a lookup costs less than a microsecond a request.
class TokenHashes {
public:
    /// \pre every hash is one that `isTokenHash` takes
    explicit TokenHashes(const std::vector<AccessToken>& tokens);

    [[nodiscard]] bool isEmpty() const { return m_known.empty(); }
    /// The token with that digest; looks at all of them in full, so that its time says nothing.
    [[nodiscard]] const AccessToken* find(const TokenDigest& digest) const;

private:
    struct Known {
        AccessToken token;
        TokenDigest digest{};
    };
    std::vector<Known> m_known;
};

}  // namespace telemetryhub::engine
