// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/alarm_watch.h"

#include <cmath>
#include <limits>

namespace telemetryhub::engine {

std::string_view alarmStateName(AlarmState state) {
    switch (state) {
        case AlarmState::Normal: return "normal";
        case AlarmState::Raised: return "raised";
        case AlarmState::Acknowledged: return "acknowledged";
        case AlarmState::Returned: return "returned";
    }
    return "";
}

/// Whether a value keeps the alarm up, or would raise it.
bool AlarmWatch::holdsFor(double value) const {
    const double slack = isRaised() ? m_rule.hysteresis : 0;
    switch (m_rule.kind) {
        case AlarmKind::High: return value > m_rule.limit - slack;
        case AlarmKind::Low: return value < m_rule.limit + slack;
        case AlarmKind::Rate: return std::abs(value) > m_rule.limit - slack;
        case AlarmKind::NoData:
        case AlarmKind::Text: break;
    }
    return false;
}

bool AlarmWatch::isUnmovedBy(double least, double most) const {
    if (m_rule.kind == AlarmKind::NoData || m_rule.kind == AlarmKind::Text) return true;
    if (m_rule.kind == AlarmKind::Rate) return false;
    if (isRaised()) return holdsFor(least) && holdsFor(most);
    return !m_pending && !holdsFor(least) && !holdsFor(most);
}

AlarmChange AlarmWatch::value(AlarmMoment& moment, std::int64_t reckonNs) {
    if (m_rule.kind != AlarmKind::Rate) return follow(holdsFor(*moment.value), moment);
    const auto rate = rateTo({reckonNs, *moment.value});
    if (!rate) return AlarmChange::None;
    moment.value = rate;
    return follow(holdsFor(*rate), moment);
}

/// Times within a read are estimates: the change is reckoned from an earlier read.
std::optional<double> AlarmWatch::rateTo(const Point& point) {
    if (m_newest && m_newest->reckonNs != point.reckonNs) m_previous = m_newest;
    m_newest = point;
    if (!m_previous || m_previous->reckonNs >= point.reckonNs) return std::nullopt;
    return (point.value - m_previous->value) * 1e9 /
           static_cast<double>(point.reckonNs - m_previous->reckonNs);
}

// The limit is turned into a step for each pair of times, so that most values cost a comparison.
std::size_t AlarmWatch::skipQuiet(std::span<const std::int64_t> reckonNs,
                                  std::span<const double> values) {
    if (isRaised() || m_pending) return 0;
    double mostStep = 0;
    std::int64_t stepFor = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] != values[i]) continue;  // absent, or no number
        const Point point{reckonNs[i], values[i]};
        if (!m_newest) {
            m_newest = point;
            continue;
        }
        if (m_newest->reckonNs != point.reckonNs) m_previous = m_newest;
        m_newest = point;
        if (!m_previous) continue;
        if (const std::int64_t apart = point.reckonNs - m_previous->reckonNs; apart != stepFor) {
            stepFor = apart;
            mostStep = apart > 0 ? m_rule.limit * (static_cast<double>(apart) * 1e-9)
                                 : std::numeric_limits<double>::infinity();
        }
        if (std::abs(point.value - m_previous->value) > mostStep) return i;
    }
    return values.size();
}

AlarmChange AlarmWatch::textSeen(const AlarmMoment& moment) {
    if (isRaised()) return AlarmChange::None;
    return raise(moment);
}

AlarmChange AlarmWatch::heard(const AlarmMoment& moment) {
    m_heardNs = moment.time.steadyNs;
    return isRaised() ? clear() : AlarmChange::None;
}

AlarmChange AlarmWatch::timePassed(const ReadTime& now) {
    if (!m_active || isRaised()) return AlarmChange::None;
    if (m_rule.kind == AlarmKind::NoData && now.steadyNs - m_heardNs > m_rule.delay.count())
        return raise({now, std::nullopt, 0});
    if (m_pending && now.steadyNs - m_pending->time.steadyNs >= m_rule.delay.count())
        return raise({now, m_pending->value, m_pending->sequence});
    return AlarmChange::None;
}

AlarmChange AlarmWatch::acknowledge() {
    if (m_state == AlarmState::Raised) {
        // A text does not end, so that acknowledging it is its end.
        m_state = m_rule.kind == AlarmKind::Text ? AlarmState::Normal : AlarmState::Acknowledged;
    } else if (m_state == AlarmState::Returned) {
        m_state = AlarmState::Normal;
    } else {
        return AlarmChange::None;
    }
    return AlarmChange::Acknowledged;
}

void AlarmWatch::begin(const ReadTime& now) {
    m_active = true;
    m_heardNs = now.steadyNs;
}

AlarmChange AlarmWatch::rest() {
    m_active = false;
    m_pending.reset();
    gap();
    return isRaised() && m_rule.kind != AlarmKind::Text ? clear() : AlarmChange::None;
}

AlarmChange AlarmWatch::follow(bool holds, const AlarmMoment& moment) {
    if (isRaised()) return holds ? AlarmChange::None : clear();
    if (!holds) {
        m_pending.reset();
        return AlarmChange::None;
    }
    if (!m_pending) m_pending = moment;
    if (moment.time.steadyNs - m_pending->time.steadyNs < m_rule.delay.count())
        return AlarmChange::None;
    return raise(moment);
}

AlarmChange AlarmWatch::raise(const AlarmMoment& moment) {
    m_state = AlarmState::Raised;
    m_raisedAt = moment;
    m_pending.reset();
    return AlarmChange::Raised;
}

AlarmChange AlarmWatch::clear() {
    const bool waits = m_rule.latched && m_state == AlarmState::Raised;
    m_state = waits ? AlarmState::Returned : AlarmState::Normal;
    return AlarmChange::Cleared;
}

}  // namespace telemetryhub::engine
