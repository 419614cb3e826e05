// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "telemetryhub/engine/serve/access_role.h"

namespace telemetryhub::engine {

enum class HttpMethod { Get, Head, Post, Delete, Options, Other };
/// As it is sent, `GET`; `-` of Other.
[[nodiscard]] std::string_view httpMethodName(HttpMethod method);

/// The head of a request that is well-formed; the views are valid during the call.
struct HttpHead {
    HttpMethod method = HttpMethod::Other;
    std::string_view path;   ///< before the `?`, as it was sent
    std::string_view query;  ///< behind the `?`, as it was sent
    std::string_view host;   ///< there is exactly one
    std::string_view origin;
    std::string_view authorization;
    std::string_view contentType;
    std::string_view accept;
    std::string_view idempotencyKey;
    std::string_view lastEventId;
    std::string_view requestId;  ///< the client's, when it is harmless, else one of ours
    std::string_view peer;       ///< address without port
};

/// A request with its body, from somebody who may do what it asks.
struct HttpRequest {
    HttpHead head;
    std::string_view body;
    AccessRole role = AccessRole::Viewer;
};

/// A body whose length is not known, asked for piece by piece when the client took the last one.
/// It is destroyed when the client went away, whatever it was doing.
///
/// Threads: th-rest.
class HttpStream {
public:
    /// The next piece of the body; an empty one ends it.
    using Ready = std::function<void(std::string piece)>;

    HttpStream() = default;
    HttpStream(const HttpStream&) = delete;
    HttpStream& operator=(const HttpStream&) = delete;
    virtual ~HttpStream() = default;

    /// Calls `ready` once, at once or later.
    virtual void pull(Ready ready) = 0;
    /// Behind the empty piece: the rest is missing, so the connection is cut and the body not
    /// ended, for the client to see it.
    [[nodiscard]] virtual bool isBroken() const { return false; }
};

/// An answer. `X-Request-Id`, `Date`, `Content-Length` and `Connection` are added by the
/// connection.
struct HttpResponse {
    unsigned status = 200;
    std::string_view contentType = "application/json";  ///< a literal
    std::shared_ptr<const std::string> body;            ///< null: empty, or `stream`
    std::unique_ptr<HttpStream> stream;
    std::string fields;  ///< more fields, each a whole line that ends with CRLF
};

/// Sends the answer; called once, on th-rest, at once or later. The client may be gone by then.
using HttpRespond = std::function<void(HttpResponse)>;

}  // namespace telemetryhub::engine
