// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/core/channel_set.h"
#include "telemetryhub/engine/core/sample_writer.h"

namespace telemetryhub::engine {

/// The channels a decoder has found so far, as they grow.
class ChannelTable {
public:
    /// Keeps the writer and this table in step: a writer that knows nothing is told, and a table
    /// that knows nothing starts from the channels that an earlier decoder of the device found.
    void attach(SampleWriter& writer);

    [[nodiscard]] std::size_t size() const { return m_channels.size(); }
    [[nodiscard]] const Channel& operator[](std::size_t index) const { return m_channels[index]; }
    [[nodiscard]] std::optional<std::size_t> indexOf(std::string_view name) const;
    /// The index of the channel of that name, which is added when it is new; nothing when there is
    /// no room for one more.
    std::optional<std::size_t> ensure(const Channel& channel);
    /// Tells the writer of channels that were added.
    void publish(SampleWriter& writer, ChannelSetKind kind);

private:
    std::vector<Channel> m_channels;
    ChannelSetPtr m_published;
};

}  // namespace telemetryhub::engine
