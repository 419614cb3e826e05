// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/plotter_line.h"

#include <algorithm>

#include "decode/characters.h"
#include "decode/clean_text.h"
#include "decode/line_prefix.h"
#include "decode/no_value.h"

namespace telemetryhub::engine {

namespace {

constexpr bool isSeparator(char c) {
    return isBlank(c) || c == ',';
}

/// A byte that could not be read may have been a digit.
NumberAt numberOf(std::string_view word) {
    if (word.find(CleanText::kReplacement) != std::string_view::npos) return {};
    return parseLeadingNumber(word);
}

bool hasColon(std::string_view word) {
    return word.find(':') != std::string_view::npos;
}

}  // namespace

bool isNameLike(std::string_view label) {
    constexpr std::size_t kMaxLabelBytes = 64;
    return !label.empty() && label.size() <= kMaxLabelBytes && startsName(label.front());
}

bool PlotterPart::isNoValue() const {
    return form == NumberForm::NotANumber && engine::isNoValue(text);
}

void PlotterLine::read(std::string_view line) {
    line = withoutLogPrefix(line);
    m_words.clear();
    m_parts.clear();
    m_looseWords = 0;
    m_strayWords = 0;
    m_behindNumber = false;
    const char* at = line.data();
    const char* const end = at + line.size();
    while (at != end) {
        const char* const first = std::find_if_not(at, end, isSeparator);
        at = std::find_if(first, end, isSeparator);
        if (first != at) m_words.emplace_back(first, static_cast<std::size_t>(at - first));
    }
    const std::size_t colon = line.find(':');
    m_labelled = colon != std::string_view::npos && colon > 0;
    m_labelled ? readLabelled() : readBare();
}

std::size_t PlotterLine::numbers() const {
    return static_cast<std::size_t>(
        std::count_if(m_parts.begin(), m_parts.end(),
                      [](const PlotterPart& part) { return part.form == NumberForm::Number; }));
}

std::size_t PlotterLine::noValues() const {
    return static_cast<std::size_t>(std::count_if(
        m_parts.begin(), m_parts.end(), [](const PlotterPart& part) { return part.isNoValue(); }));
}

bool PlotterLine::anyOutOfRange() const {
    return std::any_of(m_parts.begin(), m_parts.end(),
                       [](const PlotterPart& part) { return part.form == NumberForm::OutOfRange; });
}

void PlotterLine::readBare() {
    for (const std::string_view word : m_words) {
        const NumberAt number = numberOf(word);
        m_parts.push_back({{}, number.form, number.value, false, false, word});
    }
}

void PlotterLine::readLabelled() {
    std::size_t word = 0;
    while (word < m_words.size())
        word = readPart(word);
    if (m_looseWords > 0)
        std::erase_if(m_parts, [](const PlotterPart& part) { return part.lenient; });
}

/// Reads the part that begins with a word, and returns the word behind it.
std::size_t PlotterLine::readPart(std::size_t word) {
    const auto wordAt = [this](std::size_t i) {
        return i < m_words.size() ? m_words[i] : std::string_view();
    };
    const std::string_view first = wordAt(word);
    const std::string_view second = wordAt(word + 1);
    const std::size_t colon = first.find(':');
    if (colon != std::string_view::npos) {
        const std::string_view label = first.substr(0, colon);
        const std::string_view value = first.substr(colon + 1);
        const bool blankBehind = value.empty() && !hasColon(second);
        add(label, blankBehind ? second : value, blankBehind);
        return word + (blankBehind ? 2 : 1);
    }
    if (!second.starts_with(':')) {
        addLooseWord();
        return word + 1;
    }
    const bool blankBehind = second.size() == 1 && !hasColon(wordAt(word + 2));
    add(first, blankBehind ? wordAt(word + 2) : second.substr(1), true);
    return word + (blankBehind ? 3 : 2);
}

void PlotterLine::addLooseWord() {
    ++m_looseWords;
    if (!m_behindNumber) ++m_strayWords;
    m_behindNumber = false;
}

void PlotterLine::add(std::string_view label, std::string_view value, bool lenient) {
    if (label.empty() || value.empty()) return;
    if (hasColon(value)) return addLooseWord();
    const NumberAt number = numberOf(value);
    const bool hexadecimal = value.size() > 1 && value[0] == '0' && asLower(value[1]) == 'x';
    m_behindNumber = number.form == NumberForm::Number;
    m_parts.push_back(
        {label, number.form, number.value, lenient || !isNameLike(label), hexadecimal, value});
}

}  // namespace telemetryhub::engine
