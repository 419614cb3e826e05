// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
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

/// A sample that comes by call and not over a wire.
struct PushedSample {
    std::vector<PushedValue> values;  ///< one a channel
    /// When it was taken, by the sender's clock; unset: now.
    std::optional<std::int64_t> wallNs{};
};

/// Writes pushed samples as rows; channels are made as they are first named.
///
/// A time of the sender counts between that of the row before and the writer's, which is now; rows
/// that would share a time are 1 ns apart.
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
