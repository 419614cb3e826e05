// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/device_model.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

#include "panels/alarm_words.h"
#include "panels/channel_selection.h"
#include "panels/device_words.h"
#include "theme/numbers.h"

namespace telemetryhub::ui {
namespace {

using engine::DeviceState;

constexpr std::int64_t kPulsesForNs = 10'000'000'000;
constexpr std::int64_t kPulseFrameNs = 100'000'000;
constexpr int kPulseFrames = 10;
constexpr std::int64_t kCurveEveryNs = 1'000'000'000;
constexpr std::int64_t kCurveSpanNs = 60'000'000'000;
constexpr std::size_t kCurveColumns = 60;

QString ageLine(const engine::DeviceSnapshot& device, const engine::ReadTime& now) {
    if (!device.everStarted) return DeviceModel::tr("never started");
    const auto age = sampleAgeNs(device, now);
    const bool old = device.state == DeviceState::Measuring && isStale(device, now);
    const QString since = !age  ? DeviceModel::tr("no sample yet")
                          : old ? DeviceModel::tr("%1 old").arg(ageText(*age))
                                : ageText(*age);
    const QString lost = countText(device.ledger.samplesDropped.total());
    return DeviceModel::tr("%1 \u00b7 lost %2").arg(since, lost);
}

/// The sentence of an Error or SafeState goes first.
bool hasAlarmLine(const DeviceRow& row) {
    return row.alarm && row.problem.isEmpty();
}

QString toolTipOf(const DeviceRow& row) {
    QStringList lines{row.name, row.problem.isEmpty() ? row.link : row.problem};
    if (row.alarm) lines << alarmWord(*row.alarm) + QStringLiteral(": ") + row.alarmText;
    return lines.join(QLatin1Char('\n'));
}

int pulseOf(const engine::DeviceSnapshot& device, const engine::ReadTime& now) {
    if (device.state != DeviceState::Error && device.state != DeviceState::SafeState) return -1;
    const std::int64_t age = now.steadyNs - device.since.steadyNs;
    if (age < 0 || age >= kPulsesForNs) return -1;
    return static_cast<int>(age / kPulseFrameNs % kPulseFrames);
}

/// The columns in the unit square, 0 at the top; a part for each stretch without a gap.
QList<QPolygonF> unitCurve(std::span<const engine::HistoryColumn> columns) {
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (const auto& column : columns) {
        if (column.empty()) continue;
        least = std::min(least, column.min);
        most = std::max(most, column.max);
    }
    const double height = most > least ? most - least : 1;
    const double middle = most > least ? least : least - 0.5;
    QList<QPolygonF> parts;
    bool open = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].empty()) {
            open = false;
            continue;
        }
        if (!open) parts.append(QPolygonF());
        open = true;
        const double x = static_cast<double>(i) / static_cast<double>(columns.size() - 1);
        parts.last() << QPointF(x, 1 - (columns[i].max - middle) / height)
                     << QPointF(x, 1 - (columns[i].min - middle) / height);
    }
    return parts;
}

}  // namespace

DeviceModel::DeviceModel(const engine::SampleStore& history, const ChannelSelection& selection,
                         QObject* parent)
    : QAbstractListModel(parent), m_history(&history), m_selection(&selection) {}

void DeviceModel::takeCurves(const engine::Snapshot& snapshot) {
    if (!m_history || snapshot.time.steadyNs < m_nextCurvesNs) return;
    m_nextCurvesNs = snapshot.time.steadyNs + kCurveEveryNs;
    m_curves.clear();
    std::array<engine::HistoryColumn, kCurveColumns> columns;
    constexpr std::int64_t kStep = kCurveSpanNs / static_cast<std::int64_t>(kCurveColumns);
    // On an absolute grid, so that the curve moves by whole columns and does not shimmer.
    const std::int64_t to = snapshot.time.steadyNs / kStep * kStep;
    for (const auto& device : snapshot.devices) {
        if (!device.channels || device.channels->empty()) continue;
        m_history->columns(device.device, 0, to - kCurveSpanNs, kStep, columns);
        m_curves.insert(device.device.value,
                        {unitCurve(columns), m_selection->slot(device, 0),
                         QColor(QString::fromStdString((*device.channels)[0].colour))});
    }
}

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
    row.problem = problemText(device);
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

void DeviceModel::display(const engine::Snapshot& snapshot) {
    takeCurves(snapshot);
    std::vector<DeviceRow> rows;
    rows.reserve(snapshot.devices.size());
    for (const auto& device : snapshot.devices) {
        rows.push_back(deviceRow(device, snapshot.time));
        const Curve curve = m_curves.value(device.device.value);
        rows.back().curve = curve.parts;
        rows.back().curveSlot = curve.slot;
        rows.back().curveColour = curve.colour;
    }

    // Removed devices first, so that the rest stands at its final place.
    for (int at = static_cast<int>(m_rows.size()) - 1; at >= 0; --at) {
        const auto id = m_rows[static_cast<std::size_t>(at)].device;
        if (std::any_of(rows.begin(), rows.end(), [&](const auto& r) { return r.device == id; }))
            continue;
        beginRemoveRows({}, at, at);
        m_rows.erase(m_rows.begin() + at);
        endRemoveRows();
    }
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        if (m_rows[at] == rows[at]) continue;
        const bool otherState = m_rows[at].state != rows[at].state ||
                                hasAlarmLine(m_rows[at]) != hasAlarmLine(rows[at]);
        m_rows[at] = std::move(rows[at]);
        const QModelIndex changed = index(static_cast<int>(at));
        emit dataChanged(changed, changed);
        if (otherState) emit rowStateChanged(changed);
    }
    if (rows.size() > m_rows.size()) {
        beginInsertRows({}, static_cast<int>(m_rows.size()), static_cast<int>(rows.size()) - 1);
        m_rows.insert(m_rows.end(), rows.begin() + static_cast<std::ptrdiff_t>(m_rows.size()),
                      rows.end());
        endInsertRows();
    }
}

const DeviceRow& DeviceModel::row(int index) const {
    return m_rows[static_cast<std::size_t>(index)];
}

QModelIndex DeviceModel::indexOf(engine::DeviceId device) const {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const DeviceRow& row) { return row.device == device; });
    return found == m_rows.end() ? QModelIndex() : index(static_cast<int>(found - m_rows.begin()));
}

int DeviceModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant DeviceModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const DeviceRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole: return row.name;
        case Qt::AccessibleTextRole: return row.spoken;
        case Qt::ToolTipRole: return toolTipOf(row);
        case RowRole: return QVariant::fromValue(row);
        case StateRole: return static_cast<int>(row.state);
        case HasAlarmLineRole: return hasAlarmLine(row);
        case IdRole: return row.device.value;
        default: return {};
    }
}

}  // namespace telemetryhub::ui
