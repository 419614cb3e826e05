// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QTreeWidget>

#include "chart/chart_channel.h"
#include "telemetryhub/engine/record/session_reader.h"

namespace telemetryhub::ui {

class Theme;

/// The devices and channels of a recorded session, to tick those that the chart shows.
///
/// As in the live window up to 8 a device and 16 in all are shown at first.
///
/// Threads: main.
class SessionChannels final : public QTreeWidget {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    SessionChannels(const engine::SessionInfo& info, const Theme& theme, QWidget* parent);

    /// In the order of devices and channels.
    [[nodiscard]] std::vector<ChartChannel> shownChannels() const;

signals:
    /// `shownChannels` is another list.
    void changed();

private:
    void addDevice(const engine::RecordedDeviceInfo& info);
    void applyTheme();

    const Theme& m_theme;
    std::vector<ChartChannel> m_channels;
    std::vector<QTreeWidgetItem*> m_items;  ///< of the channels
    std::size_t m_shownAtFirst = 0;
};

}  // namespace telemetryhub::ui
