// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_words.h"

#include <cstdio>

namespace telemetryhub::app {

std::string sizeText(std::uint64_t bytes) {
    constexpr const char* kUnits[] = {"kB", "MB", "GB", "TB"};
    if (bytes < 1000) return std::to_string(bytes) + " bytes";
    double amount = static_cast<double>(bytes) / 1000;
    std::size_t unit = 0;
    for (; amount >= 1000 && unit + 1 < std::size(kUnits); ++unit)
        amount /= 1000;
    char text[32];
    (void)std::snprintf(text, sizeof text, "%.1f %s", amount, kUnits[unit]);
    return text;
}

std::string spanText(std::int64_t nanoseconds) {
    char text[64];
    const double seconds = static_cast<double>(nanoseconds) / 1e9;
    const auto whole = static_cast<long long>(seconds);
    if (seconds < 60)
        (void)std::snprintf(text, sizeof text, "%.3f s", seconds);
    else if (whole < 3600)
        (void)std::snprintf(text, sizeof text, "%lld min %02lld s", whole / 60, whole % 60);
    else
        (void)std::snprintf(text, sizeof text, "%lld h %02lld min", whole / 3600, whole / 60 % 60);
    return text;
}

std::string plainText(std::string text) {
    constexpr unsigned char kFirstPrintable = 0x20;
    constexpr unsigned char kDelete = 0x7F;
    for (char& character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte < kFirstPrintable || byte == kDelete) character = '?';
    }
    return text;
}

const char* sessionStateName(engine::SessionInfo::State state) {
    switch (state) {
        case engine::SessionInfo::State::Closed: return "closed";
        case engine::SessionInfo::State::Recording: return "recording";
        case engine::SessionInfo::State::Abandoned: return "abandoned";
    }
    return "";
}

}  // namespace telemetryhub::app
