// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/channel_chooser_model.h"

#include <algorithm>

namespace telemetryhub::ui {

namespace {

/// The words that `text` does not hold.
QStringList wordsNotIn(const QString& text, const QStringList& words) {
    QStringList missing;
    for (const QString& word : words)
        if (!text.contains(word, Qt::CaseInsensitive)) missing << word;
    return missing;
}

}  // namespace

ChannelChooserModel::ChannelChooserModel(const ChannelCatalog& catalog, PanelChannels& channels,
                                         QObject* parent)
    : QAbstractListModel(parent), m_catalog(catalog), m_channels(channels) {
    connect(&catalog, &ChannelCatalog::changed, this, &ChannelChooserModel::rebuild);
    connect(&channels, &PanelChannels::changed, this, [this] {
        if (!m_rows.empty())
            emit dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
    });
    rebuild();
}

void ChannelChooserModel::setFilter(const QString& filter) {
    m_words = filter.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    rebuild();
}

void ChannelChooserModel::rebuild() {
    beginResetModel();
    m_rows.clear();
    m_channelCount = 0;
    const auto& devices = m_catalog.devices();
    for (std::uint32_t device = 0; device < devices.size(); ++device) {
        const QStringList missing = wordsNotIn(devices[device].name, m_words);
        const std::size_t header = m_rows.size();
        m_rows.push_back({device, kHeader});
        const auto& channels = devices[device].channels;
        for (std::uint32_t channel = 0; channel < channels.size(); ++channel) {
            const ChartChannel& one = channels[channel];
            const bool fits = std::all_of(missing.begin(), missing.end(), [&](const QString& word) {
                return one.name.contains(word, Qt::CaseInsensitive) ||
                       one.unit.compare(word, Qt::CaseInsensitive) == 0;
            });
            if (fits) m_rows.push_back({device, channel});
        }
        m_channelCount += m_rows.size() - header - 1;
        if (m_rows.size() == header + 1) m_rows.pop_back();
    }
    endResetModel();
}

const ChartChannel* ChannelChooserModel::channelAt(int row) const {
    if (row < 0 || row >= rowCount()) return nullptr;
    const Row& place = m_rows[static_cast<std::size_t>(row)];
    if (place.channel == kHeader || place.device >= m_catalog.devices().size()) return nullptr;
    const auto& channels = m_catalog.devices()[place.device].channels;
    return place.channel < channels.size() ? &channels[place.channel] : nullptr;
}

void ChannelChooserModel::toggle(int row) {
    const ChartChannel* channel = channelAt(row);
    if (!channel) return;
    const ChannelId id{channel->device, channel->channel};
    m_channels.setShown(id, !m_channels.isShown(id));
}

int ChannelChooserModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString ChannelChooserModel::headerText(const ChannelCatalog::Device& device) const {
    return tr("%1, %n channels", nullptr, static_cast<int>(device.channels.size()))
        .arg(device.name);
}

QVariant ChannelChooserModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (row.device >= m_catalog.devices().size()) return {};
    const ChannelCatalog::Device& device = m_catalog.devices()[row.device];
    const ChartChannel* channel = channelAt(index.row());
    switch (role) {
        case Qt::DisplayRole: return channel ? channel->name : device.name;
        case Qt::CheckStateRole:
            if (!channel) return {};
            return m_channels.isShown({channel->device, channel->channel}) ? Qt::Checked
                                                                           : Qt::Unchecked;
        case Qt::AccessibleTextRole:
            return channel ? tr("%1 of %2").arg(channel->name, device.name) : headerText(device);
        case Qt::ToolTipRole:
            return channel
                       ? tr("%1 of %2\nSpace or Enter: show or not").arg(channel->name, device.name)
                       : headerText(device);
        default: return {};
    }
}

bool ChannelChooserModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const ChartChannel* channel = channelAt(index.row());
    if (!channel || role != Qt::CheckStateRole) return false;
    m_channels.setShown({channel->device, channel->channel}, value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags ChannelChooserModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    // The keyboard passes over a device.
    if (!channelAt(index.row())) return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable;
}

}  // namespace telemetryhub::ui
