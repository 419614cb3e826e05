// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decode/csv_fields.h"
#include "decode/nmea_sentence.h"
#include "decode/plotter_line.h"
#include "telemetryhub/engine/core/device_settings.h"

namespace telemetryhub::engine {

/// What a line may turn out to be once the format is known.
enum class LineUse {
    None,    ///< text or garbage in every format
    Titles,  ///< names, when data follows at once
    Data,
};

/// Weighs the lines of a stream for each format.
///
/// A sentence with its checksum proves NMEA at once. The other formats need two lines that agree,
/// and five while bytes that are no text came shortly before: a wrong baud rate makes digits and
/// commas by chance, but not alike five times.
class FormatCandidates {
public:
    struct Verdict {
        std::optional<Format> format;  ///< set when this line decides
        LineUse use = LineUse::None;
    };

    /// The next whole line.
    [[nodiscard]] Verdict observe(std::string_view line);
    /// A line that may have lost its beginning: only a checksum can vouch for it.
    [[nodiscard]] Verdict observePartial(std::string_view line);
    /// The format a line would have if there were no other one, for a stream that ended early.
    [[nodiscard]] std::optional<Format> formatOfLone(std::string_view line);

    [[nodiscard]] std::uint64_t lineCount() const { return m_lines; }
    /// What spoke for the decision, or speaks for and against a format so far.
    [[nodiscard]] const std::string& decidedBecause() const { return m_because; }
    [[nodiscard]] std::string standing(Format format) const;

private:
    struct SeenLabel {
        std::string text;
        int lines = 0;
    };
    struct SeenField {
        bool number = false;
        std::string text;
    };

    [[nodiscard]] bool observeSentence(std::string_view line, LineUse& use);
    [[nodiscard]] bool observeLabels(std::string_view line, LineUse& use);
    [[nodiscard]] bool observeRow(std::string_view line, LineUse& use);
    [[nodiscard]] bool holdsLabelledData() const;
    [[nodiscard]] bool countLabel(std::string_view label);
    [[nodiscard]] bool titlesStandBefore(const CsvShape& shape) const;
    [[nodiscard]] bool agreesWithLastRow(const CsvShape& shape) const;
    void rememberRow(const CsvShape& shape);
    [[nodiscard]] int linesNeeded() const;
    [[nodiscard]] Verdict decided(Format format, std::string because);

    NmeaSentence m_sentence;
    PlotterLine m_plotterLine;
    CsvFields m_fields;
    std::string m_because;
    std::uint64_t m_lines = 0;
    int m_linesSinceNoise = 0;
    bool m_noiseSeen = false;
    int m_plainSentences = 0;
    std::vector<SeenLabel> m_labels;
    std::string m_lastTitles;
    CsvShape m_rowShape;
    std::vector<SeenField> m_rowFields;
    int m_rows = 0;  ///< consecutive ones that agree
};

}  // namespace telemetryhub::engine
