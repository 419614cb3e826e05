// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/endpoints.h"

#include <algorithm>
#include <array>
#include <utility>

#include "serve/handlers.h"

namespace telemetryhub::engine {

namespace {

constexpr auto kGet = HttpMethod::Get;
constexpr auto kPost = HttpMethod::Post;
constexpr auto kViewer = AccessRole::Viewer;
constexpr auto kOperator = AccessRole::Operator;
constexpr auto kNone = BodyKind::None;
constexpr auto kJson = BodyKind::Json;

constexpr std::array kEndpoints{
    Endpoint{kGet, "/health", kViewer, kNone, "", getHealth},
    Endpoint{kGet, "/ready", kViewer, kNone, "", getReady},
    Endpoint{kGet, "/status", kViewer, kNone, "", getStatus},
    Endpoint{kGet, "/metrics", kViewer, kNone, "", getMetrics},
    Endpoint{kPost, "/telemetry", AccessRole::Ingest, kJson, "", postTelemetry},
    Endpoint{kPost, "/start", kOperator, kNone, "device", postStart},
    Endpoint{kPost, "/stop", kOperator, kNone, "device", postStop},
    Endpoint{kPost, "/reset", kOperator, kNone, "device", postReset},
    Endpoint{kGet, "/devices", kViewer, kNone, "", getDevices},
    Endpoint{kPost, "/devices", AccessRole::Admin, kJson, "", postDevice},
    Endpoint{kGet, "/devices/{id}", kViewer, kNone, "", getDevice},
    Endpoint{HttpMethod::Delete, "/devices/{id}", AccessRole::Admin, kNone, "", deleteDevice},
    Endpoint{kPost, "/devices/{id}/command", kOperator, kJson, "", postCommand},
    Endpoint{kGet, "/samples", kViewer, kNone, "device channel from to columns limit", getSamples},
    Endpoint{kGet, "/events", kViewer, kNone, "since limit device kind", getEvents},
    Endpoint{kGet, "/stream", kViewer, kNone, "rate device", getStream},
    Endpoint{kPost, "/recording/start", kOperator, kNone, "", postRecordingStart},
    Endpoint{kPost, "/recording/stop", kOperator, kNone, "", postRecordingStop},
    Endpoint{kGet, "/recordings", kViewer, kNone, "", getRecordings},
    Endpoint{kGet, "/recordings/{name}.csv", kViewer, kNone, "device channel from to layout",
             getRecordingCsv},
    Endpoint{kGet, "/openapi.json", kViewer, kNone, "", getOpenApi},
};

/// Cuts the next part off the front, without its slash. \pre `path` begins with a slash
std::string_view takePart(std::string_view& path) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const std::string_view part = path.substr(1, end - 1);
    path.remove_prefix(end);
    return part;
}

/// What a part of a path names; nothing for what leads elsewhere.
std::optional<std::string> nameIn(std::string_view part) {
    auto name = decodedText(part);
    if (!name || name->empty() || *name == "." || *name == "..") return std::nullopt;
    if (name->find_first_of("/\\") != std::string::npos) return std::nullopt;
    return name;
}

/// Whether a part fits its pattern; adds what stands for `{name}`.
bool fitsPart(std::string_view pattern, std::string_view part, std::vector<std::string>& names) {
    if (!pattern.starts_with('{')) return pattern == part;
    const std::string_view ending = pattern.substr(pattern.find('}') + 1);
    auto name = nameIn(part);
    if (!name || !name->ends_with(ending) || name->size() == ending.size()) return false;
    name->resize(name->size() - ending.size());
    names.push_back(std::move(*name));
    return true;
}

std::optional<std::vector<std::string>> namesIn(std::string_view pattern, std::string_view path) {
    std::vector<std::string> names;
    while (!pattern.empty() && !path.empty())
        if (!fitsPart(takePart(pattern), takePart(path), names)) return std::nullopt;
    if (!pattern.empty() || !path.empty()) return std::nullopt;
    return names;
}

void allow(std::string& methods, std::string_view name) {
    if (!methods.empty()) methods += ", ";
    methods += name;
}

}  // namespace

std::span<const Endpoint> endpoints() {
    return kEndpoints;
}

EndpointSearch findEndpoint(HttpMethod method, std::string_view path) {
    if (!path.starts_with('/')) return NoSuchPath{};
    const HttpMethod asked = method == HttpMethod::Head ? HttpMethod::Get : method;
    std::string others;
    for (const Endpoint& endpoint : kEndpoints) {
        auto names = namesIn(endpoint.path, path);
        if (!names) continue;
        if (endpoint.method == asked) return FoundEndpoint{&endpoint, std::move(*names)};
        allow(others, httpMethodName(endpoint.method));
        if (endpoint.method == HttpMethod::Get) allow(others, httpMethodName(HttpMethod::Head));
    }
    if (others.empty()) return NoSuchPath{};
    return OtherMethods{std::move(others)};
}

}  // namespace telemetryhub::engine
