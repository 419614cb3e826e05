// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/json_output.h"

#include <array>
#include <charconv>
#include <cmath>

#include "serve/http_error.h"
#include "telemetryhub/engine/record/csv_format.h"

namespace telemetryhub::engine {

namespace {

/// Whether the characters can stand in quotes as they are.
bool isPlainAscii(std::string_view text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte >= 0x7F || c == '"' || c == '\\') return false;
    }
    return true;
}

template <typename Integer>
void appendInteger(std::string& text, Integer value) {
    std::array<char, 24> digits{};
    text.append(digits.data(),
                std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

}  // namespace

void JsonOutput::separate() {
    if (m_needsComma) m_text += ',';
    m_needsComma = true;
}

JsonOutput& JsonOutput::open(char bracket) {
    separate();
    m_text += bracket;
    m_needsComma = false;
    return *this;
}

JsonOutput& JsonOutput::end(char bracket) {
    m_text += bracket;
    m_needsComma = true;
    return *this;
}

JsonOutput& JsonOutput::key(std::string_view name) {
    text(name);
    m_text += ':';
    m_needsComma = false;
    return *this;
}

JsonOutput& JsonOutput::text(std::string_view value) {
    separate();
    m_text += '"';
    if (isPlainAscii(value))
        m_text += value;
    else
        appendJsonEscaped(m_text, value);
    m_text += '"';
    return *this;
}

JsonOutput& JsonOutput::number(double value) {
    if (!std::isfinite(value)) return null();
    separate();
    appendNumber(m_text, value);
    return *this;
}

JsonOutput& JsonOutput::count(std::uint64_t value) {
    separate();
    appendInteger(m_text, value);
    return *this;
}

JsonOutput& JsonOutput::whole(std::int64_t value) {
    separate();
    appendInteger(m_text, value);
    return *this;
}

JsonOutput& JsonOutput::time(std::int64_t wallNs) {
    UtcText utc;
    std::array<char, kMaxNumberLength> text{};
    separate();
    m_text += '"';
    m_text.append(text.data(), utc.append(text.data(), wallNs));
    m_text += '"';
    return *this;
}

JsonOutput& JsonOutput::raw(std::string_view json) {
    separate();
    m_text += json;
    return *this;
}

}  // namespace telemetryhub::engine
