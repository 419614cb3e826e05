// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/outlet/outlet_snapshot.h"

namespace telemetryhub::engine {

/// A recording at one moment; counts are samples of all devices.
struct RecorderSnapshot {
    std::string path;  ///< `-` is standard output
    std::uint64_t offered = 0;
    std::uint64_t durable = 0;
    std::uint64_t notYetDurable = 0;  ///< waiting to be written, or written and not yet synced
    std::uint64_t lost = 0;  ///< after a failure, or of a device that a stream's header cannot tell
    LossCounts lostBy;       ///< their reasons
    std::uint64_t bytes = 0;
    std::uint64_t cellsLeftOut = 0;  ///< values without a column: a stream's header is fixed
    std::optional<Error> error;      ///< it stopped; monitoring goes on

    [[nodiscard]] bool closes() const { return offered == durable + notYetDurable + lost; }
};

}  // namespace telemetryhub::engine
