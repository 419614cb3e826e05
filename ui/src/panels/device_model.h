// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QAbstractListModel>
#include <QColor>
#include <QHash>
#include <QList>
#include <QPolygonF>
#include <QString>

#include "telemetryhub/engine/gateway/snapshot.h"
#include "theme/state_shape.h"

namespace telemetryhub::ui {

class ChannelSelection;

/// What one row of the device list says.
struct DeviceRow {
    engine::DeviceId device;
    engine::DeviceState state = engine::DeviceState::Idle;
    QString name;
    QString duration;  ///< in the state
    QString link;      ///< `ttyUSB0 · NMEA 0183`
    QString rate;
    QString age;                      ///< `0.12 s · lost 0`, `never started`
    QString problem;                  ///< sentences of Error and SafeState
    std::optional<AlarmLevel> alarm;  ///< of the worst alarm
    bool alarmWaits = false;          ///< nobody acknowledged it
    QString alarmText;                ///< why, as a sentence
    QString retry;                    ///< `try 6 · next in 6 s`
    QString spoken;                   ///< for screen readers
    QList<QPolygonF> curve;           ///< of the first channel, the last minute, in the unit square
    int curveSlot = 0;
    QColor curveColour;  ///< the channel's own; invalid: the slot's
    int pulse = -1;      ///< frame of the pulse of a new Error or SafeState; -1: it stands still
    bool warns = false;  ///< stale while Measuring, or samples were lost

    friend bool operator==(const DeviceRow&, const DeviceRow&) = default;
};

/// The devices of the newest snapshot, in the order they were added.
///
/// Threads: main.
class DeviceModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { RowRole = Qt::UserRole, StateRole, IdRole, HasAlarmLineRole };

    /// With `history`, rows have a curve of the first channel, in the colour of `selection`; both
    /// outlive this object.
    explicit DeviceModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}
    DeviceModel(const engine::SampleStore& history, const ChannelSelection& selection,
                QObject* parent);

    void display(const engine::Snapshot& snapshot);
    [[nodiscard]] const DeviceRow& row(int index) const;
    [[nodiscard]] QModelIndex indexOf(engine::DeviceId device) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

signals:
    /// The row has another height now.
    void rowStateChanged(const QModelIndex& index);

private:
    struct Curve {
        QList<QPolygonF> parts;
        int slot = 0;
        QColor colour;
    };

    void takeCurves(const engine::Snapshot& snapshot);

    const engine::SampleStore* m_history = nullptr;
    const ChannelSelection* m_selection = nullptr;
    std::vector<DeviceRow> m_rows;
    QHash<quint32, Curve> m_curves;
    std::int64_t m_nextCurvesNs = 0;
};

/// The row of a device at one moment.
[[nodiscard]] DeviceRow deviceRow(const engine::DeviceSnapshot& device,
                                  const engine::ReadTime& now);

}  // namespace telemetryhub::ui

Q_DECLARE_METATYPE(telemetryhub::ui::DeviceRow)
