// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/teleplot_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "decode/characters.h"
#include "decode/no_value.h"
#include "telemetryhub/engine/decode/parse_number.h"

namespace telemetryhub::engine {

namespace {

constexpr std::string_view kSectionSign = "§";
constexpr std::string_view kShapes = "3D|";
constexpr std::size_t kMostParts = 3;

/// Up to a character, which is taken away with it; all when it does not occur.
std::string_view takeUpTo(std::string_view& text, char end) {
    const std::size_t at = std::min(text.find(end), text.size());
    const std::string_view taken = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return taken;
}

/// `text` without a time and its colon before it.
std::string_view withoutTime(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return text;
    const bool timed = parseNumber(text.substr(0, colon)).form == NumberForm::Number;
    return timed ? text.substr(colon + 1) : text;
}

}  // namespace

TeleplotLine::Content TeleplotLine::read(std::string_view line) {
    m_samples.clear();
    m_noValues = 0;
    if (!line.starts_with('>')) return Content::NoData;
    line.remove_prefix(1);
    if (line.starts_with(kShapes)) return Content::Nothing;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return Content::Broken;
    m_name = trimmedBlanks(line.substr(0, std::min(line.find(','), colon)));
    if (m_name.empty() || line.substr(0, colon).find('|') != std::string_view::npos)
        return Content::Broken;

    std::string_view values = line.substr(colon + 1);
    Flags flags;
    if (const std::size_t bar = values.rfind('|'); bar != std::string_view::npos) {
        flags = flagsIn(values.substr(bar + 1));
        values = values.substr(0, bar);
    }
    if (!flags.wellFormed) return Content::Broken;
    if (flags.text) {
        m_text = withoutTime(values);
        return Content::Text;
    }
    const std::size_t unit = values.rfind(kSectionSign);
    m_unit = {};
    if (unit != std::string_view::npos) {
        m_unit = trimmedBlanks(values.substr(unit + kSectionSign.size()));
        values = values.substr(0, unit);
    }
    return readValues(values, flags);
}

TeleplotLine::Flags TeleplotLine::flagsIn(std::string_view list) {
    Flags flags;
    while (!list.empty()) {
        const std::string_view flag = trimmedBlanks(takeUpTo(list, ','));
        flags.text = flags.text || flag == "t";
        flags.points = flags.points || flag == "xy";
        flags.clear = flags.clear || flag == "clr";
        if (!std::all_of(flag.begin(), flag.end(), isWordCharacter)) flags.wellFormed = false;
    }
    return flags;
}

TeleplotLine::Content TeleplotLine::readValues(std::string_view values, const Flags& flags) {
    while (!values.empty()) {
        const std::string_view piece = trimmedBlanks(takeUpTo(values, ';'));
        if (piece.empty()) continue;
        if (const std::string_view text = withoutTime(piece); isNoValue(text)) {
            m_text = text;
            ++m_noValues;
            continue;
        }
        const Content content = readSample(piece, flags);
        if (content == Content::Broken || content == Content::OutOfRange) return content;
    }
    if (m_samples.empty() && m_noValues > 0) return Content::Text;
    if (m_samples.empty()) return flags.clear ? Content::Nothing : Content::Broken;
    return flags.points ? Content::Points : Content::Numbers;
}

TeleplotLine::Content TeleplotLine::readSample(std::string_view piece, const Flags& flags) {
    std::array<double, kMostParts> parts{};
    std::size_t count = 0;
    for (bool more = true; more; ++count) {
        if (count == parts.size()) return Content::Broken;
        more = piece.find(':') != std::string_view::npos;
        const ParsedNumber number = parseNumber(trimmedBlanks(takeUpTo(piece, ':')));
        if (number.form == NumberForm::OutOfRange) return Content::OutOfRange;
        if (number.form != NumberForm::Number) return Content::Broken;
        parts[count] = number.value;
    }
    TeleplotSample sample;
    if (flags.points) {
        if (count < 2) return Content::Broken;
        sample.value = parts[0];
        sample.y = parts[1];
        if (count == kMostParts) sample.timeMs = parts[2];
    } else {
        if (count == kMostParts) return Content::Broken;
        sample.value = parts[count - 1];
        if (count == 2) sample.timeMs = parts[0];
    }
    m_samples.push_back(sample);
    return flags.points ? Content::Points : Content::Numbers;
}

}  // namespace telemetryhub::engine
