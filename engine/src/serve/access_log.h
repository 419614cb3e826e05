// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "serve/http_message.h"
#include "telemetryhub/engine/serve/access_line.h"

namespace telemetryhub::engine {

/// One request that was answered.
struct AccessRecord {
    std::string_view requestId;
    std::string_view peer;
    HttpMethod method = HttpMethod::Other;
    std::string_view path;  ///< as it was sent, without its query, which may hold what is private
    unsigned status = 0;
    std::chrono::nanoseconds duration{0};
};

/// Writes lines about requests, as many as a disk can bear and no more.
///
/// What changes something and what was refused is worth a line of level info, the rest of debug.
/// More than kLinesPerSecond are counted instead, and the next line tells how many.
///
/// Threads: th-rest.
class AccessLog {
public:
    static constexpr double kLinesPerSecond = 20;
    static constexpr double kLinesAtOnce = 200;

    explicit AccessLog(AccessSink sink) : m_sink(std::move(sink)) {}

    /// `nowNs` is a monotonic time.
    void write(const AccessRecord& record, std::int64_t nowNs);

private:
    [[nodiscard]] bool mayWrite(std::int64_t nowNs);

    AccessSink m_sink;
    double m_allowance = kLinesAtOnce;
    std::int64_t m_lastNs = 0;
    std::uint64_t m_unwritten = 0;
};

/// Appends `text` with control characters, quotes and bytes beyond ASCII as `\xHH`.
void appendLogEscaped(std::string& line, std::string_view text);

}  // namespace telemetryhub::engine
