// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QMenu>

#include "telemetryhub/engine/hub/hub.h"

class QActionGroup;

namespace telemetryhub::ui {

/// Overrules the format of a device; the one in use is checked.
///
/// Threads: main.
class FormatMenu : public QMenu {
    Q_OBJECT

public:
    /// \pre `gateway` outlives this object.
    FormatMenu(engine::Hub& gateway, QWidget* parent);

    /// The device to choose for; null: none.
    void display(const engine::DeviceSnapshot* device);

private:
    void offer(const std::vector<engine::Format>& formats);

    engine::Hub& m_gateway;
    std::optional<engine::DeviceId> m_device;
    std::vector<engine::Format> m_offered;
    QActionGroup* m_group;
};

}  // namespace telemetryhub::ui
