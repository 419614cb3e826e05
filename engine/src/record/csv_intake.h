// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "telemetryhub/engine/core/sample_block.h"
#include "telemetryhub/engine/record/csv_import.h"

namespace telemetryhub::engine {

/// One device of an import and its open block.
///
/// Its channels are those columns of the file in which it has a value.
struct CsvIntakeDevice {
    DeviceId id;
    std::string name;
    std::vector<std::optional<std::size_t>> channelOfColumn;  ///< may end before the last
    std::vector<Channel> channels;
    ChannelSetKind kind = ChannelSetKind::Open;
    ChannelSetPtr set;  ///< of the open block; null before the first
    BlockRef open;
    std::vector<double> row;  ///< a value a channel, for the next sample
    bool isAnnounced = false;
    Sequence last = 0;                 ///< as the file has it
    Sequence next = 0;                 ///< as it is handed on
    Sequence offset = 0;               ///< between both, modulo 2^64
    ReadTime lastTime = kUnknownTime;  ///< as it is handed on
    std::uint64_t steadyOffsetNs = 0;  ///< between both steady clocks, modulo 2^64
    std::uint64_t samples = 0;
    std::uint64_t restarts = 0;
    std::uint64_t samplesWithoutValue = 0;
};

/// Turns the samples of a file into blocks.
///
/// Memory is bounded: open blocks leave early when they are many, and what would exceed the
/// limits for devices, channels and names is refused.
///
/// Threads: confined to one thread.
/// Errors:  those of the sink.
class CsvIntake {
public:
    static constexpr std::size_t kMaxDevices = 4'096;
    static constexpr std::size_t kMaxNameBytes = 1'024;
    static constexpr std::size_t kMaxChannels = ChannelSet::kMaxChannels + ChannelSet::kMaxDerived;

    /// \pre `pool` and `sink` outlive this object
    CsvIntake(BlockPool& pool, CsvImportSink& sink) : m_pool(pool), m_sink(sink) {}

    /// The device of a name; null when there are too many. Stays valid.
    [[nodiscard]] CsvIntakeDevice* device(std::string_view name);
    /// The channel of `device` in a column, made when it is new; nothing when there are too many.
    [[nodiscard]] std::optional<std::size_t> channel(CsvIntakeDevice& device, std::size_t column,
                                                     const Channel& channel);
    /// Takes the device's row as a sample and empties it. False: the number cannot be counted on.
    Result<bool> add(CsvIntakeDevice& device, Sequence sequence, const ReadTime& time);
    /// Hands on what is open.
    Result<void> finish();
    [[nodiscard]] std::vector<CsvImportedDevice> devices() const;

private:
    static constexpr std::size_t kMaxOpenBytes = std::size_t{64} << 20;
    static constexpr std::size_t kMaxAllNamesBytes = std::size_t{16} << 20;

    Result<void> prepareBlock(CsvIntakeDevice& device);
    Result<void> handOn(CsvIntakeDevice& device);
    [[nodiscard]] bool hasRoomForName(std::size_t bytes);

    BlockPool& m_pool;
    CsvImportSink& m_sink;
    std::deque<CsvIntakeDevice> m_devices;
    std::unordered_map<std::string, CsvIntakeDevice*> m_byName;
    std::size_t m_openBytes = 0;
    std::size_t m_nameBytes = 0;
};

}  // namespace telemetryhub::engine
