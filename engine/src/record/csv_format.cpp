// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/csv_format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>

#include "telemetryhub/engine/core/sample_block.h"

namespace telemetryhub::engine {

namespace {

constexpr std::int64_t kNsPerSecond = 1'000'000'000;

/// Two decimal digits, 00 to 99.
char* appendPair(char* out, std::uint32_t pair) {
    out[0] = static_cast<char>('0' + pair / 10);
    out[1] = static_cast<char>('0' + pair % 10);
    return out + 2;
}

char* appendSixDigits(char* out, std::uint32_t value) {
    out = appendPair(out, value / 10'000);
    out = appendPair(out, value / 100 % 100);
    return appendPair(out, value % 100);
}

char* appendNineDigits(char* out, std::uint32_t value) {
    *out++ = static_cast<char>('0' + value / 100'000'000);
    out = appendPair(out, value / 1'000'000 % 100);
    return appendSixDigits(out, value % 1'000'000);
}

char* appendWord(char* out, std::string_view word) {
    std::memcpy(out, word.data(), word.size());
    return out + word.size();
}

/// Any double that the quick path leaves over.
char* appendUnusual(char* out, double value) {
    constexpr double kMaxExactInteger = 9e15;  // below 2^53
    constexpr double kMinPlain = 1e-6;
    constexpr double kMaxPlain = 1e16;
    if (std::isnan(value)) return isAbsent(value) ? out : appendWord(out, "nan");
    if (std::isinf(value)) return appendWord(out, value < 0 ? "-inf" : "inf");
    const double magnitude = std::fabs(value);
    if (magnitude < kMaxExactInteger && std::trunc(magnitude) == magnitude)
        return std::to_chars(out, out + kMaxNumberLength, static_cast<std::int64_t>(value)).ptr;
    const bool plain = magnitude >= kMinPlain && magnitude < kMaxPlain;
    const auto form = plain ? std::chars_format::fixed : std::chars_format::scientific;
    return std::to_chars(out, out + kMaxNumberLength, value, form).ptr;
}

/// The next character of UTF-8; a byte that belongs to none stands for itself, as in Latin-1.
char32_t takeCharacter(std::string_view& text) {
    const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    const std::size_t length = first < 0xC2   ? 1
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 1;
    char32_t character = first;
    bool isWhole = length > 1 && length <= text.size();
    if (isWhole) character = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; isWhole && i < length; ++i) {
        isWhole = (byte(i) & 0xC0U) == 0x80U;
        character = character << 6U | (byte(i) & 0x3FU);
    }
    text.remove_prefix(isWhole ? length : 1);
    return isWhole ? character : first;
}

/// Blanks and what has no width: a spreadsheet may take them away before it looks.
bool isInvisible(char32_t c) {
    struct Range {
        char32_t first, last;
    };
    // Unicode 15: White_Space, Default_Ignorable_Code_Point and controls, but tab and return.
    static constexpr std::array<Range, 23> kRanges{
        {{0x00, 0x08},     {0x0A, 0x0C},       {0x0E, 0x20},      {0x7F, 0xA0},
         {0xAD, 0xAD},     {0x34F, 0x34F},     {0x61C, 0x61C},    {0x115F, 0x1160},
         {0x1680, 0x1680}, {0x17B4, 0x17B5},   {0x180B, 0x180F},  {0x2000, 0x200F},
         {0x2028, 0x202F}, {0x205F, 0x206F},   {0x2800, 0x2800},  {0x3000, 0x3000},
         {0x3164, 0x3164}, {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},  {0xFFA0, 0xFFA0},
         {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3}, {0xE0000, 0xE0FFF}}};
    return std::any_of(kRanges.begin(), kRanges.end(),
                       [c](const Range& range) { return c >= range.first && c <= range.last; });
}

/// `= + - @` in both widths, tab and carriage return.
bool startsFormula(char32_t c) {
    constexpr std::u32string_view kStarts = U"=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20";
    return kStarts.find(c) != kStarts.npos;
}

}  // namespace

// The quick path: a value with at most six decimals and fifteen digits in all. `scaled` and 1e6
// are exact and the division rounds correctly, so the decimal number scaled / 1e6 reads back to
// the value exactly when the quotient is the value. No other decimal number of up to fifteen
// digits reads back to the same double, so without its trailing zeros it is the shortest.
char* appendNumber(char* out, double value) {
    constexpr double kScale = 1e6;
    constexpr std::uint64_t kScaleInteger = 1'000'000;
    constexpr double kMaxMagnitude = 1e9;
    const double magnitude = std::fabs(value);
    if (!(magnitude < kMaxMagnitude)) return appendUnusual(out, value);
    const std::int64_t scaled = std::llrint(magnitude * kScale);
    if (static_cast<double>(scaled) / kScale != magnitude) return appendUnusual(out, value);

    if (std::signbit(value)) *out++ = '-';
    const auto digits = static_cast<std::uint64_t>(scaled);
    out = appendCount(out, digits / kScaleInteger);
    const auto fraction = static_cast<std::uint32_t>(digits % kScaleInteger);
    if (fraction == 0) return out;
    *out++ = '.';
    out = appendSixDigits(out, fraction);
    while (out[-1] == '0')
        --out;
    return out;
}

void appendNumber(std::string& out, double value) {
    char text[kMaxNumberLength];
    out.append(text, appendNumber(text, value));
}

char* appendSeconds(char* out, std::int64_t nanoseconds) {
    // Negated as unsigned: the smallest value has no positive counterpart.
    auto magnitude = static_cast<std::uint64_t>(nanoseconds);
    if (nanoseconds < 0) {
        *out++ = '-';
        magnitude = 0 - magnitude;
    }
    constexpr auto kPerSecond = static_cast<std::uint64_t>(kNsPerSecond);
    out = appendCount(out, magnitude / kPerSecond);
    *out++ = '.';
    return appendNineDigits(out, static_cast<std::uint32_t>(magnitude % kPerSecond));
}

char* appendCount(char* out, std::uint64_t count) {
    return std::to_chars(out, out + kMaxNumberLength, count).ptr;
}

char* UtcText::append(char* out, std::int64_t wallNs) {
    std::int64_t second = wallNs / kNsPerSecond;
    std::int64_t rest = wallNs % kNsPerSecond;
    if (rest < 0) {
        rest += kNsPerSecond;
        --second;
    }
    if (second != m_second) setSecond(second);
    std::memcpy(out, m_text, kLength);
    out = appendNineDigits(out + kLength, static_cast<std::uint32_t>(rest));
    *out++ = 'Z';
    return out;
}

std::string UtcText::text(std::int64_t wallNs) {
    char text[kMaxNumberLength];
    return {text, append(text, wallNs)};
}

void UtcText::setSecond(std::int64_t second) {
    using namespace std::chrono;
    const sys_seconds moment{seconds{second}};
    const sys_days day = floor<days>(moment);
    const year_month_day date{day};
    const hh_mm_ss<seconds> time{moment - day};
    // Nanoseconds in 64 bits end in the year 2262, so the year has four digits.
    const auto year = static_cast<std::uint32_t>(static_cast<int>(date.year()));
    char* out = appendPair(m_text, year / 100);
    out = appendPair(out, year % 100);
    *out++ = '-';
    out = appendPair(out, static_cast<unsigned>(date.month()));
    *out++ = '-';
    out = appendPair(out, static_cast<unsigned>(date.day()));
    *out++ = 'T';
    out = appendPair(out, static_cast<std::uint32_t>(time.hours().count()));
    *out++ = ':';
    out = appendPair(out, static_cast<std::uint32_t>(time.minutes().count()));
    *out++ = ':';
    appendPair(out, static_cast<std::uint32_t>(time.seconds().count()));
    m_second = second;
}

bool looksLikeFormula(std::string_view text) {
    while (!text.empty()) {
        const char32_t c = takeCharacter(text);
        if (startsFormula(c)) return true;
        if (c != U'\'' && !isInvisible(c)) return false;
    }
    return false;
}

void appendTextCell(std::string& out, std::string_view text) {
    const bool formula = looksLikeFormula(text);
    const bool quoted = text.find_first_of(",\"\r\n") != text.npos;
    if (quoted) out += '"';
    if (formula) out += '\'';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    if (quoted) out += '"';
}

std::string columnTitle(const Channel& channel) {
    // A name that looks like a title with a unit shows that it has none.
    const bool looksUnited =
        channel.name.ends_with(']') && channel.name.find(" [") != std::string::npos;
    if (channel.unit.empty() && !looksUnited) return channel.name;
    return channel.name + " [" + channel.unit + "]";
}

}  // namespace telemetryhub::engine
