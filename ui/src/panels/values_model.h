// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <vector>

#include <QAbstractListModel>
#include <QString>

#include "panels/channel_digits.h"
#include "telemetryhub/engine/gateway/snapshot.h"

namespace telemetryhub::ui {

class ChannelSelection;

/// What one tile of the values panel says.
struct ValueRow {
    engine::DeviceId device;
    std::size_t channel = 0;
    engine::DeviceState state = engine::DeviceState::Idle;
    int slot = 0;
    bool shown = false;  ///< in the charts
    bool stale = false;
    QString name;
    QString deviceName;
    QString value;
    QString unit;
    QString age;          ///< of a stale value
    QString least, most;  ///< extremes of the last minutes; empty when nothing came
    // Where the extremes and the value lie between the extremes of the session, 0 to 1.
    double leastAt = 0, mostAt = 0, valueAt = -1;

    friend bool operator==(const ValueRow&, const ValueRow&) = default;
};

/// A tile per channel, in the order of devices and channels.
///
/// Threads: main.
class ValuesModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { RowRole = Qt::UserRole };
    static constexpr std::int64_t kRangeNs = 300'000'000'000;  ///< what `least`, `most` look back

    /// \pre `history` and `selection` outlive this object.
    ValuesModel(const engine::History& history, ChannelSelection& selection,
                QObject* parent = nullptr);

    void display(const engine::Snapshot& snapshot);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    /// The check state is whether the charts show the channel.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    /// What is remembered of a channel between snapshots.
    struct Memory {
        ChannelDigits digits;
        double recentLeast = engine::kAbsent, recentMost = engine::kAbsent;
        double everLeast = engine::kAbsent, everMost = engine::kAbsent;
    };
    using Key = std::pair<std::uint32_t, std::size_t>;  ///< device, channel

    [[nodiscard]] ValueRow rowOf(const engine::DeviceSnapshot& device, std::size_t channel,
                                 const engine::ReadTime& now);
    void lookBack(Memory& memory, const Key& key, const engine::Snapshot& snapshot) const;
    [[nodiscard]] static QString spoken(const ValueRow& row);

    const engine::History& m_history;
    ChannelSelection& m_selection;
    std::vector<ValueRow> m_rows;
    std::map<Key, Memory> m_memory;
    std::int64_t m_nextLookBackNs = 0;
};

}  // namespace telemetryhub::ui

Q_DECLARE_METATYPE(telemetryhub::ui::ValueRow)
