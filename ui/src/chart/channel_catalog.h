// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tuple>
#include <vector>

#include <QHash>
#include <QObject>
#include <QString>

#include "chart/channel_mime.h"
#include "chart/chart_channel.h"

namespace telemetryhub::engine {
struct DeviceSnapshot;
struct Snapshot;
}  // namespace telemetryhub::engine

namespace telemetryhub::ui {

/// A channel by its names, which outlive the device: how choices are remembered.
struct ChannelNames {
    QString device;
    QString channel;

    friend bool operator==(const ChannelNames&, const ChannelNames&) = default;
    friend bool operator<(const ChannelNames& a, const ChannelNames& b) {
        return std::tie(a.device, a.channel) < std::tie(b.device, b.channel);
    }
    friend size_t qHash(const ChannelNames& key, size_t seed) {
        return qHashMulti(seed, key.device, key.channel);
    }
};

[[nodiscard]] ChannelNames namesOfChannel(const ChartChannel& channel);

/// All devices and channels of the window, with the colour slot of each.
///
/// A slot belongs to a device's name and a channel's name for the life of the window: a device
/// that is removed and added again keeps its colours.
///
/// Threads: main.
class ChannelCatalog final : public QObject {
    Q_OBJECT

public:
    struct Device {
        engine::DeviceId id;
        QString name;
        std::vector<ChartChannel> channels;
    };

    using QObject::QObject;

    /// Takes in new devices and channels, forgets removed devices. Costs little when nothing is
    /// new: a look at each device.
    void update(const engine::Snapshot& snapshot);

    /// In the order of their numbers.
    [[nodiscard]] const std::vector<Device>& devices() const { return m_devices; }
    /// Null when there is none. Valid until the next update.
    [[nodiscard]] const ChartChannel* find(const ChannelId& id) const;
    [[nodiscard]] const ChartChannel* find(const ChannelNames& key) const;
    /// The slot of a channel that was ever seen, else 0.
    [[nodiscard]] int slot(const ChannelNames& key) const;

signals:
    /// Devices or channels came or went.
    void changed();

private:
    struct Place {
        int slot = 0;
        ChannelId id;
    };
    bool forgetRemoved(const engine::Snapshot& snapshot);
    bool takeDevice(const engine::DeviceSnapshot& snapshot);
    [[nodiscard]] Device& deviceOf(const engine::DeviceSnapshot& snapshot);
    [[nodiscard]] const Device* findDevice(engine::DeviceId id) const;

    std::vector<Device> m_devices;
    QHash<ChannelNames, Place> m_places;
};

}  // namespace telemetryhub::ui
