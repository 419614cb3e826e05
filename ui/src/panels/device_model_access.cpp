// SPDX-License-Identifier: GPL-3.0-or-later
// What a view asks the device tree: places, words, drags and drops.
#include <algorithm>
#include <array>
#include <climits>
#include <limits>
#include <span>

#include <QMimeData>

#include "panels/channel_selection.h"
#include "panels/device_item.h"
#include "panels/device_words.h"
#include "theme/numbers.h"

namespace telemetryhub::ui {
namespace {

constexpr std::int64_t kCurveSpanNs = 60'000'000'000;
constexpr std::size_t kCurveColumns = 60;
/// A device that is dragged to a chart brings this many channels.
constexpr int kDraggedChannels = 8;

QList<QPolygonF> unitCurve(std::span<const engine::HistoryColumn> columns) {
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (const auto& column : columns) {
        if (column.empty()) continue;
        least = std::min(least, column.min);
        most = std::max(most, column.max);
    }
    const double height = most > least ? most - least : 1;
    const double middle = most > least ? least : least - 0.5;
    QList<QPolygonF> parts;
    bool open = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].empty()) {
            open = false;
            continue;
        }
        if (!open) parts.append(QPolygonF());
        open = true;
        const double x = static_cast<double>(i) / static_cast<double>(columns.size() - 1);
        parts.last() << QPointF(x, 1 - (columns[i].max - middle) / height)
                     << QPointF(x, 1 - (columns[i].min - middle) / height);
    }
    return parts;
}

std::vector<engine::DeviceId> draggedDevices(const QMimeData& mime) {
    std::vector<engine::DeviceId> devices;
    const auto lines = mime.data(QLatin1String(kDeviceMime)).split('\n');
    for (const QByteArray& line : lines) {
        bool ok = false;
        const auto id = line.toUInt(&ok);
        if (ok) devices.push_back(engine::DeviceId{id});
    }
    return devices;
}

}  // namespace

QList<QPolygonF> curveOf(const engine::SampleStore& history, engine::DeviceId device,
                         std::int64_t nowNs) {
    std::array<engine::HistoryColumn, kCurveColumns> columns;
    constexpr std::int64_t kStep = kCurveSpanNs / static_cast<std::int64_t>(kCurveColumns);
    // On an absolute grid, so that the curve moves by whole columns and does not shimmer.
    const std::int64_t to = nowNs / kStep * kStep;
    history.columns(device, 0, to - kCurveSpanNs, kStep, columns);
    return unitCurve(columns);
}

DeviceModel::Item* DeviceModel::itemAt(const QModelIndex& index) const {
    if (!index.isValid()) return m_root.get();
    auto* parent = static_cast<Item*>(index.internalPointer());
    if (parent->kind == RowKind::Device) return nullptr;  // a channel
    return parent->children[static_cast<std::size_t>(index.row())].get();
}

DeviceModel::Item* DeviceModel::deviceOf(const QModelIndex& index) const {
    if (!index.isValid()) return nullptr;
    auto* parent = static_cast<Item*>(index.internalPointer());
    Item* item = parent->kind == RowKind::Device ? parent : itemAt(index);
    return item->kind == RowKind::Device ? item : nullptr;
}

QModelIndex DeviceModel::indexOf(const Item& item) const {
    return item.parent ? createIndex(item.row, 0, item.parent) : QModelIndex();
}

QModelIndex DeviceModel::indexOf(engine::DeviceId device) const {
    const Item* item = m_items.value(device.value);
    return item ? indexOf(*item) : QModelIndex();
}

DeviceModel::RowKind DeviceModel::kindOf(const QModelIndex& index) const {
    const Item* item = itemAt(index);
    return item ? item->kind : RowKind::Channel;
}

const engine::DeviceSnapshot* DeviceModel::deviceAt(const QModelIndex& index) const {
    const Item* item = deviceOf(index);
    return item ? &snapshotOf(*item) : nullptr;
}

QSet<QString> DeviceModel::presentNames() const {
    QSet<QString> names;
    for (const Item* item : m_items)
        names.insert(deviceName(snapshotOf(*item)));
    return names;
}

std::vector<engine::DeviceId> DeviceModel::devicesIn(const QModelIndex& group) const {
    std::vector<engine::DeviceId> devices;
    const Item* item = itemAt(group);
    if (!item || item->kind != RowKind::Group) return devices;
    for (const auto& child : item->children)
        if (child->kind == RowKind::Device) devices.push_back(child->device);
    return devices;
}

QModelIndex DeviceModel::index(int row, int column, const QModelIndex& parent) const {
    return row >= 0 && column == 0 && row < rowCount(parent)
               ? createIndex(row, column, itemAt(parent))
               : QModelIndex();
}

QModelIndex DeviceModel::parent(const QModelIndex& index) const {
    return index.isValid() ? indexOf(*static_cast<const Item*>(index.internalPointer()))
                           : QModelIndex();
}

int DeviceModel::rowCount(const QModelIndex& parent) const {
    const Item* item = parent.column() > 0 ? nullptr : itemAt(parent);
    if (!item) return 0;
    return item->kind == RowKind::Device ? item->channels : static_cast<int>(item->children.size());
}

int DeviceModel::columnCount(const QModelIndex&) const {
    return 1;
}

QVariant DeviceModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !m_snapshot) return {};
    if (role == KindRole) return static_cast<int>(kindOf(index));
    Item* item = itemAt(index);
    if (!item) {
        auto* device = static_cast<Item*>(index.internalPointer());
        return channelData(*device, static_cast<std::size_t>(index.row()), role);
    }
    return item->kind == RowKind::Group ? groupData(*item, role) : deviceData(*item, role);
}

QVariant DeviceModel::groupData(Item& item, int role) const {
    switch (role) {
        case Qt::DisplayRole:
        case Qt::EditRole: return item.groupRow.name;
        case Qt::AccessibleTextRole: return spokenText(item.groupRow);
        case Qt::ToolTipRole:
            return tr("%1\nF2 renames the group; Left and Right fold and unfold it.")
                .arg(item.groupRow.name);
        case RowRole: return QVariant::fromValue(item.groupRow);
        case GroupRole: return item.group;
        default: return {};
    }
}

QVariant DeviceModel::deviceData(Item& item, int role) const {
    switch (role) {
        case Qt::DisplayRole: return deviceName(snapshotOf(item));
        case Qt::AccessibleTextRole:
            return accessibleDeviceText(snapshotOf(item), m_snapshot->time);
        case Qt::ToolTipRole: return toolTipOf(rowOf(item));
        case RowRole:
            if (!item.shown) item.shown = rowOf(item);
            item.asked = true;
            return QVariant::fromValue(*item.shown);
        case StateRole: return static_cast<int>(item.state);
        case HasAlarmLineRole: return item.alarmLine;
        case IdRole: return item.device.value;
        case GroupRole: return item.group;
        default: return {};
    }
}

QVariant DeviceModel::channelData(Item& item, std::size_t channel, int role) const {
    const auto& channels = snapshotOf(item).channels;
    if (!channels || channel >= channels->size()) return {};
    switch (role) {
        case Qt::DisplayRole: return QString::fromStdString((*channels)[channel].name);
        case Qt::AccessibleTextRole: return spokenText(channelRowOf(item, channel));
        case Qt::ToolTipRole: return toolTipOf(channelRowOf(item, channel));
        case Qt::CheckStateRole:
            return m_selection && m_selection->isShown(item.device, channel) ? Qt::Checked
                                                                             : Qt::Unchecked;
        case RowRole: {
            auto shown = item.shownChannels.find(channel);
            if (shown == item.shownChannels.end())
                shown = item.shownChannels.emplace(channel, Item::ShownChannel{}).first;
            if (shown->second.row.name.isEmpty()) shown->second.row = channelRowOf(item, channel);
            shown->second.asked = true;
            return QVariant::fromValue(shown->second.row);
        }
        case IdRole: return item.device.value;
        default: return {};
    }
}

bool DeviceModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid()) return false;
    Item* item = itemAt(index);
    if (item && item->kind == RowKind::Group && role == Qt::EditRole) {
        const QString before = item->groupRow.name;
        if (!m_arrangement.renameGroup(item->group, value.toString())) return false;
        const QString after = m_arrangement.groups()[static_cast<std::size_t>(item->group)].name;
        m_groupKeys.insert(after, m_groupKeys.take(before));
        arrange();
        return true;
    }
    if (item || role != Qt::CheckStateRole || !m_selection) return false;
    auto* device = static_cast<Item*>(index.internalPointer());
    m_selection->setShown(device->device, static_cast<std::size_t>(index.row()),
                          value.toInt() == Qt::Checked);
    refreshChannels(*device);
    return true;
}

Qt::ItemFlags DeviceModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::ItemIsDropEnabled;
    const Qt::ItemFlags usual = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    switch (kindOf(index)) {
        case RowKind::Group: return usual | Qt::ItemIsDropEnabled | Qt::ItemIsEditable;
        case RowKind::Device: return usual | Qt::ItemIsDragEnabled;
        case RowKind::Channel:
            return usual | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren |
                   Qt::ItemIsUserCheckable;
    }
    return usual;
}

QStringList DeviceModel::mimeTypes() const {
    return {QLatin1String(kDeviceMime), QLatin1String(kChannelMime)};
}

QString DeviceModel::dragText(const std::vector<ChannelId>& channels) const {
    QStringList names;
    for (const ChannelId& id : channels)
        if (const auto* device = m_snapshot->find(id.device))
            names << deviceName(*device) + QLatin1Char(' ') +
                         QString::fromStdString((*device->channels)[id.channel].name);
    return names.join(QLatin1Char('\n'));
}

// A device brings its first channels, so that it can be dropped on a chart too.
QMimeData* DeviceModel::mimeData(const QModelIndexList& indexes) const {
    std::vector<ChannelId> channels;
    QByteArrayList devices;
    for (const QModelIndex& index : indexes) {
        const Item* item = deviceOf(index);
        if (!item) continue;
        if (kindOf(index) == RowKind::Channel) {
            channels.push_back({item->device, static_cast<std::size_t>(index.row())});
            continue;
        }
        devices << QByteArray::number(item->device.value);
        for (int channel = 0; channel < std::min(item->channels, kDraggedChannels); ++channel)
            channels.push_back({item->device, static_cast<std::size_t>(channel)});
    }
    auto mime = channelMime(channels, dragText(channels));
    if (!devices.isEmpty()) mime->setData(QLatin1String(kDeviceMime), devices.join('\n'));
    return mime.release();
}

bool DeviceModel::canDropMimeData(const QMimeData* mime, Qt::DropAction, int, int,
                                  const QModelIndex& parent) const {
    return mime->hasFormat(QLatin1String(kDeviceMime)) && kindOf(parent) == RowKind::Group;
}

bool DeviceModel::dropMimeData(const QMimeData* mime, Qt::DropAction action, int row, int column,
                               const QModelIndex& parent) {
    if (!canDropMimeData(mime, action, row, column, parent)) return false;
    const Item* into = itemAt(parent);
    const auto count = static_cast<int>(into->children.size());
    // Below a heading of the first level means: at the end of that group.
    if (into == m_root.get() && row > 0 && row <= count &&
        into->children[static_cast<std::size_t>(row) - 1]->kind == RowKind::Group) {
        into = into->children[static_cast<std::size_t>(row) - 1].get();
        row = -1;
    }
    const bool before = row >= 0 && row < static_cast<int>(into->children.size()) &&
                        into->children[static_cast<std::size_t>(row)]->kind == RowKind::Device;
    const QString next =
        before ? deviceName(snapshotOf(*into->children[static_cast<std::size_t>(row)])) : QString();
    const int group = into == m_root.get() ? 0 : into->group;
    for (const engine::DeviceId id : draggedDevices(*mime)) {
        const Item* item = m_items.value(id.value);
        if (!item) continue;
        const QString name = deviceName(snapshotOf(*item));
        if (name == next) continue;
        m_arrangement.move(name, group, before ? m_arrangement.placeOf(next).at : INT_MAX);
    }
    arrange();
    return true;
}

}  // namespace telemetryhub::ui
