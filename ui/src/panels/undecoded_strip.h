// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "telemetryhub/engine/hub/snapshot.h"

class QPushButton;

namespace telemetryhub::ui {

class DeviceActions;
class ElidedLabel;
class Theme;

/// Stands above the panels while a device sends what was never decoded: who, what its bytes look
/// like, and what helps: other baud rates, its decoding, its settings.
///
/// Threads: main.
class UndecodedStrip : public QWidget {
    Q_OBJECT

public:
    /// \pre `actions` and `theme` outlive this object.
    UndecodedStrip(DeviceActions& actions, const Theme& theme, QWidget* parent = nullptr);

    void display(const engine::Snapshot& snapshot);
    [[nodiscard]] QString text() const;
    /// Whether there is such a device.
    [[nodiscard]] bool isWanted() const { return m_device.has_value(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void applyTheme();
    [[nodiscard]] QPushButton* addButton(const QString& text, const QString& name);

    const Theme& m_theme;
    ElidedLabel* m_who;
    ElidedLabel* m_why;
    QPushButton* m_rates = nullptr;  ///< of a serial port
    QPushButton* m_decoding = nullptr;
    QPushButton* m_edit = nullptr;
    std::optional<engine::DeviceId> m_device;
};

}  // namespace telemetryhub::ui
