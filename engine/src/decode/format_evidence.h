// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace telemetryhub::engine {

/// Lines that look like data and have more lines of prose between them have nothing to do with each
/// other.
inline constexpr std::uint64_t kMaxProseBetweenData = 3;

/// How often names came with a number lately.
///
/// A device repeats its names soon, a boot log only with the next boot: a name that came before
/// more than a few lines of prose is forgotten.
class NameEvidence {
public:
    /// The lines with a name that belong together.
    struct Run {
        int lines = 0;
        std::uint64_t first = 0;  ///< number of the first of them
    };
    /// Counts line number `line` with the name, behind so many lines of prose in all.
    Run count(std::string_view name, std::uint64_t line, std::uint64_t proseLines);
    void clear() { m_names.clear(); }
    [[nodiscard]] bool empty() const { return m_names.empty(); }

private:
    struct Name {
        std::string text;
        Run run;
        std::uint64_t proseBefore = 0;  ///< all lines of prose before it came last
    };

    std::vector<Name> m_names;
};

/// Fields of VE.Direct text: known labels, a tab, a value.
///
/// Source: FORMATS, "VE.Direct text".
class VeDirectEvidence {
public:
    /// Whether the line is such a field. It may end in a byte that is no text.
    [[nodiscard]] bool observe(std::string_view line);
    /// Two labels, and one of them again or the checksum.
    [[nodiscard]] bool isEnough() const;
    [[nodiscard]] bool checksumSeen() const { return m_checksumSeen; }
    [[nodiscard]] std::size_t labels() const { return m_seen.count(); }

private:
    static constexpr std::size_t kMostLabels = 64;

    std::bitset<kMostLabels> m_seen;
    bool m_repeated = false;
    bool m_checksumSeen = false;
};

/// Lines of a DSMR P1 telegram: an identification, and values under OBIS codes.
///
/// Source: FORMATS, "DSMR P1".
class DsmrEvidence {
public:
    /// Whether the line is one of them.
    [[nodiscard]] bool observe(std::string_view line);
    [[nodiscard]] bool isEnough() const;
    [[nodiscard]] bool identified() const { return m_identified; }
    [[nodiscard]] int values() const { return m_values; }

private:
    bool m_identified = false;
    int m_values = 0;
};

/// Whether a line is the identification of a meter, such as `/XYZ5METER`.
[[nodiscard]] bool isMeterIdentification(std::string_view line);

}  // namespace telemetryhub::engine
