// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <utility>
#include <vector>

#include <QHash>
#include <QObject>
#include <QString>

#include "chart/chart_channel.h"
#include "telemetryhub/engine/gateway/snapshot.h"

namespace telemetryhub::ui {

/// Which channels the charts show, and the colour slot of each.
///
/// A slot belongs to a device's name and a channel's name for the life of the window: a device
/// that is removed and added again keeps its colours. Channels are shown by default up to 8 a
/// device and 16 in all.
///
/// Threads: main.
class ChannelSelection : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kShownPerDevice = 8;
    static constexpr std::size_t kShownByDefault = 16;

    using QObject::QObject;

    /// Takes in new devices and channels, forgets removed devices.
    void update(const engine::Snapshot& snapshot);

    [[nodiscard]] int slot(const engine::DeviceSnapshot& device, std::size_t channel) const;
    [[nodiscard]] bool isShown(engine::DeviceId device, std::size_t channel) const;
    void setShown(engine::DeviceId device, std::size_t channel, bool shown);
    /// In the order of devices and channels.
    [[nodiscard]] std::vector<ChartChannel> shownChannels() const;

signals:
    /// `shownChannels` is another list.
    void changed();

private:
    using Key = std::pair<QString, QString>;
    struct Known {
        ChartChannel channel;
        bool shown = false;
    };

    void takeChannel(const engine::DeviceSnapshot& device, std::size_t channel);
    [[nodiscard]] bool shownByDefault(const engine::DeviceSnapshot& device) const;

    QHash<Key, int> m_slots;
    QHash<Key, bool> m_shownEarlier;  ///< choices of devices that are gone
    std::vector<Known> m_known;
};

}  // namespace telemetryhub::ui
