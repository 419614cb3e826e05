// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/unit_word.h"

#include <algorithm>
#include <array>

#include "decode/characters.h"
#include "decode/clean_text.h"

namespace telemetryhub::engine {

namespace {

/// Sorted.
constexpr std::array<std::string_view, 98> kUnits = {
    "A",    "Ah",   "B",    "Bq",   "C",     "CPM", "F",   "GB",   "GHz", "GJ",  "Hz",
    "J",    "K",    "KB",   "L",    "MB",    "MHz", "MW",  "MWh",  "MiB", "N",   "Nm",
    "Ohm",  "Ohms", "Pa",   "RH",   "RPM",   "V",   "VA",  "VAr",  "Vac", "Vdc", "W",
    "Wh",   "bar",  "bpm",  "byte", "bytes", "cm",  "cpm", "dB",   "dBm", "deg", "degC",
    "degF", "ft",   "g",    "gal",  "h",     "hPa", "in",  "inHg", "kB",  "kHz", "kJ",
    "kN",   "kOhm", "kPa",  "kV",   "kVA",   "kW",  "kWh", "kg",   "km",  "kn",  "knots",
    "kt",   "l",    "lb",   "lux",  "lx",    "m",   "mA",  "mAh",  "mG",  "mT",  "mV",
    "mW",   "mWh",  "mbar", "mg",   "min",   "ml",  "mm",  "mmHg", "mph", "ms",  "ohm",
    "oz",   "ppb",  "ppm",  "psi",  "rad",   "rpm", "s",   "uA",   "uV",  "us"};

constexpr bool isUnitCharacter(char c) {
    return isLetter(c) || isBeyondAscii(c) || c == '%' || c == '/' || c == '^';
}

/// `*C` stands for °C on displays without the sign.
bool isStarredDegree(std::string_view text) {
    return text.size() == 2 && text[0] == '*' && isLetter(text[1]);
}

}  // namespace

bool isUnit(std::string_view text) {
    if (isStarredDegree(text)) return true;
    // It may have been a digit.
    if (text.find(CleanText::kReplacement) != std::string_view::npos) return false;
    if (text.empty() || text.front() == '/' || text.front() == '^') return false;
    const std::size_t power = std::min(text.find('/'), text.find('^'));
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!isUnitCharacter(text[i]) && !(isDigit(text[i]) && i > power)) return false;
    return true;
}

bool isKnownUnit(std::string_view word) {
    if (!isUnit(word)) return false;
    const bool looksLikeNothingElse = word.front() == '%' || word.front() == '*' ||
                                      isBeyondAscii(word.front()) ||
                                      word.find_first_of("/^") != std::string_view::npos;
    return looksLikeNothingElse || std::binary_search(kUnits.begin(), kUnits.end(), word);
}

}  // namespace telemetryhub::engine
