// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace telemetryhub::engine {

/// The fields of one NMEA 0183 sentence, which it does not own.
///
/// Source: NMEA 0183.
class NmeaSentence {
public:
    /// Beyond the 82 of the standard, because receivers are.
    static constexpr std::size_t kMaxBytes = 1024;
    static constexpr std::size_t kMaxFields = 128;

    enum class Check {
        NoSentence,   ///< does not begin like one
        Valid,        ///< the checksum matches
        NoChecksum,   ///< well-formed, from gear that sends none
        BadChecksum,  ///< it or that of its TAG block does not match, or is cut
        TooLong,
    };

    /// Reads a line that begins with `$` or `!`, behind a TAG block or not; `$$` is `$`.
    [[nodiscard]] Check read(std::string_view line);

    /// Such as `GP`; the standard's sentences only, empty for a maker's own (`PUBX`).
    [[nodiscard]] std::string_view talker() const;
    /// Such as `RMC`; empty for a maker's own.
    [[nodiscard]] std::string_view type() const;
    /// Field i as the standard counts: the address is 0. Empty beyond the last.
    [[nodiscard]] std::string_view field(std::size_t index) const {
        return index < m_count ? m_fields[index] : std::string_view();
    }
    [[nodiscard]] std::size_t fieldCount() const { return m_count; }
    /// The number in a field; nothing when it is empty or none.
    [[nodiscard]] std::optional<double> number(std::size_t index) const;
    /// First character of a field, 0 when it is empty.
    [[nodiscard]] char letter(std::size_t index) const {
        return field(index).empty() ? '\0' : field(index).front();
    }

private:
    void split(std::string_view body);

    std::array<std::string_view, kMaxFields> m_fields;
    std::size_t m_count = 0;
};

/// A sentence of the standard that brings values, such as RMC.
[[nodiscard]] bool isMeasuringType(std::string_view type);

}  // namespace telemetryhub::engine
