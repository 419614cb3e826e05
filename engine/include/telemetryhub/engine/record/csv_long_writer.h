// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "telemetryhub/engine/record/csv_table.h"

namespace telemetryhub::engine {

/// Turns blocks into the rows of one long CSV table:
/// `time_utc,elapsed_s,device,seq,channel,value,unit`, one row a value.
///
/// An absent value has no row, and a sample without any value none at all. Only when a device has
/// several channels of equal name and unit do absent ones before the last keep a row with an empty
/// value, because their order tells them apart.
///
/// The header is written with the first block, for it is always the same.
class CsvLongWriter final : public CsvTable {
public:
    /// \pre `target` and the pools of the blocks outlive this object.
    CsvLongWriter(CsvTarget& target, const CsvWriterSettings& settings);
    ~CsvLongWriter() override;

    void addDevice(DeviceId device, std::string name) override;
    /// Not needed: rows name their channel.
    void declare(DeviceId /*device*/, const ChannelSetPtr& /*channels*/) override {}
    Result<void> settle() override;
    Result<void> add(const BlockRef& block) override;
    Result<void> flush() override;
    Result<void> finish() override;
    [[nodiscard]] std::uint64_t samplesWritten() const override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
