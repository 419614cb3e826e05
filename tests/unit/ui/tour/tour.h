// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QSettings>
#include <QString>
#include <QTemporaryDir>

#include "telemetryhub/engine/gateway/gateway_core.h"
#include "telemetryhub/ui/main_window.h"

namespace telemetryhub::test {

/// The window over an engine of its own, with devices to look at, led from view to view.
///
/// Threads: main.
class Tour {
public:
    /// `theme`: `dark`, `light` or `contrast`.
    Tour(const QString& theme, const QSize& size);
    ~Tour();

    /// Adds a device by its specification, and starts it.
    engine::DeviceId add(const QString& specification);
    /// Waits until the device has sent some samples.
    void waitForSamples(engine::DeviceId device, std::uint64_t count);
    /// Triggers the action of this object name.
    void trigger(const QString& action);
    /// Lets the window draw what is new.
    void settle();
    /// The window on top: a dialog, if one is open.
    [[nodiscard]] QWidget& top();
    /// Leaves a palette, closes dialogs.
    void leave();

    [[nodiscard]] ui::MainWindow& window() { return *m_window; }
    [[nodiscard]] engine::GatewayCore& gateway() { return *m_gateway; }
    [[nodiscard]] QSettings& settings() { return *m_settings; }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<engine::GatewayCore> m_gateway;
    std::unique_ptr<ui::MainWindow> m_window;
};

}  // namespace telemetryhub::test
