// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include <QColor>
#include <QList>
#include <QPolygonF>
#include <QString>
#include <QStringList>

#include "telemetryhub/engine/hub/snapshot.h"
#include "theme/state_shape.h"

namespace telemetryhub::ui {

/// What one row of the device list says.
struct DeviceRow {
    engine::DeviceId device;
    engine::DeviceState state = engine::DeviceState::Idle;
    QString name;
    QString duration;  ///< in the state
    QString link;      ///< `ttyUSB0 · NMEA 0183`
    QString rate;
    QString age;                      ///< `0.12 s · lost 0`, `never started`
    bool undecoded = false;           ///< in Error, because no byte was ever part of a sample
    bool hasRates = false;            ///< a serial port, which may be read at another rate
    QString problem;                  ///< sentences of Error and SafeState
    QString remedy;                   ///< what a person can do in SafeState
    std::optional<AlarmLevel> alarm;  ///< of the worst alarm
    bool alarmWaits = false;          ///< nobody acknowledged it
    QString alarmText;                ///< why, as a sentence
    QStringList facts;                ///< for the tool tip
    QString retry;                    ///< `try 6 · next in 6 s`
    QString spoken;                   ///< for screen readers
    QList<QPolygonF> curve;           ///< of the first channel, the last minute, in the unit square
    int curveSlot = 0;
    QColor curveColour;  ///< the channel's own; invalid: the slot's
    int pulse = -1;      ///< frame of the pulse of a new Error or SafeState; -1: it stands still
    bool warns = false;  ///< stale while Measuring, or samples were lost

    friend bool operator==(const DeviceRow&, const DeviceRow&) = default;
};

/// What the row of one channel below its device says.
struct ChannelRow {
    engine::DeviceId device;
    std::size_t channel = 0;
    int slot = 0;
    QColor colour;       ///< its own; invalid: the slot's
    bool shown = false;  ///< in the chart
    bool stale = false;
    QString name;
    QString value;
    QString fraction;  ///< what `value` lacks, in digits of no ink, to end where its neighbours do
    QString unit;
    QString age;  ///< of a stale value
    std::optional<AlarmLevel> alarm;
    bool alarmWaits = false;
    QString alarmText;

    friend bool operator==(const ChannelRow&, const ChannelRow&) = default;
};

/// What the heading of a group says.
struct GroupRow {
    QString name;
    int devices = 0;
    std::array<int, 4> states{};  ///< how many devices are in each, by engine::DeviceState

    friend bool operator==(const GroupRow&, const GroupRow&) = default;
};

/// The row of a device at one moment, without its curve.
[[nodiscard]] DeviceRow deviceRow(const engine::DeviceSnapshot& device,
                                  const engine::ReadTime& now);
/// Whether an alarm has a line of its own below the device: the sentence of an Error goes first.
[[nodiscard]] bool hasAlarmLine(const engine::DeviceSnapshot& device);
[[nodiscard]] QString toolTipOf(const DeviceRow& row);
[[nodiscard]] QString toolTipOf(const ChannelRow& row);
[[nodiscard]] QString spokenText(const ChannelRow& row);
[[nodiscard]] QString spokenText(const GroupRow& row);

}  // namespace telemetryhub::ui

Q_DECLARE_METATYPE(telemetryhub::ui::DeviceRow)
Q_DECLARE_METATYPE(telemetryhub::ui::ChannelRow)
Q_DECLARE_METATYPE(telemetryhub::ui::GroupRow)
