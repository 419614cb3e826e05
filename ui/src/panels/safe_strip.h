// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "telemetryhub/engine/gateway/snapshot.h"

class QPushButton;

namespace telemetryhub::ui {

class DeviceActions;
class ElidedLabel;
class Theme;

/// Stands above everything while a device is latched in SafeState: who, how long, why, Reset.
///
/// Threads: main.
class SafeStrip : public QWidget {
    Q_OBJECT

public:
    /// \pre `actions` and `theme` outlive this object.
    SafeStrip(DeviceActions& actions, const Theme& theme, QWidget* parent = nullptr);

    void display(const std::shared_ptr<const engine::Snapshot>& snapshot);
    [[nodiscard]] QString text() const;
    /// Whether a device is latched.
    [[nodiscard]] bool isLatched() const { return m_device.has_value(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void applyTheme();

    const Theme& m_theme;
    ElidedLabel* m_who;
    ElidedLabel* m_why;
    QPushButton* m_reset;
    std::optional<engine::DeviceId> m_device;
};

}  // namespace telemetryhub::ui
