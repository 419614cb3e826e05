// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/core/channel_set.h"
#include "telemetryhub/engine/core/ids.h"

namespace telemetryhub::engine {

/// Which columns a wide CSV table has, and where each device's channels stand in them.
///
/// Columns are added at the end only, so that a channel keeps its place.
///
/// Threads: confined to one thread.
class CsvLayout {
public:
    enum class Header { CanGrow, Fixed };

    /// One device's part of the table.
    struct Device {
        DeviceId id;
        std::string name;
        ChannelSetPtr channels;            ///< the largest so far; null before its first block
        std::vector<int> channelOfColumn;  ///< -1: another device's; may end before the last
        std::vector<std::size_t> leftOut;  ///< channels without a column
        bool hasRows = true;               ///< false: the fixed header cannot tell it apart
    };
    /// What a block asked of the header.
    struct Change {
        std::size_t newColumns = 0;
        bool severalDevices = false;  ///< the rows need a device cell from here
        [[nodiscard]] bool any() const { return newColumns > 0 || severalDevices; }
    };

    void addDevice(DeviceId id, std::string name);
    /// The channels of `id` as its newest block has them.
    Change learn(DeviceId id, const ChannelSetPtr& channels);
    /// The header is written; what comes later widens it, or is left out.
    void setWritten(Header header);
    /// The rows follow a wider header, which has all columns in its own order. \pre it is written
    void adopt(std::string_view header);

    [[nodiscard]] const Device* find(DeviceId id) const;
    /// Every device has sent, and none will bring further channels.
    [[nodiscard]] bool complete() const;
    [[nodiscard]] bool severalDevices() const { return m_severalDevices; }
    [[nodiscard]] std::size_t columnCount() const { return m_columns.size(); }
    [[nodiscard]] std::string header() const;
    /// The cell for rows from the time when there was one device.
    [[nodiscard]] std::string firstDeviceCell() const;

private:
    Device& findOrAdd(DeviceId id);
    /// Whether rows of `device` can be told from those that are written.
    bool tellApart(Device& device, Change& change);
    std::size_t placeColumns(Device& device, std::size_t firstChannel);
    [[nodiscard]] std::size_t columnFor(const Channel& channel, const Device& device) const;

    std::vector<Channel> m_columns;
    std::vector<Device> m_devices;
    std::optional<DeviceId> m_onlyDevice;  // whose rows have no device cell
    std::optional<Header> m_written;
    bool m_severalDevices = false;
};

}  // namespace telemetryhub::engine
