// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/quantity_text.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "config/spec_text.h"

namespace telemetryhub::engine {

namespace {

struct Unit {
    std::string_view name;
    double size;
};

// A number alone has the first unit.
constexpr Unit kTimeUnits[] = {{"", 1e3}, {"ms", 1}, {"s", 1e3}, {"m", 60e3}, {"h", 3600e3}};
constexpr Unit kByteUnits[] = {{"", 1},
                               {"kb", 1e3},
                               {"mb", 1e6},
                               {"gb", 1e9},
                               {"tb", 1e12},
                               {"kib", 1024.0},
                               {"mib", 1024.0 * 1024},
                               {"gib", 1024.0 * 1024 * 1024},
                               {"tib", 1024.0 * 1024 * 1024 * 1024}};

/// The number before a unit times the unit.
std::optional<double> quantity(std::string_view text, std::span<const Unit> units) {
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
    const std::size_t numberEnd = text.find_last_not_of(kLetters) + 1;
    const std::string_view name = text.substr(numberEnd);
    const auto unit = std::find_if(units.begin(), units.end(),
                                   [name](const Unit& known) { return known.name == name; });
    const auto number = parsedNumber<double>(text.substr(0, numberEnd));
    if (unit == units.end() || !number) return std::nullopt;
    return *number * unit->size;
}

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

}  // namespace

std::optional<std::chrono::milliseconds> parsedTime(std::string_view text,
                                                    std::chrono::milliseconds least,
                                                    std::chrono::milliseconds most) {
    const auto ms = quantity(text, kTimeUnits);
    if (!ms || !(*ms >= static_cast<double>(least.count())) ||
        !(*ms <= static_cast<double>(most.count())))
        return std::nullopt;
    return std::chrono::milliseconds(std::llround(*ms));
}

std::optional<std::chrono::milliseconds> parsedPause(std::string_view text) {
    constexpr std::chrono::milliseconds kLeast{10};
    return parsedTime(text, kLeast, std::chrono::hours(24));
}

std::string timeText(std::chrono::milliseconds time) {
    const auto ms = time.count();
    return ms % 1000 == 0 ? std::to_string(ms / 1000) + "s" : std::to_string(ms) + "ms";
}

std::optional<std::uint64_t> parsedBytes(std::string_view text, std::uint64_t least,
                                         std::uint64_t most) {
    const auto bytes = quantity(lowerCase(text), kByteUnits);
    if (!bytes || !(*bytes >= static_cast<double>(least)) || !(*bytes <= static_cast<double>(most)))
        return std::nullopt;
    return static_cast<std::uint64_t>(*bytes);
}

std::string bytesText(std::uint64_t bytes) {
    if (bytes > 0 && bytes % 1'000'000'000 == 0)
        return std::to_string(bytes / 1'000'000'000) + "GB";
    if (bytes > 0 && bytes % 1'000'000 == 0) return std::to_string(bytes / 1'000'000) + "MB";
    return std::to_string(bytes);
}

}  // namespace telemetryhub::engine
