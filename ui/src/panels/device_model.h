// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <QAbstractItemModel>
#include <QHash>

#include "chart/channel_mime.h"
#include "panels/channel_digits.h"
#include "panels/device_arrangement.h"
#include "panels/device_row.h"

namespace telemetryhub::ui {

class ChannelSelection;

/// How devices are dragged within their list: a line with the id of each.
inline constexpr char kDeviceMime[] = "application/x-telemetryhub-devices";

/// The tree of groups, devices and channels of the newest snapshot, in the operator's order; the
/// devices that need a person first when there are many.
///
/// A row is put into words when it is asked for, and told as changed while somebody goes on asking:
/// what nobody looks at costs nothing.
///
/// Threads: main.
class DeviceModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum class RowKind { Group, Device, Channel };
    enum Role {
        RowRole = Qt::UserRole,  ///< DeviceRow, ChannelRow or GroupRow
        KindRole,
        StateRole,
        IdRole,
        HasAlarmLineRole,
        GroupRole  ///< index in the arrangement; 0: none
    };
    /// From so many devices on the worst come first.
    static constexpr std::size_t kSortedFrom = 51;

    /// With `history`, rows have a curve of the first channel; with `selection`, channels have
    /// their colours and can be shown and hidden. Both outlive this object.
    explicit DeviceModel(QObject* parent = nullptr);
    DeviceModel(const engine::SampleStore& history, ChannelSelection& selection, QObject* parent);
    ~DeviceModel() override;

    void display(std::shared_ptr<const engine::Snapshot> snapshot);
    /// Shows only devices that have `text` in their name, port, format, state or channels.
    void setFilter(const QString& text);
    /// What the operator arranged; after changing it, `arrange` shows it.
    [[nodiscard]] DeviceArrangement& arrangement() { return m_arrangement; }
    void arrange();
    [[nodiscard]] bool isSorted() const;

    /// Of a device's row; of the first level alone by number.
    [[nodiscard]] const DeviceRow& row(int index) const;
    [[nodiscard]] QModelIndex indexOf(engine::DeviceId device) const;
    [[nodiscard]] RowKind kindOf(const QModelIndex& index) const;
    [[nodiscard]] const engine::DeviceSnapshot* deviceAt(const QModelIndex& index) const;
    [[nodiscard]] std::size_t shownDevices() const {
        return static_cast<std::size_t>(m_items.size());
    }
    [[nodiscard]] QSet<QString> presentNames() const;
    /// The devices of a group that are there.
    [[nodiscard]] std::vector<engine::DeviceId> devicesIn(const QModelIndex& group) const;

    [[nodiscard]] QModelIndex index(int row, int column = 0,
                                    const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    /// The check state of a channel is whether the chart shows it; a group is renamed.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] Qt::DropActions supportedDragActions() const override {
        return Qt::CopyAction | Qt::MoveAction;
    }
    [[nodiscard]] bool canDropMimeData(const QMimeData* mime, Qt::DropAction action, int row,
                                       int column, const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* mime, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

signals:
    /// The row has another height now.
    void rowStateChanged(const QModelIndex& index);

private:
    struct Item;
    struct Wanted;

    void placeItems();
    [[nodiscard]] bool isSameList();
    [[nodiscard]] std::vector<Wanted> wantedRows() const;
    [[nodiscard]] bool passesFilter(const engine::DeviceSnapshot& device) const;
    void sortByNeed(std::vector<Wanted>& devices) const;
    void take(Item& parent, std::vector<Wanted>& wanted);
    void removeMissing(Item& parent, const std::vector<Wanted>& wanted);
    void addNew(Item& parent, const std::vector<Wanted>& wanted);
    void order(Item& parent, const std::vector<Wanted>& wanted);
    void forget(const Item& item);
    void noteState(Item& item);
    void noteGroup(Item& item);
    void refresh(Item& item);
    void refreshChannels(Item& item);
    [[nodiscard]] DeviceRow rowOf(Item& item) const;
    [[nodiscard]] ChannelRow channelRowOf(Item& item, std::size_t channel) const;
    void updateCurve(Item& item) const;
    [[nodiscard]] const engine::DeviceSnapshot& snapshotOf(const Item& item) const;
    [[nodiscard]] Item* itemAt(const QModelIndex& index) const;
    [[nodiscard]] Item* deviceOf(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const Item& item) const;
    [[nodiscard]] QVariant groupData(Item& item, int role) const;
    [[nodiscard]] QVariant deviceData(Item& item, int role) const;
    [[nodiscard]] QVariant channelData(Item& item, std::size_t channel, int role) const;
    [[nodiscard]] QString dragText(const std::vector<ChannelId>& channels) const;

    const engine::SampleStore* m_history = nullptr;
    ChannelSelection* m_selection = nullptr;
    std::shared_ptr<const engine::Snapshot> m_snapshot;
    DeviceArrangement m_arrangement;
    QString m_filter;
    std::unique_ptr<Item> m_root;
    QHash<quint32, Item*> m_items;  ///< of the devices that are listed
    QHash<QString, quint32> m_groupKeys;
    mutable QHash<quint64, ChannelDigits> m_digits;
    // What the list was made of, to know that nothing moved.
    std::vector<std::uint32_t> m_listed;
    std::vector<int> m_needs;
    std::uint64_t m_listedVersion = 0;
    bool m_filterChanged = false;
};

}  // namespace telemetryhub::ui
