// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <variant>

#include "serve/http_message.h"

namespace telemetryhub::engine {

/// What a server asks for each request; it knows nothing of connections.
///
/// Threads: th-rest.
class HttpHandler {
public:
    HttpHandler() = default;
    HttpHandler(const HttpHandler&) = delete;
    HttpHandler& operator=(const HttpHandler&) = delete;
    virtual ~HttpHandler() = default;

    /// Whether the request may go on, and in which role; else the answer that refuses it. Called
    /// when the head is there, before anything of the body is read.
    virtual std::variant<AccessRole, HttpResponse> admit(const HttpHead& head) = 0;
    /// Whether a request is one of many that bring data, which the log tells together.
    [[nodiscard]] virtual bool carriesData(const HttpHead&) const { return false; }
    /// Answers a request that was admitted. `request` is gone after the call.
    virtual void handle(const HttpRequest& request, HttpRespond respond) = 0;
};

}  // namespace telemetryhub::engine
