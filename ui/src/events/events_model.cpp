// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/events_model.h"

#include <algorithm>

#include <QDateTime>

#include "events/event_words.h"
#include "panels/alarm_words.h"
#include "panels/device_words.h"
#include "theme/numbers.h"
#include "theme/shown_time.h"

namespace telemetryhub::ui {
namespace {

using engine::Event;
using engine::EventKind;
using engine::Severity;

/// More at once are told as one change of everything.
constexpr std::size_t kToldOneByOne = 200;

/// A refused command was answered where it was given.
bool asksForAPerson(const Event& event) {
    if (event.severity == Severity::Info) return false;
    return event.kind != EventKind::Command || event.severity == Severity::Critical;
}

}  // namespace

QDate shownToday() {
    return shownTime(QDateTime::currentMSecsSinceEpoch() * 1'000'000).date();
}

QString eventTimeText(std::int64_t wallNs, const QDate& today) {
    const QDate day = shownTime(wallNs).date();
    QString clock = clockMillisecondsText(wallNs);
    if (day == today) return clock;
    return QLocale().toString(day, QStringLiteral("d MMM")) + QLatin1Char(' ') + clock;
}

void EventsModel::add(std::vector<Event> events, const engine::Snapshot& snapshot) {
    std::erase_if(events, [](const Event& event) { return event.kind == EventKind::Text; });
    if (events.empty()) return;
    m_added += events.size();
    m_isNew = true;
    const bool tells = events.size() <= kToldOneByOne;
    if (!tells) beginResetModel();
    for (Event& event : events)
        addOne(std::move(event), snapshot, tells);
    if (!tells) endResetModel();
}

void EventsModel::addOne(Event event, const engine::Snapshot& snapshot, bool tells) {
    EventRow added = rowOf(std::move(event), snapshot);
    noteNewest(added);
    if (const auto at = equalTo(added)) return fold(*at, std::move(added), tells);
    prepend(std::move(added), tells);
    if (m_rows.size() <= kMaxRows) return;
    const int last = static_cast<int>(m_rows.size()) - 1;
    if (tells) beginRemoveRows({}, last, last);
    m_rows.pop_back();
    m_forgot = true;
    if (tells) endRemoveRows();
}

EventRow EventsModel::rowOf(Event event, const engine::Snapshot& snapshot) const {
    EventRow row;
    row.first = event.time;
    row.text = whatHappened(event);
    row.alarm = raisedAlarm(event);
    row.state = enteredState(event);
    if (const auto* device = snapshot.find(event.device))
        row.source = deviceName(*device);
    else if (event.device.value != 0)
        row.source = tr("removed device");
    else
        row.source = event.kind == EventKind::Mark ? tr("Mark") : tr("TelemetryHub");
    row.event = std::move(event);
    return row;
}

void EventsModel::noteNewest(const EventRow& added) {
    const std::uint32_t device = added.event.device.value;
    if (!added.alarm.empty()) m_newestRaise[{device, added.alarm}] = added.event.number;
    if (added.state) m_newestState[device] = added.event.number;
}

/// A critical event always has a row of its own, and so has a mark.
std::optional<std::size_t> EventsModel::equalTo(const EventRow& added) const {
    const Event& event = added.event;
    if (event.severity == Severity::Critical || event.kind == EventKind::Mark) return std::nullopt;
    for (std::size_t at = 0; at < std::min(kFoldWithin, m_rows.size()); ++at) {
        const Event& other = m_rows[at].event;
        if (other.device == event.device && other.kind == event.kind &&
            other.severity == event.severity && other.text == event.text)
            return at;
    }
    return std::nullopt;
}

void EventsModel::fold(std::size_t at, EventRow added, bool tells) {
    added.count = m_rows[at].count + 1;
    added.first = m_rows[at].first;
    const int from = static_cast<int>(at);
    if (tells && at > 0) beginMoveRows({}, from, from, {}, 0);
    m_rows.erase(m_rows.begin() + from);
    m_rows.push_front(std::move(added));
    if (!tells) return;
    if (at > 0) endMoveRows();
    emit dataChanged(index(0, 0), index(0, ColumnCount - 1));
}

void EventsModel::prepend(EventRow added, bool tells) {
    if (tells) beginInsertRows({}, 0, 0);
    m_rows.push_front(std::move(added));
    if (tells) endInsertRows();
}

void EventsModel::display(const engine::Snapshot& snapshot) {
    std::map<AlarmName, bool> alarms;
    std::vector<engine::DeviceId> present;
    for (const engine::DeviceSnapshot& device : snapshot.devices) {
        present.push_back(device.device);
        for (const engine::AlarmStatus& alarm : device.alarms)
            alarms[{device.device.value, alarm.name}] = ui::waits(alarm);
    }
    std::sort(present.begin(), present.end());
    if (!m_isNew && alarms == m_waitingAlarms && present == m_present) return;
    m_waitingAlarms = std::move(alarms);
    m_present = std::move(present);
    m_isNew = false;
    updateWaiting();
}

bool EventsModel::shallWait(const EventRow& row) const {
    const Event& event = row.event;
    if (row.acknowledged || !asksForAPerson(event)) return false;
    const std::uint32_t device = event.device.value;
    const auto isNewest = [&](const auto& newest, const auto& key) {
        const auto found = newest.find(key);
        return found != newest.end() && found->second == event.number;
    };
    if (!row.alarm.empty()) {
        const AlarmName name{device, row.alarm};
        const auto waiting = m_waitingAlarms.find(name);
        return waiting != m_waitingAlarms.end() && waiting->second && isNewest(m_newestRaise, name);
    }
    if (!row.state) return true;
    return isNewest(m_newestState, device) &&
           std::binary_search(m_present.begin(), m_present.end(), event.device);
}

void EventsModel::updateWaiting() {
    int waiting = 0;
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        EventRow& row = m_rows[at];
        const bool now = shallWait(row);
        waiting += now ? 1 : 0;
        if (now == row.waits) continue;
        row.waits = now;
        const int changed = static_cast<int>(at);
        emit dataChanged(index(changed, 0), index(changed, ColumnCount - 1));
    }
    if (waiting == m_waiting) return;
    m_waiting = waiting;
    emit waitingChanged(waiting);
}

void EventsModel::acknowledge(int row) {
    m_rows[static_cast<std::size_t>(row)].acknowledged = true;
    updateWaiting();
}

int EventsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EventsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const EventRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
        case RowRole: return QVariant::fromValue(&row);
        case Qt::ToolTipRole: return toolTip(row);
        case Qt::AccessibleTextRole:
            return index.column() == Time ? spoken(row) : data(index, Qt::DisplayRole);
        case Qt::DisplayRole: break;
        default: return {};
    }
    switch (index.column()) {
        case Time: return eventTimeText(row.event.time.wallNs, shownToday());
        case Shape: return row.state ? stateWord(*row.state) : severityWord(row.event.severity);
        case Source: return row.source;
        case What: return row.text;
        default: return {};
    }
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::FontRole) return m_headerFont;
    if (role == Qt::TextAlignmentRole) return int{Qt::AlignLeft | Qt::AlignVCenter};
    if (role == Qt::AccessibleTextRole && section == Shape) return tr("Urgency");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Time: return tr("Time");
        case Source: return tr("Source");
        case What: return tr("What happened");
        default: return QString();
    }
}

QString EventsModel::toolTip(const EventRow& row) const {
    const QDate never;
    QStringList lines{
        row.text, QStringList{row.source,
                              row.state ? stateWord(*row.state) : severityWord(row.event.severity)}
                      .join(QStringLiteral(" \u00b7 "))};
    lines << (row.count > 1 ? tr("%1 times, from %2 to %3")
                                  .arg(countText(row.count), eventTimeText(row.first.wallNs, never),
                                       eventTimeText(row.event.time.wallNs, never))
                            : eventTimeText(row.event.time.wallNs, never));
    if (row.waits) lines << tr("Not acknowledged: K acknowledges it.");
    return lines.join(QLatin1Char('\n'));
}

QString EventsModel::spoken(const EventRow& row) const {
    QStringList parts{row.state ? stateWord(*row.state) : severityWord(row.event.severity),
                      row.source, row.text};
    if (row.count > 1) parts << tr("%1 times").arg(countText(row.count));
    parts << eventTimeText(row.event.time.wallNs, shownToday());
    if (row.waits) parts << tr("not acknowledged");
    return parts.join(QStringLiteral(", "));
}

}  // namespace telemetryhub::ui
