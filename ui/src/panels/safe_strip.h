// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "telemetryhub/engine/hub/snapshot.h"

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

signals:
    /// Somebody wants to see every device in SafeState.
    void allAsked();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void applyTheme();
    [[nodiscard]] QPushButton* addButton(const QString& text, const QString& name);

    const Theme& m_theme;
    ElidedLabel* m_who;
    ElidedLabel* m_why;
    QPushButton* m_all = nullptr;  ///< while there are several
    QPushButton* m_cause = nullptr;
    QPushButton* m_reset = nullptr;
    std::optional<engine::DeviceId> m_device;
};

}  // namespace telemetryhub::ui
