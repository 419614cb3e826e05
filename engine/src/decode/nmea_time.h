// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "decode/device_clock.h"
#include "decode/nmea_sentence.h"

namespace telemetryhub::engine {

/// The moment that the sentences of a receiver are about.
///
/// RMC of a receiver with a fix and ZDA bring a date and a time of day, GGA, GNS, GST and GLL a
/// time of day within the day of the date last seen, before or behind a midnight that lies nearer.
/// The other sentences of a receiver belong to the same moment; those of other instruments, such as
/// a compass on the same line, have none.
class NmeaTime {
public:
    void observe(const NmeaSentence& sentence);
    /// The moment of the sentence observed last; unset when it is not known.
    [[nodiscard]] std::optional<DeviceTime> current() const;

private:
    void setDate(std::string_view timeOfDay, int year, int month, int day);
    void setTimeOfDay(std::string_view timeOfDay);

    std::optional<std::int64_t> m_unixNs;
    bool m_told = false;     ///< the last sentence that can tell a time did so
    bool m_belongs = false;  ///< the sentence observed last to the moment
};

}  // namespace telemetryhub::engine
