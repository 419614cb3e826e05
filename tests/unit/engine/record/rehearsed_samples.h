// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/gap.h"
#include "telemetryhub/engine/core/sample_block.h"

namespace telemetryhub::engine {

/// One device of the recording that is rehearsed: blocks of many sizes, holes and channels that
/// come later, all given by a seed, so that whoever knows the seed knows every sample.
class RehearsedDevice {
public:
    static constexpr std::uint32_t kCount = 4;  ///< they are numbered from 1

    struct Piece {
        BlockRef block;
        std::optional<Gap> gap;  ///< before it
    };

    RehearsedDevice(BlockPool& pool, std::uint32_t number, std::uint64_t seed)
        : m_pool(pool),
          m_id{number},
          m_kind(kKinds[number - 1]),
          m_random(seed * (kCount + 1) + number) {
        growTo(m_kind.firstChannels);
    }

    [[nodiscard]] DeviceId id() const { return m_id; }
    /// The fast one comes in bursts, so that there are commits with little in them.
    [[nodiscard]] bool isDueIn(int round) const {
        constexpr int kBurst = 16;
        const bool isQuiet = m_kind.mostRows == kMostRows && round / kBurst % 2 != 0;
        return !isQuiet && round % m_kind.everyRounds == 0;
    }

    Piece next() {
        Piece piece;
        const ReadTime before = m_time;
        m_time.steadyNs += 1'000'000;
        m_time.wallNs += 1'000'000;
        const Sequence hole = m_random() % 13 == 0 ? 1 + m_random() % 40 : 0;
        m_next += hole;
        if (hole > 0) piece.gap = Gap{ErrorCode::QueueFull, before, m_time, m_next, hole};
        const bool isLarger = m_channels->size() < m_kind.mostChannels && m_random() % 20 == 0;
        if (isLarger) growTo(m_channels->size() + 1);
        piece.block = block(1 + m_random() % m_kind.mostRows);
        return piece;
    }

private:
    struct Kind {
        std::size_t mostRows;
        std::size_t firstChannels;
        std::size_t mostChannels;
        int everyRounds;
    };
    static constexpr std::size_t kMostRows = 256;
    static constexpr std::array<Kind, kCount> kKinds{
        {{kMostRows, 2, 9, 1}, {40, 1, 1, 1}, {3, 2, 4, 3}, {1, 1, 2, 11}}};

    BlockRef block(std::size_t rows) {
        BlockRef made = m_pool.acquire(m_id, m_next, m_channels);
        std::vector<double> values(m_channels->size());
        for (std::size_t row = 0; row < rows; ++row) {
            std::generate(values.begin(), values.end(), [this] { return value(); });
            made.writable().append(m_time, values);
            m_time.steadyNs += 1000;
            m_time.wallNs += 990 + static_cast<std::int64_t>(m_random() % 20);
        }
        m_next += rows;
        return made;
    }

    void growTo(std::size_t channels) {
        std::vector<Channel> all;
        for (std::size_t i = 0; i < channels; ++i)
            all.push_back({"ch" + std::to_string(i), "V", std::nullopt});
        m_channels = std::make_shared<const ChannelSet>(std::move(all));
    }

    double value() {
        switch (m_random() % 9) {
            case 0: return kAbsent;
            case 1: return std::bit_cast<double>(m_random());
            default: return static_cast<double>(m_random() % 10'000) / 100;
        }
    }

    BlockPool& m_pool;
    DeviceId m_id;
    Kind m_kind;
    std::mt19937_64 m_random;
    ChannelSetPtr m_channels;
    ReadTime m_time{1'000'000'000, 1'700'000'000'000'000'000};
    Sequence m_next = 1;
};

}  // namespace telemetryhub::engine
