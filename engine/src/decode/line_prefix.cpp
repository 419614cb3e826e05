// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/line_prefix.h"

#include <algorithm>

#include "decode/characters.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMostTagBytes = 40;

std::string_view behindBlanks(std::string_view text) {
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    return text;
}

/// How many digits stand at the beginning.
std::size_t digitsAt(std::string_view text) {
    const auto end = std::find_if_not(text.begin(), text.end(), isDigit);
    return static_cast<std::size_t>(end - text.begin());
}

/// Takes `:dd` from the front.
bool takeSixtieth(std::string_view& text) {
    if (!text.starts_with(':') || digitsAt(text.substr(1)) != 2) return false;
    text.remove_prefix(3);
    return true;
}

/// Behind `12:00`, `12:00:00`, `12:00:00.123`, and an arrow; blanks part it from what follows.
std::string_view behindClock(std::string_view line) {
    std::string_view rest = line;
    const std::size_t hours = digitsAt(rest);
    if (hours == 0 || hours > 2) return line;
    rest.remove_prefix(hours);
    if (!takeSixtieth(rest)) return line;
    if (takeSixtieth(rest) && (rest.starts_with('.') || rest.starts_with(',')))
        rest.remove_prefix(1 + digitsAt(rest.substr(1)));
    if (rest.empty() || !isBlank(rest.front())) return line;
    rest = behindBlanks(rest);
    return rest.starts_with("->") ? behindBlanks(rest.substr(2)) : rest;
}

/// Behind a group such as `[I]` or `<inf>` at the beginning.
std::string_view behindGroup(std::string_view line, char open, char close) {
    if (!line.starts_with(open)) return line;
    const std::size_t end = line.find(close);
    const bool isGroup =
        end != std::string_view::npos && end <= kMostTagBytes && line.find_first_of("{\"=") > end;
    return isGroup ? line.substr(end + 1) : line;
}

/// Behind `app: ` or `loop(): `: a word, a colon, a blank.
std::string_view behindTag(std::string_view line) {
    const std::size_t end = line.find(':');
    if (end == 0 || end > kMostTagBytes || end + 1 >= line.size() || !isBlank(line[end + 1]))
        return line;
    if (line.find_first_of(" \t=") < end) return line;
    return behindBlanks(line.substr(end + 1));
}

/// Behind `[…]` once or more, and behind the tag of a logger that says more than a time there.
std::string_view behindBrackets(std::string_view line) {
    int groups = 0;
    std::string_view rest = line;
    for (std::string_view next = behindGroup(rest, '[', ']'); next.size() != rest.size(); ++groups)
        next = behindGroup(rest = next, '[', ']');
    if (groups == 0) return line;
    rest = behindBlanks(rest);
    const std::string_view levelled = behindGroup(rest, '<', '>');
    const bool hasLevel = groups > 1 || levelled.size() != rest.size();
    return hasLevel ? behindTag(behindBlanks(levelled)) : rest;
}

/// Behind `I (1000) main: `.
std::string_view behindLevel(std::string_view line) {
    constexpr std::string_view kLevels = "EWIDV";
    if (line.size() < 4 || kLevels.find(line[0]) == std::string_view::npos || line[1] != ' ' ||
        line[2] != '(')
        return line;
    const std::size_t digits = digitsAt(line.substr(3));
    const std::string_view rest = line.substr(3 + digits);
    if (digits == 0 || !rest.starts_with(") ")) return line;
    const std::string_view tagged = rest.substr(2);
    const std::string_view text = behindTag(tagged);
    return text.size() == tagged.size() ? line : text;
}

}  // namespace

std::string_view withoutLogPrefix(std::string_view line) {
    const std::string_view text = behindBlanks(line);
    if (text.size() < 2) return line;
    const bool mayHaveOne = isDigit(text[0]) || text[0] == '[' || text[1] == ' ';
    if (!mayHaveOne) return line;
    const std::string_view rest = behindLevel(behindBrackets(behindClock(text)));
    return rest.empty() ? line : rest;
}

}  // namespace telemetryhub::engine
