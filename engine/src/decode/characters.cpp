// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/characters.h"

namespace telemetryhub::engine {

namespace {

constexpr bool isContinuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

}  // namespace

std::size_t utf8Length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                               : lead >= 0xE0 && lead <= 0xEF ? 3
                               : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                              : 0;
    if (length == 0 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if (!isContinuation(byte(i))) return 0;
    const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
    const bool surrogate = lead == 0xED && byte(1) >= 0xA0;
    const bool beyondUnicode = lead == 0xF4 && byte(1) >= 0x90;
    const bool control = lead == 0xC2 && byte(1) < 0xA0;
    return overlong || surrogate || beyondUnicode || control ? 0 : length;
}

bool isPrintableText(std::string_view text) {
    constexpr char kEscape = '\x1B';
    constexpr char kDelete = '\x7F';
    while (!text.empty()) {
        const char c = text.front();
        std::size_t length = 1;
        if (isBeyondAscii(c)) {
            length = utf8Length(text);
            if (length == 0) return false;
        } else if ((c < ' ' && c != '\t' && c != kEscape) || c == kDelete) {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace telemetryhub::engine
