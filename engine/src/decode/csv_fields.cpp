// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/csv_fields.h"

#include <algorithm>
#include <array>

#include "decode/characters.h"
#include "decode/no_value.h"
#include "telemetryhub/engine/decode/parse_number.h"

namespace telemetryhub::engine {

namespace {

// In the order of preference among layouts that fit a line equally well.
constexpr std::array kSeparators = {Separator::Comma, Separator::Semicolon, Separator::Tab,
                                    Separator::Blanks};
constexpr std::size_t kMaxTitleBytes = 80;

bool hasInnerBlank(std::string_view text) {
    return std::any_of(text.begin(), text.end(), isBlank);
}

FieldKind kindOfText(std::string_view text) {
    if (isNoValue(text)) return FieldKind::NoValue;
    std::string_view digits = text;
    if (digits.front() == '-' || digits.front() == '+') digits.remove_prefix(1);
    return startsWithDigits(digits) && !hasInnerBlank(text) ? FieldKind::Broken : FieldKind::Word;
}

/// A field that cannot be part of the first row: words that begin like a sentence, or a field that
/// another separator would cut.
bool speaksAgainstData(const CsvField& field) {
    if (field.quoted) return false;
    if (field.kind == FieldKind::Word && hasInnerBlank(field.text))
        return !isDigit(field.text.front());
    return field.kind == FieldKind::Broken && field.text.find_first_of(",;") != std::string::npos;
}

/// How well a layout fits: every number speaks for it, every other text against it.
int fitOf(const CsvFields& fields, Separator separator) {
    constexpr int kNot = -1;
    const auto numbers =
        static_cast<int>(fields.count(FieldKind::Number) + fields.count(FieldKind::OutOfRange));
    const auto others =
        static_cast<int>(fields.count(FieldKind::Word) + fields.count(FieldKind::Broken));
    if (numbers == 0) return kNot;
    // Amid blanks `ERR 5` is a message, and `5 ERR` a row.
    const bool isRow = others == 0 && fields[0].kind != FieldKind::NoValue;
    if (separator == Separator::Blanks && !isRow) return kNot;
    const auto all = fields.all();
    if (std::any_of(all.begin(), all.end(), speaksAgainstData)) return kNot;
    return std::max(2 * numbers - others, 0);
}

bool isTitle(const CsvField& field, TitleRule rule) {
    std::string_view text = field.text;
    if (text.size() > kMaxTitleBytes || !startsName(text.front())) return false;
    if (field.quoted) return true;
    if (std::string_view(".:!?").find(text.back()) != std::string_view::npos) return false;
    const auto bracket = text.rfind('[');
    if (text.back() == ']' && bracket != std::string_view::npos)
        text = trimmedBlanks(text.substr(0, bracket));
    return rule == TitleRule::Loose || !hasInnerBlank(text);
}

std::string titleText(const CsvField& field) {
    std::string title(field.text);
    if (!field.quoted) return title;
    for (auto at = title.find("\"\""); at != std::string::npos; at = title.find("\"\"", at + 1))
        title.erase(at, 1);
    return title;
}

std::string_view withoutCommentSign(std::string_view line) {
    line = trimmedBlanks(line);
    if (!line.empty() && line.front() == '#') line = trimmedBlanks(line.substr(1));
    return line;
}

}  // namespace

std::string_view separatorName(Separator separator) {
    switch (separator) {
        case Separator::Comma: return "comma";
        case Separator::Semicolon: return "semicolon";
        case Separator::Tab: return "tab";
        case Separator::Blanks: break;
    }
    return "blanks";
}

char separatorCharacter(Separator separator) {
    constexpr std::string_view kCharacters = ",;\t ";
    return kCharacters[static_cast<std::size_t>(separator)];
}

bool CsvFields::split(std::string_view line, Separator separator) {
    m_fields.clear();
    if (separator == Separator::Blanks) line = trimmedBlanks(line);
    const char cut = separatorCharacter(separator);
    std::size_t at = 0;
    while (m_fields.size() <= kMaxColumns + 1) {
        std::size_t begin = at;
        while (begin < line.size() && isBlank(line[begin]) && line[begin] != cut)
            ++begin;
        if (begin < line.size() && line[begin] == '"' && separator != Separator::Blanks) {
            at = appendQuoted(line, begin, cut);
        } else {
            const auto end =
                separator == Separator::Blanks ? line.find_first_of(" \t", at) : line.find(cut, at);
            at = std::min(end, line.size());
            append(trimmedBlanks(line.substr(begin, at - std::min(begin, at))), false);
        }
        if (at == line.size()) return m_fields.size() - (endsEmpty() ? 1 : 0) <= kMaxColumns;
        ++at;
        while (separator == Separator::Blanks && isBlank(line[at]))
            ++at;
    }
    return false;
}

std::size_t CsvFields::appendQuoted(std::string_view line, std::size_t at, char separator) {
    std::size_t close = line.find('"', at + 1);
    while (close != std::string_view::npos && close + 1 < line.size() && line[close + 1] == '"')
        close = line.find('"', close + 2);
    const std::size_t end =
        close == std::string_view::npos ? line.size() : line.find(separator, close);
    const std::size_t stop = std::min(end, line.size());
    if (close == std::string_view::npos ||
        !trimmedBlanks(line.substr(close + 1, stop - close - 1)).empty())
        append(trimmedBlanks(line.substr(at, stop - at)), false);
    else
        append(line.substr(at + 1, close - at - 1), true);
    return stop;
}

void CsvFields::append(std::string_view text, bool quoted) {
    CsvField field{text, FieldKind::Empty, 0, quoted};
    if (!text.empty()) {
        const ParsedNumber number = parseNumber(text);
        field.value = number.value;
        field.kind = number.form == NumberForm::Number       ? FieldKind::Number
                     : number.form == NumberForm::OutOfRange ? FieldKind::OutOfRange
                                                             : kindOfText(text);
    }
    m_fields.push_back(field);
}

std::size_t CsvFields::count(FieldKind kind) const {
    return static_cast<std::size_t>(
        std::count_if(m_fields.begin(), m_fields.end(),
                      [kind](const CsvField& field) { return field.kind == kind; }));
}

std::string describe(const CsvShape& shape) {
    if (shape.columns == 1) return "1 column";
    return std::to_string(shape.columns) + " columns, " +
           std::string(separatorName(shape.separator));
}

std::optional<CsvShape> shapeOfData(std::string_view line, CsvFields& fields) {
    if (!line.empty() && (line.front() == '#' || line.front() == '%')) return std::nullopt;
    std::optional<CsvShape> best;
    int bestFit = -1;
    for (const Separator separator : kSeparators) {
        if (!fields.split(line, separator)) continue;
        const int fit = fitOf(fields, separator);
        if (fit <= bestFit) continue;
        bestFit = fit;
        best = CsvShape{separator, fields.size() - (fields.endsEmpty() ? 1 : 0)};
    }
    if (best) static_cast<void>(fields.split(line, best->separator));
    return best;
}

std::optional<std::vector<std::string>> titlesOf(std::string_view line, Separator separator,
                                                 std::size_t columns, TitleRule rule) {
    CsvFields fields;
    if (!fields.split(withoutCommentSign(line), separator)) return std::nullopt;
    if (fields.size() == columns + 1 && fields.endsEmpty()) fields.dropLast();
    if (fields.size() != columns || fields.count(FieldKind::Empty) == columns) return std::nullopt;
    if (separator == Separator::Blanks || columns == 1) rule = TitleRule::Strict;
    std::vector<std::string> titles;
    for (const CsvField& field : fields.all()) {
        if (field.kind != FieldKind::Empty && !isTitle(field, rule)) return std::nullopt;
        titles.push_back(titleText(field));
    }
    return titles;
}

std::optional<CsvShape> shapeBehindTitles(std::string_view line, std::string_view titles,
                                          CsvFields& fields) {
    for (const Separator separator : kSeparators) {
        if (separator == Separator::Blanks || !fields.split(line, separator)) continue;
        const std::size_t columns = fields.size() - (fields.endsEmpty() ? 1 : 0);
        if (columns < 2 || fields[0].kind != FieldKind::Number) continue;
        if (titlesOf(titles, separator, columns, TitleRule::Loose))
            return CsvShape{separator, columns};
    }
    return std::nullopt;
}

bool couldBeTitles(std::string_view line) {
    line = withoutCommentSign(line);
    if (line.empty() || !(startsName(line.front()) || line.find_first_of(",;\t\"") == 0))
        return false;
    CsvFields fields;
    return std::any_of(kSeparators.begin(), kSeparators.end(), [&](Separator separator) {
        return fields.split(line, separator) &&
               titlesOf(line, separator, fields.size(), TitleRule::Loose).has_value();
    });
}

}  // namespace telemetryhub::engine
