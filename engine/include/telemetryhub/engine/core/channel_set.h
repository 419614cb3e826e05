// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace telemetryhub::engine {

/// The values that are usual, for scales and gauges. \pre low < high
struct ValueRange {
    double low = 0;
    double high = 0;

    friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

/// One measured or calculated quantity of a device.
struct Channel {
    std::string name;
    std::string unit;                   ///< as the device or profile writes it; empty when unknown
    std::optional<int> decimals;        ///< digits after the point to show; unset: from the data
    std::string colour{};               ///< `#rrggbb`; empty: by its place
    std::optional<ValueRange> range{};  ///< unset: unknown

    friend bool operator==(const Channel&, const Channel&) = default;
};

/// Whether a format can still bring channels that were not seen so far.
enum class ChannelSetKind {
    Complete,  ///< the layout is known, for example from a CSV header
    Open,      ///< channels appear as they are first sent, for example NMEA sentences
};

/// The channels of a device, in the order of the columns of its blocks. Immutable.
///
/// A device's set only ever grows at the end: channel i of an earlier set is channel i of every
/// later one, so that an index names a channel for the life of the device.
class ChannelSet {
public:
    /// Of a decoder.
    static constexpr std::size_t kMaxChannels = 256;
    /// That are calculated from them.
    static constexpr std::size_t kMaxDerived = 128;

    /// \pre `channels.size() <= kMaxChannels + kMaxDerived`
    explicit ChannelSet(std::vector<Channel> channels,
                        ChannelSetKind kind = ChannelSetKind::Complete);

    [[nodiscard]] std::size_t size() const { return m_channels.size(); }
    [[nodiscard]] bool empty() const { return m_channels.empty(); }
    [[nodiscard]] const Channel& operator[](std::size_t index) const { return m_channels[index]; }
    [[nodiscard]] const std::vector<Channel>& channels() const { return m_channels; }
    [[nodiscard]] ChannelSetKind kind() const { return m_kind; }
    [[nodiscard]] std::optional<std::size_t> indexOf(std::string_view name) const;

private:
    std::vector<Channel> m_channels;
    ChannelSetKind m_kind;
};

using ChannelSetPtr = std::shared_ptr<const ChannelSet>;

/// Splits a column title `name [unit]` into its parts; without brackets the unit is empty.
[[nodiscard]] Channel channelFromTitle(std::string_view title);

}  // namespace telemetryhub::engine
