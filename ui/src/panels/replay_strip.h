// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "telemetryhub/engine/hub/hub.h"

class QComboBox;
class QLabel;
class QSlider;
class QToolButton;

namespace telemetryhub::ui {

class ElidedLabel;
class Theme;

/// Drives a device that replays: pause, step, speed, and where it is.
///
/// Threads: main.
/// Errors:  `refused` says why a command was not carried out.
class ReplayStrip final : public QWidget {
    Q_OBJECT

public:
    /// \pre `gateway` and `theme` outlive this object.
    ReplayStrip(engine::Hub& gateway, const Theme& theme, QWidget* parent);

    /// Shows itself for a device that replays, hides for any other and for null.
    void display(const engine::DeviceSnapshot* device);
    /// `0:01:23 of 0:10:00`, or a share where the length is unknown.
    [[nodiscard]] QString position() const;

signals:
    void refused(const QString& reason);

private:
    QToolButton* addButton(const QString& toolTip, void (ReplayStrip::*act)());
    void fillSpeeds();
    void togglePause();
    void step();
    void chooseSpeed(int index);
    void seek(int value);
    void showStatus(const engine::ReplayStatus& status);
    void showSpeed(double speed);
    void send(engine::ReplayCommand::Kind kind, double value = 0);
    void applyTheme();

    engine::Hub& m_gateway;
    const Theme& m_theme;
    std::optional<engine::DeviceId> m_device;
    engine::ReplayStatus m_status;
    ElidedLabel* m_name;
    QToolButton* m_pause = nullptr;
    QToolButton* m_step = nullptr;
    QComboBox* m_speed;
    QSlider* m_slider;
    QLabel* m_position;
};

}  // namespace telemetryhub::ui
