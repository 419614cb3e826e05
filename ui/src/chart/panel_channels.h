// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include <QJsonObject>
#include <QObject>
#include <QSet>

#include "chart/channel_catalog.h"

namespace telemetryhub::ui {

/// Which channels one chart panel shows, and in which lanes the operator put them.
///
/// Choices hold names: a device that comes back, or a restart, finds its channels again.
///
/// Threads: main.
class PanelChannels final : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kShownPerDevice = 8;
    static constexpr std::size_t kShownByDefault = 16;

    enum class Start {
        Empty,
        Usual,  ///< new channels are shown by themselves, up to 8 a device and 16 in all
    };

    /// \pre `catalog` outlives this object.
    PanelChannels(const ChannelCatalog& catalog, Start start, QObject* parent = nullptr);

    [[nodiscard]] bool isShown(const ChannelId& id) const;
    void setShown(const ChannelId& id, bool shown);
    void add(const std::vector<ChannelId>& channels);
    /// Shows exactly what these lanes hold, each channel in its lane.
    void arrange(const std::vector<std::vector<ChannelId>>& lanes);
    void clear();
    /// Those that exist now, in the order of devices and channels.
    [[nodiscard]] const std::vector<ChartChannel>& shown() const { return m_shown; }

    [[nodiscard]] QJsonObject state() const;
    void restore(const QJsonObject& state);

signals:
    /// `shown` is another list.
    void changed();

private:
    void refresh();
    void takeUsual();
    void takeUsualOf(const ChannelCatalog::Device& device, std::size_t& all);

    const ChannelCatalog& m_catalog;
    Start m_start;
    std::map<ChannelNames, int> m_chosen;  ///< the lane of each, 0: nobody chose one
    QSet<ChannelNames> m_decided;          ///< that were shown by themselves or not
    QSet<QString> m_knownDevices;          ///< whose channels an earlier run decided about
    std::vector<ChartChannel> m_shown;
};

}  // namespace telemetryhub::ui
