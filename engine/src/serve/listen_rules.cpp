// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/listen_rules.h"

#include <string>

#include "serve/host_names.h"
#include "telemetryhub/engine/core/host_and_port.h"
#include "telemetryhub/engine/serve/access_tokens.h"

namespace telemetryhub::engine {

namespace {

Error refusal(const std::string& sentence) {
    return {ErrorCode::InvalidArgument, sentence};
}

}  // namespace

Result<void> checkListenRules(const ListenerSettings& settings) {
    const bool hasTls = !settings.certificateFile.empty();
    if (hasTls != !settings.keyFile.empty())
        return refusal("TLS takes a certificate and its key: set both, or none.");
    for (const AccessToken& token : settings.tokens)
        if (!isTokenHash(token.hash))
            return refusal("The hash of the token " + token.name +
                           " is none. Use the line that `telemetryhub make-token` prints.");
    if (isLoopback(settings.host)) return {};
    if (hasTls && !settings.tokens.empty()) return {};
    std::string missing = hasTls ? "" : "TLS (a certificate and a key; `telemetryhub make-cert`)";
    if (settings.tokens.empty())
        missing += std::string(missing.empty() ? "" : " and ") +
                   "tokens (`telemetryhub make-token --role viewer`)";
    return refusal("Others can reach " + hostAndPort(settings.host, settings.port) +
                   ", so the listener needs " + missing +
                   " there. Set them, or listen at 127.0.0.1.");
}

}  // namespace telemetryhub::engine
