// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decode/channel_table.h"
#include "decode/device_clock.h"
#include "telemetryhub/engine/core/decode_settings.h"
#include "telemetryhub/engine/decode/decoder.h"

namespace telemetryhub::engine {

/// Writes rows, dated by the clock that was asked for.
///
/// With the device's clock a row has the time given by `setDeviceTime`, else the number in its
/// time channel, else the arrival of its bytes. How much later than its time a row arrived goes
/// into the channel kArrivalDelayChannel, which is made with the first row that the device dates.
class DatedRows {
public:
    explicit DatedRows(const DecodeSettings& settings)
        : m_byDevice(settings.time == SampleTime::Device),
          m_timeChannel(m_byDevice ? settings.timeChannel : std::string()) {}

    /// Whether a decoder has to look for times at all.
    [[nodiscard]] bool byDevice() const { return m_byDevice; }
    /// Whether a column or key of that title, or `name [unit]`, holds the time.
    [[nodiscard]] bool isTimeChannel(std::string_view title) const;
    /// The time of the next row alone.
    void setDeviceTime(const std::optional<DeviceTime>& time) {
        if (m_byDevice) m_next = time;
    }

    /// Tells the writer of new channels, widens the row to all of them and writes it.
    void add(std::vector<double>& row, ChannelTable& channels, ChannelSetKind kind,
             DecoderOutput& output) {
        channels.publish(output.samples(), kind);
        row.resize(channels.size(), kAbsent);
        if (m_byDevice)
            addDated(row, channels, kind, output);
        else
            output.samples().addRow(row);
    }

private:
    void addDated(std::vector<double>& row, ChannelTable& channels, ChannelSetKind kind,
                  DecoderOutput& output);
    [[nodiscard]] std::optional<DeviceTime> timeIn(const std::vector<double>& row,
                                                   const ChannelTable& channels);

    bool m_byDevice;
    std::string m_timeChannel;
    DeviceClock m_clock;
    std::optional<DeviceTime> m_next;
    std::size_t m_channelsSearched = 0;
    std::optional<std::size_t> m_timeIndex;
    double m_nsPerUnit = 0;
    std::optional<std::size_t> m_delayIndex;
};

}  // namespace telemetryhub::engine
