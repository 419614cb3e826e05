// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "serve/http_message.h"
#include "serve/rest_loop.h"
#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/core/ids.h"

namespace telemetryhub::engine {

class Hub;
class SharedSnapshots;
struct DeviceSnapshot;
struct Snapshot;

/// What one client of `/stream` asked for.
struct StreamRequest {
    double rateHz = 10;                      ///< at most so many samples a second of a device
    std::string device;                      ///< empty: all
    std::optional<std::uint64_t> lastEvent;  ///< it goes on behind this one; unset: from now
};

/// The clients of `/stream`: newest samples, thinned, and every event of the log.
///
/// One timer looks for all clients, while there are any. Nothing is kept for a slow one but where
/// it is: events are read from the log when it takes them, and samples that it was too slow for are
/// counted. Both are told by an event `missed`.
///
/// Threads: th-rest, but for `count`.
class EventStreams {
public:
    static constexpr std::size_t kMaxClients = 64;
    /// Events come within this time.
    static constexpr std::chrono::milliseconds kSlowestTick{100};
    static constexpr std::int64_t kHeartbeatNs = 15'000'000'000;
    static constexpr double kMaxRateHz = 50;
    static constexpr std::size_t kMaxPieceBytes = std::size_t{64} * 1024;

    /// \pre the arguments outlive this object
    EventStreams(const Hub& hub, SharedSnapshots& snapshots, RestLoop& loop, const Clock& clock)
        : m_hub(hub), m_snapshots(snapshots), m_loop(loop), m_clock(clock) {}

    /// Streams that are still open tell nothing any more.
    ~EventStreams();
    EventStreams(const EventStreams&) = delete;
    EventStreams& operator=(const EventStreams&) = delete;

    /// Null when there are `kMaxClients`.
    [[nodiscard]] std::unique_ptr<HttpStream> open(StreamRequest request);
    [[nodiscard]] std::size_t count() const { return m_count.load(std::memory_order_relaxed); }

private:
    class Client;

    void add(Client& client);
    void remove(Client& client);
    void tick();
    void look();
    /// The event `sample` of a device, rendered once for all clients.
    [[nodiscard]] const std::string& sampleText(const DeviceSnapshot& device);

    struct Rendered {
        std::uint64_t sequence = 0;
        std::string text;
    };
    const Hub& m_hub;
    SharedSnapshots& m_snapshots;
    RestLoop& m_loop;
    const Clock& m_clock;
    std::vector<Client*> m_clients;
    std::atomic<std::size_t> m_count{0};  // relaxed: a figure for people
    std::map<DeviceId, Rendered> m_rendered;
    std::unique_ptr<RestLoop::Timer> m_timer;
};

/// One event of the log as JSON; `device` is the id, empty for the gateway itself.
[[nodiscard]] std::string eventJson(const Event& event, const std::string& device);

}  // namespace telemetryhub::engine
