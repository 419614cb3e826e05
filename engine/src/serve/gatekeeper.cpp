// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/gatekeeper.h"

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
      m_failedLogins(settings.limits.failedLoginsPerMinute / 60,
                     settings.limits.failedLoginsPerMinute) {}

std::variant<AccessRole, HttpResponse> Gatekeeper::check(const HttpHead& head, AccessRole least) {
    auto identified = identify(head);
    const AccessRole* role = std::get_if<AccessRole>(&identified);
    if (role != nullptr && !mayDo(*role, least)) return forbidden(head, least);
    return identified;
}

std::variant<AccessRole, HttpResponse> Gatekeeper::identify(const HttpHead& head) {
    if (auto refusal = foreignPage(head, m_hosts)) return std::move(*refusal);
    const std::int64_t now = m_clock.steadyNs();
    if (const auto delay = m_requests.take(head.peer, now))
        return retryResponse(429, "too_many_requests", "This address asks too often. Wait.",
                             head.requestId, *delay);
    if (m_tokens.isEmpty()) return AccessRole::Admin;
    return logIn(head, now);
}

std::variant<AccessRole, HttpResponse> Gatekeeper::logIn(const HttpHead& head, std::int64_t now) {
    if (const auto delay = m_failedLogins.wait(head.peer, now))
        return retryResponse(429, "too_many_failed_logins",
                             "This address sent too many tokens that nobody knows. Wait.",
                             head.requestId, *delay);
    const auto token = bearerToken(head.authorization);
    if (!token) return unauthorized(head);
    if (const AccessToken* known = m_tokens.find(*token)) return known->role;
    m_failedLogins.take(head.peer, now);
    return unauthorized(head);
}

HttpResponse Gatekeeper::forbidden(const HttpHead& head, AccessRole least) {
    return errorResponse(
        403, "forbidden",
        "This token may not do that; it takes the role " + std::string(accessRoleName(least)) + '.',
        head.requestId);
}

}  // namespace telemetryhub::engine
