// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/key_value_line.h"

#include <algorithm>

#include "decode/characters.h"
#include "decode/plotter_line.h"

namespace telemetryhub::engine {

namespace {

constexpr std::string_view kPartSeparators = " \t,;";
constexpr std::string_view kKeyEnds = " \t,;=";

constexpr bool isUnitCharacter(char c) {
    return isLetter(c) || isBeyondAscii(c) || c == '%' || c == '/' || c == '^';
}

/// Letters, `%` and what is beyond ASCII, and digits behind a slash: `C`, `°C`, `%`, `m/s2`.
bool isUnit(std::string_view text) {
    if (text.empty() || text.front() == '/' || text.front() == '^') return false;
    const std::size_t slash = text.find('/');
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!isUnitCharacter(text[i]) && !(isDigit(text[i]) && i > slash)) return false;
    return true;
}

std::size_t skipBlanks(std::string_view text, std::size_t at) {
    while (at < text.size() && isBlank(text[at]))
        ++at;
    return at;
}

}  // namespace

void KeyValueLine::read(std::string_view line) {
    m_pairs.clear();
    m_strayWords = false;
    m_behindNumber = false;
    std::size_t at = 0;
    while ((at = line.find_first_not_of(kPartSeparators, at)) != std::string_view::npos) {
        const std::size_t end = std::min(line.find_first_of(kKeyEnds, at), line.size());
        const std::string_view word = line.substr(at, end - at);
        const std::size_t sign = skipBlanks(line, end);
        if (sign < line.size() && line[sign] == '=') {
            at = readValue(line, sign + 1, word);
        } else {
            addWord(word);
            at = end;
        }
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

/// Reads what stands behind the `=`, and returns where it ends.
std::size_t KeyValueLine::readValue(std::string_view line, std::size_t at, std::string_view key) {
    const std::size_t begin = skipBlanks(line, at);
    if (begin < line.size() && line[begin] == '"') {
        const std::size_t close = std::min(line.find('"', begin + 1), line.size());
        addPair(key, line.substr(begin + 1, close - begin - 1));
        return std::min(close + 1, line.size());
    }
    const std::size_t end = std::min(line.find_first_of(kPartSeparators, begin), line.size());
    const std::string_view value = line.substr(begin, end - begin);
    // `a= b=5`: what follows is the next pair.
    const std::size_t next = skipBlanks(line, end);
    const bool belongsToNext = begin > at && (value.find('=') != std::string_view::npos ||
                                              (next < line.size() && line[next] == '='));
    addPair(key, belongsToNext ? std::string_view() : value);
    return belongsToNext ? begin : end;
}

void KeyValueLine::addPair(std::string_view key, std::string_view value) {
    m_behindNumber = false;
    if (!isNameLike(key)) {
        m_strayWords = true;
        return;
    }
    KeyValuePair pair{key, value, {}, NumberForm::NotANumber, 0};
    const NumberAt number = parseLeadingNumber(value);
    if (number.form != NumberForm::NotANumber) {
        const std::string_view rest =
            value.substr(static_cast<std::size_t>(number.end - value.data()));
        if (rest.empty() || isUnit(rest)) {
            pair.unit = rest;
            pair.form = number.form;
            pair.value = number.value;
        }
    }
    m_behindNumber = pair.form == NumberForm::Number;
    m_pairs.push_back(pair);
}

void KeyValueLine::addWord(std::string_view word) {
    constexpr std::size_t kMostUnitBytes = 4;
    const bool mayBeUnit = m_behindNumber && m_pairs.back().unit.empty() && isUnit(word);
    m_behindNumber = false;
    if (mayBeUnit && (word.front() == '%' || isBeyondAscii(word.front())))
        m_pairs.back().unit = word;
    else if (!mayBeUnit || word.size() > kMostUnitBytes)
        m_strayWords = true;
}

}  // namespace telemetryhub::engine
