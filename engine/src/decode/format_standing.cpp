// SPDX-License-Identifier: GPL-3.0-or-later
// What a person is told about formats that were not chosen, and the choice when nothing more comes.
#include <algorithm>
#include <utility>

#include "decode/characters.h"
#include "decode/format_candidates.h"

namespace telemetryhub::engine {

namespace {

std::string linesText(std::uint64_t lines) {
    return std::to_string(lines) + (lines == 1 ? " line" : " lines");
}

}  // namespace

std::optional<Format> FormatCandidates::formatOfLone(std::string_view raw) {
    const std::string_view line = m_clean.of(raw);
    if (!isPrintableText(line)) return std::nullopt;
    m_confidence = Confidence::Guess;
    const auto check = m_sentence.read(line);
    if (check == NmeaSentence::Check::Valid ||
        (check == NmeaSentence::Check::NoChecksum && isMeasuringType(m_sentence.type()))) {
        m_because = "a sentence";
        return Format::Nmea;
    }
    if (check != NmeaSentence::Check::NoSentence || m_noiseSeen) return std::nullopt;
    const std::pair<Format, bool (FormatCandidates::*)(std::string_view)> named[] = {
        {Format::Teleplot, &FormatCandidates::holdsTeleplot},
        {Format::Json, &FormatCandidates::holdsJson},
        {Format::Plotter, &FormatCandidates::holdsLabels},
        {Format::KeyValue, &FormatCandidates::holdsPairs},
    };
    for (const auto& [format, holds] : named) {
        if (!(this->*holds)(line)) continue;
        m_because = format == Format::Plotter    ? "a line of labels and numbers"
                    : format == Format::KeyValue ? "a line of names and numbers"
                    : format == Format::Json     ? "a line of JSON"
                                                 : "a line that begins with >";
        return format;
    }
    const auto shape = shapeOfData(line, m_fields);
    if (!shape || (m_fields.count(FieldKind::Word) > 0 && m_fields.count(FieldKind::Number) < 2))
        return std::nullopt;
    m_because = "a line of " + describe(*shape);
    return Format::Csv;
}

std::string FormatCandidates::standing(Format format) const {
    const std::string lines = linesText(m_lines);
    const std::string needed = std::to_string(linesNeeded()) + " lines";
    const bool any = seenLines(format) > 0;
    switch (format) {
        case Format::Nmea:
            if (m_plainSentences > 0)
                return "a sentence without checksum, which needs a second one";
            return "no sentence with a valid checksum in " + lines;
        case Format::VeDirect:
            if (!any) return "no known label with a tab in " + lines;
            return "known labels with a tab in " +
                   linesText(static_cast<std::uint64_t>(seenLines(format))) +
                   ", but none twice and no checksum";
        case Format::Dsmr:
            if (!any) return "no identification and no OBIS code in " + lines;
            return "fewer lines with OBIS codes than it needs";
        case Format::Teleplot:
            if (!any) return "no line that begins with > and holds a number in " + lines;
            return "no name in " + needed;
        case Format::Json:
            if (!any) return "no JSON object or array with a number in " + lines;
            return std::to_string(m_jsonLines) + " of the " + needed + " of JSON that it needs";
        case Format::KeyValue:
            if (!any) return "no line of nothing but names with their numbers in " + lines;
            return "no name with a number in " + needed;
        case Format::Plotter:
            if (m_labels.empty()) return "no label with a number in " + lines;
            return "no label with a number in " + needed;
        case Format::Csv:
            if (m_rows > 0)
                return std::to_string(m_rows) + " of the " + needed +
                       " of one layout that it needs";
            return "the last line is no row of numbers";
        default: break;
    }
    return {};
}

std::optional<Format> FormatCandidates::nearest() const {
    const auto most = std::max_element(m_linesOf.begin(), m_linesOf.end());
    if (*most == 0) return std::nullopt;
    return static_cast<Format>(most - m_linesOf.begin());
}

}  // namespace telemetryhub::engine
