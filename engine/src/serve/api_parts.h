// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "serve/downloads.h"
#include "serve/event_streams.h"
#include "serve/loop_executor.h"
#include "serve/push_memory.h"
#include "serve/push_units.h"
#include "serve/telemetry_body.h"
#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/hub/hub.h"
#include "telemetryhub/engine/serve/listener_snapshot.h"

namespace telemetryhub::engine {

struct QueueSnapshot;

/// Snapshots for many requests: one is shared by all that come within its age.
///
/// Threads: th-rest.
class SharedSnapshots {
public:
    /// \pre the arguments outlive this object
    SharedSnapshots(const Hub& hub, const Clock& clock) : m_hub(hub), m_clock(clock) {}

    [[nodiscard]] std::shared_ptr<const Snapshot> get(std::chrono::milliseconds maxAge);

private:
    const Hub& m_hub;
    const Clock& m_clock;
    std::shared_ptr<const Snapshot> m_snapshot;
    std::int64_t m_takenNs = 0;
};

/// A body that is rendered at most every 50 ms, whatever many ask for it.
///
/// Threads: th-rest.
class SharedBody {
public:
    static constexpr std::chrono::milliseconds kMaxAge{50};
    using Render = std::function<std::string()>;

    explicit SharedBody(const Clock& clock) : m_clock(clock) {}
    [[nodiscard]] std::shared_ptr<const std::string> get(const Render& render);

private:
    const Clock& m_clock;
    std::shared_ptr<const std::string> m_body;
    std::int64_t m_renderedNs = 0;
};

/// What handlers work with; lives as long as the API.
///
/// Threads: th-rest, but for `stopping`.
struct ApiParts {
    using Figures = std::function<ListenerSnapshot()>;
    /// \pre the references outlive this object
    ApiParts(Hub& apiHub, RecordingSettings recordingSettings, RestLoop& restLoop,
             const Clock& apiClock, Figures listenerFigures)
        : hub(apiHub),
          recording(std::move(recordingSettings)),
          loop(restLoop),
          clock(apiClock),
          figures(std::move(listenerFigures)),
          home(std::make_shared<LoopExecutor>(restLoop)),
          snapshots(apiHub, apiClock),
          status(apiClock),
          metricsText(apiClock),
          metricsJson(apiClock),
          streams(apiHub, snapshots, restLoop, apiClock) {}
    ~ApiParts() { home->close(); }
    ApiParts(const ApiParts&) = delete;
    ApiParts& operator=(const ApiParts&) = delete;

    Hub& hub;
    const RecordingSettings recording;  ///< of recordings that are begun by request
    RestLoop& loop;
    const Clock& clock;
    const Figures figures;
    std::vector<std::string> fileFolders;      ///< see ListenerSettings
    const std::shared_ptr<LoopExecutor> home;  ///< where answers are wanted
    SharedSnapshots snapshots;
    SharedBody status;
    SharedBody metricsText;
    SharedBody metricsJson;
    PushMemory pushes;
    PushUnits units;
    TelemetryBody telemetry;
    EventStreams streams;
    Downloads downloads;
    // Relaxed: a wish, not an order with other memory.
    std::atomic<bool> stopping{false};
};

/// Above this share of the queue nothing is taken any more.
inline constexpr double kReadyShare = 0.8;
[[nodiscard]] bool isNearlyFull(const QueueSnapshot& queue);

}  // namespace telemetryhub::engine
