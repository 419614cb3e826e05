// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <QAbstractListModel>
#include <QColor>
#include <QString>

#include "panels/channel_digits.h"
#include "telemetryhub/engine/gateway/snapshot.h"
#include "theme/state_shape.h"

namespace telemetryhub::ui {

class ChannelSelection;

/// What one tile of the values panel says.
struct ValueRow {
    engine::DeviceId device;
    std::size_t channel = 0;
    engine::DeviceState state = engine::DeviceState::Idle;
    int slot = 0;
    QColor colour;       ///< its own; invalid: the slot's
    bool shown = false;  ///< in the charts
    bool stale = false;
    QString name;
    QString deviceName;
    QString value;
    QString unit;
    QString age;          ///< of a stale value
    QString least, most;  ///< extremes of the last minutes; empty when nothing came
    QString low, high;    ///< the ends of the bar: the channel's range, else the extremes
    // Where the extremes and the value lie in the channel's range, else between the extremes of the
    // session, 0 to 1.
    double leastAt = 0, mostAt = 0, valueAt = -1;
    std::optional<AlarmLevel> alarm;  ///< of the worst alarm of the channel
    bool alarmWaits = false;          ///< nobody acknowledged it
    QString alarmText;                ///< why, as a sentence

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
    ValuesModel(const engine::SampleStore& history, ChannelSelection& selection,
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
    static void placeInRange(ValueRow& row, const Memory& memory, const engine::Channel& channel,
                             double value);
    [[nodiscard]] static QString spoken(const ValueRow& row);
    [[nodiscard]] static QString toolTip(const ValueRow& row);

    const engine::SampleStore& m_history;
    ChannelSelection& m_selection;
    std::vector<ValueRow> m_rows;
    std::map<Key, Memory> m_memory;
    std::int64_t m_nextLookBackNs = 0;
};

}  // namespace telemetryhub::ui

Q_DECLARE_METATYPE(telemetryhub::ui::ValueRow)
