// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
/// Threads: th-rest.
/// Errors:  the refusal is an answer; none of them tells a token, or what is wrong with one.
class Gatekeeper {
public:
    /// \pre `clock` outlives this object
    Gatekeeper(const ListenerSettings& settings, const Clock& clock);

    /// The role of the client, when it may do what asks for the role `least`.
    [[nodiscard]] std::variant<AccessRole, HttpResponse> check(const HttpHead& head,
                                                               AccessRole least);

    /// The same before it is known what the client asks for, so that a stranger learns nothing of
    /// the paths; mayDo then says whether the role is enough.
    [[nodiscard]] std::variant<AccessRole, HttpResponse> identify(const HttpHead& head);
    [[nodiscard]] static HttpResponse forbidden(const HttpHead& head, AccessRole least);

private:
    [[nodiscard]] std::variant<AccessRole, HttpResponse> logIn(const HttpHead& head,
                                                               std::int64_t now);

    const Clock& m_clock;
    HostNames m_hosts;
    TokenHashes m_tokens;
    PeerBuckets m_requests;
    PeerBuckets m_failedLogins;
};

}  // namespace telemetryhub::engine
