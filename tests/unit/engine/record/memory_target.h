// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/core/sample_block.h"
#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::engine {

/// What a MemoryTarget was given; outlives it, so that a test can look afterwards.
struct TargetLog {
    std::string text;  ///< as a file would hold it
    std::vector<CsvWidening> widenings;
    int writes = 0;
    int syncs = 0;
};

/// How a MemoryTarget behaves; calls count from 1, 0 is never.
struct TargetScript {
    bool isFile = true;  ///< can sync and widen
    int failingWrite = 0;
    int failingSync = 0;
    Widened widened = Widened::Rewritten;
};

/// A CSV target in memory that fails on the call that was asked for.
class MemoryTarget final : public LiveCsvTarget {
public:
    explicit MemoryTarget(TargetLog& log, TargetScript script = {})
        : m_log(log), m_script(script) {}

    Result<void> writeHeader(std::string_view header) override {
        m_log.text += header;
        return {};
    }
    Result<void> write(std::string_view rows) override {
        if (++m_log.writes == m_script.failingWrite)
            return Error{ErrorCode::StorageFailed, "the disk is full"};
        m_log.text += rows;
        m_account.written += static_cast<std::uint64_t>(std::count(rows.begin(), rows.end(), '\n'));
        if (!m_script.isFile) m_account.durable = m_account.written;
        return {};
    }
    Result<void> sync() override {
        if (++m_log.syncs == m_script.failingSync)
            return Error{ErrorCode::StorageFailed, "the disk is broken"};
        m_account.durable = m_account.written;
        return {};
    }
    [[nodiscard]] CsvAccount account() const override { return m_account; }
    [[nodiscard]] bool canSync() const override { return m_script.isFile; }
    [[nodiscard]] bool canWiden() const override { return m_script.isFile; }
    Result<Widened> widen(const CsvWidening& widening) override {
        m_log.widenings.push_back(widening);
        return m_script.widened;
    }
    [[nodiscard]] std::uint64_t writtenBytes() const override { return m_log.text.size(); }
    [[nodiscard]] std::string path() const override { return "memory"; }

private:
    TargetLog& m_log;
    TargetScript m_script;
    CsvAccount m_account;
};

inline ChannelSetPtr channelSet(const std::vector<std::string>& titles,
                                ChannelSetKind kind = ChannelSetKind::Complete) {
    std::vector<Channel> channels;
    for (const std::string& title : titles)
        channels.push_back(channelFromTitle(title));
    return std::make_shared<ChannelSet>(std::move(channels), kind);
}

/// Makes blocks of one device, numbered on, a millisecond from sample to sample.
class BlockSource {
public:
    BlockSource(BlockPool& pool, DeviceId device, ChannelSetPtr channels)
        : m_pool(pool), m_device(device), m_channels(std::move(channels)) {}

    void setChannels(ChannelSetPtr channels) { m_channels = std::move(channels); }
    void advance(std::int64_t nanoseconds) { m_time.steadyNs += nanoseconds; }

    BlockRef block(const std::vector<std::vector<double>>& rows) {
        BlockRef block = m_pool.acquire(m_device, m_next, m_channels);
        for (const std::vector<double>& row : rows) {
            block.writable().append(m_time, row);
            m_time.steadyNs += 1'000'000;
            m_time.wallNs += 1'000'000;
            ++m_next;
        }
        return block;
    }
    /// `count` rows of the same values.
    BlockRef fullBlock(double value, std::size_t count = SampleBlock::kCapacity) {
        return block(std::vector<std::vector<double>>(
            count, std::vector<double>(m_channels->size(), value)));
    }

private:
    BlockPool& m_pool;
    DeviceId m_device;
    ChannelSetPtr m_channels;
    ReadTime m_time{5'000'000'000, 1'700'000'000'000'000'000};
    Sequence m_next = 1;
};

inline constexpr ReadTime kStart{5'000'000'000, 1'700'000'000'000'000'000};

inline std::size_t lineCount(const std::string& text) {
    std::size_t lines = 0;
    for (const char c : text)
        lines += c == '\n' ? 1U : 0U;
    return lines;
}

}  // namespace telemetryhub::engine
