// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include <QAbstractListModel>

#include "panels/value_choice.h"
#include "panels/value_row.h"
#include "panels/window_mean.h"

namespace telemetryhub::ui {

class ChannelSelection;

/// A row per channel that was chosen, in the operator's order; what needs a person first when there
/// are many.
///
/// A row is put into words when it is asked for, and told as changed while somebody goes on asking.
///
/// Threads: main.
class ValuesModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { RowRole = Qt::UserRole, KeyRole };
    static constexpr std::int64_t kRangeNs = 300'000'000'000;  ///< what `least`, `most` look back
    /// With more rows than this, alarms and stale values come first.
    static constexpr std::size_t kSortedFrom = 101;

    /// \pre `history` and `selection` outlive this object.
    ValuesModel(const engine::SampleStore& history, ChannelSelection& selection,
                QObject* parent = nullptr);

    void display(std::shared_ptr<const engine::Snapshot> snapshot);
    void setFilter(const QString& text);
    /// While channels are chosen, those that are hidden have a row too, and the check state is
    /// whether a channel is shown here.
    void setChoosing(bool choosing);
    [[nodiscard]] bool isChoosing() const { return m_choosing; }
    void setHidden(const QModelIndex& index, bool hidden);
    void hideAll(bool hidden);
    /// False when the big screen is full.
    bool setBig(const QModelIndex& index, bool big);
    /// Moves rows by their keys before `row`; past the end: to the end.
    void move(const QStringList& keys, int row);
    [[nodiscard]] const ValueChoice& choice() const { return m_choice; }
    void saveChoice(QSettings& settings) const { m_choice.save(settings); }
    void restoreChoice(QSettings& settings);

    [[nodiscard]] bool isSorted() const { return m_channels >= kSortedFrom && !m_choosing; }
    /// Of all devices, chosen or not.
    [[nodiscard]] std::size_t channelCount() const { return m_channels; }
    /// The rows of the big screen: the chosen ones, else the first few.
    [[nodiscard]] std::vector<ValueRow> bigRows();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    /// The check state is whether the charts show the channel.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;

private:
    /// What is remembered of a channel between snapshots.
    struct Memory {
        ChannelDigits digits;
        ValueBackground background{};
        WindowMean mean;
        std::int64_t nextLookNs = 0;
    };
    struct Tile {
        engine::DeviceId device;
        std::size_t channel = 0;
        std::size_t position = 0;  ///< of the device in the snapshot
        QString key;
        int need = 0;
        std::optional<ValueRow> shown{};
        bool asked = false;
    };

    [[nodiscard]] bool isSameList();
    [[nodiscard]] bool sameNeeds();
    [[nodiscard]] std::vector<Tile> wantedTiles() const;
    void orderTiles(std::vector<Tile>& tiles) const;
    void take(std::vector<Tile> tiles);
    void update();
    void refresh(Tile& tile, int row);
    [[nodiscard]] ValueRow rowOf(const Tile& tile) const;
    [[nodiscard]] Memory& memoryOf(const Tile& tile) const;
    void lookBack(Memory& memory, const Tile& tile) const;
    [[nodiscard]] const Tile& tileAt(const QModelIndex& index) const {
        return m_tiles[static_cast<std::size_t>(index.row())];
    }

    const engine::SampleStore& m_history;
    ChannelSelection& m_selection;
    std::shared_ptr<const engine::Snapshot> m_snapshot;
    ValueChoice m_choice;
    QString m_filter;
    bool m_choosing = false;
    mutable std::vector<Tile> m_tiles;
    mutable std::unordered_map<quint64, Memory> m_memory;
    mutable std::size_t m_budget = 0;  ///< samples that may be summed in this round
    mutable int m_mostDecimals = 0;
    std::size_t m_channels = 0;
    // What the list was made of, to know that nothing moved.
    std::vector<std::pair<std::uint32_t, std::size_t>> m_listed;
    std::uint64_t m_listedVersion = 0;
    std::size_t m_needs = 0;  ///< of alarms and staleness, while that is the order
    bool m_listChanged = true;
};

}  // namespace telemetryhub::ui
