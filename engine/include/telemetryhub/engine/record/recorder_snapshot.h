// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/outlet/outlet_snapshot.h"
#include "telemetryhub/engine/record/recording_snapshot.h"

namespace telemetryhub::engine {

/// A live CSV at one moment; counts are samples of all devices.
struct RecorderSnapshot {
    std::string path;  ///< of the present file; `-` is standard output
    RecordingState state = RecordingState::Recording;
    std::uint64_t offered = 0;
    std::uint64_t durable = 0;
    std::uint64_t notYetDurable = 0;  ///< waiting to be written, or written and not yet synced
    std::uint64_t lost = 0;
    LossCounts lostBy;  ///< their reasons
    std::uint64_t bytes = 0;
    std::uint64_t cellsLeftOut = 0;  ///< values without a column: a stream's header is fixed
    std::optional<Error> error;      ///< why it is Suspended or Failed; monitoring goes on

    [[nodiscard]] bool closes() const { return offered == durable + notYetDurable + lost; }
};

}  // namespace telemetryhub::engine
