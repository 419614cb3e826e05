// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace telemetryhub::engine {

/// What stands at the beginning of a text.
enum class NumberForm {
    Number,      ///< a double, also nan and inf
    OutOfRange,  ///< written as a number, but too large for a double
    NotANumber,
};

/// A number at the beginning of a text, without regard to the locale.
///
/// Read are an optional sign, decimal digits with an optional point on any side of them, an
/// optional exponent, and the whole words nan, inf and infinity in any case. What is too small
/// becomes 0.
struct NumberAt {
    double value = 0;
    const char* end = nullptr;  ///< behind the number; the beginning when there is none
    NumberForm form = NumberForm::NotANumber;
};
[[nodiscard]] NumberAt parseLeadingNumber(std::string_view text);

/// A text that is one number and nothing else.
struct ParsedNumber {
    double value = 0;
    NumberForm form = NumberForm::NotANumber;
};
[[nodiscard]] ParsedNumber parseNumber(std::string_view text);

}  // namespace telemetryhub::engine
