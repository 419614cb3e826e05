// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QAbstractListModel>

#include "chart/panel_channels.h"

namespace telemetryhub::ui {

/// All channels that fit a filter, below the devices they belong to, with a check mark for those
/// that a panel shows. One row is eight bytes, so that hundreds of thousands are no burden.
///
/// Threads: main.
class ChannelChooserModel final : public QAbstractListModel {
    Q_OBJECT

public:
    /// \pre both outlive this object.
    ChannelChooserModel(const ChannelCatalog& catalog, PanelChannels& channels,
                        QObject* parent = nullptr);

    /// Words that name, unit or device have to hold, all of them; empty: everything.
    void setFilter(const QString& filter);
    /// Channels that fit, without the devices.
    [[nodiscard]] std::size_t channelCount() const { return m_channelCount; }
    /// Null for a device.
    [[nodiscard]] const ChartChannel* channelAt(int row) const;
    void toggle(int row);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    static constexpr std::uint32_t kHeader = 0xFFFF'FFFF;
    struct Row {
        std::uint32_t device = 0;
        std::uint32_t channel = kHeader;
    };
    void rebuild();
    [[nodiscard]] QString headerText(const ChannelCatalog::Device& device) const;

    const ChannelCatalog& m_catalog;
    PanelChannels& m_channels;
    QStringList m_words;
    std::vector<Row> m_rows;
    std::size_t m_channelCount = 0;
};

}  // namespace telemetryhub::ui
