// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "history/history_view.h"
#include "telemetryhub/engine/history/history_rows.h"

namespace telemetryhub::engine {

/// From this sample on numbers and clocks run together.
struct SequenceMark {
    std::uint64_t ordinal = 0;  ///< of the sample, among all that the device stored
    Sequence sequence = 0;
    std::int64_t wallOffsetNs = 0;
};

/// What a HistoryRows reads from.
struct HistoryRows::Impl {
    HistoryView view;
    std::vector<SequenceMark> marks;  ///< ascending
    HistoryView::Position at;
    HistoryView::Position to;
};

}  // namespace telemetryhub::engine
