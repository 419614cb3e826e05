// SPDX-License-Identifier: GPL-3.0-or-later
#include "listener_config.h"

namespace telemetryhub::app {

namespace {

engine::ListenerLimits limitsOf(const engine::ListenConfig& listen) {
    engine::ListenerLimits limits;
    limits.connections = listen.connections.value_or(limits.connections);
    limits.connectionsOfPeer = listen.connectionsOfPeer.value_or(limits.connectionsOfPeer);
    limits.bodyBytes = listen.bodyBytes.value_or(limits.bodyBytes);
    limits.requestsPerSecond = static_cast<double>(listen.requestsPerSecond.value_or(0));
    return limits;
}

}  // namespace

std::optional<engine::ListenerSettings> listenerSettings(const engine::HubConfig& config) {
    const engine::ListenConfig& listen = config.listen;
    if (listen.host.empty()) return std::nullopt;
    engine::ListenerSettings settings;
    settings.host = listen.host;
    settings.port = listen.port;
    settings.certificateFile = listen.certificateFile;
    settings.keyFile = listen.keyFile;
    for (const engine::ConfiguredToken& token : listen.tokens)
        // A role that is none was refused when the configuration was read.
        if (const auto role = engine::accessRoleNamed(token.role))
            settings.tokens.push_back({token.name, *role, token.hash});
    settings.allowedHosts = listen.allowedHosts;
    settings.fileFolders = listen.fileFolders;
    settings.limits = limitsOf(listen);
    return settings;
}

}  // namespace telemetryhub::app
