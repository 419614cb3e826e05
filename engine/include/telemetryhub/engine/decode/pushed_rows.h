// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/sample_writer.h"

namespace telemetryhub::engine {

/// One value of a pushed sample.
struct PushedValue {
    std::string channel;
    std::string unit;  ///< may be empty; the first one of a channel counts
    double value = 0;
};

/// A sample that comes by call and not over a wire: its values, one a channel.
using PushedSample = std::vector<PushedValue>;

/// Writes pushed samples as rows; channels are made as they are first named.
///
/// Threads: confined to one thread.
class PushedRows {
public:
    static constexpr std::size_t kMaxNameBytes = 256;

    PushedRows();
    ~PushedRows();

    /// Writes all samples or, when one of them is wrong, none.
    /// Errors: InvalidArgument, with the number of the sample and what was expected.
    Result<void> write(std::span<const PushedSample> samples, SampleWriter& writer);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
