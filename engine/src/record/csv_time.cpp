// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/csv_time.h"

#include <chrono>
#include <cmath>
#include <limits>

#include "record/csv_cells.h"

namespace telemetryhub::engine {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;

bool isDecimalDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Takes the parts of a date or time from the front of a text.
class CalendarReader {
public:
    explicit CalendarReader(std::string_view text) : m_rest(text) {}

    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    /// The next character, when it is one of these; 0 otherwise.
    char takeOneOf(std::string_view wanted) {
        if (m_rest.empty() || wanted.find(m_rest.front()) == std::string_view::npos) return '\0';
        const char taken = m_rest.front();
        m_rest.remove_prefix(1);
        return taken;
    }
    /// A number of so many digits; -1 when there is none.
    int takeDigits(std::size_t atLeast, std::size_t atMost) {
        int value = 0;
        std::size_t count = 0;
        for (; count < atMost && count < m_rest.size() && isDecimalDigit(m_rest[count]); ++count)
            value = value * 10 + (m_rest[count] - '0');
        if (count < atLeast) return -1;
        m_rest.remove_prefix(count);
        return value;
    }
    std::int64_t takeFraction() {
        std::int64_t worth = kSecond;
        std::int64_t ns = 0;
        if (m_rest.size() < 2 || !isDecimalDigit(m_rest[1]) || !takeOneOf(".,")) return 0;
        for (; !m_rest.empty() && isDecimalDigit(m_rest.front()); m_rest.remove_prefix(1)) {
            worth /= 10;
            ns += worth * (m_rest.front() - '0');
        }
        return ns;
    }
    void takeBlanks() { m_rest = trimmedCell(m_rest); }

private:
    std::string_view m_rest;
};

std::optional<std::int64_t> dayOf(int year, int month, int day) {
    using namespace std::chrono;
    if (year < 0 || month < 1 || day < 1) return std::nullopt;
    const year_month_day date{std::chrono::year(year),
                              std::chrono::month(static_cast<unsigned>(month)),
                              std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    return sys_days(date).time_since_epoch().count();
}

/// The year first, or last behind points; which of day and month comes first is clear then.
std::optional<std::int64_t> takeDay(CalendarReader& reader) {
    CalendarReader pointed = reader;
    const int pointedDay = pointed.takeDigits(1, 2);
    if (pointedDay >= 0 && pointed.takeOneOf(".")) {
        const int month = pointed.takeDigits(1, 2);
        if (!pointed.takeOneOf(".")) return std::nullopt;
        reader = pointed;
        return dayOf(reader.takeDigits(4, 4), month, pointedDay);
    }
    const int year = reader.takeDigits(4, 4);
    if (year < 0) return std::nullopt;
    const char separator = reader.takeOneOf("-/");
    if (!separator) return std::nullopt;
    const int month = reader.takeDigits(1, 2);
    if (!reader.takeOneOf(std::string_view(&separator, 1))) return std::nullopt;
    return dayOf(year, month, reader.takeDigits(1, 2));
}

std::optional<std::int64_t> takeNsOfDay(CalendarReader& reader) {
    const int hour = reader.takeDigits(1, 2);
    if (hour < 0 || hour > 23 || !reader.takeOneOf(":")) return std::nullopt;
    const int minute = reader.takeDigits(2, 2);
    const bool hasSeconds = reader.takeOneOf(":") != '\0';
    const int second = hasSeconds ? reader.takeDigits(2, 2) : 0;
    constexpr int kLeapSecond = 60;
    if (minute < 0 || minute > 59 || second < 0 || second > kLeapSecond) return std::nullopt;
    return hour * kHour + minute * kMinute + second * kSecond +
           (hasSeconds ? reader.takeFraction() : 0);
}

std::optional<std::int64_t> takeZone(CalendarReader& reader) {
    reader.takeBlanks();
    if (reader.atEnd() || reader.takeOneOf("Zz")) return 0;
    const char sign = reader.takeOneOf("+-");
    const int hours = sign ? reader.takeDigits(2, 2) : -1;
    reader.takeOneOf(":");
    const int minutes = reader.atEnd() ? 0 : reader.takeDigits(2, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
    const std::int64_t ns = hours * kHour + minutes * kMinute;
    return sign == '-' ? -ns : ns;
}

/// The digits of a decimal number, counted in nanoseconds; nothing when it is written otherwise.
std::optional<std::uint64_t> plainDuration(std::string_view text, std::int64_t unitNs,
                                           char decimalSign) {
    std::uint64_t units = 0;
    std::uint64_t ns = 0;
    std::size_t at = 0;
    for (; at < text.size() && isDecimalDigit(text[at]); ++at)
        if (__builtin_mul_overflow(units, 10U, &units) ||
            __builtin_add_overflow(units, static_cast<unsigned>(text[at] - '0'), &units))
            return std::nullopt;
    if (__builtin_mul_overflow(units, static_cast<std::uint64_t>(unitNs), &units))
        return std::nullopt;
    if (at < text.size() && text[at] == decimalSign) {
        auto worth = static_cast<std::uint64_t>(unitNs);
        for (++at; at < text.size() && isDecimalDigit(text[at]); ++at) {
            worth /= 10;
            ns += worth * static_cast<unsigned>(text[at] - '0');
        }
    }
    if (at != text.size() || text.empty() || __builtin_add_overflow(units, ns, &units))
        return std::nullopt;
    return units;
}

}  // namespace

std::optional<CalendarText> calendarIn(std::string_view cell) {
    CalendarReader reader(trimmedCell(cell));
    CalendarText found;
    CalendarReader dated = reader;
    found.day = takeDay(dated);
    if (found.day) {
        reader = dated;
        if (reader.atEnd()) return found;
        if (!reader.takeOneOf("Tt ")) return std::nullopt;
        reader.takeBlanks();
    }
    found.nsOfDay = takeNsOfDay(reader);
    const auto zone = found.nsOfDay ? takeZone(reader) : std::nullopt;
    if (!zone || !reader.atEnd()) return std::nullopt;
    found.zoneNs = *zone;
    return found;
}

std::optional<std::int64_t> unixNsOf(const CalendarText& time) {
    constexpr std::int64_t kSecondsOfDay = 86'400;
    if (!time.day) return std::nullopt;
    const std::int64_t ofDay = time.nsOfDay.value_or(0) - time.zoneNs;
    std::int64_t seconds = *time.day * kSecondsOfDay + ofDay / kSecond;
    std::int64_t rest = ofDay % kSecond;
    // The earliest moment has whole seconds that 64 bits do not hold.
    if (seconds < 0 && rest > 0) {
        ++seconds;
        rest -= kSecond;
    }
    std::int64_t ns = 0;
    if (__builtin_mul_overflow(seconds, kSecond, &ns) || __builtin_add_overflow(ns, rest, &ns))
        return std::nullopt;
    return ns;
}

std::optional<std::int64_t> durationIn(std::string_view cell, std::int64_t unitNs,
                                       char decimalSign) {
    constexpr double kBeyond = 9.2e18;
    constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    cell = trimmedCell(cell);
    const bool isNegative = cell.starts_with('-');
    const std::string_view digits = isNegative || cell.starts_with('+') ? cell.substr(1) : cell;
    if (const auto plain = plainDuration(digits, unitNs, decimalSign)) {
        if (*plain > kMax + (isNegative ? 1 : 0)) return std::nullopt;
        // Negated as unsigned: the smallest value has no positive counterpart.
        return static_cast<std::int64_t>(isNegative ? 0 - *plain : *plain);
    }
    const auto value = numberIn(cell, decimalSign);
    if (!value) return std::nullopt;
    const double ns = *value * static_cast<double>(unitNs);
    if (!(std::abs(ns) < kBeyond)) return std::nullopt;
    return std::llround(ns);
}

}  // namespace telemetryhub::engine
