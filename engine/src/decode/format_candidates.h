// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decode/clean_text.h"
#include "decode/csv_fields.h"
#include "decode/format_evidence.h"
#include "decode/json_line.h"
#include "decode/key_value_line.h"
#include "decode/nmea_sentence.h"
#include "decode/plotter_line.h"
#include "decode/teleplot_line.h"
#include "telemetryhub/engine/core/decode_settings.h"

namespace telemetryhub::engine {

/// What a line may turn out to be once the format is known.
enum class LineUse {
    None,    ///< text or garbage in every format
    Titles,  ///< names, when data follows at once
    Data,
};

/// How sure a decision is.
enum class Confidence {
    Certain,  ///< by something that no other format has, such as a checksum
    Likely,   ///< by lines that agree
    Guess,    ///< by one line, because no more came
};

/// Weighs the lines of a stream for each format.
///
/// A sentence with its checksum proves NMEA at once. The other formats need two lines that agree,
/// and five while bytes that are no text came shortly before: a wrong baud rate makes digits and
/// commas by chance, but not alike five times. Names count when they come again before more than a
/// few lines of prose, so that a device that boots again and again brings no channels.
class FormatCandidates {
public:
    struct Verdict {
        std::optional<Format> format;  ///< set when this line decides
        LineUse use = LineUse::None;
        /// Which line is the first that speaks for the format; what looked like data before is
        /// something else. 0: the first that there was.
        std::uint64_t since = 0;
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
    [[nodiscard]] Confidence confidence() const { return m_confidence; }
    [[nodiscard]] std::string standing(Format format) const;
    /// The format that most of the lines looked like.
    [[nodiscard]] std::optional<Format> nearest() const;

private:
    static constexpr std::size_t kFormats = static_cast<std::size_t>(Format::Modbus) + 1;

    struct SeenField {
        bool number = false;
        std::string text;
    };

    /// One of these a format: whether the line decides. A line that may be data of the format is
    /// noted, and then belongs to no other one.
    [[nodiscard]] bool observeSentence(std::string_view line, LineUse& use);
    [[nodiscard]] bool observeField(std::string_view line, LineUse& use);
    [[nodiscard]] bool observeMeter(std::string_view line, LineUse& use);
    [[nodiscard]] bool observeTeleplot(std::string_view line, LineUse& use);
    [[nodiscard]] bool observeJson(std::string_view line, LineUse& use);
    [[nodiscard]] bool observePairs(std::string_view line, LineUse& use);
    [[nodiscard]] bool observeLabels(std::string_view line, LineUse& use);
    [[nodiscard]] bool observeRow(std::string_view line, LineUse& use);

    [[nodiscard]] Verdict observeText(std::string_view line);
    void forgetAmidNoise();
    [[nodiscard]] LineUse note(Format format);
    [[nodiscard]] int seenLines(Format format) const;
    [[nodiscard]] bool holdsTeleplot(std::string_view line);
    [[nodiscard]] bool holdsJson(std::string_view line);
    [[nodiscard]] bool holdsPairs(std::string_view line);
    [[nodiscard]] bool holdsLabels(std::string_view line);
    [[nodiscard]] bool countName(NameEvidence& names, std::string_view kind, std::string_view name);
    [[nodiscard]] bool titlesStandBefore(const CsvShape& shape) const;
    [[nodiscard]] bool agreesWithLastRow(const CsvShape& shape) const;
    void rememberRow(const CsvShape& shape);
    [[nodiscard]] int linesNeeded() const;
    [[nodiscard]] Verdict decided(Format format, Confidence confidence, std::string because);

    CleanText m_clean;
    NmeaSentence m_sentence;
    TeleplotLine m_teleplot;
    JsonLine m_json{{}};
    KeyValueLine m_pairs;
    PlotterLine m_plotterLine;
    CsvFields m_fields;
    std::string m_because;
    Confidence m_confidence = Confidence::Likely;
    std::uint64_t m_lines = 0;
    std::uint64_t m_proseLines = 0;
    std::uint64_t m_since = 0;  ///< see Verdict
    std::array<int, kFormats>
        m_linesOf{};  ///< that may be data of the format, while it is not noisy
    int m_linesSinceNoise = 0;
    bool m_noiseSeen = false;
    int m_plainSentences = 0;
    VeDirectEvidence m_veDirect;
    DsmrEvidence m_dsmr;
    NameEvidence m_teleplotNames;
    NameEvidence m_keys;
    NameEvidence m_labels;
    int m_jsonLines = 0;              ///< alike
    std::size_t m_jsonArraySize = 0;  ///< 0: an object
    std::string m_lastTitles;
    CsvShape m_rowShape;
    std::vector<SeenField> m_rowFields;
    int m_rows = 0;  ///< consecutive ones that agree
};

}  // namespace telemetryhub::engine
