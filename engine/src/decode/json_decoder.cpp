// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/json_decoder.h"

#include <algorithm>

#include "decode/characters.h"
#include "decode/device_time.h"
#include "telemetryhub/engine/decode/parse_number.h"

namespace telemetryhub::engine {

std::string JsonDecoder::description() const {
    if (m_paths.empty()) return "JSON Lines, no value so far";
    return "JSON Lines, " + std::to_string(m_paths.size()) +
           (m_paths.size() == 1 ? " channel" : " channels");
}

void JsonDecoder::line(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    const std::string_view content = trimmedBlanks(text);
    if (content.empty()) return accept(bytes);
    if (content.front() == '{' || content.front() == '[') return readJson(text, bytes, output);
    if (!isPrintableText(text)) {
        m_noise.sawNoise();
        return damage(DiscardReason::Syntax, text, bytes, output);
    }
    if (isJsonNumber(content)) return readBareNumber(text, bytes, output);
    m_noise.sawText();
    acceptText(text, bytes, output);
}

void JsonDecoder::readJson(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    using Content = JsonLine::Content;
    switch (m_json.read(text)) {
        case Content::Numbers: return readNumbers(text, bytes, output);
        case Content::NoNumber: return acceptText(text, bytes, output);
        case Content::Broken: break;
        case Content::OutOfRange: return damage(DiscardReason::Range, text, bytes, output);
        case Content::TooLarge: return damage(DiscardReason::Length, text, bytes, output);
    }
    if (!isPrintableText(text)) m_noise.sawNoise();
    damage(DiscardReason::Syntax, text, bytes, output);
}

void JsonDecoder::readNumbers(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    std::fill(m_row.begin(), m_row.end(), kAbsent);
    m_anyValue = false;
    for (std::size_t i = 0; i < m_json.size(); ++i)
        set(m_json[i].path, i, m_json[i].value);
    for (std::size_t i = 0; i < m_json.textCount(); ++i) {
        const JsonLine::Text cell = m_json.textAt(i);
        if (const auto known = m_paths.find(cell.path, m_json.size() + i))
            addTextCell(channels()[*known].name, cell.text, output);
    }
    if (m_rows.byDevice() && m_json.text()) m_rows.setDeviceTime(parseIso8601(*m_json.text()));
    writeRow(text, bytes, output);
}

void JsonDecoder::readBareNumber(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    const ParsedNumber number = parseNumber(trimmedBlanks(text));
    if (number.form == NumberForm::OutOfRange)
        return damage(DiscardReason::Range, text, bytes, output);
    if (m_paths.empty() && !m_noise.trusts(1))
        return damage(DiscardReason::Unrecognised, text, bytes, output);
    std::fill(m_row.begin(), m_row.end(), kAbsent);
    m_anyValue = false;
    set("value 1", 0, number.value);
    writeRow(text, bytes, output);
}

void JsonDecoder::writeRow(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    if (!m_anyValue) return damage(DiscardReason::Length, text, bytes, output);
    acceptFrame(bytes);
    m_rows.add(m_row, channels(), ChannelSetKind::Open, output);
}

void JsonDecoder::set(std::string_view path, std::size_t place, double value) {
    auto channel = m_paths.find(path, place);
    if (!channel) {
        if (path.empty() || !isPrintableText(path)) return;
        channel = channels().ensure({std::string(path), {}, {}});
        if (!channel) return;
        m_paths.add(path, place, *channel);
    }
    if (m_row.size() < channels().size()) m_row.resize(channels().size(), kAbsent);
    m_row[*channel] = value;
    m_anyValue = true;
}

}  // namespace telemetryhub::engine
