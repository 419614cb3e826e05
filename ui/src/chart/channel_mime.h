// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <QString>

#include "telemetryhub/engine/core/ids.h"

class QMimeData;

namespace telemetryhub::ui {

/// A channel by what it is in the gateway.
struct ChannelId {
    engine::DeviceId device;
    std::size_t channel = 0;  ///< index in the device's channel set

    friend bool operator==(const ChannelId&, const ChannelId&) = default;
};

/// How channels are dragged from the lists onto the charts.
inline constexpr char kChannelMime[] = "application/x-telemetryhub-channels";

/// `text` is what other programs get when it is dropped there.
[[nodiscard]] std::unique_ptr<QMimeData> channelMime(const std::vector<ChannelId>& channels,
                                                     const QString& text);
/// The channels of a drag; empty when it holds none, or was made by something else.
[[nodiscard]] std::vector<ChannelId> channelsOf(const QMimeData& mime);

}  // namespace telemetryhub::ui
