// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/core/sample_store.h"

namespace telemetryhub::engine {

/// The samples of one device in a span, as they were stored at one moment, row by row: for exports.
///
/// It keeps what it has to read, also when the history forgets it meanwhile.
///
/// Threads: confined to one thread.
/// Units:   nanoseconds, as ReadTime. Wall times are exact while the two clocks moved against each
///          other at most 65 536 times in what is kept.
class HistoryRows {
public:
    /// Samples whose numbers follow each other. Valid while the HistoryRows lives.
    struct Stretch {
        Sequence first = 0;             ///< number of sample 0
        std::int64_t wallOffsetNs = 0;  ///< from the steady to the wall clock
        std::span<const std::int64_t> steadyNs;
        std::vector<std::span<const double>> columns;  ///< a channel each, absent ones kAbsent
    };

    HistoryRows(HistoryRows&&) noexcept;
    ~HistoryRows();

    /// How many samples there are in all.
    [[nodiscard]] std::uint64_t size() const;
    /// The next stretch; nothing behind the last one.
    [[nodiscard]] std::optional<Stretch> next();

private:
    friend class History;
    struct Impl;
    explicit HistoryRows(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
