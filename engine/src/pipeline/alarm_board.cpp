// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/pipeline/alarm_board.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <span>
#include <utility>

#include "pipeline/alarm_watch.h"

namespace telemetryhub::engine {

namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;

std::string shortNumber(double value) {
    char text[32];
    (void)std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

AlarmMoment momentOf(const SampleBlock& block, std::size_t row) {
    return {{block.steadyNs()[row], block.wallNs()[row]},
            std::nullopt,
            block.firstSequence() + static_cast<Sequence>(row)};
}

/// The first value that breaks the limit; a NaN breaks none.
std::optional<std::size_t> firstBeyond(const AlarmRule& rule, std::span<const double> values) {
    const auto isBeyond = [&rule](double value) {
        return rule.kind == AlarmKind::High ? value > rule.limit : value < rule.limit;
    };
    const auto found = std::find_if(values.begin(), values.end(), isBeyond);
    if (found == values.end()) return std::nullopt;
    return static_cast<std::size_t>(found - values.begin());
}

}  // namespace

struct AlarmBoard::Watched {
    explicit Watched(const AlarmRule& rule) : watch(rule) {}

    AlarmWatch watch;
    std::optional<std::size_t> column;  ///< unset: the channel was not seen so far
    std::string line;                   ///< of Text
    std::string reason;
    std::int64_t secondNs = 0;  ///< when the second began in which changes are counted
    int changes = 0;            ///< in that second
};

AlarmBoard::AlarmBoard(DeviceId device, const std::vector<AlarmRule>& rules, EventLog& events,
                       Trip trip)
    : m_device(device),
      m_events(events),
      m_trip(std::move(trip)),
      m_watched(rules.begin(), rules.end()) {}

AlarmBoard::~AlarmBoard() = default;

void AlarmBoard::consume(const BlockRef& block) {
    Told told;
    {
        const MutexLock lock(m_mutex);
        if (m_watched.empty() || block->empty()) return;
        if (block->channels() != m_channels) resolve(block->channels());
        for (Extremes& extremes : m_extremes)
            extremes.known = false;
        for (Watched& watched : m_watched)
            watch(watched, *block, told);
    }
    handOver(std::move(told));
}

bool AlarmBoard::judgesDropped(const AlarmRule& rule) {
    const bool isLimit = rule.kind == AlarmKind::High || rule.kind == AlarmKind::Low;
    return rule.safeState && isLimit && rule.delay.count() == 0;
}

void AlarmBoard::blockDropped(const SampleBlock& block) {
    Told told;
    {
        const MutexLock lock(m_mutex);
        for (Watched& watched : m_watched) {
            const AlarmRule& rule = watched.watch.rule();
            if (!judgesDropped(rule)) continue;
            const auto column = block.channels()->indexOf(rule.channel);
            if (!column) continue;
            const auto row = firstBeyond(rule, block.column(*column));
            if (!row) continue;
            AlarmMoment moment = momentOf(block, *row);
            moment.value = block.column(*column)[*row];
            tell(watched, watched.watch.value(moment, block.reckonNs()[*row]), moment, told);
        }
    }
    handOver(std::move(told));
}

void AlarmBoard::resolve(const ChannelSetPtr& channels) {
    m_channels = channels;
    m_extremes.assign(channels->size(), {});
    for (Watched& watched : m_watched)
        watched.column = channels->indexOf(watched.watch.rule().channel);
}

/// What a column of a block holds, looked at once for all its alarms.
const AlarmBoard::Extremes& AlarmBoard::extremesOf(const SampleBlock& block, std::size_t channel) {
    Extremes& extremes = m_extremes[channel];
    if (extremes.known) return extremes;
    extremes = {};
    extremes.known = true;
    const std::span<const double> values = block.column(channel);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double value = values[i];
        // A NaN is neither; it changes no extreme.
        extremes.least = value < extremes.least ? value : extremes.least;
        extremes.most = value > extremes.most ? value : extremes.most;
    }
    for (std::size_t i = values.size(); i-- > 0 && !extremes.heard;) {
        if (isAbsent(values[i])) continue;
        extremes.heard = true;
        extremes.lastHeard = i;
    }
    return extremes;
}

void AlarmBoard::watch(Watched& watched, const SampleBlock& block, Told& told) {
    const AlarmKind kind = watched.watch.rule().kind;
    if (kind == AlarmKind::NoData) return watchSilence(watched, block, told);
    if (kind == AlarmKind::Text || !watched.column) return;
    const Extremes& extremes = extremesOf(block, *watched.column);
    if (extremes.least <= extremes.most &&
        !watched.watch.isUnmovedBy(extremes.least, extremes.most))
        watchValues(watched, block, told);
}

void AlarmBoard::watchSilence(Watched& watched, const SampleBlock& block, Told& told) {
    std::size_t row = block.size() - 1;
    if (!watched.watch.rule().channel.empty()) {
        if (!watched.column) return;
        const Extremes& extremes = extremesOf(block, *watched.column);
        if (!extremes.heard) return;
        row = extremes.lastHeard;
    }
    const AlarmMoment moment = momentOf(block, row);
    tell(watched, watched.watch.heard(moment), moment, told);
}

void AlarmBoard::watchValues(Watched& watched, const SampleBlock& block, Told& told) {
    const std::span<const double> values = block.column(*watched.column);
    const bool isRate = watched.watch.rule().kind == AlarmKind::Rate;
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (isRate)
            row += watched.watch.skipQuiet(block.reckonNs().subspan(row), values.subspan(row));
        if (row == values.size()) break;
        if (values[row] != values[row]) continue;  // absent, or no number
        AlarmMoment moment = momentOf(block, row);
        moment.value = values[row];
        const AlarmChange change = watched.watch.value(moment, block.reckonNs()[row]);
        tell(watched, change, moment, told);
    }
}

void AlarmBoard::gapFound(DeviceId, const Gap&) {
    const MutexLock lock(m_mutex);
    for (Watched& watched : m_watched)
        watched.watch.gap();
}

void AlarmBoard::textLine(const ReadTime& time, std::string_view line) {
    Told told;
    {
        const MutexLock lock(m_mutex);
        for (Watched& watched : m_watched) {
            const AlarmRule& rule = watched.watch.rule();
            if (rule.kind != AlarmKind::Text || line.find(rule.text) == std::string_view::npos)
                continue;
            watched.line.assign(line.substr(0, 200));
            const AlarmMoment moment{time, std::nullopt, 0};
            tell(watched, watched.watch.textSeen(moment), moment, told);
        }
    }
    handOver(std::move(told));
}

void AlarmBoard::setActive(bool active, const ReadTime& now) {
    Told told;
    {
        const MutexLock lock(m_mutex);
        if (std::exchange(m_active, active) == active) return;
        for (Watched& watched : m_watched) {
            if (active)
                watched.watch.begin(now);
            else
                tell(watched, watched.watch.rest(), {now, std::nullopt, 0}, told);
        }
    }
    handOver(std::move(told));
}

void AlarmBoard::setInError(bool inError, const ReadTime& now) {
    Told told;
    {
        const MutexLock lock(m_mutex);
        if (std::exchange(m_inError, inError) == inError || !m_active) return;
        for (Watched& watched : m_watched) {
            const AlarmRule& rule = watched.watch.rule();
            if (rule.kind != AlarmKind::NoData || rule.safeState) continue;
            if (inError)
                tell(watched, watched.watch.rest(), {now, std::nullopt, 0}, told);
            else
                watched.watch.begin(now);
        }
    }
    handOver(std::move(told));
}

void AlarmBoard::look(const ReadTime& now) {
    Told told;
    {
        const MutexLock lock(m_mutex);
        for (Watched& watched : m_watched) {
            const AlarmChange change = watched.watch.timePassed(now);
            if (change != AlarmChange::None) tell(watched, change, watched.watch.raisedAt(), told);
            tellFlapping(watched, now, told);
        }
    }
    handOver(std::move(told));
}

Result<void> AlarmBoard::acknowledge(std::string_view name, const ReadTime& now) {
    Told told;
    bool found = name.empty();
    {
        const MutexLock lock(m_mutex);
        for (Watched& watched : m_watched) {
            if (!name.empty() && watched.watch.rule().name != name) continue;
            found = true;
            tell(watched, watched.watch.acknowledge(), {now, std::nullopt, 0}, told);
        }
    }
    handOver(std::move(told));
    if (found) return {};
    return Error{ErrorCode::NotFound, "There is no alarm \"" + std::string(name) + "\"."};
}

std::vector<AlarmStatus> AlarmBoard::status() const {
    const MutexLock lock(m_mutex);
    std::vector<AlarmStatus> all;
    for (const Watched& watched : m_watched) {
        const AlarmWatch& watch = watched.watch;
        if (watch.state() == AlarmState::Normal) continue;
        all.push_back({watch.rule().name, watch.rule().channel, watch.rule().level, watch.state(),
                       watch.raisedAt(), watched.reason});
    }
    return all;
}

void AlarmBoard::tell(Watched& watched, AlarmChange change, const AlarmMoment& moment, Told& told) {
    if (change == AlarmChange::None) return;
    const AlarmRule& rule = watched.watch.rule();
    const bool raised = change == AlarmChange::Raised;
    if (raised) watched.reason = reasonOf(watched, moment);
    if (raised && rule.safeState)
        told.trips.push_back({ErrorCode::AlarmRaised, rule.name + ": " + watched.reason});
    if (moment.time.steadyNs - watched.secondNs >= kSecondNs) {
        tellFlapping(watched, moment.time, told);
        watched.secondNs = moment.time.steadyNs;
    }
    if (++watched.changes > kToldASecond) return;
    Event event;
    event.time = moment.time;
    event.device = m_device;
    event.kind = EventKind::Alarm;
    event.sequence = moment.sequence;
    event.channel = rule.channel;
    event.value = moment.value;
    event.text = rule.name;
    switch (change) {
        case AlarmChange::Raised:
            event.severity =
                rule.level == AlarmLevel::Critical ? Severity::Critical : Severity::Warning;
            event.text += " raised: " + watched.reason;
            break;
        case AlarmChange::Cleared:
            event.text += " cleared";
            if (moment.value) event.text += ": " + shortNumber(*moment.value) + unitOf(watched);
            if (watched.watch.state() == AlarmState::Returned)
                event.text += ", waits for an acknowledgement";
            break;
        case AlarmChange::Acknowledged: event.text += " acknowledged"; break;
        case AlarmChange::None: break;
    }
    told.events.push_back(std::move(event));
}

/// Ends a second in which an alarm changed too often to tell each change.
void AlarmBoard::tellFlapping(Watched& watched, const ReadTime& now, Told& told) {
    if (now.steadyNs - watched.secondNs < kSecondNs) return;
    const int untold = std::exchange(watched.changes, 0) - kToldASecond;
    if (untold <= 0) return;
    Event event;
    event.time = now;
    event.device = m_device;
    event.kind = EventKind::Alarm;
    event.severity = Severity::Warning;
    event.channel = watched.watch.rule().channel;
    event.text = watched.watch.rule().name + " changed " + std::to_string(untold) +
                 " more times in a second. Give it a wider hysteresis or a delay.";
    told.events.push_back(std::move(event));
}

std::string AlarmBoard::unitOf(const Watched& watched) const {
    const std::string unit = watched.column ? (*m_channels)[*watched.column].unit : std::string();
    const std::string_view perTime = watched.watch.rule().kind == AlarmKind::Rate ? "/s" : "";
    if (unit.empty() && perTime.empty()) return {};
    return ' ' + unit + std::string(perTime);
}

std::string AlarmBoard::reasonOf(const Watched& watched, const AlarmMoment& moment) const {
    const AlarmRule& rule = watched.watch.rule();
    const std::string unit = unitOf(watched);
    const std::string value = shortNumber(moment.value.value_or(0)) + unit;
    const std::string limit = shortNumber(rule.limit) + unit;
    switch (rule.kind) {
        case AlarmKind::High: return rule.channel + ' ' + value + " is above " + limit;
        case AlarmKind::Low: return rule.channel + ' ' + value + " is below " + limit;
        case AlarmKind::Rate: return rule.channel + " changes by " + value + ", more than " + limit;
        case AlarmKind::NoData:
            return (rule.channel.empty() ? "no sample" : "no value of " + rule.channel) +
                   " for more than " + shortNumber(static_cast<double>(rule.delay.count()) / 1e9) +
                   " s";
        case AlarmKind::Text: return "the device said: " + watched.line;
    }
    return {};
}

void AlarmBoard::handOver(Told told) {
    for (Event& event : told.events)
        m_events.add(std::move(event));
    for (const Error& error : told.trips)
        if (m_trip) m_trip(error);
}

}  // namespace telemetryhub::engine
