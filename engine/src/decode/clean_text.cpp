// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/clean_text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "decode/characters.h"

namespace telemetryhub::engine {

namespace {

constexpr char kEscape = '\x1B';
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kDegree = "\xC2\xB0";

constexpr bool isControl(char c) {
    return (c >= 0 && c < ' ' && c != '\t') || c == '\x7F';
}

constexpr bool isOrdinary(char c) {
    return !isControl(c) && !isBeyondAscii(c);
}

/// Nothing but ordinary bytes, eight at a time.
bool isOrdinaryText(std::string_view text) {
    constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101U;
    constexpr std::uint64_t kTops = 0x80 * kOnes;
    const char* at = text.data();
    const char* const end = at + text.size();
    for (; end - at >= 8; at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof word);
        const std::uint64_t deletes = word ^ (0x7F * kOnes);
        const std::uint64_t odd = word | ((word - 0x20 * kOnes) & ~word) | (deletes - kOnes);
        // A tab is below a blank too, and the bits of one byte may reach into the next.
        if ((odd & kTops) != 0 && !std::all_of(at, at + 8, isOrdinary)) return false;
    }
    return std::all_of(at, end, isOrdinary);
}

/// How many bytes an escape sequence at the beginning has: `ESC [ … final`, or ESC and a character.
std::size_t escapeLength(std::string_view text) {
    if (text.size() < 2) return text.size();
    if (text[1] != '[') return 2;
    std::size_t end = 2;
    while (end < text.size() && text[end] >= ' ' && text[end] <= '?')
        ++end;
    const bool hasFinal = end < text.size() && text[end] >= '@' && text[end] <= '~';
    return hasFinal ? end + 1 : end;
}

std::string withoutEscapes(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const std::size_t used = text.front() == kEscape ? escapeLength(text) : 1;
        if (text.front() != kEscape) plain += text.front();
        text.remove_prefix(used);
    }
    return plain;
}

std::string_view withoutFrame(std::string_view text) {
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    while (!text.empty() && isControl(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isControl(text.back()))
        text.remove_suffix(1);
    return text;
}

/// B0 in Latin-1, DF on character displays, F8 in code page 437; a letter of a word is none.
bool isDegreeSign(std::string_view text) {
    constexpr std::string_view kSigns = "\xB0\xDF\xF8";
    constexpr std::string_view kScales = "CFK";
    if (kSigns.find(text.front()) == std::string_view::npos) return false;
    const auto endsWord = [&text](std::size_t at) {
        return at >= text.size() || (!isLetter(text[at]) && !isBeyondAscii(text[at]));
    };
    return endsWord(1) || (kScales.find(text[1]) != std::string_view::npos && endsWord(2));
}

}  // namespace

std::string_view CleanText::of(std::string_view line) {
    if (isOrdinaryText(line)) return line;
    if (line.find(kEscape) == std::string_view::npos && !line.starts_with(kByteOrderMark) &&
        isPrintableText(line))
        return line;
    return rewritten(line);
}

std::string_view CleanText::rewritten(std::string_view line) {
    std::size_t foreign = 0;
    const std::string plain = withoutEscapes(line);
    std::string_view rest = withoutFrame(plain);
    const std::size_t length = rest.size();
    m_text.clear();
    while (!rest.empty()) {
        const std::size_t used = std::max<std::size_t>(utf8Length(rest), 1);
        if (used > 1 || isOrdinary(rest.front())) {
            m_text.append(rest.substr(0, used));
        } else if (isDegreeSign(rest)) {
            m_text.append(kDegree);
        } else {
            m_text.append(kReplacement);
            ++foreign;
        }
        rest.remove_prefix(used);
    }
    if (4 * foreign > length) return line;
    m_text += '\n';
    return std::string_view(m_text).substr(0, m_text.size() - 1);
}

}  // namespace telemetryhub::engine
