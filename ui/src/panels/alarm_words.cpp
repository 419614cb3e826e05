// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/alarm_words.h"

#include <tuple>

#include "panels/device_words.h"
#include "theme/words.h"

namespace telemetryhub::ui {
namespace {

using engine::AlarmState;
using engine::AlarmStatus;

auto rankOf(const AlarmStatus& alarm) {
    return std::tuple(waits(alarm), alarm.level == engine::AlarmLevel::Critical,
                      alarm.state != AlarmState::Returned);
}

const AlarmStatus* worse(const AlarmStatus* one, const AlarmStatus& other) {
    return one && rankOf(*one) >= rankOf(other) ? one : &other;
}

struct Waiting {
    int count = 0;
    const AlarmStatus* worst = nullptr;
    const engine::DeviceSnapshot* device = nullptr;
};

Waiting waitingIn(const engine::Snapshot& snapshot) {
    Waiting waiting;
    for (const auto& device : snapshot.devices) {
        for (const AlarmStatus& alarm : device.alarms) {
            if (!waits(alarm)) continue;
            ++waiting.count;
            if (worse(waiting.worst, alarm) != &alarm) continue;
            waiting.worst = &alarm;
            waiting.device = &device;
        }
    }
    return waiting;
}

}  // namespace

bool waits(const AlarmStatus& alarm) {
    return alarm.state == AlarmState::Raised || alarm.state == AlarmState::Returned;
}

AlarmLevel shownLevel(const AlarmStatus& alarm) {
    return alarm.level == engine::AlarmLevel::Critical ? AlarmLevel::Critical : AlarmLevel::Warning;
}

QString alarmWord(AlarmLevel level) {
    return level == AlarmLevel::Critical ? Words::tr("Critical") : Words::tr("Warning");
}

QString alarmSentence(const AlarmStatus& alarm) {
    const QString why = QString::fromStdString(alarm.text.empty() ? alarm.name : alarm.text);
    if (alarm.state == AlarmState::Returned)
        return Words::tr("%1 (over, not acknowledged)").arg(why);
    return alarm.state == AlarmState::Acknowledged ? Words::tr("%1 (acknowledged)").arg(why) : why;
}

const AlarmStatus* worstAlarm(const std::vector<AlarmStatus>& alarms) {
    const AlarmStatus* worst = nullptr;
    for (const AlarmStatus& alarm : alarms)
        worst = worse(worst, alarm);
    return worst;
}

const AlarmStatus* worstAlarmOf(const engine::DeviceSnapshot& device, const std::string& channel) {
    const AlarmStatus* worst = nullptr;
    for (const AlarmStatus& alarm : device.alarms)
        if (alarm.channel == channel) worst = worse(worst, alarm);
    return worst;
}

QString alarmsClause(const engine::Snapshot& snapshot) {
    const Waiting waiting = waitingIn(snapshot);
    if (!waiting.worst) return {};
    QString sentence = alarmSentence(*waiting.worst);
    if (sentence.endsWith(QLatin1Char('.'))) sentence.chop(1);
    if (snapshot.devices.size() > 1)
        sentence = QStringLiteral("%1, %2").arg(deviceName(*waiting.device), sentence);
    return waiting.count == 1 ? Words::tr("1 alarm: %1").arg(sentence)
                              : Words::tr("%1 alarms: %2").arg(waiting.count).arg(sentence);
}

std::optional<AlarmLevel> waitingLevel(const engine::Snapshot& snapshot) {
    const Waiting waiting = waitingIn(snapshot);
    return waiting.worst ? std::optional(shownLevel(*waiting.worst)) : std::nullopt;
}

}  // namespace telemetryhub::ui
