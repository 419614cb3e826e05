// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/event_log.h"

#include <algorithm>
#include <iterator>

namespace telemetryhub::engine {

std::string_view eventKindName(EventKind kind) {
    switch (kind) {
        case EventKind::State: return "state";
        case EventKind::Gap: return "gap";
        case EventKind::Loss: return "loss";
        case EventKind::Damage: return "damage";
        case EventKind::Alarm: return "alarm";
        case EventKind::Command: return "command";
        case EventKind::Health: return "health";
        case EventKind::Mark: return "mark";
        case EventKind::Text: return "text";
    }
    return "";
}

std::string_view severityName(Severity severity) {
    switch (severity) {
        case Severity::Info: return "info";
        case Severity::Warning: return "warning";
        case Severity::Critical: return "critical";
    }
    return "";
}

void EventLog::add(Event event) {
    const bool isText = event.kind == EventKind::Text;
    event.text.resize(std::min(event.text.size(), kMaxTextBytes));
    {
        const MutexLock lock(m_mutex);
        event.number = ++m_added;
        std::deque<Event>& kept = isText ? m_texts : m_events;
        if (kept.size() == (isText ? kMaxTexts : kMaxEvents)) kept.pop_front();
        kept.push_back(event);
    }
    if (m_listener) m_listener(event);
}

std::vector<Event> EventLog::since(std::uint64_t after, std::size_t most) const {
    const auto isOlder = [](std::uint64_t number, const Event& event) {
        return number < event.number;
    };
    const auto byNumber = [](const Event& a, const Event& b) { return a.number < b.number; };
    const MutexLock lock(m_mutex);
    std::vector<Event> events;
    std::merge(std::upper_bound(m_events.begin(), m_events.end(), after, isOlder), m_events.end(),
               std::upper_bound(m_texts.begin(), m_texts.end(), after, isOlder), m_texts.end(),
               std::back_inserter(events), byNumber);
    if (events.size() > most) events.resize(most);
    return events;
}

std::uint64_t EventLog::addedCount() const {
    const MutexLock lock(m_mutex);
    return m_added;
}

std::uint64_t EventLog::droppedCount() const {
    const MutexLock lock(m_mutex);
    return m_added - m_events.size() - m_texts.size();
}

}  // namespace telemetryhub::engine
