// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/core/channel_set.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// What may stand behind the fixed parts of a form such as `NAME:TYPE:unit=V:latched`.
struct FormOption {
    std::string_view key;
    std::string_view expected;  ///< for a person, what its value is; empty: it has none
    /// Takes the decoded value; false: it does not fit.
    std::function<bool(const std::string& value)> set;
};

/// A text whose parts are divided by colons and `%XX` encoded.
class ColonForm {
public:
    explicit ColonForm(std::string_view text);

    [[nodiscard]] std::size_t size() const { return m_parts.size(); }
    /// The part as it is written; empty behind the last one.
    [[nodiscard]] std::string_view raw(std::size_t part) const;
    /// The part decoded; nothing when a `%` is not followed by two hex digits.
    [[nodiscard]] std::optional<std::string> text(std::size_t part) const;
    [[nodiscard]] std::optional<double> number(std::size_t part) const;
    /// Hands the parts from `first` on to `options`, each at most once.
    [[nodiscard]] Result<void> readOptions(std::size_t first,
                                           const std::vector<FormOption>& options) const;

private:
    std::vector<std::string_view> m_parts;
};

/// Options that set a part of a struct.
[[nodiscard]] FormOption numberOption(std::string_view key, double& place);
[[nodiscard]] FormOption textOption(std::string_view key, std::string& place);
[[nodiscard]] FormOption unitOption(std::optional<std::string>& place);
[[nodiscard]] FormOption decimalsOption(std::optional<int>& place);
[[nodiscard]] FormOption colourOption(std::string& place);
[[nodiscard]] FormOption rangeOption(std::optional<ValueRange>& place);
[[nodiscard]] FormOption wordOption(std::string_view key, bool& place);

/// `:key=value`
[[nodiscard]] std::string optionText(std::string_view key, std::string_view value);
/// `:decimals=2:colour=#rrggbb:range=0..10`, of what is set.
[[nodiscard]] std::string lookText(const std::optional<int>& decimals, const std::string& colour,
                                   const std::optional<ValueRange>& range);
/// A text as it stands between colons.
[[nodiscard]] std::string colonText(std::string_view text, std::string_view more = {});

[[nodiscard]] bool isColour(std::string_view text);

[[nodiscard]] inline Error expectedForm(std::string form) {
    return {ErrorCode::InvalidArgument, "expected " + std::move(form)};
}

}  // namespace telemetryhub::engine
