// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/json_writer.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "config/utf8.h"

namespace telemetryhub::engine {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// How many bytes the first character of `text` has; 0: it is no UTF-8.
std::size_t firstCharacterBytes(std::string_view text) {
    for (std::size_t size = 1; size <= std::min<std::size_t>(4, text.size()); ++size)
        if (isUtf8(text.substr(0, size))) return size;
    return 0;
}

std::string escaped(char c) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    switch (c) {
        case '"': return "\\\"";
        case '\\': return "\\\\";
        case '\n': return "\\n";
        case '\r': return "\\r";
        case '\t': return "\\t";
        default: break;
    }
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= ' ' && byte != 0x7F) return {c};
    return std::string("\\u00") + kDigits[byte >> 4U] + kDigits[byte & 0xFU];
}

}  // namespace

void JsonWriter::newLine() {
    if (!m_isFirst) m_text += ',';
    m_isFirst = false;
    if (m_text.empty()) return;
    m_text += '\n';
    m_text.append(2 * static_cast<std::size_t>(m_depth), ' ');
}

void JsonWriter::begin(char bracket) {
    newLine();
    m_text += bracket;
    ++m_depth;
    m_isFirst = true;
}

void JsonWriter::beginAt(std::string_view key, char bracket) {
    raw(key, std::string(1, bracket));
    ++m_depth;
    m_isFirst = true;
}

void JsonWriter::end(char bracket) {
    --m_depth;
    const bool isEmpty = m_isFirst;
    m_isFirst = true;
    if (!isEmpty) newLine();
    m_text += bracket;
    m_isFirst = false;
}

void JsonWriter::text(std::string_view key, std::string_view value) {
    raw(key, jsonText(value));
}

void JsonWriter::number(std::string_view key, double value) {
    raw(key, jsonNumber(value));
}

void JsonWriter::onOff(std::string_view key, bool value) {
    raw(key, value ? "true" : "false");
}

void JsonWriter::raw(std::string_view key, std::string_view json) {
    newLine();
    m_text += jsonText(key) + ": ";
    m_text += json;
}

void JsonWriter::rawItem(std::string_view json) {
    newLine();
    m_text += json;
}

std::string jsonText(std::string_view text) {
    std::string written(1, '"');
    while (!text.empty()) {
        const std::size_t bytes = firstCharacterBytes(text);
        if (bytes == 0)
            written += kReplacement;
        else if (bytes == 1)
            written += escaped(text.front());
        else
            written += text.substr(0, bytes);
        text.remove_prefix(std::max<std::size_t>(bytes, 1));
    }
    return written + '"';
}

std::string jsonNumber(double number) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    return {digits.data(), end.ptr};
}

}  // namespace telemetryhub::engine
