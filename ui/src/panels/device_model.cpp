// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/device_model.h"

#include <algorithm>
#include <limits>
#include <map>
#include <span>
#include <unordered_set>

#include <QMimeData>
#include <QStringList>

#include "panels/alarm_words.h"
#include "panels/channel_selection.h"
#include "panels/device_item.h"
#include "panels/device_words.h"
#include "theme/numbers.h"

namespace telemetryhub::ui {
namespace {

using engine::DeviceState;

constexpr quint64 kGroupKey = quint64{1} << 32U;

/// SafeState, Error, stale, the rest.
int needOf(const engine::DeviceSnapshot& device, const engine::ReadTime& now) {
    if (device.state == DeviceState::SafeState) return 0;
    if (device.state == DeviceState::Error) return 1;
    return device.state == DeviceState::Measuring && isStale(device, now) ? 2 : 3;
}

int channelCountOf(const engine::DeviceSnapshot& device) {
    return device.channels ? static_cast<int>(device.channels->size()) : 0;
}

}  // namespace

struct DeviceModel::Wanted {
    quint64 key = 0;  ///< the device's id, or a group's beyond those
    std::size_t position = 0;
    int group = 0;
    QString name{};
    std::vector<Wanted> devices{};
};

DeviceModel::DeviceModel(QObject* parent)
    : QAbstractItemModel(parent), m_root(std::make_unique<Item>()) {}

DeviceModel::DeviceModel(const engine::SampleStore& history, ChannelSelection& selection,
                         QObject* parent)
    : QAbstractItemModel(parent),
      m_history(&history),
      m_selection(&selection),
      m_root(std::make_unique<Item>()) {}

DeviceModel::~DeviceModel() = default;

bool DeviceModel::isSorted() const {
    return m_snapshot && m_snapshot->devices.size() >= kSortedFrom;
}

void DeviceModel::setFilter(const QString& text) {
    const QString wanted = text.trimmed();
    if (wanted == m_filter) return;
    m_filter = wanted;
    arrange();
}

void DeviceModel::arrange() {
    m_filterChanged = true;
    if (m_snapshot) display(m_snapshot);
}

void DeviceModel::display(std::shared_ptr<const engine::Snapshot> snapshot) {
    m_snapshot = std::move(snapshot);
    placeItems();
    if (!isSameList()) {
        auto wanted = wantedRows();
        take(*m_root, wanted);
    }
    const auto& devices = m_snapshot->devices;
    for (std::size_t position = 0; position < devices.size(); ++position) {
        Item* item = m_items.value(devices[position].device.value);
        if (!item) continue;
        noteState(*item);
        refresh(*item);
        refreshChannels(*item);
    }
    for (const auto& item : m_root->children)
        if (item->kind == RowKind::Group) noteGroup(*item);
}

/// Views ask while rows go: what is not there any more has no place to look at.
void DeviceModel::placeItems() {
    for (Item* item : std::as_const(m_items))
        item->position = Item::kGone;
    for (std::size_t i = 0; i < m_snapshot->devices.size(); ++i)
        if (Item* item = m_items.value(m_snapshot->devices[i].device.value)) item->position = i;
}

bool DeviceModel::isSameList() {
    const auto& devices = m_snapshot->devices;
    std::vector<std::uint32_t> ids(devices.size());
    std::transform(devices.begin(), devices.end(), ids.begin(),
                   [](const auto& device) { return device.device.value; });
    if (ids != m_listed) {
        QStringList names;
        for (const auto& device : devices)
            names << deviceName(device);
        m_arrangement.take(names);
    }
    std::vector<int> needs;
    if (isSorted()) {
        needs.resize(devices.size());
        std::transform(devices.begin(), devices.end(), needs.begin(),
                       [&](const auto& device) { return needOf(device, m_snapshot->time); });
    }
    // What a filter looks at changes all the time: with one the list is made anew.
    const bool same = ids == m_listed && needs == m_needs && m_filter.isEmpty() &&
                      !m_filterChanged && m_arrangement.version() == m_listedVersion;
    m_listed = std::move(ids);
    m_needs = std::move(needs);
    m_listedVersion = m_arrangement.version();
    m_filterChanged = false;
    return same;
}

bool DeviceModel::passesFilter(const engine::DeviceSnapshot& device) const {
    if (m_filter.isEmpty()) return true;
    const auto has = [&](const QString& text) {
        return text.contains(m_filter, Qt::CaseInsensitive);
    };
    if (has(deviceName(device)) || has(linkLine(device)) || has(stateWord(device.state)))
        return true;
    if (!device.channels) return false;
    const auto& channels = device.channels->channels();
    return std::any_of(channels.begin(), channels.end(), [&](const engine::Channel& channel) {
        return has(QString::fromStdString(channel.name));
    });
}

void DeviceModel::sortByNeed(std::vector<Wanted>& devices) const {
    if (m_needs.empty()) return;
    std::stable_sort(devices.begin(), devices.end(), [&](const Wanted& a, const Wanted& b) {
        return m_needs[a.position] < m_needs[b.position];
    });
}

std::vector<DeviceModel::Wanted> DeviceModel::wantedRows() const {
    QHash<QString, std::size_t> positions;
    for (std::size_t i = 0; i < m_snapshot->devices.size(); ++i)
        if (passesFilter(m_snapshot->devices[i]))
            positions.insert(deviceName(m_snapshot->devices[i]), i);
    std::vector<Wanted> top;
    const auto& groups = m_arrangement.groups();
    for (std::size_t group = 0; group < groups.size(); ++group) {
        std::vector<Wanted> devices;
        for (const QString& name : groups[group].devices) {
            const auto found = positions.constFind(name);
            if (found == positions.constEnd()) continue;
            devices.push_back(
                {m_snapshot->devices[*found].device.value, *found, static_cast<int>(group)});
        }
        sortByNeed(devices);
        if (group == 0) {
            top = std::move(devices);
            continue;
        }
        // A heading without devices is a place to drop one; a filter has no use for it.
        if (devices.empty() && !m_filter.isEmpty()) continue;
        const quint64 key = kGroupKey + m_groupKeys.value(groups[group].name);
        top.push_back({key, 0, static_cast<int>(group), groups[group].name, std::move(devices)});
    }
    return top;
}

void DeviceModel::take(Item& parent, std::vector<Wanted>& wanted) {
    for (Wanted& row : wanted) {
        if (row.name.isEmpty() || m_groupKeys.contains(row.name)) continue;
        m_groupKeys.insert(row.name, static_cast<quint32>(m_groupKeys.size()) + 1);
        row.key = kGroupKey + m_groupKeys.value(row.name);
    }
    removeMissing(parent, wanted);
    addNew(parent, wanted);
    order(parent, wanted);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        Item& item = *parent.children[i];
        item.group = wanted[i].group;
        item.position = wanted[i].position;
        if (item.kind == RowKind::Group) take(item, wanted[i].devices);
    }
}

void DeviceModel::forget(const Item& item) {
    if (item.kind == RowKind::Device) m_items.remove(item.device.value);
    for (const auto& child : item.children)
        forget(*child);
}

void DeviceModel::removeMissing(Item& parent, const std::vector<Wanted>& wanted) {
    std::unordered_set<quint64> keys;
    for (const Wanted& row : wanted)
        keys.insert(row.key);
    auto& children = parent.children;
    const auto goes = [&](int at) {
        return !keys.contains(children[static_cast<std::size_t>(at)]->key);
    };
    for (int last = static_cast<int>(children.size()) - 1; last >= 0; --last) {
        if (!goes(last)) continue;
        int first = last;
        while (first > 0 && goes(first - 1))
            --first;
        beginRemoveRows(indexOf(parent), first, last);
        for (int at = first; at <= last; ++at)
            forget(*children[static_cast<std::size_t>(at)]);
        children.erase(children.begin() + first, children.begin() + last + 1);
        parent.numberChildren();
        endRemoveRows();
        last = first;
    }
}

void DeviceModel::addNew(Item& parent, const std::vector<Wanted>& wanted) {
    std::unordered_set<quint64> keys;
    for (const auto& child : parent.children)
        keys.insert(child->key);
    std::vector<std::unique_ptr<Item>> added;
    for (const Wanted& row : wanted) {
        if (keys.contains(row.key)) continue;
        auto item = std::make_unique<Item>();
        item->kind = row.key >= kGroupKey ? RowKind::Group : RowKind::Device;
        item->key = row.key;
        item->parent = &parent;
        item->group = row.group;
        item->groupRow.name = row.name;
        if (item->kind == RowKind::Device) {
            const auto& device = m_snapshot->devices[row.position];
            item->device = device.device;
            item->position = row.position;
            item->state = device.state;
            item->alarmLine = hasAlarmLine(device);
        }
        added.push_back(std::move(item));
    }
    if (added.empty()) return;
    const int first = static_cast<int>(parent.children.size());
    beginInsertRows(indexOf(parent), first, first + static_cast<int>(added.size()) - 1);
    for (auto& item : added) {
        if (item->kind == RowKind::Device) m_items.insert(item->device.value, item.get());
        parent.children.push_back(std::move(item));
    }
    parent.numberChildren();
    endInsertRows();
}

/// \pre the children of `parent` are those that are wanted, in any order
void DeviceModel::order(Item& parent, const std::vector<Wanted>& wanted) {
    auto& children = parent.children;
    const auto isHere = [](const std::unique_ptr<Item>& item, const Wanted& row) {
        return item->key == row.key;
    };
    if (std::equal(children.begin(), children.end(), wanted.begin(), wanted.end(), isHere)) return;
    emit layoutAboutToBeChanged();
    std::map<quint64, std::unique_ptr<Item>> byKey;
    std::vector<const Item*> before;
    for (auto& child : children) {
        before.push_back(child.get());
        const quint64 key = child->key;
        byKey.emplace(key, std::move(child));
    }
    for (std::size_t i = 0; i < wanted.size(); ++i)
        children[i] = std::move(byKey[wanted[i].key]);
    parent.numberChildren();
    for (const QModelIndex& old : persistentIndexList()) {
        if (old.internalPointer() != &parent) continue;
        const Item* item = before[static_cast<std::size_t>(old.row())];
        changePersistentIndex(old, createIndex(item->row, old.column(), &parent));
    }
    emit layoutChanged();
}

void DeviceModel::noteState(Item& item) {
    const auto& device = snapshotOf(item);
    const bool alarmLine = hasAlarmLine(device);
    if (item.state != device.state || item.alarmLine != alarmLine) {
        item.state = device.state;
        item.alarmLine = alarmLine;
        const QModelIndex changed = indexOf(item);
        emit dataChanged(changed, changed, {StateRole, HasAlarmLineRole});
        emit rowStateChanged(changed);
    }
    const int channels = channelCountOf(device);
    if (channels == item.channels) return;
    const QModelIndex at = indexOf(item);
    if (channels > item.channels) {
        beginInsertRows(at, item.channels, channels - 1);
        item.channels = channels;
        endInsertRows();
    } else {
        beginRemoveRows(at, channels, item.channels - 1);
        item.channels = channels;
        item.shownChannels.clear();
        endRemoveRows();
    }
}

void DeviceModel::noteGroup(Item& item) {
    GroupRow row;
    row.name = m_arrangement.groups()[static_cast<std::size_t>(item.group)].name;
    row.devices = static_cast<int>(item.children.size());
    for (const auto& child : item.children)
        ++row.states[static_cast<std::size_t>(child->state)];
    if (row == item.groupRow) return;
    item.groupRow = row;
    const QModelIndex changed = indexOf(item);
    emit dataChanged(changed, changed);
}

void DeviceModel::refresh(Item& item) {
    if (!item.shown) return;
    DeviceRow row = rowOf(item);
    if (row == item.shown) return;
    if (!item.asked) {
        item.shown.reset();
        return;
    }
    item.shown = std::move(row);
    item.asked = false;
    const QModelIndex changed = indexOf(item);
    emit dataChanged(changed, changed);
}

void DeviceModel::refreshChannels(Item& item) {
    for (auto at = item.shownChannels.begin(); at != item.shownChannels.end();) {
        ChannelRow row = channelRowOf(item, at->first);
        if (row == at->second.row) {
            ++at;
        } else if (!at->second.asked) {
            at = item.shownChannels.erase(at);
        } else {
            at->second.row = std::move(row);
            at->second.asked = false;
            const QModelIndex changed = createIndex(static_cast<int>(at->first), 0, &item);
            ++at;
            emit dataChanged(changed, changed);
        }
    }
}

const engine::DeviceSnapshot& DeviceModel::snapshotOf(const Item& item) const {
    static const engine::DeviceSnapshot kNothing;
    return item.position == Item::kGone ? kNothing : m_snapshot->devices[item.position];
}

void DeviceModel::updateCurve(Item& item) const {
    const std::int64_t now = m_snapshot->time.steadyNs;
    const auto& device = snapshotOf(item);
    if (!m_history || now < item.nextCurveNs || !device.channels || device.channels->empty())
        return;
    item.nextCurveNs = now + kCurveEveryNs;
    item.curve = curveOf(*m_history, device.device, now);
}

DeviceRow DeviceModel::rowOf(Item& item) const {
    const auto& device = snapshotOf(item);
    DeviceRow row = deviceRow(device, m_snapshot->time);
    updateCurve(item);
    row.curve = item.curve;
    if (m_selection && device.channels && !device.channels->empty()) {
        row.curveSlot = m_selection->slot(device, 0);
        row.curveColour = QColor(QString::fromStdString((*device.channels)[0].colour));
    }
    return row;
}

ChannelRow DeviceModel::channelRowOf(Item& item, std::size_t channel) const {
    const auto& device = snapshotOf(item);
    const engine::Channel& source = (*device.channels)[channel];
    const engine::LatestValue latest =
        channel < device.latest.size() ? device.latest[channel] : engine::LatestValue{};
    const quint64 key = quint64{device.device.value} << 32U | channel;
    auto digits = m_digits.find(key);
    if (digits == m_digits.end()) digits = m_digits.insert(key, ChannelDigits(source.decimals));
    digits->observe(latest.value);
    const int decimals = digits->decimals();
    item.mostDecimals = std::max(item.mostDecimals, decimals);

    ChannelRow row;
    row.device = device.device;
    row.channel = channel;
    row.colour = QColor(QString::fromStdString(source.colour));
    if (m_selection) {
        row.slot = m_selection->slot(device, channel);
        row.shown = m_selection->isShown(device.device, channel);
    }
    row.name = QString::fromStdString(source.name);
    row.unit = QString::fromStdString(source.unit);
    const bool absent = engine::isAbsent(latest.value);
    row.value = valueText(latest.value, decimals);
    const int own = absent ? 0 : decimals;
    if (own == 0 && item.mostDecimals > 0) row.fraction = QLocale().decimalPoint();
    row.fraction += QString(item.mostDecimals - own, QLatin1Char('0'));
    row.stale = !absent && isStale(device, m_snapshot->time);
    if (row.stale) row.age = ageText(m_snapshot->time.steadyNs - latest.time.steadyNs);
    if (const auto* alarm = worstAlarmOf(device, source.name)) {
        row.alarm = shownLevel(*alarm);
        row.alarmWaits = waits(*alarm);
        row.alarmText = alarmSentence(*alarm);
    }
    return row;
}

const DeviceRow& DeviceModel::row(int index) const {
    Item& item = *m_root->children[static_cast<std::size_t>(index)];
    item.shown = rowOf(item);
    return *item.shown;
}

}  // namespace telemetryhub::ui
