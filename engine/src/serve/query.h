// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// The bytes that `%XX` stand for; a `+` is a plus.
/// Nothing when a `%` has no two hex digits, or the result has a control character or is no UTF-8.
[[nodiscard]] std::optional<std::string> decodedText(std::string_view text);

/// The parameters of a request, each of which is known and given once.
///
/// Errors: InvalidArgument, naming the parameter and what was expected.
class Query {
public:
    static constexpr std::size_t kMaxParameters = 16;

    Query() = default;
    /// `known` are the names that an endpoint takes, parted by blanks.
    [[nodiscard]] static Result<Query> parse(std::string_view text, std::string_view known);

    /// Null when it is not given.
    [[nodiscard]] const std::string* find(std::string_view name) const;
    [[nodiscard]] Result<std::size_t> count(std::string_view name, std::size_t least,
                                            std::size_t most, std::size_t usual) const;
    [[nodiscard]] Result<double> number(std::string_view name, double least, double most,
                                        double usual) const;

private:
    std::vector<std::pair<std::string, std::string>> m_values;
};

}  // namespace telemetryhub::engine
