// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "serve/api_parts.h"
#include "serve/endpoints.h"
#include "serve/http_handler.h"

namespace telemetryhub::engine {

/// Answers the requests of the API: who may come in, which endpoint it is, its handler.
///
/// Threads: th-rest, but for `stop` and `streamCount`.
class RestApi final : public HttpHandler {
public:
    /// In which role a peer is let in, or why not, whatever it asks for.
    using Admission = std::function<std::variant<AccessRole, HttpResponse>(const HttpHead&)>;

    /// \pre the references outlive this object
    RestApi(Hub& hub, RecordingSettings recording, RestLoop& loop, const Clock& clock,
            Admission admission, ApiParts::Figures figures);

    std::variant<AccessRole, HttpResponse> admit(const HttpHead& head) override;
    [[nodiscard]] bool carriesData(const HttpHead& head) const override;
    void handle(const HttpRequest& request, HttpRespond respond) override;

    /// Lets devices that are added by request read files of more folders than that of the
    /// recordings. Before the first request.
    void allowFiles(std::vector<std::string> folders) { m_parts.fileFolders = std::move(folders); }

    /// From now on it is not ready and takes nothing. Any thread.
    void stop() { m_parts.stopping.store(true, std::memory_order_relaxed); }
    /// How many follow `/stream`.
    [[nodiscard]] std::size_t streamCount() const { return m_parts.streams.count(); }

private:
    const Admission m_admission;
    ApiParts m_parts;
};

}  // namespace telemetryhub::engine
