// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/device_row.h"

#include <variant>

#include <QStringList>

#include "panels/alarm_words.h"
#include "panels/device_words.h"
#include "theme/numbers.h"
#include "theme/words.h"

namespace telemetryhub::ui {
namespace {

using engine::DeviceState;

constexpr std::int64_t kPulsesForNs = 10'000'000'000;
constexpr std::int64_t kPulseFrameNs = 100'000'000;
constexpr int kPulseFrames = 10;

QString ageLine(const engine::DeviceSnapshot& device, const engine::ReadTime& now) {
    if (!device.everStarted) return Words::tr("never started");
    const auto age = sampleAgeNs(device, now);
    const bool old = device.state == DeviceState::Measuring && isStale(device, now);
    const QString since = !age  ? Words::tr("no sample yet")
                          : old ? Words::tr("%1 old").arg(ageText(*age))
                                : ageText(*age);
    const QString lost = countText(device.ledger.samplesDropped.total());
    return Words::tr("%1 \u00b7 lost %2").arg(since, lost);
}

int pulseOf(const engine::DeviceSnapshot& device, const engine::ReadTime& now) {
    if (device.state != DeviceState::Error && device.state != DeviceState::SafeState) return -1;
    const std::int64_t age = now.steadyNs - device.since.steadyNs;
    if (age < 0 || age >= kPulsesForNs) return -1;
    return static_cast<int>(age / kPulseFrameNs % kPulseFrames);
}

}  // namespace

DeviceRow deviceRow(const engine::DeviceSnapshot& device, const engine::ReadTime& now) {
    const bool measures = device.state == DeviceState::Measuring;
    DeviceRow row;
    row.device = device.device;
    row.state = device.state;
    row.name = deviceName(device);
    row.duration = stateDuration(device, now);
    row.link = linkLine(device);
    row.rate = measures ? rateText(device.rateHz, QStringLiteral("Hz")) : absentText();
    row.age = ageLine(device, now);
    row.undecoded = isUndecoded(device);
    row.hasRates = std::holds_alternative<engine::SerialSettings>(device.settings.bus);
    row.problem = problemText(device);
    if (device.state == DeviceState::SafeState)
        row.remedy = Words::tr("Check the device, then reset it. It goes to Idle.");
    row.facts = deviceFacts(device);
    row.retry = retryText(device, now);
    if (const auto* alarm = worstAlarm(device.alarms)) {
        row.alarm = shownLevel(*alarm);
        row.alarmWaits = waits(*alarm);
        row.alarmText = alarmSentence(*alarm);
    }
    row.spoken = accessibleDeviceText(device, now);
    row.pulse = pulseOf(device, now);
    row.warns = (measures && isStale(device, now)) || device.ledger.samplesDropped.total() > 0;
    return row;
}

bool hasAlarmLine(const engine::DeviceSnapshot& device) {
    const bool hasSentence =
        device.state == DeviceState::Error || device.state == DeviceState::SafeState;
    return !hasSentence && worstAlarm(device.alarms) != nullptr;
}

QString toolTipOf(const DeviceRow& row) {
    QStringList lines{row.name, row.problem.isEmpty() ? row.link : row.problem};
    if (row.alarm) lines << alarmWord(*row.alarm) + QStringLiteral(": ") + row.alarmText;
    lines << row.facts << Words::tr("F5 starts, Shift+F5 stops. Alt+Up and Alt+Down move it.");
    return lines.join(QLatin1Char('\n'));
}

QString toolTipOf(const ChannelRow& row) {
    QStringList lines{Words::tr("%1: %2").arg(row.name, withUnit(row.value, row.unit))};
    if (row.stale) lines << Words::tr("%1 old").arg(row.age);
    if (row.alarm) lines << Words::tr("%1: %2").arg(alarmWord(*row.alarm), row.alarmText);
    lines << Words::tr("Drag it to a chart. Space shows or hides it in the active one.");
    return lines.join(QLatin1Char('\n'));
}

QString spokenText(const ChannelRow& row) {
    QStringList parts{row.name, withUnit(row.value, row.unit)};
    if (row.stale) parts << Words::tr("%1 old").arg(row.age);
    if (row.alarm) parts << Words::tr("%1: %2").arg(alarmWord(*row.alarm), row.alarmText);
    parts << (row.shown ? Words::tr("shown in the chart") : Words::tr("not in the chart"));
    return parts.join(QStringLiteral(", "));
}

QString spokenText(const GroupRow& row) {
    QStringList parts{row.name, Words::tr("%n device(s)", nullptr, row.devices)};
    for (std::size_t state = 0; state < row.states.size(); ++state)
        if (row.states[state] > 0)
            parts << Words::tr("%1: %2").arg(stateWord(static_cast<DeviceState>(state)),
                                             QString::number(row.states[state]));
    return parts.join(QStringLiteral(", "));
}

}  // namespace telemetryhub::ui
