// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "serve/http_message.h"

namespace telemetryhub::engine {

/// One request that was answered.
struct AccessRecord {
    std::string_view requestId;
    std::string_view peer;
    HttpMethod method = HttpMethod::Other;
    std::string_view path;  ///< as it was sent, without its query, which may hold what is private
    unsigned status = 0;
    std::chrono::nanoseconds duration{0};
    bool carriesData = false;  ///< one of many that push samples
};

[[nodiscard]] inline bool isReadMethod(HttpMethod method) {
    return method == HttpMethod::Get || method == HttpMethod::Head;
}

/// How long the log adds up what it does not write at once.
inline constexpr std::int64_t kLogWindowNs = 60'000'000'000;

/// Appends `text` with control characters, quotes and bytes beyond ASCII as `\xHH`.
void appendLogEscaped(std::string& line, std::string_view text);

/// `1200 us`
[[nodiscard]] std::string microsecondText(std::chrono::nanoseconds time);
/// ` in 60 s`, at least one.
[[nodiscard]] std::string windowText(std::int64_t lengthNs);

}  // namespace telemetryhub::engine
