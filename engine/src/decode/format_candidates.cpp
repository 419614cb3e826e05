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
constexpr int kTeleplotLinesOfAnyName = 4;

bool isNumeric(const CsvField& field) {
    return field.kind == FieldKind::Number || field.kind == FieldKind::OutOfRange ||
           field.kind == FieldKind::Empty;
}

}  // namespace

FormatCandidates::Verdict FormatCandidates::observe(std::string_view line) {
    ++m_lines;
    if (m_sentence.read(line) == NmeaSentence::Check::Valid)
        return decided(Format::Nmea, Confidence::Certain, "sentence with valid checksum");
    // The byte of a checksum is no text.
    LineUse use = LineUse::None;
    if (observeField(line, use)) return {Format::VeDirect, use};
    if (use != LineUse::None) return {std::nullopt, use};
    const std::string_view text = m_clean.of(line);
    if (!isPrintableText(text)) {
        forgetAmidNoise();
        return {};
    }
    // Bytes of another character set, or a wrong rate that happens to spare most of the line.
    const bool isDoubtful = text.find(CleanText::kReplacement) != std::string_view::npos;
    m_noiseSeen = m_noiseSeen || isDoubtful;
    m_linesSinceNoise = isDoubtful ? 0 : m_linesSinceNoise + 1;
    return observeText(text);
}

FormatCandidates::Verdict FormatCandidates::observeText(std::string_view line) {
    struct Observer {
        Format format;
        bool (FormatCandidates::*observe)(std::string_view, LineUse&);
    };
    static constexpr Observer kObservers[] = {
        {Format::Nmea, &FormatCandidates::observeSentence},
        {Format::Dsmr, &FormatCandidates::observeMeter},
        {Format::Teleplot, &FormatCandidates::observeTeleplot},
        {Format::Json, &FormatCandidates::observeJson},
        {Format::Plotter, &FormatCandidates::observeLabels},
        {Format::KeyValue, &FormatCandidates::observePairs},
        {Format::Csv, &FormatCandidates::observeRow},
    };
    LineUse use = LineUse::None;
    for (const Observer& observer : kObservers) {
        if ((this->*observer.observe)(line, use)) return {observer.format, use, m_since};
        if (use == LineUse::None) continue;
        if (observer.format != Format::Csv) m_rows = 0;
        break;
    }
    // Two words with a comma may be titles, and are prose more often.
    if (use != LineUse::Data) ++m_proseLines;
    return {std::nullopt, use};
}

FormatCandidates::Verdict FormatCandidates::observePartial(std::string_view line) {
    ++m_lines;
    if (m_sentence.read(line) == NmeaSentence::Check::Valid)
        return decided(Format::Nmea, Confidence::Certain, "sentence with valid checksum");
    return {};
}

FormatCandidates::Verdict FormatCandidates::decided(Format format, Confidence confidence,
                                                    std::string because) {
    m_because = std::move(because);
    m_confidence = confidence;
    return {format, LineUse::Data};
}

void FormatCandidates::forgetAmidNoise() {
    m_noiseSeen = true;
    m_linesSinceNoise = 0;
    m_rows = 0;
    m_jsonLines = 0;
    m_teleplotNames.clear();
    m_keys.clear();
    m_labels.clear();
    m_lastTitles.clear();
    m_linesOf.fill(0);
}

int FormatCandidates::linesNeeded() const {
    return m_noiseSeen && m_linesSinceNoise < kLinesNoiseIsRemembered ? kLinesNeededAmidNoise
                                                                      : kLinesNeeded;
}

LineUse FormatCandidates::note(Format format) {
    ++m_linesOf[static_cast<std::size_t>(format)];
    return LineUse::Data;
}

int FormatCandidates::seenLines(Format format) const {
    return m_linesOf[static_cast<std::size_t>(format)];
}

bool FormatCandidates::observeSentence(std::string_view line, LineUse& use) {
    const auto check = m_sentence.read(line);
    if (check == NmeaSentence::Check::NoSentence) return false;
    if (check == NmeaSentence::Check::NoChecksum) {
        if (!isMeasuringType(m_sentence.type())) return false;
        ++m_plainSentences;
    }
    use = note(Format::Nmea);
    if (m_plainSentences < linesNeeded()) return false;
    m_because = "sentences of known types without checksum";
    return true;
}

bool FormatCandidates::observeField(std::string_view line, LineUse& use) {
    if (!m_veDirect.observe(line)) return false;
    use = note(Format::VeDirect);
    if (!m_veDirect.isEnough()) return false;
    m_confidence = m_veDirect.checksumSeen() ? Confidence::Certain : Confidence::Likely;
    m_because = std::to_string(m_veDirect.labels()) + " known labels with a tab" +
                (m_veDirect.checksumSeen() ? " and a checksum" : "");
    return true;
}

bool FormatCandidates::observeMeter(std::string_view line, LineUse& use) {
    if (!m_dsmr.observe(line)) return false;
    use = note(Format::Dsmr);
    if (!m_dsmr.isEnough()) return false;
    m_confidence = m_dsmr.identified() ? Confidence::Certain : Confidence::Likely;
    m_because = std::to_string(m_dsmr.values()) + " lines with OBIS codes" +
                (m_dsmr.identified() ? " behind an identification" : "");
    return true;
}

bool FormatCandidates::observeTeleplot(std::string_view line, LineUse& use) {
    if (!holdsTeleplot(line)) return false;
    use = note(Format::Teleplot);
    if (countName(m_teleplotNames, "name", m_teleplot.name())) return true;
    if (m_noiseSeen || seenLines(Format::Teleplot) < kTeleplotLinesOfAnyName) return false;
    m_because = std::to_string(seenLines(Format::Teleplot)) + " lines that begin with >";
    return true;
}

bool FormatCandidates::holdsTeleplot(std::string_view line) {
    const auto content = m_teleplot.read(line);
    return (content == TeleplotLine::Content::Numbers ||
            content == TeleplotLine::Content::Points) &&
           isNameLike(line.substr(1, line.find_first_of(",:") - 1));
}

bool FormatCandidates::observeJson(std::string_view line, LineUse& use) {
    if (!holdsJson(line)) return false;
    use = note(Format::Json);
    const std::size_t arraySize = trimmedBlanks(line).front() == '[' ? m_json.size() : 0;
    m_jsonLines = m_jsonLines > 0 && arraySize == m_jsonArraySize ? m_jsonLines + 1 : 1;
    m_jsonArraySize = arraySize;
    if (m_jsonLines < linesNeeded()) return false;
    m_confidence = arraySize == 0 ? Confidence::Certain : Confidence::Likely;
    m_because = std::to_string(m_jsonLines) +
                (arraySize == 0 ? " JSON objects with numbers" : " JSON arrays of numbers");
    return true;
}

bool FormatCandidates::holdsJson(std::string_view line) {
    const std::string_view content = trimmedBlanks(line);
    if (!content.starts_with('{') && !content.starts_with('[')) return false;
    return m_json.read(line) == JsonLine::Content::Numbers;
}

bool FormatCandidates::observePairs(std::string_view line, LineUse& use) {
    if (!holdsPairs(line)) return false;
    use = note(Format::KeyValue);
    bool enough = false;
    for (const KeyValuePair& pair : m_pairs.pairs())
        if (pair.form == NumberForm::Number) enough = countName(m_keys, "key", pair.key) || enough;
    return enough;
}

/// Pairs with a number among them and not a word beside them: kernels and loaders write many a
/// sentence with a pair in it, and addresses in hexadecimal.
bool FormatCandidates::holdsPairs(std::string_view line) {
    m_pairs.read(line);
    return m_pairs.numbers() > 0 && !m_pairs.hasStrayWords() && !m_pairs.anyOutOfRange() &&
           !m_pairs.anyHexadecimal();
}

bool FormatCandidates::observeLabels(std::string_view line, LineUse& use) {
    if (!holdsLabels(line)) return false;
    use = note(Format::Plotter);
    bool enough = false;
    for (const PlotterPart& part : m_plotterLine.parts())
        if (part.form == NumberForm::Number && isNameLike(part.label))
            enough = countName(m_labels, "label", part.label) || enough;
    return enough;
}

/// Parts with a name and a number, no more words beside them than a unit each, and few words that
/// can be no unit. Addresses in hexadecimal are no measurements. What the words beside them mean,
/// pairs know better where they can be read as such.
bool FormatCandidates::holdsLabels(std::string_view line) {
    m_plotterLine.read(line);
    if (!m_plotterLine.labelled() || m_plotterLine.anyOutOfRange()) return false;
    if (m_plotterLine.looseWords() > 0 && holdsPairs(line)) return false;
    const auto parts = m_plotterLine.parts();
    const auto measures = [](const PlotterPart& part) {
        return part.form == NumberForm::Number && isNameLike(part.label);
    };
    return m_plotterLine.looseWords() <= parts.size() &&
           2 * m_plotterLine.strayWords() <= m_plotterLine.numbers() &&
           std::any_of(parts.begin(), parts.end(), measures) &&
           std::none_of(parts.begin(), parts.end(),
                        [](const PlotterPart& part) { return part.hexadecimal; });
}

bool FormatCandidates::countName(NameEvidence& names, std::string_view kind,
                                 std::string_view name) {
    const auto [lines, first] = names.count(name, m_lines, m_proseLines);
    if (lines < linesNeeded()) return false;
    m_since = m_since == 0 ? first : std::min(m_since, first);
    m_because =
        std::string(kind) + " " + std::string(name) + " in " + std::to_string(lines) + " lines";
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
    use = note(Format::Csv);
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

}  // namespace telemetryhub::engine
