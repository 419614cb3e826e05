// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/values_model.h"

#include <algorithm>
#include <array>

#include "panels/alarm_words.h"
#include "panels/channel_selection.h"
#include "panels/device_words.h"
#include "theme/numbers.h"

namespace telemetryhub::ui {
namespace {

/// The extremes need no more than this: they move slowly and cost a look into the history.
constexpr std::int64_t kLookBackEveryNs = 1'000'000'000;

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

}  // namespace

ValuesModel::ValuesModel(const engine::SampleStore& history, ChannelSelection& selection,
                         QObject* parent)
    : QAbstractListModel(parent), m_history(history), m_selection(selection) {}

void ValuesModel::display(const engine::Snapshot& snapshot) {
    std::erase_if(m_memory, [&](const auto& entry) {
        return !snapshot.find(engine::DeviceId{entry.first.first});
    });
    const bool look = snapshot.time.steadyNs >= m_nextLookBackNs;
    if (look) m_nextLookBackNs = snapshot.time.steadyNs + kLookBackEveryNs;

    std::vector<ValueRow> rows;
    for (const auto& device : snapshot.devices) {
        const std::size_t channels = device.channels ? device.channels->size() : 0;
        for (std::size_t channel = 0; channel < channels; ++channel) {
            const Key key{device.device.value, channel};
            Memory& memory =
                m_memory
                    .try_emplace(key, Memory{ChannelDigits((*device.channels)[channel].decimals)})
                    .first->second;
            if (look) lookBack(memory, key, snapshot);
            rows.push_back(rowOf(device, channel, snapshot.time));
        }
    }
    const auto sameTile = [](const ValueRow& a, const ValueRow& b) {
        return a.device == b.device && a.channel == b.channel;
    };
    if (!std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(), sameTile)) {
        // Channels came or went, which is rare: the tiles are laid out anew.
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (m_rows[i] == rows[i]) continue;
        m_rows[i] = std::move(rows[i]);
        const QModelIndex changed = index(static_cast<int>(i));
        emit dataChanged(changed, changed);
    }
}

void ValuesModel::lookBack(Memory& memory, const Key& key, const engine::Snapshot& snapshot) const {
    std::array<engine::HistoryColumn, 1> column;
    const std::int64_t now = snapshot.time.steadyNs;
    const auto extremes = [&](std::int64_t from, double& least, double& most) {
        if (now <= from) return;
        m_history.columns(engine::DeviceId{key.first}, key.second, from, now - from, column);
        least = column[0].empty() ? engine::kAbsent : column[0].min;
        most = column[0].empty() ? engine::kAbsent : column[0].max;
    };
    extremes(now - kRangeNs, memory.recentLeast, memory.recentMost);
    extremes(snapshot.start.steadyNs, memory.everLeast, memory.everMost);
}

ValueRow ValuesModel::rowOf(const engine::DeviceSnapshot& device, std::size_t channel,
                            const engine::ReadTime& now) {
    const engine::Channel& source = (*device.channels)[channel];
    Memory& memory = m_memory.find({device.device.value, channel})->second;
    const engine::LatestValue latest =
        channel < device.latest.size() ? device.latest[channel] : engine::LatestValue{};
    memory.digits.observe(latest.value);
    const int decimals = memory.digits.decimals();

    ValueRow row;
    row.device = device.device;
    row.channel = channel;
    row.state = device.state;
    row.slot = m_selection.slot(device, channel);
    row.colour = QColor(QString::fromStdString(source.colour));
    row.shown = m_selection.isShown(device.device, channel);
    row.name = QString::fromStdString(source.name);
    row.deviceName = deviceName(device);
    row.unit = QString::fromStdString(source.unit);
    row.value = valueText(latest.value, decimals);
    const bool absent = engine::isAbsent(latest.value);
    row.stale = !absent && isStale(device, now);
    if (row.stale) row.age = ageText(now.steadyNs - latest.time.steadyNs);
    takeAlarm(row, worstAlarmOf(device, source.name));
    placeInRange(row, memory, source, row.stale ? engine::kAbsent : latest.value);
    return row;
}

void ValuesModel::placeInRange(ValueRow& row, const Memory& memory, const engine::Channel& channel,
                               double value) {
    if (engine::isAbsent(memory.recentLeast)) return;
    const int decimals = memory.digits.decimals();
    row.least = valueText(memory.recentLeast, decimals);
    row.most = valueText(memory.recentMost, decimals);
    const engine::ValueRange bar =
        channel.range.value_or(engine::ValueRange{memory.everLeast, memory.everMost});
    row.low = channel.range ? limitText(bar.low) : row.least;
    row.high = channel.range ? limitText(bar.high) : row.most;
    row.leastAt = placeIn(memory.recentLeast, bar);
    row.mostAt = placeIn(memory.recentMost, bar);
    if (!engine::isAbsent(value)) row.valueAt = placeIn(value, bar);
}

int ValuesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ValuesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const ValueRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole: return row.name;
        case Qt::AccessibleTextRole: return spoken(row);
        case Qt::ToolTipRole: return toolTip(row);
        case Qt::CheckStateRole: return row.shown ? Qt::Checked : Qt::Unchecked;
        case RowRole: return QVariant::fromValue(row);
        default: return {};
    }
}

bool ValuesModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || role != Qt::CheckStateRole) return false;
    ValueRow& row = m_rows[static_cast<std::size_t>(index.row())];
    row.shown = value.toInt() == Qt::Checked;
    m_selection.setShown(row.device, row.channel, row.shown);
    emit dataChanged(index, index);
    return true;
}

Qt::ItemFlags ValuesModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsUserCheckable : flags;
}

QString ValuesModel::spoken(const ValueRow& row) {
    const QString figure = withUnit(row.value, row.unit);
    const QString text = tr("%1 of %2, %3").arg(row.name, row.deviceName, figure);
    const QString aged = row.stale ? tr("%1, %2 old").arg(text, row.age) : text;
    return row.alarm ? tr("%1, %2: %3").arg(aged, alarmWord(*row.alarm), row.alarmText) : aged;
}

QString ValuesModel::toolTip(const ValueRow& row) {
    QStringList lines{
        tr("%1 of %2: %3").arg(row.name, row.deviceName, withUnit(row.value, row.unit))};
    if (row.alarm) lines << tr("%1: %2").arg(alarmWord(*row.alarm), row.alarmText);
    if (!row.least.isEmpty())
        lines << tr("Last 5 min: %1 to %2").arg(row.least, withUnit(row.most, row.unit));
    lines << tr("Space or a click on the eye: show in the charts or not.");
    return lines.join(QLatin1Char('\n'));
}

}  // namespace telemetryhub::ui
