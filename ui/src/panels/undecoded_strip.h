// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/device_strip.h"

namespace telemetryhub::ui {

class DeviceActions;

/// Stands above the panels while a device sends what was never decoded: who, what its bytes look
/// like, and what helps: other baud rates, its decoding, its settings.
///
/// Threads: main.
class UndecodedStrip final : public DeviceStrip {
    Q_OBJECT

public:
    /// \pre `actions` and `theme` outlive this object.
    UndecodedStrip(DeviceActions& actions, const Theme& theme, QWidget* parent = nullptr);

    void display(const engine::Snapshot& snapshot);

private:
    QPushButton* m_rates;  ///< of a serial port
};

}  // namespace telemetryhub::ui
