// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/gatekeeper.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "serve/field_text.h"
#include "serve/http_error.h"

namespace telemetryhub::engine {

namespace {

/// What stands behind `Bearer `, whose case does not matter.
std::optional<std::string_view> bearerToken(std::string_view authorization) {
    constexpr std::string_view kScheme = "bearer ";
    const std::string_view scheme = authorization.substr(0, kScheme.size());
    if (authorization.size() <= kScheme.size() || !isSameText(scheme, kScheme)) return std::nullopt;
    return authorization.substr(kScheme.size());
}

/// An address and a token, as much of it as tells it from others.
std::string clientOf(std::string_view peer, const TokenDigest& digest) {
    constexpr std::ptrdiff_t kTellingBytes = 16;
    std::string client(peer);
    client += ' ';
    client.append(digest.begin(), digest.begin() + kTellingBytes);
    return client;
}

HttpResponse unauthorized(const HttpHead& head) {
    HttpResponse response = errorResponse(
        401, "unauthorized", "Send a token of this listener as `Authorization: Bearer TOKEN`.",
        head.requestId);
    response.fields += "WWW-Authenticate: Bearer realm=\"telemetryhub\"\r\n";
    return response;
}

std::optional<HttpResponse> foreignPage(const HttpHead& head, const HostNames& hosts) {
    const auto name = hostName(head.host);
    if (!name || !hosts.contains(*name))
        return errorResponse(403, "host_not_allowed",
                             "This listener does not answer to that Host. Use its address, or add "
                             "the name to allowed_hosts.",
                             head.requestId);
    if (!head.origin.empty() && !isSameOrigin(head.origin, head.host))
        return errorResponse(403, "foreign_origin", "Pages of other origins may not ask here.",
                             head.requestId);
    return std::nullopt;
}

}  // namespace

Gatekeeper::Gatekeeper(const ListenerSettings& settings, const Clock& clock)
    : m_clock(clock),
      m_hosts(settings.host, settings.allowedHosts),
      m_tokens(settings.tokens),
      m_requests(settings.limits.requestsPerSecond, settings.limits.requestsPerSecond),
      m_failedTokens(settings.limits.failedLoginsPerMinute / 60,
                     settings.limits.failedLoginsPerMinute),
      m_newTokens(settings.limits.failedLoginsPerMinute / 60,
                  settings.limits.failedLoginsPerMinute) {}

std::variant<AccessRole, HttpResponse> Gatekeeper::identify(const HttpHead& head) {
    if (auto refusal = foreignPage(head, m_hosts)) return std::move(*refusal);
    std::string client(head.peer);
    if (m_tokens.isEmpty()) {
        if (auto refusal = tooMany(head, client)) return std::move(*refusal);
        return AccessRole::Admin;
    }
    const auto token = bearerToken(head.authorization);
    const TokenDigest digest = token ? tokenDigest(*token) : TokenDigest{};
    const AccessToken* const known = token ? m_tokens.find(digest) : nullptr;
    if (known) client += ' ' + known->name;
    if (auto refusal = tooMany(head, client)) return std::move(*refusal);
    if (known) return known->role;
    return token ? refuseToken(head, digest) : unauthorized(head);
}

std::optional<HttpResponse> Gatekeeper::tooMany(const HttpHead& head, const std::string& client) {
    const auto delay = m_requests.take(client, m_clock.steadyNs());
    if (!delay) return std::nullopt;
    return retryResponse(429, "too_many_requests", "This address asks too often. Wait.",
                         head.requestId, *delay);
}

// A stale token that is sent for hours is one wrong token, not an address that guesses.
HttpResponse Gatekeeper::refuseToken(const HttpHead& head, const TokenDigest& digest) {
    const std::int64_t now = m_clock.steadyNs();
    const std::string client = clientOf(head.peer, digest);
    const bool isNew = m_failedTokens.isFull(client, now);
    auto delay = isNew ? m_newTokens.take(head.peer, now) : m_failedTokens.wait(client, now);
    if (!delay) {
        m_failedTokens.take(client, now);
        return unauthorized(head);
    }
    return retryResponse(429, "too_many_failed_logins",
                         "This listener does not know the token, and this address sent it, or "
                         "others like it, too often. Wait, or send a token of this listener.",
                         head.requestId, *delay);
}

}  // namespace telemetryhub::engine
