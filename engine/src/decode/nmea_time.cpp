// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/nmea_time.h"

#include <algorithm>

#include "decode/characters.h"
#include "decode/device_time.h"

namespace telemetryhub::engine {

namespace {

constexpr std::int64_t kDayNs = std::int64_t{86'400} * 1'000'000'000;

/// Digits alone; -1 for anything else.
int digitsIn(std::string_view text) {
    constexpr std::size_t kMostDigits = 4;
    if (text.empty() || text.size() > kMostDigits ||
        !std::all_of(text.begin(), text.end(), isDigit))
        return -1;
    int value = 0;
    for (const char c : text)
        value = value * 10 + (c - '0');
    return value;
}

/// Two digits of a year: receivers were not built before 1980.
int fullYear(int twoDigits) {
    constexpr int kFirstOfLastCentury = 80;
    if (twoDigits < 0) return twoDigits;
    return twoDigits + (twoDigits >= kFirstOfLastCentury ? 1900 : 2000);
}

}  // namespace

void NmeaTime::observe(const NmeaSentence& sentence) {
    const std::string_view type = sentence.type();
    m_belongs = true;
    if (type == "RMC") {
        const std::string_view date = sentence.field(9);
        if (sentence.letter(2) == 'A' && date.size() == 6)
            setDate(sentence.field(1), fullYear(digitsIn(date.substr(4))),
                    digitsIn(date.substr(2, 2)), digitsIn(date.substr(0, 2)));
        else
            setTimeOfDay(sentence.field(1));
    } else if (type == "ZDA") {
        setDate(sentence.field(1), digitsIn(sentence.field(4)), digitsIn(sentence.field(3)),
                digitsIn(sentence.field(2)));
    } else if (type == "GGA" || type == "GNS" || type == "GST") {
        setTimeOfDay(sentence.field(1));
    } else if (type == "GLL") {
        setTimeOfDay(sentence.field(5));
    } else {
        m_belongs = type == "VTG" || type == "GSA" || type == "GSV";
    }
}

std::optional<DeviceTime> NmeaTime::current() const {
    if (!m_belongs || !m_told || !m_unixNs) return std::nullopt;
    return DeviceTime{DeviceTime::Kind::Unix, *m_unixNs};
}

void NmeaTime::setDate(std::string_view timeOfDay, int year, int month, int day) {
    const auto nsOfDay = nsOfDayFrom(timeOfDay);
    const bool plausible = nsOfDay && month > 0 && day > 0;
    const auto unixNs = plausible ? unixNsOf({year, month, day, *nsOfDay}) : std::nullopt;
    m_told = unixNs.has_value();
    if (unixNs) m_unixNs = unixNs;
}

void NmeaTime::setTimeOfDay(std::string_view timeOfDay) {
    const auto nsOfDay = nsOfDayFrom(timeOfDay);
    m_told = nsOfDay.has_value();
    if (!m_unixNs || !nsOfDay) return;
    const std::int64_t sameDay = *m_unixNs - *m_unixNs % kDayNs + *nsOfDay;
    const std::int64_t step = sameDay - *m_unixNs;
    const std::int64_t days = step > kDayNs / 2 ? -1 : step < -kDayNs / 2 ? 1 : 0;
    m_unixNs = sameDay + days * kDayNs;
}

}  // namespace telemetryhub::engine
