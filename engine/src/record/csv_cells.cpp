// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/csv_cells.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

#include "telemetryhub/engine/record/csv_format.h"

namespace telemetryhub::engine {

namespace {

std::string lowerCased(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::optional<double> numberWord(std::string_view word) {
    constexpr std::size_t kLongest = 8;
    if (word.size() > kLongest) return std::nullopt;
    const std::string lower = lowerCased(word);
    if (lower == "nan") return std::numeric_limits<double>::quiet_NaN();
    if (lower == "inf" || lower == "infinity") return std::numeric_limits<double>::infinity();
    return std::nullopt;
}

/// Of a text without a sign.
std::optional<double> magnitudeIn(std::string_view text) {
    const bool isNumeric =
        !text.empty() && (text.front() == '.' || (text.front() >= '0' && text.front() <= '9'));
    if (!isNumeric) return numberWord(text);
    double value = 0;
    const char* const textEnd = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), textEnd, value);
    if (end != textEnd) return std::nullopt;
    if (error == std::errc{}) return value;
    // Of what is out of range only the small has a negative exponent or nothing before the point.
    const bool isSmall =
        text.find("e-") != text.npos || text.find("E-") != text.npos || text.starts_with("0.");
    return isSmall ? std::optional(0.0) : std::nullopt;
}

std::optional<double> signedNumberIn(std::string_view text) {
    const bool isNegative = text.starts_with('-');
    if (isNegative || text.starts_with('+')) text.remove_prefix(1);
    const auto magnitude = magnitudeIn(text);
    // A NaN has no sign in a table.
    return magnitude && isNegative && !std::isnan(*magnitude) ? std::optional(-*magnitude)
                                                              : magnitude;
}

}  // namespace

std::string_view trimmedCell(std::string_view cell) {
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!cell.empty() && isBlank(cell.front()))
        cell.remove_prefix(1);
    while (!cell.empty() && isBlank(cell.back()))
        cell.remove_suffix(1);
    return cell;
}

std::optional<double> numberIn(std::string_view cell, char decimalSign) {
    constexpr std::size_t kLongestWithComma = 64;
    cell = trimmedCell(cell);
    if (decimalSign != ',') return signedNumberIn(cell);
    const std::size_t comma = cell.find(',');
    if (comma == std::string_view::npos) return signedNumberIn(cell);
    if (cell.size() > kLongestWithComma) return std::nullopt;
    char text[kLongestWithComma];
    std::copy(cell.begin(), cell.end(), text);
    text[comma] = '.';
    return signedNumberIn({text, cell.size()});
}

std::optional<std::uint64_t> countIn(std::string_view cell) {
    cell = trimmedCell(cell);
    std::uint64_t count = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), count);
    if (error != std::errc{} || end != cell.data() + cell.size()) return std::nullopt;
    return count;
}

bool saysAbsent(std::string_view cell) {
    constexpr std::array<std::string_view, 8> kWords = {"-",    "--",   "na",   "n/a",
                                                        "#n/a", "null", "none", "---"};
    constexpr std::size_t kLongest = 4;
    cell = trimmedCell(cell);
    if (cell.empty()) return true;
    if (cell.size() > kLongest) return false;
    return std::find(kWords.begin(), kWords.end(), lowerCased(cell)) != kWords.end();
}

std::string textIn(std::string_view cell) {
    if (cell.starts_with('\'') && looksLikeFormula(cell)) cell.remove_prefix(1);
    return std::string(cell);
}

Channel channelOfTitle(std::string_view title) {
    constexpr std::string_view kOpening = " [";
    const auto open = title.rfind(kOpening);
    if (!title.ends_with(']') || open == title.npos) return {std::string(title), {}, {}};
    const auto unit = title.substr(open + kOpening.size());
    return {std::string(title.substr(0, open)), std::string(unit.substr(0, unit.size() - 1)), {}};
}

std::string readable(std::string_view text, std::size_t maxBytes) {
    const bool isCut = text.size() > maxBytes;
    std::string clean(text.substr(0, maxBytes));
    const auto isContinuation = [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    };
    if (isCut) {
        // Not in the middle of a character.
        while (!clean.empty() && isContinuation(text[clean.size()]))
            clean.pop_back();
        clean += "...";
    }
    for (char& c : clean)
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') c = '?';
    return clean;
}

}  // namespace telemetryhub::engine
