// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "telemetryhub/engine/pipeline/alarm.h"

namespace telemetryhub::engine {

/// Follows one alarm rule: when it is raised, over, and acknowledged.
///
/// Threads: one at a time.
class AlarmWatch {
public:
    explicit AlarmWatch(AlarmRule rule) : m_rule(std::move(rule)) {}

    /// Whether no value from `least` to `most` can change anything, so that they need not be
    /// looked at one by one.
    [[nodiscard]] bool isUnmovedBy(double least, double most) const;
    /// A value of the channel. For a Rate the value of `moment` becomes the rate, reckoned between
    /// times as of SampleBlock::reckonNs.
    [[nodiscard]] AlarmChange value(AlarmMoment& moment, std::int64_t reckonNs);
    /// For a Rate that is not raised: takes values as long as they change nothing, and returns how
    /// many that were. Shape: both spans [rows].
    [[nodiscard]] std::size_t skipQuiet(std::span<const std::int64_t> reckonNs,
                                        std::span<const double> values);
    /// A text line holds the text.
    [[nodiscard]] AlarmChange textSeen(const AlarmMoment& moment);
    /// The channel has data: the silence begins anew.
    [[nodiscard]] AlarmChange heard(const AlarmMoment& moment);
    /// Nothing new came; the time may decide.
    [[nodiscard]] AlarmChange timePassed(const ReadTime& now);
    [[nodiscard]] AlarmChange acknowledge();
    /// The device begins to measure, or rests: then what was said of its values is over.
    void begin(const ReadTime& now);
    [[nodiscard]] AlarmChange rest();
    /// The next value does not follow the one before.
    void gap() {
        m_previous.reset();
        m_newest.reset();
    }

    [[nodiscard]] const AlarmRule& rule() const { return m_rule; }
    [[nodiscard]] AlarmState state() const { return m_state; }
    [[nodiscard]] const AlarmMoment& raisedAt() const { return m_raisedAt; }

private:
    struct Point {
        std::int64_t reckonNs = 0;
        double value = 0;
    };

    [[nodiscard]] bool isRaised() const {
        return m_state == AlarmState::Raised || m_state == AlarmState::Acknowledged;
    }
    [[nodiscard]] bool holdsFor(double value) const;
    [[nodiscard]] std::optional<double> rateTo(const Point& point);
    [[nodiscard]] AlarmChange follow(bool holds, const AlarmMoment& moment);
    [[nodiscard]] AlarmChange raise(const AlarmMoment& moment);
    [[nodiscard]] AlarmChange clear();

    AlarmRule m_rule;
    AlarmState m_state = AlarmState::Normal;
    AlarmMoment m_raisedAt;
    std::optional<AlarmMoment> m_pending;  ///< since when the limit is exceeded
    std::optional<Point> m_previous;       ///< of Rate: the last value of an earlier read
    std::optional<Point> m_newest;
    std::int64_t m_heardNs = 0;
    bool m_active = false;
};

}  // namespace telemetryhub::engine
