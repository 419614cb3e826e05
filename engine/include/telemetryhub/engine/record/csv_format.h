// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "telemetryhub/engine/core/channel_set.h"

namespace telemetryhub::engine {

/// How cells of a CSV file are spelled (RFC 4180, `,` and `.` whatever the locale).
///
/// The functions with a `char*` write without a check and return the end of what they wrote.

/// Room for any number, time or sequence number.
inline constexpr std::size_t kMaxNumberLength = 32;

/// The fewest digits that read back to the same double: plain from 1e-6 to 1e16, else with an
/// exponent. `nan`, `inf` and `-inf` are spelled so, the sign of a zero is kept, and an absent
/// sample is an empty cell.
[[nodiscard]] char* appendNumber(char* out, double value);
void appendNumber(std::string& out, double value);

/// Seconds with nine decimals.
[[nodiscard]] char* appendSeconds(char* out, std::int64_t nanoseconds);

[[nodiscard]] char* appendCount(char* out, std::uint64_t count);

/// Spells wall times as ISO 8601 with nanoseconds and `Z`.
///
/// Threads: confined to one thread; it keeps the text of the last second.
/// Units:   nanoseconds since the Unix epoch, UTC.
class UtcText {
public:
    [[nodiscard]] char* append(char* out, std::int64_t wallNs);
    [[nodiscard]] std::string text(std::int64_t wallNs);

private:
    void setSecond(std::int64_t second);

    static constexpr std::size_t kLength = 20;  // 2026-01-31T23:59:59.
    std::int64_t m_second = -1;
    char m_text[kLength + 1] = "1969-12-31T23:59:59.";
};

/// Whether a spreadsheet might run a text as a formula: its first character is one of `= + - @`,
/// wide ones too, tab or carriage return. Apostrophes, blanks of all kinds and characters without
/// a width do not count, because a spreadsheet may drop them.
[[nodiscard]] bool looksLikeFormula(std::string_view text);

/// A cell of text, quoted where RFC 4180 asks for it. What looks like a formula gets an apostrophe
/// in front; since those of its own do not count, a reader can take that one away again.
void appendTextCell(std::string& out, std::string_view text);

/// `name [unit]`, or the name alone; `name []` when it ends like a unit.
[[nodiscard]] std::string columnTitle(const Channel& channel);

}  // namespace telemetryhub::engine
