// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/device_time.h"

#include <array>
#include <chrono>
#include <cmath>

#include "decode/characters.h"

namespace telemetryhub::engine {

namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;
constexpr std::int64_t kMinuteNs = 60 * kSecondNs;
constexpr std::int64_t kHourNs = 60 * kMinuteNs;

/// Takes the parts of a time from the front of a text.
class TimeReader {
public:
    explicit TimeReader(std::string_view text) : m_rest(text) {}

    [[nodiscard]] std::string_view rest() const { return m_rest; }
    /// The next character, when it is one of these; 0 otherwise.
    char takeOneOf(std::string_view wanted) {
        if (m_rest.empty() || wanted.find(m_rest.front()) == std::string_view::npos) return '\0';
        const char taken = m_rest.front();
        m_rest.remove_prefix(1);
        return taken;
    }
    /// A number of just so many digits; -1 when there is none.
    int takeDigits(std::size_t count) {
        int value = 0;
        if (m_rest.size() < count) return -1;
        for (const char c : m_rest.substr(0, count)) {
            if (!isDigit(c)) return -1;
            value = value * 10 + (c - '0');
        }
        m_rest.remove_prefix(count);
        return value;
    }
    /// The digits behind a decimal sign, if one follows.
    std::int64_t takeFractionNs() {
        std::int64_t worth = kSecondNs;
        std::int64_t ns = 0;
        if (m_rest.size() < 2 || !isDigit(m_rest[1]) || !takeOneOf(".,")) return 0;
        while (!m_rest.empty() && isDigit(m_rest.front())) {
            worth /= 10;
            ns += worth * (m_rest.front() - '0');
            m_rest.remove_prefix(1);
        }
        return ns;
    }

private:
    std::string_view m_rest;
};

constexpr bool isTimeOfDay(int hour, int minute, int second) {
    return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
}

constexpr std::int64_t nsOf(int hour, int minute, int second, std::int64_t fractionNs) {
    const bool leap = second == 60;
    return hour * kHourNs + minute * kMinuteNs + (leap ? 59 : second) * kSecondNs + fractionNs;
}

/// `Z`, `+02:00`, `+0200`, `+02` or nothing. Unset when it is none of these.
std::optional<std::int64_t> takeZoneNs(TimeReader& reader) {
    if (reader.rest().empty() || reader.takeOneOf("Zz")) return 0;
    const char sign = reader.takeOneOf("+-");
    const int hours = sign ? reader.takeDigits(2) : -1;
    int minutes = 0;
    if (!reader.rest().empty()) {
        reader.takeOneOf(":");
        minutes = reader.takeDigits(2);
    }
    if (!isTimeOfDay(hours, minutes, 0)) return std::nullopt;
    const std::int64_t ns = nsOf(hours, minutes, 0, 0);
    return sign == '-' ? -ns : ns;
}

/// Seconds may be missing.
std::optional<std::int64_t> takeNsOfDay(TimeReader& reader) {
    const int hour = reader.takeDigits(2);
    if (!reader.takeOneOf(":")) return std::nullopt;
    const int minute = reader.takeDigits(2);
    const int second = reader.takeOneOf(":") ? reader.takeDigits(2) : 0;
    if (!isTimeOfDay(hour, minute, second)) return std::nullopt;
    return nsOf(hour, minute, second, reader.takeFractionNs());
}

struct UnitWord {
    std::string_view text;
    double ns;
};

bool endsWithWord(std::string_view name, std::string_view word) {
    if (!name.ends_with(word)) return false;
    return name.size() == word.size() || !isLetter(name[name.size() - word.size() - 1]);
}

}  // namespace

std::optional<std::int64_t> unixNsOf(const CalendarTime& time) {
    using namespace std::chrono;
    constexpr int kFirstYear = 1970;
    constexpr int kLastYear = 2261;
    const year_month_day date{year(time.year), month(static_cast<unsigned>(time.month)),
                              day(static_cast<unsigned>(time.day))};
    if (!date.ok() || time.year < kFirstYear || time.year > kLastYear) return std::nullopt;
    return nanoseconds(sys_days(date).time_since_epoch()).count() + time.nsOfDay;
}

std::optional<std::int64_t> nsOfDayFrom(std::string_view hhmmss) {
    TimeReader reader(hhmmss);
    const int hour = reader.takeDigits(2);
    const int minute = reader.takeDigits(2);
    const int second = reader.takeDigits(2);
    if (!isTimeOfDay(hour, minute, second)) return std::nullopt;
    const std::int64_t fractionNs = reader.takeFractionNs();
    if (!reader.rest().empty() && reader.rest() != ".") return std::nullopt;
    return nsOf(hour, minute, second, fractionNs);
}

double nsPerUnit(std::string_view name, std::string_view unit) {
    constexpr std::array<UnitWord, 8> kWords = {{{"ms", 1e6},
                                                 {"us", 1e3},
                                                 {"µs", 1e3},
                                                 {"μs", 1e3},
                                                 {"ns", 1},
                                                 {"millis", 1e6},
                                                 {"micros", 1e3},
                                                 {"nanos", 1}}};
    for (const UnitWord& word : kWords)
        if (unit == word.text) return word.ns;
    if (!unit.empty()) return 1e9;
    if (name.ends_with(')')) name.remove_suffix(1);
    for (const UnitWord& word : kWords)
        if (endsWithWord(name, word.text)) return word.ns;
    return 1e9;
}

std::optional<DeviceTime> deviceTimeOf(double value, double nsPerUnit) {
    constexpr double kFirstUnixNs = 1e17;
    constexpr double kBeyond = 9.2e18;
    const double ns = value * nsPerUnit;
    // Also refuses what is not a number.
    if (!(std::abs(ns) < kBeyond)) return std::nullopt;
    // Apart, because no double holds the nanoseconds of today.
    const double whole = std::trunc(value);
    const std::int64_t exactNs = static_cast<std::int64_t>(whole) * std::llround(nsPerUnit) +
                                 std::llround((value - whole) * nsPerUnit);
    return DeviceTime{ns >= kFirstUnixNs ? DeviceTime::Kind::Unix : DeviceTime::Kind::SinceStart,
                      exactNs};
}

std::optional<DeviceTime> parseIso8601(std::string_view text) {
    TimeReader reader(trimmedBlanks(text));
    CalendarTime time;
    time.year = reader.takeDigits(4);
    if (!reader.takeOneOf("-")) return std::nullopt;
    time.month = reader.takeDigits(2);
    if (!reader.takeOneOf("-")) return std::nullopt;
    time.day = reader.takeDigits(2);
    if (time.month < 1 || time.day < 1 || !reader.takeOneOf("Tt ")) return std::nullopt;
    const auto nsOfDay = takeNsOfDay(reader);
    const auto zoneNs = nsOfDay ? takeZoneNs(reader) : std::nullopt;
    if (!zoneNs || !reader.rest().empty()) return std::nullopt;
    time.nsOfDay = *nsOfDay - *zoneNs;
    const auto ns = unixNsOf(time);
    if (!ns) return std::nullopt;
    return DeviceTime{DeviceTime::Kind::Unix, *ns};
}

}  // namespace telemetryhub::engine
