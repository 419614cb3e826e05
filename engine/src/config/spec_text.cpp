// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/spec_text.h"

#include <array>

#include "telemetryhub/engine/core/nearest_word.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxEcho = 80;

std::optional<unsigned> hexByte(std::string_view digits) {
    unsigned byte = 0;
    const char* const end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, byte, 16);
    if (digits.size() != 2 || parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
    return byte;
}

bool isPlain(unsigned char c, Bytes bytes, std::string_view more) {
    constexpr std::string_view kSeparators = "%?&#\x7F";
    if (c <= ' ' || (bytes == Bytes::Binary && c >= 0x80)) return false;
    const char asChar = static_cast<char>(c);
    return kSeparators.find(asChar) == std::string_view::npos &&
           more.find(asChar) == std::string_view::npos;
}

}  // namespace

std::optional<std::string> percentDecoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        const auto byte = hexByte(text.substr(i + 1, 2));
        if (!byte) return std::nullopt;
        decoded += static_cast<char>(*byte);
        i += 2;
    }
    return decoded;
}

std::string percentEncoded(std::string_view text, Bytes bytes, std::string_view more) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (isPlain(byte, bytes, more)) {
            encoded += c;
            continue;
        }
        encoded += '%';
        encoded += kDigits[byte >> 4U];
        encoded += kDigits[byte & 0xFU];
    }
    return encoded;
}

std::string listed(std::span<const std::string_view> words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
        text += words[i];
    }
    return text;
}

std::string didYouMean(std::string_view typed, std::span<const std::string_view> known) {
    if (typed.size() > kMaxEcho) return {};  // no typo of a word
    const auto word = nearestWord(typed, known);
    return word ? "; did you mean " + std::string(*word) + "?" : std::string();
}

Error unexpected(const SpecEntry& entry, const std::string& expected) {
    return wrongValue(entry, {ErrorCode::InvalidArgument, "expected " + expected});
}

Error wrongValue(const SpecEntry& entry, const Error& error) {
    std::string shown(entry.raw.substr(0, kMaxEcho));
    if (shown.size() < entry.raw.size()) shown += "...";
    return {error.code, std::string(entry.key) + "=" + shown + ": " + error.detail};
}

std::string numberText(double number) {
    std::array<char, 32> digits{};
    char* const last = digits.data() + digits.size();
    const double size = std::abs(number);
    const bool isHandy = size >= 1e-4 && size < 1e15;
    const auto end = isHandy ? std::to_chars(digits.data(), last, number, std::chars_format::fixed)
                             : std::to_chars(digits.data(), last, number);
    return {digits.data(), end.ptr};
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

Result<double> realNumber(const SpecEntry& entry, double least, double most) {
    const auto number = parsedNumber<double>(entry.value);
    if (!number || *number < least || *number > most)
        return unexpected(entry, "a number from " + numberText(least) + " to " + numberText(most));
    return *number;
}

}  // namespace telemetryhub::engine
