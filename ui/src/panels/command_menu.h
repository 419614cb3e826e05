// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QMenu>

#include "telemetryhub/engine/hub/hub.h"

namespace telemetryhub::ui {

/// What a device's profile has to send, by its labels.
///
/// Threads: main.
/// Errors:  `refused` says why nothing was sent and what to do.
class CommandMenu : public QMenu {
    Q_OBJECT

public:
    /// \pre `gateway` outlives this object; `window` is the parent of questions.
    CommandMenu(engine::Hub& gateway, QWidget* window);

    /// The device to send to; null: none.
    void display(const engine::DeviceSnapshot* device);
    /// In the order of the menu's actions.
    [[nodiscard]] const std::vector<engine::CommandPreset>& offered() const { return m_offered; }

signals:
    void refused(const QString& reason);
    void sent(const QString& what);

private:
    void offer(const std::vector<engine::CommandPreset>& commands);
    void choose(const engine::CommandPreset& command);
    void send(engine::DeviceId device, const engine::CommandPreset& command);

    engine::Hub& m_gateway;
    QWidget* m_window;
    std::optional<engine::DeviceId> m_device;
    QString m_deviceName;
    std::vector<engine::CommandPreset> m_offered;
};

}  // namespace telemetryhub::ui
