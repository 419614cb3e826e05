// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/core/mutex.h"

namespace telemetryhub::engine {

enum class EventKind : std::uint8_t {
    State,    ///< a device entered another state, or its trouble changed
    Gap,      ///< a stream goes on behind a gap
    Loss,     ///< samples were lost by the queue
    Damage,   ///< frames were dropped as damaged
    Alarm,    ///< an alarm was raised, cleared or acknowledged
    Command,  ///< what an operator or a script asked for
    Health,   ///< a stage of the pipeline makes no progress, or does again
    Mark,     ///< an operator marked the moment
    Text,     ///< a line of a device that held no data
};
[[nodiscard]] std::string_view eventKindName(EventKind kind);

enum class Severity : std::uint8_t { Info, Warning, Critical };
[[nodiscard]] std::string_view severityName(Severity severity);

/// Something that happened, for people, scripts and recordings.
struct Event {
    std::uint64_t number = 0;  ///< given by the log, from 1
    ReadTime time;
    DeviceId device;  ///< 0: the gateway itself
    EventKind kind = EventKind::State;
    Severity severity = Severity::Info;
    Sequence sequence = 0;          ///< the sample it stands before; 0: none
    std::string text;               ///< one sentence, or the line of the device
    std::string channel;            ///< it is about; empty: none
    std::optional<double> value{};  ///< of that channel
};

/// The newest events of the gateway, in one order: bounded, and what fell out is counted.
///
/// Text lines have a bound of their own, so that a chatty device pushes out no event.
///
/// Threads: every method from any thread.
class EventLog {
public:
    static constexpr std::size_t kMaxEvents = 10'000;
    static constexpr std::size_t kMaxTexts = 2'000;
    static constexpr std::size_t kMaxTextBytes = 512;

    /// Called on the thread that adds, for every event, outside the lock.
    using Listener = std::function<void(const Event&)>;

    explicit EventLog(Listener listener = {}) : m_listener(std::move(listener)) {}
    void add(Event event);
    /// Events with a number above `after`, oldest first, at most `most` of them.
    [[nodiscard]] std::vector<Event> since(std::uint64_t after,
                                           std::size_t most = kMaxEvents) const;
    [[nodiscard]] std::uint64_t addedCount() const;
    /// Events that were added and are not kept any more.
    [[nodiscard]] std::uint64_t droppedCount() const;

private:
    const Listener m_listener;
    mutable Mutex m_mutex;
    std::deque<Event> m_events TH_GUARDED_BY(m_mutex);
    std::deque<Event> m_texts TH_GUARDED_BY(m_mutex);
    std::uint64_t m_added TH_GUARDED_BY(m_mutex) = 0;
};

}  // namespace telemetryhub::engine
