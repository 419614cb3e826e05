// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/key_value_line.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "decode/characters.h"
#include "decode/line_prefix.h"
#include "decode/plotter_line.h"
#include "decode/unit_word.h"

namespace telemetryhub::engine {

namespace {

constexpr std::string_view kHardSeparators = "\t,;|";
constexpr std::string_view kMarks = "=:-";
constexpr std::string_view kQuotes = "\"'";
constexpr std::size_t kMostWordsOfAName = 8;

/// What a byte may be to a line of pairs; each is looked at once for all.
enum class Mean : std::uint8_t { Nothing, Blank, HardSeparator, Mark };

constexpr auto kMeans = [] {
    std::array<Mean, 256> means{};
    means[' '] = Mean::Blank;
    for (const char c : kHardSeparators)
        means[static_cast<unsigned char>(c)] = Mean::HardSeparator;
    for (const char c : kMarks)
        means[static_cast<unsigned char>(c)] = Mean::Mark;
    return means;
}();

constexpr Mean meanOf(char c) {
    return kMeans[static_cast<unsigned char>(c)];
}

constexpr bool isHardSeparator(char c) {
    return meanOf(c) == Mean::HardSeparator;
}

/// Where a word ends, be it of a name or a value.
std::size_t endOfPart(std::string_view text, std::size_t at) {
    while (at < text.size() && meanOf(text[at]) != Mean::Blank && !isHardSeparator(text[at]))
        ++at;
    return at;
}

constexpr bool isQuote(char c) {
    return kQuotes.find(c) != std::string_view::npos;
}

std::size_t skipBlanks(std::string_view text, std::size_t at) {
    while (at < text.size() && isBlank(text[at]))
        ++at;
    return at;
}

std::string_view firstWord(std::string_view text) {
    return text.substr(0, std::min(text.find(' '), text.size()));
}

std::string_view lastWord(std::string_view text) {
    const std::size_t blank = text.rfind(' ');
    return blank == std::string_view::npos ? text : text.substr(blank + 1);
}

/// `{'temp'` is the name temp, `Temperature is` the name Temperature.
std::string_view bareName(std::string_view name) {
    constexpr std::string_view kBefore = "{('\"";
    constexpr std::string_view kIs = " is";
    while (!name.empty() && kBefore.find(name.front()) != std::string_view::npos)
        name.remove_prefix(1);
    while (!name.empty() && isQuote(name.back()))
        name.remove_suffix(1);
    if (name.ends_with(kIs)) name.remove_suffix(kIs.size());
    return trimmedBlanks(name);
}

/// The end of a row that stands in brackets belongs to no value.
std::string_view withoutClosing(std::string_view text) {
    constexpr std::string_view kClosing = ")}]>";
    while (!text.empty() && kClosing.find(text.back()) != std::string_view::npos)
        text.remove_suffix(1);
    return text;
}

bool isName(std::string_view name) {
    const auto blanks = std::count(name.begin(), name.end(), ' ');
    return isNameLike(name) && static_cast<std::size_t>(blanks) < kMostWordsOfAName;
}

}  // namespace

void KeyValueLine::read(std::string_view line) {
    m_line = withoutLogPrefix(line);
    m_pairs.clear();
    m_strayWords = false;
    m_behindNumber = false;
    m_atBoundary = true;
    std::size_t at = 0;
    while (at < m_line.size()) {
        if (isBlank(m_line[at]) || isHardSeparator(m_line[at])) {
            m_atBoundary = m_atBoundary || isHardSeparator(m_line[at]);
            ++at;
            continue;
        }
        if (const std::size_t sign = signBehindWord(at)) {
            at = readValue(sign + 1, m_line.substr(at, sign - at));
            m_atBoundary = false;
            continue;
        }
        const Mark mark = findMark(at);
        const std::string_view run = m_line.substr(at, mark.at - at);
        if (mark.length > 0) {
            const std::string_view key = keyOf(run, mark);
            at = readValue(mark.at + mark.length, key);
        } else {
            readLoose(trimmedBlanks(run));
            at = mark.at;
        }
        m_atBoundary = false;
    }
}

std::size_t KeyValueLine::numbers() const {
    return static_cast<std::size_t>(
        std::count_if(m_pairs.begin(), m_pairs.end(),
                      [](const KeyValuePair& pair) { return pair.form == NumberForm::Number; }));
}

bool KeyValueLine::anyOutOfRange() const {
    return std::any_of(m_pairs.begin(), m_pairs.end(), [](const KeyValuePair& pair) {
        return pair.form == NumberForm::OutOfRange;
    });
}

bool KeyValueLine::anyHexadecimal() const {
    return std::any_of(m_pairs.begin(), m_pairs.end(), [](const KeyValuePair& pair) {
        return pair.text.size() > 1 && pair.text[0] == '0' && asLower(pair.text[1]) == 'x';
    });
}

/// Where the `=` stands right behind a plain word, which is what nearly all pairs are; else 0.
std::size_t KeyValueLine::signBehindWord(std::size_t at) const {
    if (!startsName(m_line[at])) return 0;
    while (at < m_line.size() && isWordCharacter(m_line[at]))
        ++at;
    return at < m_line.size() && m_line[at] == '=' ? at : 0;
}

/// The next mark before the next separator that is no blank.
KeyValueLine::Mark KeyValueLine::findMark(std::size_t at) const {
    for (; at < m_line.size(); ++at) {
        const Mean mean = meanOf(m_line[at]);
        if (mean == Mean::HardSeparator) break;
        if (mean != Mean::Mark) continue;
        if (const Mark mark = markAt(at); mark.length > 0) return mark;
    }
    return {at, 0};
}

/// A colon within a clock or a path is no mark.
KeyValueLine::Mark KeyValueLine::markAt(std::size_t at) const {
    constexpr std::string_view kSigns = "+-.'\"";
    const char next = at + 1 < m_line.size() ? m_line[at + 1] : ' ';
    switch (m_line[at]) {
        case '=': return {at, 1};
        case '-': return next == '>' ? Mark{at, 2} : Mark{at, 0};
        case ':': {
            const bool beforeValue =
                isBlank(next) || isDigit(next) || kSigns.find(next) != std::string_view::npos;
            return {at, beforeValue && !(isDigit(next) && isBehindNumber(at)) ? 1U : 0U};
        }
        default: return {at, 0};
    }
}

/// Whether what stands right before is digits and points alone, as in a clock.
bool KeyValueLine::isBehindNumber(std::size_t at) const {
    std::size_t begin = at;
    while (begin > 0 && (isWordCharacter(m_line[begin - 1]) || m_line[begin - 1] == '.'))
        --begin;
    const std::string_view word = m_line.substr(begin, at - begin);
    return !word.empty() && word.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// The name before a mark; other words of the run are a unit, or stray. Right at its value a name
/// is one word, unless a colon leaves it all of the part.
std::string_view KeyValueLine::keyOf(std::string_view run, const Mark& mark) {
    const std::size_t value = mark.at + mark.length;
    const bool isApart =
        (!run.empty() && isBlank(run.back())) ||
        (m_line[mark.at] == ':' && value < m_line.size() && isBlank(m_line[value]));
    run = trimmedBlanks(run);
    if (m_behindNumber && firstWord(run).size() < run.size()) run = takeUnit(run);
    const bool isAlone = m_line[mark.at] == ':' && m_atBoundary &&
                         lastWord(run).size() < run.size() && findMark(value).length == 0;
    const bool isOneWord = !isApart && !isAlone;
    const std::string_view key = isOneWord ? lastWord(run) : run;
    readLoose(trimmedBlanks(run.substr(0, run.size() - key.size())));
    return bareName(key);
}

/// Gives the unit at the beginning of a run to the number before it, and returns what is left.
std::string_view KeyValueLine::takeUnit(std::string_view run) {
    const std::string_view word = firstWord(run);
    if (!isKnownUnit(word)) return run;
    if (m_pairs.back().unit.empty()) m_pairs.back().unit = word;
    m_behindNumber = false;
    return trimmedBlanks(run.substr(word.size()));
}

/// Reads what stands behind the mark, and returns where it ends.
std::size_t KeyValueLine::readValue(std::size_t at, std::string_view key) {
    const std::size_t begin = skipBlanks(m_line, at);
    if (begin < m_line.size() && isQuote(m_line[begin])) return readQuoted(begin, key);
    const std::size_t end = endOfValue(begin);
    if (begin > at && belongsToNext(begin, end)) {
        // `Env: temp=20`: a word before pairs.
        m_strayWords = m_strayWords || m_line[at - 1] == ':';
        addPair(key, {});
        return begin;
    }
    addPair(key, m_line.substr(begin, end - begin));
    return end;
}

std::size_t KeyValueLine::readQuoted(std::size_t at, std::string_view key) {
    const std::size_t close = std::min(m_line.find(m_line[at], at + 1), m_line.size());
    addPair(key, m_line.substr(at + 1, close - at - 1));
    return std::min(close + 1, m_line.size());
}

/// Up to the next separator; digits, a comma and digits are one number where no pair can follow.
std::size_t KeyValueLine::endOfValue(std::size_t at) const {
    const std::size_t end = endOfPart(m_line, at);
    if (end == m_line.size() || m_line[end] != ',') return end;
    std::size_t digits = at;
    if (digits < end && (m_line[digits] == '-' || m_line[digits] == '+')) ++digits;
    const auto isDigitAt = [this](std::size_t i) {
        return i < m_line.size() && isDigit(m_line[i]);
    };
    const auto first = m_line.begin() + static_cast<std::ptrdiff_t>(digits);
    const auto last = m_line.begin() + static_cast<std::ptrdiff_t>(end);
    if (digits == end || !std::all_of(first, last, isDigit) || !isDigitAt(end + 1)) return end;
    const std::size_t behind = endOfPart(m_line, end + 1);
    // A further comma makes it a list.
    const bool isList = behind < m_line.size() && m_line[behind] == ',' && isDigitAt(behind + 1);
    return isList ? end : behind;
}

/// `a= b=5`: what follows is the next pair.
bool KeyValueLine::belongsToNext(std::size_t begin, std::size_t end) const {
    const std::string_view value = m_line.substr(begin, end - begin);
    if (value.find('=') != std::string_view::npos) return true;
    if (value.empty() || !startsName(value.front())) return false;
    for (std::size_t at = begin; at < end; ++at)
        if (markAt(at).length > 0) return true;
    const std::size_t next = skipBlanks(m_line, end);
    return next < m_line.size() && markAt(next).length > 0;
}

void KeyValueLine::addPair(std::string_view key, std::string_view value) {
    m_behindNumber = false;
    if (!isName(key)) {
        m_strayWords = true;
        return;
    }
    KeyValuePair pair{key, value, {}, NumberForm::NotANumber, 0};
    const NumberAt number = numberIn(value);
    if (number.form != NumberForm::NotANumber) {
        const std::string_view rest =
            withoutClosing(value.substr(static_cast<std::size_t>(number.end - value.data())));
        if (rest.empty() || isUnit(rest)) {
            pair.unit = rest;
            pair.form = number.form;
            pair.value = number.value;
        }
    }
    m_behindNumber = pair.form == NumberForm::Number;
    m_pairs.push_back(pair);
}

/// The number at the beginning of a value, which may have a comma for its point.
NumberAt KeyValueLine::numberIn(std::string_view value) {
    const std::size_t comma = value.find(',');
    if (comma == std::string_view::npos) return parseLeadingNumber(value);
    m_point.assign(value);
    m_point[comma] = '.';
    NumberAt number = parseLeadingNumber(m_point);
    number.end = value.data() + (number.end - m_point.data());
    return number;
}

/// Words without a mark: the unit of the number before them, a name and its number, or stray. A
/// second number with its unit behind a first one says the same once more.
void KeyValueLine::readLoose(std::string_view run) {
    if (run.empty()) return;
    if (m_behindNumber && isKnownUnit(firstWord(run))) {
        run = takeUnit(run);
        const NumberAt again = parseLeadingNumber(run);
        if (again.form == NumberForm::Number) return;
    }
    if (readNameAndNumber(run)) return;
    while (!run.empty()) {
        const std::string_view word = firstWord(run);
        addWord(word);
        run = trimmedBlanks(run.substr(word.size()));
    }
}

/// `temp_celsius 20.0`, a whole line: a word that no sentence has, and a number.
bool KeyValueLine::readNameAndNumber(std::string_view run) {
    if (run.size() != trimmedBlanks(m_line).size()) return false;
    const std::string_view name = firstWord(run);
    const std::string_view value = trimmedBlanks(run.substr(name.size()));
    const bool isIdentifier = isNameLike(name) && name.find('_') != std::string_view::npos &&
                              std::all_of(name.begin(), name.end(), isWordCharacter);
    if (!isIdentifier || parseNumber(value).form != NumberForm::Number) return false;
    addPair(name, value);
    return true;
}

void KeyValueLine::addWord(std::string_view word) {
    constexpr std::size_t kMostUnitBytes = 4;
    const bool mayBeUnit = m_behindNumber && m_pairs.back().unit.empty() && isUnit(word);
    m_behindNumber = false;
    if (mayBeUnit && isKnownUnit(word))
        m_pairs.back().unit = word;
    else if (!mayBeUnit || word.size() > kMostUnitBytes)
        m_strayWords = true;
}

}  // namespace telemetryhub::engine
