// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/rest_api.h"

#include <algorithm>
#include <utility>

#include "serve/field_text.h"
#include "serve/http_error.h"

namespace telemetryhub::engine {

namespace {

HttpResponse wrongType(std::string_view requestId) {
    return errorResponse(415, "unsupported_media_type",
                         "The body must be JSON: send Content-Type: application/json.", requestId);
}

HttpResponse notFoundResponse(const HttpHead& head) {
    return errorResponse(404, "not_found",
                         "There is nothing at this path. GET /openapi.json describes what there "
                         "is.",
                         head.requestId);
}

HttpResponse methodRefusal(const HttpHead& head, const OtherMethods& others) {
    HttpResponse response = errorResponse(405, "method_not_allowed",
                                          "This path takes " + others.allow + ".", head.requestId);
    response.fields += "Allow: " + others.allow + "\r\n";
    return response;
}

HttpResponse roleRefusal(const HttpHead& head, AccessRole role, AccessRole least) {
    return errorResponse(403, "forbidden",
                         "The role " + std::string(accessRoleName(role)) +
                             " may not do that; it takes " + std::string(accessRoleName(least)) +
                             ".",
                         head.requestId);
}

}  // namespace

RestApi::RestApi(Hub& hub, RecordingSettings recording, RestLoop& loop, const Clock& clock,
                 Admission admission, ApiParts::Figures figures)
    : m_admission(std::move(admission)),
      m_parts(hub, std::move(recording), loop, clock, std::move(figures)) {}

std::variant<AccessRole, HttpResponse> RestApi::admit(const HttpHead& head) {
    auto admitted = m_admission(head);
    if (std::holds_alternative<HttpResponse>(admitted)) return admitted;
    const AccessRole role = std::get<AccessRole>(admitted);
    const EndpointSearch search = findEndpoint(head.method, head.path);
    if (std::holds_alternative<NoSuchPath>(search)) return notFoundResponse(head);
    if (const auto* others = std::get_if<OtherMethods>(&search))
        return methodRefusal(head, *others);
    const Endpoint& endpoint = *std::get<FoundEndpoint>(search).endpoint;
    if (!mayDo(role, endpoint.least)) return roleRefusal(head, role, endpoint.least);
    if (head.method == HttpMethod::Post && !head.contentType.empty() &&
        !isJsonType(head.contentType))
        return wrongType(head.requestId);
    return role;
}

bool RestApi::carriesData(const HttpHead& head) const {
    const auto all = endpoints();
    return std::any_of(all.begin(), all.end(), [&](const Endpoint& endpoint) {
        return endpoint.least == AccessRole::Ingest && endpoint.method == head.method &&
               endpoint.path == head.path;
    });
}

void RestApi::handle(const HttpRequest& request, HttpRespond respond) {
    const HttpHead& head = request.head;
    EndpointSearch search = findEndpoint(head.method, head.path);
    auto* const found = std::get_if<FoundEndpoint>(&search);
    if (!found) return respond(notFoundResponse(head));
    const Endpoint& endpoint = *found->endpoint;
    if (!request.body.empty() && head.contentType.empty())
        return respond(wrongType(head.requestId));
    const ApiReply reply(std::move(respond), head.requestId);
    auto query = Query::parse(head.query, endpoint.parameters);
    if (!query) return reply.fail(query.error());
    if (endpoint.body == BodyKind::None && !request.body.empty() && request.body != "{}")
        return reply.fail({ErrorCode::InvalidArgument, "This takes no body. Leave it out."});
    endpoint.handler(m_parts, {request, std::move(found->names), std::move(query).value(), reply});
}

}  // namespace telemetryhub::engine
