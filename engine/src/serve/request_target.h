// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace telemetryhub::engine {

/// The parts of a request target, as they were sent.
struct RequestTarget {
    std::string_view authority;  ///< of an absolute one, else empty
    std::string_view path;       ///< begins with `/`, or is `*`
    std::string_view query;      ///< behind the `?`
};

/// Splits `/path?query`, `http://host/path?query` or `*`.
///
/// Nothing when it is something else, holds a byte that must be encoded, a fragment, a `%` without
/// two hexadecimal digits, or an encoded NUL.
/// Source: RFC 9112, section 3.2; RFC 3986, sections 2 and 3.
[[nodiscard]] std::optional<RequestTarget> splitTarget(std::string_view target);

}  // namespace telemetryhub::engine
