// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "serve/host_names.h"
#include "serve/http_message.h"
#include "serve/peer_buckets.h"
#include "serve/token_hash.h"
#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/serve/listener_settings.h"

namespace telemetryhub::engine {

/// Says who may come in, by the head of a request alone: its host, its origin, its token, and how
/// often its peer asked.
///
/// Many programs share an address, behind a router or on one machine, so a token that is known
/// passes whatever others of its address do. Wrong ones are counted by address and token, and an
/// address that tries one after the other by itself.
///
/// Threads: th-rest.
/// Errors:  the refusal is an answer; none of them tells a token, or what is wrong with one.
class Gatekeeper {
public:
    /// \pre `clock` outlives this object
    Gatekeeper(const ListenerSettings& settings, const Clock& clock);

    /// The role of the client, before it is known what it asks for, so that a stranger learns
    /// nothing of the paths; mayDo then says whether the role is enough.
    [[nodiscard]] std::variant<AccessRole, HttpResponse> identify(const HttpHead& head);

private:
    [[nodiscard]] std::optional<HttpResponse> tooMany(const HttpHead& head,
                                                      const std::string& client);
    [[nodiscard]] HttpResponse refuseToken(const HttpHead& head, const TokenDigest& digest);

    const Clock& m_clock;
    HostNames m_hosts;
    TokenHashes m_tokens;
    PeerBuckets m_requests;      ///< of an address and a token
    PeerBuckets m_failedTokens;  ///< of an address and a token, each time it is sent
    PeerBuckets m_newTokens;     ///< of an address, each time it sends another wrong one
};

}  // namespace telemetryhub::engine
