// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest_service.h"

#include <utility>

#include "assembly.h"
#include "listener_config.h"
#include "log.h"
#include "telemetryhub/engine/core/host_and_port.h"

namespace telemetryhub::app {

using engine::AccessLevel;
using engine::Error;
using engine::ErrorCode;
using engine::Result;

namespace {

constexpr std::uint16_t kUsualPort = 8080;

engine::AccessSink accessLog() {
    return {[](AccessLevel level) {
                return level == AccessLevel::Info ? logHub().isInfoEnabled()
                                                  : logHub().isDebugEnabled();
            },
            [](AccessLevel level, const std::string& line) {
                if (level == AccessLevel::Info)
                    qCInfo(logHub).noquote() << QString::fromStdString(line);
                else
                    qCDebug(logHub).noquote() << QString::fromStdString(line);
            }};
}

/// The settings of the configuration, also when it does not ask for a listener: its tokens count
/// for one that is turned on by hand.
engine::ListenerSettings settingsOf(engine::HubConfig config) {
    if (config.listen.host.empty()) {
        config.listen.host = "127.0.0.1";
        config.listen.port = kUsualPort;
    }
    return listenerSettings(config).value_or(engine::ListenerSettings{});
}

}  // namespace

RestService::RestService(engine::Hub& gateway, const engine::HubConfig& config)
    : m_gateway(gateway), m_settings(settingsOf(config)), m_recording(recordingSettings(config)) {}

Result<void> RestService::startConfigured(const engine::HubConfig& config) {
    if (config.listen.host.empty()) return {};
    return listen();
}

Result<void> RestService::start(const QString& place) {
    const auto parsed = engine::parseHostAndPort(place.trimmed().toStdString());
    if (!parsed) {
        std::string detail = "\"";
        detail += place.toStdString();
        detail += "\" is no address; expected such as 127.0.0.1:8080 or [::1]:8080.";
        return Error{ErrorCode::InvalidArgument, std::move(detail)};
    }
    m_settings.host = parsed->host;
    m_settings.port = parsed->port;
    return listen();
}

Result<void> RestService::listen() {
    m_listener.reset();
    auto listener = engine::RestListener::create(m_settings, {m_gateway, m_recording, accessLog()});
    if (!listener) return listener.error();
    m_listener = std::move(listener).value();
    qCInfo(logHub).noquote() << "listening at" << address();
    return {};
}

QString RestService::address() const {
    return m_listener ? QString::fromStdString(m_listener->address()) : QString();
}

std::optional<engine::ListenerSnapshot> RestService::snapshot() const {
    if (!m_listener) return std::nullopt;
    return m_listener->snapshot();
}

QString RestService::place() const {
    return QString::fromStdString(engine::hostAndPort(m_settings.host, m_settings.port));
}

}  // namespace telemetryhub::app
