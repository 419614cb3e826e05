// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "panels/device_strip.h"

namespace telemetryhub::ui {

class DeviceActions;

/// Stands above everything while a device is latched in SafeState: who, how long, why, Reset.
///
/// Threads: main.
class SafeStrip final : public DeviceStrip {
    Q_OBJECT

public:
    /// \pre `actions` and `theme` outlive this object.
    SafeStrip(DeviceActions& actions, const Theme& theme, QWidget* parent = nullptr);

    void display(const std::shared_ptr<const engine::Snapshot>& snapshot);

signals:
    /// Somebody wants to see every device in SafeState.
    void allAsked();

private:
    QPushButton* m_all;  ///< while there are several
};

}  // namespace telemetryhub::ui
