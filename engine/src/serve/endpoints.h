// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "serve/api_call.h"

namespace telemetryhub::engine {

/// What a request may carry in its body.
enum class BodyKind {
    None,
    Json,
};

/// One method of one resource.
struct Endpoint {
    HttpMethod method = HttpMethod::Get;
    std::string_view path;  ///< `{name}` stands for one part, or the beginning of one
    AccessRole least = AccessRole::Viewer;
    BodyKind body = BodyKind::None;
    std::string_view parameters;  ///< of the query, parted by blanks
    ApiHandler handler = nullptr;
};

/// All that the listener answers: the one table of methods, paths, roles and parameters.
[[nodiscard]] std::span<const Endpoint> endpoints();

/// A request that has an endpoint.
struct FoundEndpoint {
    const Endpoint* endpoint = nullptr;
    std::vector<std::string> names;  ///< what stands for each `{name}` of the path, decoded
};
/// A path that exists, but not for this method.
struct OtherMethods {
    std::string allow;  ///< `GET, HEAD, POST`
};
struct NoSuchPath {};
using EndpointSearch = std::variant<NoSuchPath, OtherMethods, FoundEndpoint>;

/// The endpoint of a request; HEAD is asked of GET. Parts of `path` are decoded strictly: what is
/// no UTF-8, has a control character or leads elsewhere (`.`, `..`, `/`, `\`) is no path.
[[nodiscard]] EndpointSearch findEndpoint(HttpMethod method, std::string_view path);

}  // namespace telemetryhub::engine
