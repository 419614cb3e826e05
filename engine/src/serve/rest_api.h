// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>

#include "serve/api_parts.h"
#include "serve/endpoints.h"
#include "serve/http_handler.h"

namespace telemetryhub::engine {

/// Answers the requests of the API: who may come in, which endpoint it is, its handler.
///
/// Threads: th-rest, but for `stop` and the counters.
class RestApi final : public HttpHandler {
public:
    /// In which role a peer is let in, or why not, whatever it asks for.
    using Admission = std::function<std::variant<AccessRole, HttpResponse>(const HttpHead&)>;

    /// \pre `gateway`, `loop` and `clock` outlive this object
    RestApi(ApiGateway& gateway, RestLoop& loop, const Clock& clock, Admission admission,
            ApiParts::Figures figures);

    std::variant<AccessRole, HttpResponse> admit(const HttpHead& head) override;
    void handle(const HttpRequest& request, HttpRespond respond) override;

    /// From now on it is not ready and takes nothing. Any thread.
    void stop() { m_parts.stopping.store(true, std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t requestCount() const { return m_requests.load(kRelaxed); }
    [[nodiscard]] std::uint64_t refusedCount() const { return m_refused.load(kRelaxed); }
    /// How many follow `/stream`.
    [[nodiscard]] std::size_t streamCount() const { return m_parts.streams.count(); }

private:
    [[nodiscard]] std::variant<AccessRole, HttpResponse> examine(const HttpHead& head) const;

    static constexpr auto kRelaxed = std::memory_order_relaxed;  // counters, each read alone
    const Admission m_admission;
    std::atomic<std::uint64_t> m_requests{0};
    std::atomic<std::uint64_t> m_refused{0};
    ApiParts m_parts;
};

}  // namespace telemetryhub::engine
