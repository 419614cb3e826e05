// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "telemetryhub/engine/history/history.h"

namespace telemetryhub::engine {

/// One sample as the test gave it.
struct StoredRow {
    ReadTime time;
    std::vector<double> values;
    Sequence sequence = 0;
};

inline ChannelSetPtr channelsNamed(std::size_t count) {
    std::vector<Channel> channels(count);
    for (std::size_t i = 0; i < count; ++i)
        channels[i].name = std::to_string(i);
    return std::make_shared<ChannelSet>(std::move(channels));
}

/// Feeds rows into a history and answers the same questions by looking at each of them.
class PlainHistory {
public:
    PlainHistory(History& history, BlockPool& pool, DeviceId device)
        : m_history(history), m_pool(pool), m_device(device) {}

    /// Hands the rows to the history in blocks of at most `blockSize`.
    void feed(const std::vector<StoredRow>& rows, std::size_t channels, std::size_t blockSize) {
        const ChannelSetPtr set = channelsNamed(channels);
        BlockRef block;
        for (StoredRow row : rows) {
            row.sequence = m_nextSequence++;
            if (!block) block = m_pool.acquire(m_device, row.sequence, set);
            block.writable().append(row.time, row.values);
            m_rows.push_back(std::move(row));
            if (block->size() < blockSize && !block->full()) continue;
            m_history.consume(block);
            block.reset();
        }
        if (block) m_history.consume(block);
    }

    /// Forgets what the history has evicted.
    void dropOldest(std::size_t kept) {
        m_rows.erase(m_rows.begin(), m_rows.end() - static_cast<std::ptrdiff_t>(kept));
    }
    [[nodiscard]] const std::vector<StoredRow>& rows() const { return m_rows; }

    [[nodiscard]] HistoryColumn column(std::size_t channel, std::int64_t from,
                                       std::int64_t to) const {
        constexpr double kInfinity = std::numeric_limits<double>::infinity();
        HistoryColumn column{kInfinity, -kInfinity, kAbsent};
        const auto first =
            std::partition_point(m_rows.begin(), m_rows.end(),
                                 [from](const StoredRow& row) { return row.time.steadyNs < from; });
        for (auto row = first; row != m_rows.end() && row->time.steadyNs < to; ++row) {
            const double value = valueOf(*row, channel);
            if (std::isnan(value)) continue;
            column.min = std::min(column.min, value);
            column.max = std::max(column.max, value);
            column.last = value;
        }
        return column;
    }

    [[nodiscard]] std::vector<HistoryPoint> points(std::size_t channel, TimeSpan span) const {
        std::optional<HistoryPoint> before;
        std::vector<HistoryPoint> points;
        for (const StoredRow& row : m_rows) {
            const double value = valueOf(row, channel);
            if (isAbsent(value)) continue;
            const HistoryPoint point{row.time.steadyNs, value};
            if (point.steadyNs < span.fromNs) {
                before = point;
                continue;
            }
            points.push_back(point);
            if (point.steadyNs >= span.toNs) break;
        }
        if (before) points.insert(points.begin(), *before);
        return points;
    }

    [[nodiscard]] std::uint64_t count(TimeSpan span) const {
        std::uint64_t count = 0;
        for (const StoredRow& row : m_rows)
            if (row.time.steadyNs >= span.fromNs && row.time.steadyNs < span.toNs) ++count;
        return count;
    }

private:
    static double valueOf(const StoredRow& row, std::size_t channel) {
        return channel < row.values.size() ? row.values[channel] : kAbsent;
    }

    History& m_history;
    BlockPool& m_pool;
    DeviceId m_device;
    std::vector<StoredRow> m_rows;
    Sequence m_nextSequence = 1;
};

}  // namespace telemetryhub::engine
