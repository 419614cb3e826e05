// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/send_text.h"

#include <algorithm>
#include <charconv>

namespace telemetryhub::engine {

namespace {

constexpr std::string_view kBetween = " \t\r\n,;:-";

Error noBytes(std::string_view part) {
    constexpr std::size_t kMaxEcho = 32;
    std::string detail(1, '"');
    detail.append(part.substr(0, kMaxEcho));
    detail.append("\": expected pairs of hex digits such as 01 FF.");
    return {ErrorCode::InvalidArgument, std::move(detail)};
}

Error noEscape(std::string_view part) {
    constexpr std::size_t kMaxEcho = 4;
    return {ErrorCode::InvalidArgument,
            '"' + std::string(part.substr(0, kMaxEcho)) +
                R"(": expected \n, \r, \t, \0, \xFF or \\ behind a backslash.)"};
}

bool appendBytes(std::string_view digits, std::string& bytes) {
    if (digits.size() % 2 != 0) return false;
    for (; !digits.empty(); digits.remove_prefix(2)) {
        unsigned byte = 0;
        const char* const end = digits.data() + 2;
        const auto parsed = std::from_chars(digits.data(), end, byte, 16);
        if (parsed.ec != std::errc{} || parsed.ptr != end) return false;
        bytes += static_cast<char>(byte);
    }
    return true;
}

}  // namespace

std::string lineBytes(std::string_view text, LineEnd end) {
    std::string bytes(text);
    if (end == LineEnd::Cr || end == LineEnd::CrLf) bytes += '\r';
    if (end == LineEnd::Lf || end == LineEnd::CrLf) bytes += '\n';
    return bytes;
}

Result<std::string> unescaped(std::string_view text) {
    static constexpr std::string_view kLetters = "nrt0\\";
    static constexpr std::string_view kBytes("\n\r\t\0\\", 5);
    std::string bytes;
    while (!text.empty()) {
        const std::size_t plain = std::min(text.find('\\'), text.size());
        bytes += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        const std::size_t known = text.size() > 1 ? kLetters.find(text[1]) : std::string_view::npos;
        const bool isHex = text.size() > 3 && text[1] == 'x';
        if (known != std::string_view::npos)
            bytes += kBytes[known];
        else if (!isHex || !appendBytes(text.substr(2, 2), bytes))
            return noEscape(text);
        text.remove_prefix(isHex ? 4 : 2);
    }
    return bytes;
}

Result<std::string> hexBytes(std::string_view text) {
    std::string bytes;
    while (true) {
        const std::size_t begin = text.find_first_not_of(kBetween);
        if (begin == std::string_view::npos) break;
        text.remove_prefix(begin);
        std::string_view part = text.substr(0, text.find_first_of(kBetween));
        text.remove_prefix(part.size());
        const std::string_view written = part;
        if (part.starts_with("0x") || part.starts_with("0X")) part.remove_prefix(2);
        if (part.empty() || !appendBytes(part, bytes)) return noBytes(written);
    }
    if (bytes.empty()) return noBytes("");
    return bytes;
}

}  // namespace telemetryhub::engine
