// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/history_export.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace telemetryhub::ui {
namespace {

using engine::BlockRef;
using engine::HistoryRows;
using engine::Result;

constexpr std::uint64_t kReportEvery = 100'000;

/// The rows of one device, one block after the other.
class RowCursor {
public:
    RowCursor(engine::DeviceId device, HistoryRows rows, std::vector<std::size_t> numbers,
              engine::ChannelSetPtr channels)
        : m_device(device),
          m_rows(std::move(rows)),
          m_numbers(std::move(numbers)),
          m_channels(std::move(channels)),
          m_stretch(m_rows.next()) {}

    [[nodiscard]] bool hasRow() const { return m_stretch.has_value(); }
    /// \pre `hasRow()`
    [[nodiscard]] std::int64_t timeNs() const { return m_stretch->steadyNs[m_at]; }

    /// The rows up to a time, as far as they fit one block. \pre `hasRow()`
    [[nodiscard]] BlockRef take(engine::BlockPool& pool, std::int64_t untilNs) {
        BlockRef block = pool.acquire(m_device, m_stretch->first + m_at, m_channels);
        m_row.resize(m_numbers.size());
        do {
            for (std::size_t i = 0; i < m_numbers.size(); ++i)
                m_row[i] = m_numbers[i] < m_stretch->columns.size()
                               ? m_stretch->columns[m_numbers[i]][m_at]
                               : engine::kAbsent;
            block.writable().append({timeNs(), timeNs() + m_stretch->wallOffsetNs}, m_row);
            ++m_at;
        } while (m_at < m_stretch->steadyNs.size() && !block->full() && timeNs() <= untilNs);
        if (m_at == m_stretch->steadyNs.size()) {
            m_stretch = m_rows.next();
            m_at = 0;
        }
        return block;
    }

private:
    engine::DeviceId m_device;
    HistoryRows m_rows;
    std::vector<std::size_t> m_numbers;
    engine::ChannelSetPtr m_channels;
    std::optional<HistoryRows::Stretch> m_stretch;
    std::size_t m_at = 0;
    std::vector<double> m_row;
};

template <typename Value>
bool isChosen(const std::vector<Value>& chosen, const Value& value) {
    return chosen.empty() || std::find(chosen.begin(), chosen.end(), value) != chosen.end();
}

/// Writes blocks, and tells how far it is.
class HistoryWriter {
public:
    HistoryWriter(const engine::SessionExport& what, engine::CsvTarget& target,
                  const engine::ReadTime& start)
        : m_what(what), m_table(engine::makeCsvTable(what.shape, target, {start, {}, {}})) {}

    void addDevice(const engine::History& history, const engine::DeviceSnapshot& device) {
        std::vector<std::size_t> numbers;
        std::vector<engine::Channel> channels;
        for (std::size_t i = 0; device.channels && i < device.channels->size(); ++i) {
            if (!isChosen(m_what.channels, (*device.channels)[i].name)) continue;
            numbers.push_back(i);
            channels.push_back((*device.channels)[i]);
        }
        if (channels.empty()) return;
        auto set = std::make_shared<const engine::ChannelSet>(std::move(channels));
        m_table->addDevice(device.device, device.settings.id);
        m_table->declare(device.device, set);
        HistoryRows rows = history.rows(device.device, {m_what.fromNs, m_what.toNs});
        m_total += rows.size();
        m_cursors.emplace_back(device.device, std::move(rows), std::move(numbers), std::move(set));
    }

    [[nodiscard]] Result<ExportOutcome> write() {
        if (auto settled = m_table->settle(); !settled) return settled.error();
        std::uint64_t done = 0;
        std::uint64_t nextReport = 0;
        while (RowCursor* first = oldest()) {
            const BlockRef block = first->take(m_pool, nextBehind(*first));
            if (auto added = m_table->add(block); !added) return added.error();
            done += block->size();
            if (done < nextReport) continue;
            nextReport = done + kReportEvery;
            if (m_what.progress &&
                !m_what.progress(static_cast<double>(done) / static_cast<double>(m_total)))
                return engine::Error{engine::ErrorCode::Stopping,
                                     "The export was cancelled; nothing was written."};
        }
        if (auto finished = m_table->finish(); !finished) return finished.error();
        return ExportOutcome{m_table->samplesWritten(), {}};
    }

private:
    [[nodiscard]] RowCursor* oldest() {
        RowCursor* found = nullptr;
        for (RowCursor& cursor : m_cursors)
            if (cursor.hasRow() && (!found || cursor.timeNs() < found->timeNs())) found = &cursor;
        return found;
    }
    /// Up to when `first` may go on: the next row of another device.
    [[nodiscard]] std::int64_t nextBehind(const RowCursor& first) const {
        std::int64_t next = std::numeric_limits<std::int64_t>::max();
        for (const RowCursor& cursor : m_cursors)
            if (&cursor != &first && cursor.hasRow()) next = std::min(next, cursor.timeNs());
        return next;
    }

    const engine::SessionExport& m_what;
    engine::BlockPool m_pool;
    std::unique_ptr<engine::CsvTable> m_table;
    std::vector<RowCursor> m_cursors;
    std::uint64_t m_total = 0;
};

}  // namespace

Result<ExportOutcome> exportHistory(const engine::History& history,
                                    const engine::Snapshot& snapshot,
                                    const engine::SessionExport& what, engine::CsvTarget& target) {
    engine::ReadTime zero = snapshot.start;
    std::optional<std::int64_t> firstNs;
    for (const engine::DeviceSnapshot& device : snapshot.devices) {
        if (!isChosen(what.devices, device.device)) continue;
        if (const auto startNs = history.streamStartNs(device.device))
            firstNs = std::min(firstNs.value_or(*startNs), *startNs);
    }
    zero.steadyNs = firstNs.value_or(zero.steadyNs);
    HistoryWriter writer(what, target, zero);
    for (const engine::DeviceSnapshot& device : snapshot.devices)
        if (isChosen(what.devices, device.device)) writer.addDevice(history, device);
    return writer.write();
}

}  // namespace telemetryhub::ui
