// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "telemetryhub/engine/core/device_settings.h"

namespace telemetryhub::engine {

/// What stands behind the scheme of a specification.
enum class SourcePlace {
    File,     ///< a path; a folder is none
    Name,     ///< a name that must not be empty
    Network,  ///< read by a grammar of its own
};

/// What can be said of every source of a kind, whatever its settings are. Code that treats kinds
/// differently asks for the trait it depends on, so that a new kind is one row.
struct SourceTraits {
    std::string_view scheme;  ///< of its specification, `serial` in `serial:/dev/ttyUSB0`
    SourcePlace place = SourcePlace::Network;
    bool comesAsBytes = true;   ///< has a decoder, can be written to, can be damaged on its way
    bool isRecorded = false;    ///< ends; its pauses and damage are those of the recording
    bool waitsForRoom = false;  ///< loses nothing by waiting for the queue, so it always does
};

/// A row for each kind, in the order of the alternatives of `BusSettings`.
[[nodiscard]] std::span<const SourceTraits> allSourceTraits();

/// The row of the kind that `bus` is of.
[[nodiscard]] const SourceTraits& traitsOf(const BusSettings& bus);

}  // namespace telemetryhub::engine
