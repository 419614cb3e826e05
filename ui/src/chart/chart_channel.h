// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include <QColor>
#include <QString>

#include "telemetryhub/engine/core/ids.h"

namespace telemetryhub::ui {

/// One channel that a chart shows.
struct ChartChannel {
    engine::DeviceId device;
    std::size_t channel = 0;  ///< index in the device's channel set
    int slot = 0;             ///< colour and dash, see Theme::channelPen
    QString name;
    QString unit;  ///< may be empty
    QString deviceName;
    QColor colour{};  ///< its own, in place of the slot's; invalid: it has none
    int lane = 0;     ///< where the operator put it, from 1; 0: no one did

    friend bool operator==(const ChartChannel&, const ChartChannel&) = default;
};

}  // namespace telemetryhub::ui
