// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/value_row.h"

#include <algorithm>

#include <QStringList>

#include "panels/alarm_words.h"
#include "panels/device_words.h"
#include "theme/numbers.h"
#include "theme/words.h"

namespace telemetryhub::ui {
namespace {

double placeIn(double value, const engine::ValueRange& range) {
    const auto [least, most] = range;
    return most > least ? std::clamp((value - least) / (most - least), 0.0, 1.0) : 0.5;
}

/// A limit has its own digits, not those of the values.
QString limitText(double limit) {
    ChannelDigits digits;
    digits.observe(limit);
    return valueText(limit, digits.decimals());
}

void takeAlarm(ValueRow& row, const engine::AlarmStatus* alarm) {
    if (!alarm) return;
    row.alarm = shownLevel(*alarm);
    row.alarmWaits = waits(*alarm);
    row.alarmText = alarmSentence(*alarm);
}

void placeLimits(ValueRow& row, const engine::DeviceSnapshot& device,
                 const engine::Channel& channel) {
    for (const engine::AlarmRule& rule : device.settings.processing.alarms) {
        const bool isLimit =
            rule.kind == engine::AlarmKind::High || rule.kind == engine::AlarmKind::Low;
        if (!isLimit || rule.channel != channel.name) continue;
        if (rule.limit < channel.range->low || rule.limit > channel.range->high) continue;
        row.limits.push_back({placeIn(rule.limit, *channel.range),
                              rule.level == engine::AlarmLevel::Critical ? AlarmLevel::Critical
                                                                         : AlarmLevel::Warning});
    }
}

void placeInRange(ValueRow& row, const ValueBackground& background, const engine::Channel& channel,
                  double value) {
    if (channel.range) {
        row.hasRange = true;
        row.low = limitText(channel.range->low);
        row.high = limitText(channel.range->high);
    }
    const bool seen = !engine::isAbsent(background.recentLeast);
    if (!seen && !channel.range) return;
    const engine::ValueRange bar =
        channel.range.value_or(engine::ValueRange{background.everLeast, background.everMost});
    if (!engine::isAbsent(value)) row.valueAt = placeIn(value, bar);
    if (!seen) return;
    row.least = valueText(background.recentLeast, background.decimals);
    row.most = valueText(background.recentMost, background.decimals);
    // The mean of whole numbers is none.
    if (background.mean) row.mean = valueText(*background.mean, std::max(background.decimals, 1));
    if (!channel.range) {
        row.low = row.least;
        row.high = row.most;
    }
    row.leastAt = placeIn(background.recentLeast, bar);
    row.mostAt = placeIn(background.recentMost, bar);
}

}  // namespace

ValueRow valueRow(const engine::DeviceSnapshot& device, std::size_t channel,
                  const ValueBackground& background, const engine::ReadTime& now) {
    const engine::Channel& source = (*device.channels)[channel];
    const engine::LatestValue latest =
        channel < device.latest.size() ? device.latest[channel] : engine::LatestValue{};
    ValueRow row;
    row.device = device.device;
    row.channel = channel;
    row.state = device.state;
    row.colour = QColor(QString::fromStdString(source.colour));
    row.name = QString::fromStdString(source.name);
    row.deviceName = deviceName(device);
    row.unit = QString::fromStdString(source.unit);
    row.value = valueText(latest.value, background.decimals);
    const bool absent = engine::isAbsent(latest.value);
    row.stale = !absent && isStale(device, now);
    if (row.stale) row.age = ageText(now.steadyNs - latest.time.steadyNs);
    takeAlarm(row, worstAlarmOf(device, source.name));
    placeInRange(row, background, source, row.stale ? engine::kAbsent : latest.value);
    if (source.range) placeLimits(row, device, source);
    return row;
}

QString spokenText(const ValueRow& row) {
    const QString figure = withUnit(row.value, row.unit);
    const QString text = Words::tr("%1 of %2, %3").arg(row.name, row.deviceName, figure);
    const QString aged = row.stale ? Words::tr("%1, %2 old").arg(text, row.age) : text;
    return row.alarm ? Words::tr("%1, %2: %3").arg(aged, alarmWord(*row.alarm), row.alarmText)
                     : aged;
}

QString toolTipOf(const ValueRow& row) {
    QStringList lines{
        Words::tr("%1 of %2: %3").arg(row.name, row.deviceName, withUnit(row.value, row.unit))};
    if (row.alarm) lines << Words::tr("%1: %2").arg(alarmWord(*row.alarm), row.alarmText);
    if (!row.least.isEmpty())
        lines << Words::tr("Last 5 min: %1 to %2").arg(row.least, withUnit(row.most, row.unit));
    if (!row.mean.isEmpty())
        lines << Words::tr("Mean of every sample: %1").arg(withUnit(row.mean, row.unit));
    if (row.hasRange)
        lines << Words::tr("Usual: %1 to %2").arg(row.low, withUnit(row.high, row.unit));
    lines << Words::tr(
        "Space or a click on the eye: show in the charts or not. Drag: to a chart, or "
        "to another place here.");
    return lines.join(QLatin1Char('\n'));
}

}  // namespace telemetryhub::ui
