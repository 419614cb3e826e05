// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "serve/http_message.h"
#include "serve/query.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/executor.h"

namespace telemetryhub::engine {

struct ApiParts;

/// The status of a refusal with this code.
[[nodiscard]] unsigned httpStatusOf(ErrorCode code);

[[nodiscard]] HttpResponse jsonResponse(unsigned status, std::string json);

/// Where the answer of one request goes; copies answer the same request.
///
/// Threads: th-rest. Called once among all copies.
class ApiReply {
public:
    ApiReply(HttpRespond respond, std::string_view requestId)
        : m_respond(std::move(respond)), m_requestId(requestId) {}

    void send(HttpResponse response) const { m_respond(std::move(response)); }
    void json(std::string body) const { json(200, std::move(body)); }
    void json(unsigned status, std::string body) const;
    /// `{"ok":true}`, or the refusal.
    void result(const Result<void>& result) const;
    /// The refusal of an error; with Retry-After where trying again may help.
    void fail(const Error& error) const;
    /// The refusal with a status of its own.
    void fail(unsigned status, std::string_view code, std::string_view message) const;

private:
    HttpRespond m_respond;
    std::string m_requestId;
};

/// A request on its way to the handler of its endpoint. Views are valid during the handler's call.
struct ApiCall {
    const HttpRequest& request;
    std::vector<std::string> names;  ///< what stands for each `{name}` of the path
    Query query;
    ApiReply reply;
};

/// Answers a request with what became of a command: `{"ok":true}`, or the refusal.
[[nodiscard]] Reply replyTo(const ApiCall& call, const ApiParts& parts);

using ApiHandler = void (*)(ApiParts& parts, const ApiCall& call);

}  // namespace telemetryhub::engine
