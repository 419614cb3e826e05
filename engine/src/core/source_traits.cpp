// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/source_traits.h"

#include <array>
#include <variant>

namespace telemetryhub::engine {

namespace {

constexpr std::array<SourceTraits, std::variant_size_v<BusSettings>> kSourceTraits = {{
    {.scheme = "serial", .place = SourcePlace::File},
    {.scheme = "sim", .place = SourcePlace::Name},
    {.scheme = "replay", .place = SourcePlace::File, .isRecorded = true, .waitsForRoom = true},
    {.scheme = "tcp"},
    {.scheme = "udp"},
    {.scheme = "push", .place = SourcePlace::Name, .comesAsBytes = false, .waitsForRoom = true},
}};

// A kind without a row has no scheme, since the array is as long as the variant.
static_assert(!kSourceTraits.back().scheme.empty(), "a kind of source lacks its row");

}  // namespace

std::span<const SourceTraits> allSourceTraits() {
    return kSourceTraits;
}

const SourceTraits& traitsOf(const BusSettings& bus) {
    return kSourceTraits.at(bus.index());
}

}  // namespace telemetryhub::engine
