// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "telemetryhub/engine/record/csv_table.h"

namespace telemetryhub::engine {

/// Turns blocks into the rows of one wide CSV table.
///
/// One device: `time_utc,elapsed_s,seq,<channel> [unit],...`; several: `time_utc,elapsed_s,device,
/// seq,` and the union of their channels, where equal name and unit share a column.
///
/// The header is written at once when every device that was added has sent, or was declared, and
/// its channels are complete. Formats that find their channels on the way get a settle time first,
/// in which blocks are held, by the times of the blocks. What appears later widens the table, see
/// CsvTarget.
///
/// Rows wait in a buffer until it is full or `flush` is called.
class CsvWriter final : public CsvTable {
public:
    static constexpr std::size_t kMaxHeldBytes = std::size_t{16} << 20;

    /// \pre `target` and the pools of the blocks outlive this object.
    CsvWriter(CsvTarget& target, CsvWriterSettings settings);
    ~CsvWriter() override;

    void addDevice(DeviceId device, std::string name) override;
    void declare(DeviceId device, const ChannelSetPtr& channels) override;
    Result<void> settle() override;
    Result<void> add(const BlockRef& block) override;
    Result<void> flush() override;
    Result<void> finish() override;

    /// Blocks wait for the header.
    [[nodiscard]] bool holdsBlocks() const;
    /// Rows wait for `flush`.
    [[nodiscard]] bool hasRows() const;
    [[nodiscard]] std::uint64_t samplesWritten() const override;
    /// Samples without a row: their device came after the header of a stream for one device.
    [[nodiscard]] std::uint64_t samplesLeftOut() const;
    /// Values without a cell: their channel came after the header of a stream.
    [[nodiscard]] std::uint64_t cellsLeftOut() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
