// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/values_model.h"

#include <algorithm>
#include <array>
#include <map>

#include <QLocale>
#include <QMimeData>

#include "chart/channel_mime.h"
#include "panels/alarm_words.h"
#include "panels/channel_selection.h"
#include "panels/device_words.h"
#include "theme/numbers.h"

namespace telemetryhub::ui {
namespace {

/// The extremes need no more than this: they move slowly and cost a look into the history.
constexpr std::int64_t kLookBackEveryNs = 1'000'000'000;
/// Samples that are summed for means in a tenth of a second, about two milliseconds.
constexpr std::size_t kSumsARound = 200'000;
/// What the big screen shows when nothing was chosen.
constexpr std::size_t kBigByDefault = 4;

quint64 memoryKey(engine::DeviceId device, std::size_t channel) {
    return quint64{device.value} << 32U | channel;
}

std::size_t channelsOf(const engine::DeviceSnapshot& device) {
    return device.channels ? device.channels->size() : 0;
}

/// An alarm that waits, any other alarm, stale, the rest.
int needOf(const engine::DeviceSnapshot& device, std::size_t channel, bool stale) {
    if (!device.alarms.empty())
        if (const auto* alarm = worstAlarmOf(device, (*device.channels)[channel].name))
            return waits(*alarm) ? 0 : 1;
    return stale ? 2 : 3;
}

}  // namespace

ValuesModel::ValuesModel(const engine::SampleStore& history, ChannelSelection& selection,
                         QObject* parent)
    : QAbstractListModel(parent), m_history(history), m_selection(selection) {}

void ValuesModel::display(std::shared_ptr<const engine::Snapshot> snapshot) {
    m_snapshot = std::move(snapshot);
    update();
}

void ValuesModel::update() {
    if (!m_snapshot) return;
    m_budget = kSumsARound;
    if (!isSameList()) {
        std::erase_if(m_memory, [&](const auto& entry) {
            return !m_snapshot->find(
                engine::DeviceId{static_cast<std::uint32_t>(entry.first >> 32U)});
        });
        take(wantedTiles());
        (void)sameNeeds();
    } else if (isSorted() && !sameNeeds()) {
        take(wantedTiles());
    }
    for (std::size_t i = 0; i < m_tiles.size(); ++i)
        refresh(m_tiles[i], static_cast<int>(i));
}

/// Tens of thousands of rows are put in order only when a device became stale or an alarm changed.
bool ValuesModel::sameNeeds() {
    std::size_t needs = 0;
    for (const auto& device : m_snapshot->devices) {
        needs = qHashMulti(needs, isStale(device, m_snapshot->time));
        for (const auto& alarm : device.alarms)
            needs = qHashMulti(needs, std::hash<std::string>()(alarm.channel),
                               static_cast<int>(alarm.state), static_cast<int>(alarm.level));
    }
    const bool same = needs == m_needs;
    m_needs = needs;
    return same;
}

bool ValuesModel::isSameList() {
    std::vector<std::pair<std::uint32_t, std::size_t>> listed(m_snapshot->devices.size());
    std::transform(
        m_snapshot->devices.begin(), m_snapshot->devices.end(), listed.begin(),
        [](const auto& device) { return std::pair(device.device.value, channelsOf(device)); });
    const bool same = listed == m_listed && m_choice.version() == m_listedVersion && !m_listChanged;
    m_channels = 0;
    for (const auto& [device, channels] : listed)
        m_channels += channels;
    m_listed = std::move(listed);
    m_listedVersion = m_choice.version();
    m_listChanged = false;
    return same;
}

std::vector<ValuesModel::Tile> ValuesModel::wantedTiles() const {
    std::vector<Tile> tiles;
    for (std::size_t position = 0; position < m_snapshot->devices.size(); ++position) {
        const auto& device = m_snapshot->devices[position];
        const QString name = deviceName(device);
        const bool sorted = isSorted();
        const bool stale = sorted && device.state != engine::DeviceState::Idle &&
                           isStale(device, m_snapshot->time);
        const bool all = m_filter.isEmpty() || name.contains(m_filter, Qt::CaseInsensitive);
        for (std::size_t channel = 0; channel < channelsOf(device); ++channel) {
            const QString title = QString::fromStdString((*device.channels)[channel].name);
            if (!all && !title.contains(m_filter, Qt::CaseInsensitive)) continue;
            QString key = ValueChoice::keyOf(name, title);
            if (!m_choosing && m_choice.isHidden(key)) continue;
            tiles.push_back({device.device, channel, position, std::move(key),
                             sorted ? needOf(device, channel, stale) : 0});
        }
    }
    orderTiles(tiles);
    return tiles;
}

void ValuesModel::orderTiles(std::vector<Tile>& tiles) const {
    std::vector<std::pair<std::pair<int, qsizetype>, std::size_t>> ranks;
    ranks.reserve(tiles.size());
    for (std::size_t i = 0; i < tiles.size(); ++i)
        ranks.push_back({{tiles[i].need, m_choice.placeOf(tiles[i].key)}, i});
    if (std::is_sorted(ranks.begin(), ranks.end())) return;
    std::sort(ranks.begin(), ranks.end());
    std::vector<Tile> ordered;
    ordered.reserve(tiles.size());
    for (const auto& [rank, at] : ranks)
        ordered.push_back(std::move(tiles[at]));
    tiles = std::move(ordered);
}

void ValuesModel::take(std::vector<Tile> tiles) {
    const auto sameTile = [](const Tile& a, const Tile& b) {
        return a.device == b.device && a.channel == b.channel;
    };
    if (std::equal(tiles.begin(), tiles.end(), m_tiles.begin(), m_tiles.end(), sameTile)) {
        for (std::size_t i = 0; i < tiles.size(); ++i)
            m_tiles[i].position = tiles[i].position;
        return;
    }
    // Channels came, went or changed places, which is rare: the tiles are laid out anew.
    beginResetModel();
    m_tiles = std::move(tiles);
    m_mostDecimals = 0;
    endResetModel();
}

void ValuesModel::refresh(Tile& tile, int row) {
    if (!tile.shown) return;
    ValueRow now = rowOf(tile);
    if (now == tile.shown) return;
    if (!tile.asked) {
        tile.shown.reset();
        return;
    }
    tile.shown = std::move(now);
    tile.asked = false;
    emit dataChanged(index(row), index(row));
}

ValuesModel::Memory& ValuesModel::memoryOf(const Tile& tile) const {
    const auto& device = m_snapshot->devices[tile.position];
    return m_memory
        .try_emplace(memoryKey(tile.device, tile.channel),
                     Memory{ChannelDigits((*device.channels)[tile.channel].decimals),
                            {},
                            WindowMean(tile.device, tile.channel, kRangeNs)})
        .first->second;
}

void ValuesModel::lookBack(Memory& memory, const Tile& tile) const {
    const std::int64_t now = m_snapshot->time.steadyNs;
    memory.mean.update(m_history, m_snapshot->start.steadyNs, now, m_budget);
    memory.background.mean = memory.mean.mean();
    if (now < memory.nextLookNs) return;
    memory.nextLookNs = now + kLookBackEveryNs;
    std::array<engine::HistoryColumn, 1> column;
    const auto extremes = [&](std::int64_t from, double& least, double& most) {
        if (now <= from) return;
        m_history.columns(tile.device, tile.channel, from, now - from, column);
        least = column[0].empty() ? engine::kAbsent : column[0].min;
        most = column[0].empty() ? engine::kAbsent : column[0].max;
    };
    extremes(now - kRangeNs, memory.background.recentLeast, memory.background.recentMost);
    extremes(m_snapshot->start.steadyNs, memory.background.everLeast, memory.background.everMost);
}

ValueRow ValuesModel::rowOf(const Tile& tile) const {
    const auto& device = m_snapshot->devices[tile.position];
    Memory& memory = memoryOf(tile);
    if (tile.channel < device.latest.size())
        memory.digits.observe(device.latest[tile.channel].value);
    memory.background.decimals = memory.digits.decimals();
    lookBack(memory, tile);
    ValueRow row = valueRow(device, tile.channel, memory.background, m_snapshot->time);
    row.slot = m_selection.slot(device, tile.channel);
    row.shown = m_selection.isShown(tile.device, tile.channel);
    row.hidden = m_choice.isHidden(tile.key);
    row.big = m_choice.isBig(tile.key);
    m_mostDecimals = std::max(m_mostDecimals, memory.background.decimals);
    const bool hasFraction = memory.background.decimals > 0 && row.value != absentText();
    if (!hasFraction && m_mostDecimals > 0) row.fraction = QLocale().decimalPoint();
    row.fraction +=
        QString(m_mostDecimals - (hasFraction ? memory.background.decimals : 0), QLatin1Char('0'));
    return row;
}

std::vector<ValueRow> ValuesModel::bigRows() {
    std::vector<ValueRow> rows;
    if (!m_snapshot) return rows;
    std::map<QString, ValueRow> chosen;
    for (std::size_t position = 0; position < m_snapshot->devices.size(); ++position) {
        const auto& device = m_snapshot->devices[position];
        for (std::size_t channel = 0; channel < channelsOf(device); ++channel) {
            const QString key = ValueChoice::keyOf(
                deviceName(device), QString::fromStdString((*device.channels)[channel].name));
            if (m_choice.isBig(key))
                chosen.emplace(key, rowOf({device.device, channel, position, key}));
        }
    }
    for (const QString& key : m_choice.big())
        if (const auto found = chosen.find(key); found != chosen.end())
            rows.push_back(found->second);
    for (const Tile& tile : m_tiles) {
        if (!m_choice.big().isEmpty() || rows.size() >= kBigByDefault) break;
        rows.push_back(rowOf(tile));
    }
    return rows;
}

int ValuesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_tiles.size());
}

QVariant ValuesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !m_snapshot) return {};
    Tile& tile = m_tiles[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole: return tile.key.section(QLatin1Char('/'), 1);
        case Qt::AccessibleTextRole: return spokenText(rowOf(tile));
        case Qt::ToolTipRole: return toolTipOf(rowOf(tile));
        case Qt::CheckStateRole: {
            const bool checked = m_choosing ? !m_choice.isHidden(tile.key)
                                            : m_selection.isShown(tile.device, tile.channel);
            return checked ? Qt::Checked : Qt::Unchecked;
        }
        case RowRole:
            if (!tile.shown) tile.shown = rowOf(tile);
            tile.asked = true;
            return QVariant::fromValue(*tile.shown);
        case KeyRole: return tile.key;
        default: return {};
    }
}

bool ValuesModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || role != Qt::CheckStateRole) return false;
    const bool checked = value.toInt() == Qt::Checked;
    if (m_choosing) {
        setHidden(index, !checked);
        return true;
    }
    Tile& tile = m_tiles[static_cast<std::size_t>(index.row())];
    m_selection.setShown(tile.device, tile.channel, checked);
    refresh(tile, index.row());
    return true;
}

Qt::ItemFlags ValuesModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsUserCheckable | Qt::ItemIsDragEnabled : flags;
}

QStringList ValuesModel::mimeTypes() const {
    return {QLatin1String(kChannelMime)};
}

QMimeData* ValuesModel::mimeData(const QModelIndexList& indexes) const {
    std::vector<ChannelId> channels;
    QStringList text;
    for (const QModelIndex& index : indexes) {
        channels.push_back({tileAt(index).device, tileAt(index).channel});
        text << tileAt(index).key;
    }
    return channelMime(channels, text.join(QLatin1Char('\n'))).release();
}

}  // namespace telemetryhub::ui
