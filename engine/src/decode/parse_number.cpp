// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/decode/parse_number.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <limits>
#include <system_error>

#include "decode/characters.h"
#include "decode/plain_number.h"

namespace telemetryhub::engine {

namespace {

bool startsWithWord(std::string_view text, std::string_view word) {
    if (text.size() < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (asLower(text[i]) != word[i]) return false;
    return text.size() == word.size() || !isWordCharacter(text[word.size()]);
}

NumberAt parseWord(std::string_view unsignedText, bool negative) {
    const auto number = [&](double value, std::size_t length) {
        return NumberAt{negative ? -value : value, unsignedText.data() + length,
                        NumberForm::Number};
    };
    if (startsWithWord(unsignedText, "nan"))
        return {std::numeric_limits<double>::quiet_NaN(), unsignedText.data() + 3,
                NumberForm::Number};
    if (startsWithWord(unsignedText, "infinity"))
        return number(std::numeric_limits<double>::infinity(), 8);
    if (startsWithWord(unsignedText, "inf"))
        return number(std::numeric_limits<double>::infinity(), 3);
    return {};
}

/// Whether a number that std::from_chars refused is too small rather than too large: the sign of
/// the decimal exponent of its first digit that is not 0 tells.
bool isTooSmall(std::string_view digits) {
    const std::size_t exponentAt = digits.find_first_of("eE");
    const std::string_view mantissa = digits.substr(0, exponentAt);
    const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
    const std::size_t first = mantissa.find_first_of("123456789");
    if (first == std::string_view::npos) return true;
    constexpr std::ptrdiff_t kBeyondEveryLine = 1'000'000'000;
    std::ptrdiff_t exponent = 0;
    if (exponentAt != std::string_view::npos) {
        std::string_view written = digits.substr(exponentAt + 1);
        if (!written.empty() && written.front() == '+') written.remove_prefix(1);
        const auto [end, error] =
            std::from_chars(written.data(), written.data() + written.size(), exponent);
        if (error != std::errc{})
            exponent =
                !written.empty() && written.front() == '-' ? -kBeyondEveryLine : kBeyondEveryLine;
    }
    return static_cast<std::ptrdiff_t>(point) - static_cast<std::ptrdiff_t>(first) + exponent < 0;
}

}  // namespace

NumberAt parseLeadingNumber(std::string_view text) {
    double plain = 0;
    const char* const textEnd = text.data() + text.size();
    if (const char* const end = parsePlainNumber(text.data(), plain, EndsAt{textEnd}))
        return {plain, end, NumberForm::Number};
    std::string_view rest = text;
    const bool negative = !rest.empty() && rest.front() == '-';
    if (negative || (!rest.empty() && rest.front() == '+')) rest.remove_prefix(1);
    NumberAt result;
    if (startsWithDigits(rest)) {
        double value = 0;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
        const std::string_view digits(rest.data(), static_cast<std::size_t>(end - rest.data()));
        result = {negative ? -value : value, end, NumberForm::Number};
        if (error == std::errc::result_out_of_range) {
            if (isTooSmall(digits))
                result.value = negative ? -0.0 : 0.0;
            else
                result = {0, end, NumberForm::OutOfRange};
        }
    } else {
        result = parseWord(rest, negative);
    }
    if (result.form == NumberForm::NotANumber) result.end = text.data();
    return result;
}

ParsedNumber parseNumber(std::string_view text) {
    const NumberAt number = parseLeadingNumber(text);
    if (number.end != text.data() + text.size()) return {};
    return {number.value, number.form};
}

}  // namespace telemetryhub::engine
