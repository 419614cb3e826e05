// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/hub/recording_settings.h"
#include "telemetryhub/engine/serve/access_line.h"
#include "telemetryhub/engine/serve/listener_settings.h"
#include "telemetryhub/engine/serve/listener_snapshot.h"

namespace telemetryhub::engine {

class Hub;

/// The REST listener over a gateway: runs from `create` until `stop`.
///
/// Owns the thread th-rest. It is stopped before the gateway, so that nothing comes in while that
/// shuts down.
///
/// Threads: main; `snapshot` from any thread.
class RestListener {
public:
    struct Parts {
        Hub& hub;                     ///< outlives the listener
        RecordingSettings recording;  ///< of recordings that are begun by request
        AccessSink accessLog{};       ///< outlives the listener
    };

    /// Errors: InvalidArgument for an address that is none, or one that needs TLS and tokens;
    ///         PortBusy, PortForbidden.
    [[nodiscard]] static Result<std::unique_ptr<RestListener>> create(
        const ListenerSettings& settings, Parts parts);
    ~RestListener();
    RestListener(const RestListener&) = delete;
    RestListener& operator=(const RestListener&) = delete;

    /// The real one, also when 0 was asked for.
    [[nodiscard]] std::uint16_t port() const;
    /// `http://127.0.0.1:8080`
    [[nodiscard]] const std::string& address() const;
    [[nodiscard]] ListenerSnapshot snapshot() const;

    /// Takes nothing any more, ends what is being answered within a second, closes. May be called
    /// again.
    void stop();

private:
    struct Impl;
    explicit RestListener(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
