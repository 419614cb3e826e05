// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QObject>
#include <QPointer>

#include "chart/channel_catalog.h"
#include "chart/panel_channels.h"

namespace telemetryhub::engine {
struct DeviceSnapshot;
struct Snapshot;
}  // namespace telemetryhub::engine

namespace telemetryhub::ui {

/// The channels of the window as lists beside the charts see them: the colour slot of each, and
/// whether the active chart panel shows it.
///
/// Threads: main.
class ChannelSelection : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kShownPerDevice = PanelChannels::kShownPerDevice;
    static constexpr std::size_t kShownByDefault = PanelChannels::kShownByDefault;

    explicit ChannelSelection(QObject* parent = nullptr);

    /// Takes in new devices and channels, forgets removed devices.
    void update(const engine::Snapshot& snapshot);
    [[nodiscard]] const ChannelCatalog& catalog() const { return m_catalog; }
    /// The panel that `isShown` and `setShown` mean from now on; without one, or when it goes, a
    /// choice of its own.
    void setPanel(PanelChannels* panel);

    [[nodiscard]] int slot(const engine::DeviceSnapshot& device, std::size_t channel) const;
    [[nodiscard]] bool isShown(engine::DeviceId device, std::size_t channel) const;
    void setShown(engine::DeviceId device, std::size_t channel, bool shown);
    /// In the order of devices and channels.
    [[nodiscard]] std::vector<ChartChannel> shownChannels() const;

signals:
    /// `shownChannels` is another list.
    void changed();

private:
    [[nodiscard]] PanelChannels& panel();
    [[nodiscard]] const PanelChannels& panel() const;

    ChannelCatalog m_catalog;
    PanelChannels m_own;
    QPointer<PanelChannels> m_panel;
};

}  // namespace telemetryhub::ui
