// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <QAbstractTableModel>
#include <QDate>
#include <QFont>
#include <QString>

#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/hub/snapshot.h"

namespace telemetryhub::ui {

/// One row of the list: an event, or several equal ones.
struct EventRow {
    engine::Event event;  ///< the newest of them
    engine::ReadTime first;
    std::uint64_t count = 1;
    QString source;
    QString text;
    std::string alarm;  ///< that was raised; empty: none
    std::optional<engine::DeviceState> state;
    bool waits = false;         ///< for somebody to acknowledge it
    bool acknowledged = false;  ///< here; alarms are acknowledged in the engine
};

/// What happened, newest first; bounded as the log of the engine. Text lines are the console's.
///
/// A row waits for a person when it is an alarm of which nobody knows, an Error or SafeState that
/// its device is still in, or another warning. What heals by itself stops waiting by itself.
///
/// Threads: main.
class EventsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Shape, Source, What, ColumnCount };
    /// `const EventRow*`, valid until the model changes.
    enum Role { RowRole = Qt::UserRole };

    static constexpr std::size_t kMaxRows = engine::EventLog::kMaxEvents;
    /// Equal events are looked for among so many of the newest rows.
    static constexpr std::size_t kFoldWithin = 4;

    using QAbstractTableModel::QAbstractTableModel;

    /// Takes new events, oldest first; their devices are named by `snapshot`.
    void add(std::vector<engine::Event> events, const engine::Snapshot& snapshot);
    /// Finds out what waits now.
    void display(const engine::Snapshot& snapshot);
    /// Somebody knows of a row that is no alarm.
    void acknowledge(int row);

    [[nodiscard]] const EventRow& row(int row) const {
        return m_rows[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] int waitingCount() const { return m_waiting; }
    /// Events that came, also those that are not kept any more.
    [[nodiscard]] std::uint64_t addedCount() const { return m_added; }
    [[nodiscard]] bool hasForgotten() const { return m_forgot; }
    void setHeaderFont(const QFont& font) { m_headerFont = font; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

signals:
    void waitingChanged(int count);

private:
    using AlarmName = std::pair<std::uint32_t, std::string>;

    void addOne(engine::Event event, const engine::Snapshot& snapshot, bool tells);
    [[nodiscard]] EventRow rowOf(engine::Event event, const engine::Snapshot& snapshot) const;
    [[nodiscard]] std::optional<std::size_t> equalTo(const EventRow& added) const;
    void fold(std::size_t at, EventRow added, bool tells);
    void prepend(EventRow added, bool tells);
    void noteNewest(const EventRow& added);
    [[nodiscard]] bool shallWait(const EventRow& row) const;
    void updateWaiting();
    [[nodiscard]] QString toolTip(const EventRow& row) const;
    [[nodiscard]] QString spoken(const EventRow& row) const;

    std::deque<EventRow> m_rows;  ///< newest first
    std::map<AlarmName, std::uint64_t> m_newestRaise;
    std::unordered_map<std::uint32_t, std::uint64_t> m_newestState;
    std::map<AlarmName, bool> m_waitingAlarms;
    std::vector<engine::DeviceId> m_present;
    std::uint64_t m_added = 0;
    int m_waiting = 0;
    bool m_forgot = false;
    bool m_isNew = false;  ///< there are rows of which it is not known whether they wait
    QFont m_headerFont;
};

/// In the zone that is shown.
[[nodiscard]] QDate shownToday();
/// When it happened: with the date unless it was `today`.
[[nodiscard]] QString eventTimeText(std::int64_t wallNs, const QDate& today);

}  // namespace telemetryhub::ui

Q_DECLARE_METATYPE(const telemetryhub::ui::EventRow*)
