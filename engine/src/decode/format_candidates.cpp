// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/format_candidates.h"

#include <algorithm>
#include <utility>

#include "decode/characters.h"

namespace telemetryhub::engine {

namespace {

constexpr int kLinesNeeded = 2;
constexpr int kLinesNeededAmidNoise = 5;
constexpr int kLinesNoiseIsRemembered = 16;
constexpr std::size_t kMaxSeenLabels = 64;

bool isNumeric(const CsvField& field) {
    return field.kind == FieldKind::Number || field.kind == FieldKind::OutOfRange ||
           field.kind == FieldKind::Empty;
}

std::string describe(const CsvShape& shape) {
    if (shape.columns == 1) return "1 column";
    return std::to_string(shape.columns) + " columns, " +
           std::string(separatorName(shape.separator));
}

}  // namespace

FormatCandidates::Verdict FormatCandidates::observe(std::string_view line) {
    ++m_lines;
    if (m_sentence.read(line) == NmeaSentence::Check::Valid)
        return decided(Format::Nmea, "sentence with valid checksum");
    if (!isPrintableText(line)) {
        m_noiseSeen = true;
        m_linesSinceNoise = 0;
        m_rows = 0;
        m_labels.clear();
        m_lastTitles.clear();
        return {};
    }
    ++m_linesSinceNoise;
    LineUse use = LineUse::None;
    if (observeSentence(line, use))
        return decided(Format::Nmea, "sentences of known types without checksum");
    if (use == LineUse::None && observeLabels(line, use)) return {Format::Plotter, use};
    if (use == LineUse::None && observeRow(line, use)) return {Format::Csv, use};
    return {std::nullopt, use};
}

FormatCandidates::Verdict FormatCandidates::observePartial(std::string_view line) {
    ++m_lines;
    if (m_sentence.read(line) == NmeaSentence::Check::Valid)
        return decided(Format::Nmea, "sentence with valid checksum");
    return {};
}

FormatCandidates::Verdict FormatCandidates::decided(Format format, std::string because) {
    m_because = std::move(because);
    return {format, LineUse::Data};
}

int FormatCandidates::linesNeeded() const {
    return m_noiseSeen && m_linesSinceNoise < kLinesNoiseIsRemembered ? kLinesNeededAmidNoise
                                                                      : kLinesNeeded;
}

bool FormatCandidates::observeSentence(std::string_view line, LineUse& use) {
    const auto check = m_sentence.read(line);
    if (check == NmeaSentence::Check::NoSentence) return false;
    if (check == NmeaSentence::Check::NoChecksum) {
        if (!isMeasuringType(m_sentence.type())) return false;
        ++m_plainSentences;
    }
    use = LineUse::Data;
    return m_plainSentences >= linesNeeded();
}

bool FormatCandidates::observeLabels(std::string_view line, LineUse& use) {
    m_plotterLine.read(line);
    if (!holdsLabelledData()) return false;
    use = LineUse::Data;
    m_rows = 0;
    bool enough = false;
    for (const PlotterPart& part : m_plotterLine.parts())
        if (part.form == NumberForm::Number && isNameLike(part.label))
            enough = countLabel(part.label) || enough;
    return enough;
}

/// Parts with a name and a number, and no more words beside them than a unit each.
bool FormatCandidates::holdsLabelledData() const {
    if (!m_plotterLine.labelled() || m_plotterLine.anyOutOfRange()) return false;
    const auto parts = m_plotterLine.parts();
    return m_plotterLine.looseWords() <= parts.size() &&
           std::any_of(parts.begin(), parts.end(), [](const PlotterPart& part) {
               return part.form == NumberForm::Number && isNameLike(part.label);
           });
}

bool FormatCandidates::countLabel(std::string_view label) {
    auto seen = std::find_if(m_labels.begin(), m_labels.end(),
                             [label](const SeenLabel& known) { return known.text == label; });
    if (seen == m_labels.end()) {
        if (m_labels.size() == kMaxSeenLabels) m_labels.erase(m_labels.begin());
        seen = m_labels.insert(m_labels.end(), {std::string(label), 0});
    }
    ++seen->lines;
    if (seen->lines < linesNeeded()) return false;
    m_because = "label " + seen->text + " in " + std::to_string(seen->lines) + " lines";
    return true;
}

bool FormatCandidates::observeRow(std::string_view line, LineUse& use) {
    const auto shape = shapeOfData(line, m_fields);
    if (!shape) {
        m_rows = 0;
        const bool titles = couldBeTitles(line);
        if (titles) use = LineUse::Titles;
        m_lastTitles = titles ? std::string(line) : std::string();
        return false;
    }
    use = LineUse::Data;
    if (titlesStandBefore(*shape)) {
        m_because = "titles and a line of " + describe(*shape);
        return true;
    }
    m_rows = m_rows > 0 && agreesWithLastRow(*shape) ? m_rows + 1 : 1;
    rememberRow(*shape);
    if (m_rows < linesNeeded()) return false;
    m_because = std::to_string(m_rows) + " lines of " + describe(*shape);
    return true;
}

/// Titles vouch for one line of data, when there are several and their separator is no blank: two
/// words and then two numbers may be anything.
bool FormatCandidates::titlesStandBefore(const CsvShape& shape) const {
    if (m_lastTitles.empty() || shape.separator == Separator::Blanks || shape.columns < 2 ||
        linesNeeded() > kLinesNeeded)
        return false;
    const std::size_t numbers = m_fields.count(FieldKind::Number);
    return (numbers > 1 || m_fields.count(FieldKind::Word) == 0) &&
           titlesOf(m_lastTitles, shape.separator, shape.columns, TitleRule::Loose).has_value();
}

/// Text columns agree when they hold a time, the same text, or stand beside several numbers. Lists
/// of `name TAB value` lines are no table.
bool FormatCandidates::agreesWithLastRow(const CsvShape& shape) const {
    if (shape != m_rowShape) return false;
    const bool severalNumbers = m_fields.count(FieldKind::Number) > 1;
    for (std::size_t i = 0; i < std::min(m_fields.size(), m_rowFields.size()); ++i) {
        const CsvField& field = m_fields[i];
        const SeenField& last = m_rowFields[i];
        if (field.kind == FieldKind::Empty) continue;
        if (isNumeric(field) != last.number) return false;
        if (isNumeric(field) || severalNumbers || isDigit(field.text.front())) continue;
        if (field.text != last.text) return false;
    }
    return true;
}

void FormatCandidates::rememberRow(const CsvShape& shape) {
    m_rowShape = shape;
    m_lastTitles.clear();
    m_rowFields.clear();
    for (const CsvField& field : m_fields.all())
        m_rowFields.push_back({isNumeric(field), std::string(field.text)});
}

std::optional<Format> FormatCandidates::formatOfLone(std::string_view line) {
    if (!isPrintableText(line)) return std::nullopt;
    const auto check = m_sentence.read(line);
    if (check == NmeaSentence::Check::Valid ||
        (check == NmeaSentence::Check::NoChecksum && isMeasuringType(m_sentence.type()))) {
        m_because = "a sentence";
        return Format::Nmea;
    }
    if (check != NmeaSentence::Check::NoSentence || m_noiseSeen) return std::nullopt;
    m_plotterLine.read(line);
    if (holdsLabelledData()) {
        m_because = "a line of labels and numbers";
        return Format::Plotter;
    }
    const auto shape = shapeOfData(line, m_fields);
    if (!shape || (m_fields.count(FieldKind::Word) > 0 && m_fields.count(FieldKind::Number) < 2))
        return std::nullopt;
    m_because = "a line of " + describe(*shape);
    return Format::Csv;
}

std::string FormatCandidates::standing(Format format) const {
    const std::string lines = std::to_string(m_lines) + (m_lines == 1 ? " line" : " lines");
    switch (format) {
        case Format::Nmea:
            if (m_plainSentences > 0)
                return "a sentence without checksum, which needs a second one";
            return "no sentence with a valid checksum in " + lines;
        case Format::Plotter:
            if (m_labels.empty()) return "no label with a number in " + lines;
            return "no label with a number in " + std::to_string(linesNeeded()) + " lines";
        case Format::Csv:
            if (m_rows > 0)
                return std::to_string(m_rows) + " of the " + std::to_string(linesNeeded()) +
                       " lines of one layout that it needs";
            return "the last line is no row of numbers";
        default: break;
    }
    return {};
}

}  // namespace telemetryhub::engine
