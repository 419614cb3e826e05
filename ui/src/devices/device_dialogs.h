// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>

#include "telemetryhub/engine/hub/hub.h"

namespace telemetryhub::ui {

class Theme;

/// The windows over single devices, at most one of a kind for each: rehearse faults,
/// decoding.
///
/// They are not modal, and close when their device is removed.
///
/// Threads: main.
class DeviceDialogs : public QObject {
    Q_OBJECT

public:
    /// \pre everything outlives this object; `window` is the parent of the dialogs.
    DeviceDialogs(engine::Hub& gateway, const Theme& theme, QWidget* window);

    void display(std::shared_ptr<const engine::Snapshot> snapshot);

public slots:
    void openRehearsal(telemetryhub::engine::DeviceId device);
    void openDecoding(telemetryhub::engine::DeviceId device);

private:
    engine::Hub& m_gateway;
    const Theme& m_theme;
    QWidget* m_window;
    std::shared_ptr<const engine::Snapshot> m_snapshot;
};

}  // namespace telemetryhub::ui
