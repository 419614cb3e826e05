// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QString>

#include "telemetryhub/engine/config/hub_config.h"
#include "telemetryhub/engine/hub/hub.h"
#include "telemetryhub/engine/serve/listener_settings.h"
#include "telemetryhub/engine/serve/rest_listener.h"

namespace telemetryhub::app {

/// The REST listener of a run, which can be turned on and off while the engine goes on.
///
/// Threads: main.
class RestService {
public:
    /// \pre `gateway` outlives this object
    RestService(engine::Hub& gateway, const engine::HubConfig& config);

    /// Begins to listen where the configuration says; nothing when it names no place.
    [[nodiscard]] engine::Result<void> startConfigured(const engine::HubConfig& config);
    /// Begins to listen at `HOST:PORT`, and no more where it did before.
    [[nodiscard]] engine::Result<void> start(const QString& place);
    void stop() { m_listener.reset(); }

    /// Where it listens, as a URL; empty: it does not.
    [[nodiscard]] QString address() const;
    [[nodiscard]] std::optional<engine::ListenerSnapshot> snapshot() const;
    /// `HOST:PORT` that was asked for last.
    [[nodiscard]] QString place() const;

private:
    [[nodiscard]] engine::Result<void> listen();

    engine::Hub& m_gateway;
    engine::ListenerSettings m_settings;
    const engine::RecordingSettings m_recording;
    std::unique_ptr<engine::RestListener> m_listener;
};

}  // namespace telemetryhub::app
