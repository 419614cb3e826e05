// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "panels/device_model.h"

namespace telemetryhub::ui {

/// A group or a device of the tree, and the words it was last shown with. Channels are numbers
/// below their device. An index points to the parent of what it names.
struct DeviceModel::Item {
    static constexpr std::size_t kGone = static_cast<std::size_t>(-1);

    struct ShownChannel {
        ChannelRow row;
        bool asked = true;
    };

    void numberChildren() {
        for (std::size_t i = 0; i < children.size(); ++i)
            children[i]->row = static_cast<int>(i);
    }

    RowKind kind = RowKind::Group;
    quint64 key = 0;
    Item* parent = nullptr;
    int row = 0;
    int group = 0;
    std::vector<std::unique_ptr<Item>> children;  ///< of a group
    GroupRow groupRow{};

    // Of a device.
    engine::DeviceId device{};
    std::size_t position = 0;  ///< in the snapshot
    engine::DeviceState state = engine::DeviceState::Idle;
    bool alarmLine = false;
    int channels = 0;
    int mostDecimals = 0;  ///< of its channels that were shown
    std::int64_t nextCurveNs = 0;
    QList<QPolygonF> curve;
    std::optional<DeviceRow> shown;
    bool asked = false;  ///< since it was last told as changed
    std::map<std::size_t, ShownChannel> shownChannels;
};

/// How often the curve of a row is drawn anew.
inline constexpr std::int64_t kCurveEveryNs = 1'000'000'000;
/// The first channel of a device over the last minute, in the unit square, 0 at the top; a part
/// for each stretch without a gap.
[[nodiscard]] QList<QPolygonF> curveOf(const engine::SampleStore& history, engine::DeviceId device,
                                       std::int64_t nowNs);

}  // namespace telemetryhub::ui
