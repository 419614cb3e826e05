// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/http_error.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <utility>

namespace telemetryhub::engine {

namespace {

/// How many bytes the UTF-8 character at the beginning of `text` has; 0 when it is none.
std::size_t utf8Length(std::string_view text) {
    struct Form {
        unsigned char least, most, leastSecond, mostSecond;
        std::size_t length;
    };
    // Table 3-7 of the Unicode standard: nothing overlong, no surrogates, nothing beyond U+10FFFF.
    static constexpr std::array<Form, 9> kForms{{{0x00, 0x7F, 0, 0, 1},
                                                 {0xC2, 0xDF, 0x80, 0xBF, 2},
                                                 {0xE0, 0xE0, 0xA0, 0xBF, 3},
                                                 {0xE1, 0xEC, 0x80, 0xBF, 3},
                                                 {0xED, 0xED, 0x80, 0x9F, 3},
                                                 {0xEE, 0xEF, 0x80, 0xBF, 3},
                                                 {0xF0, 0xF0, 0x90, 0xBF, 4},
                                                 {0xF1, 0xF3, 0x80, 0xBF, 4},
                                                 {0xF4, 0xF4, 0x80, 0x8F, 4}}};
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (const Form& form : kForms) {
        if (byte(0) < form.least || byte(0) > form.most) continue;
        if (form.length == 1) return 1;
        if (text.size() < form.length || byte(1) < form.leastSecond || byte(1) > form.mostSecond)
            return 0;
        for (std::size_t i = 2; i < form.length; ++i)
            if (byte(i) < 0x80 || byte(i) > 0xBF) return 0;
        return form.length;
    }
    return 0;
}

void appendControl(std::string& out, unsigned char c) {
    constexpr std::string_view kHex = "0123456789abcdef";
    out += "\\u00";
    out += kHex[c >> 4U];
    out += kHex[c & 0xFU];
}

}  // namespace

void appendJsonEscaped(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const auto c = static_cast<unsigned char>(text.front());
        const std::size_t length = utf8Length(text);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += text.front();
        } else if (c < 0x20 || c == 0x7F) {
            appendControl(out, c);
        } else if (length == 0) {
            out += "\xEF\xBF\xBD";
        } else {
            out += text.substr(0, length);
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
}

HttpResponse errorResponse(unsigned status, std::string_view code, std::string_view message,
                           std::string_view requestId) {
    std::string body = R"({"error":{"code":")";
    appendJsonEscaped(body, code);
    body += R"(","message":")";
    appendJsonEscaped(body, message);
    body += R"("},"request_id":")";
    appendJsonEscaped(body, requestId);
    body += "\"}\n";
    HttpResponse response;
    response.status = status;
    response.body = std::make_shared<const std::string>(std::move(body));
    return response;
}

HttpResponse retryResponse(unsigned status, std::string_view code, std::string_view message,
                           std::string_view requestId, std::chrono::milliseconds delay) {
    HttpResponse response = errorResponse(status, code, message, requestId);
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(delay).count();
    response.fields = "Retry-After: " + std::to_string(std::max<long long>(seconds, 1)) + "\r\n";
    return response;
}

}  // namespace telemetryhub::engine
