// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "telemetryhub/engine/core/sample_block.h"

namespace telemetryhub::engine {

/// Any number of samples of one device, column by column.
///
/// Units: as SampleBlock; shape of every column: [size()].
struct SampleColumns {
    std::vector<std::int64_t> steadyNs;
    std::vector<std::int64_t> wallNs;
    std::vector<Sequence> sequences;           ///< ascending
    std::vector<std::vector<double>> columns;  ///< a channel each; absent samples are kAbsent

    [[nodiscard]] std::size_t size() const { return sequences.size(); }
    [[nodiscard]] bool empty() const { return sequences.empty(); }
    /// Appends the samples of a block; a channel that is new or missing there is absent.
    void append(const SampleBlock& block);
    void append(const SampleColumns& other);
    /// Keeps the samples from `first` to before `last`. \pre `first <= last <= size()`
    void keep(std::size_t first, std::size_t last);
    /// Keeps some of the samples. \pre `kept.size() == size()`
    void keepRows(const std::vector<bool>& kept);
    /// Keeps the memory for the next samples.
    void clear();

private:
    void padColumns(std::size_t channels);
};

}  // namespace telemetryhub::engine
