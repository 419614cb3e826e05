// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QColor>
#include <QString>

#include "panels/channel_digits.h"
#include "telemetryhub/engine/hub/snapshot.h"
#include "theme/state_shape.h"

namespace telemetryhub::ui {

/// A limit of an alarm on the scale of a gauge.
struct ValueLimit {
    double at = 0;  ///< 0 to 1
    AlarmLevel level = AlarmLevel::Warning;

    friend bool operator==(const ValueLimit&, const ValueLimit&) = default;
};

/// What one tile of the values panel says.
struct ValueRow {
    engine::DeviceId device;
    std::size_t channel = 0;
    engine::DeviceState state = engine::DeviceState::Idle;
    int slot = 0;
    QColor colour;        ///< its own; invalid: the slot's
    bool shown = false;   ///< in the charts
    bool hidden = false;  ///< not in this panel; such rows come while channels are chosen
    bool big = false;     ///< on the big screen
    bool stale = false;
    QString name;
    QString deviceName;
    QString value;
    QString fraction;  ///< what `value` lacks to end where the others of a list do
    QString unit;
    QString age;                ///< of a stale value
    QString least, mean, most;  ///< of the last minutes; empty when nothing came
    QString low, high;          ///< the ends of the bar: the channel's range, else the extremes
    bool hasRange = false;      ///< the channel's own, not what was seen
    // Where the extremes and the value lie in the channel's range, else between the extremes of the
    // session, 0 to 1.
    double leastAt = 0, mostAt = 0, valueAt = -1;
    std::vector<ValueLimit> limits;   ///< inside the range
    std::optional<AlarmLevel> alarm;  ///< of the worst alarm of the channel
    bool alarmWaits = false;          ///< nobody acknowledged it
    QString alarmText;                ///< why, as a sentence

    friend bool operator==(const ValueRow&, const ValueRow&) = default;
};

/// What is known of a channel beside its newest value.
struct ValueBackground {
    int decimals = 0;
    double recentLeast = engine::kAbsent, recentMost = engine::kAbsent;
    double everLeast = engine::kAbsent, everMost = engine::kAbsent;
    std::optional<double> mean;
};

/// The row of a channel at one moment, without what belongs to the panel.
[[nodiscard]] ValueRow valueRow(const engine::DeviceSnapshot& device, std::size_t channel,
                                const ValueBackground& background, const engine::ReadTime& now);
[[nodiscard]] QString spokenText(const ValueRow& row);
[[nodiscard]] QString toolTipOf(const ValueRow& row);

}  // namespace telemetryhub::ui

Q_DECLARE_METATYPE(telemetryhub::ui::ValueRow)
