// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "serve/http_message.h"

namespace telemetryhub::engine {

enum class Persistence { KeepAlive, Close };

/// What a connection knows about an answer beside the answer itself.
struct ResponseFrame {
    std::string_view requestId;
    std::string_view date;                    ///< as HTTP writes it
    std::optional<std::uint64_t> bodyLength;  ///< nothing: by chunks, or until the end
    bool isChunked = false;
    Persistence persistence = Persistence::KeepAlive;
};

/// Appends the status line and the fields of `response` with the empty line.
void appendResponseHead(std::string& out, const HttpResponse& response, const ResponseFrame& frame);

/// `Not Found` for 404; `Unknown` for what this listener never sends.
[[nodiscard]] std::string_view reasonPhrase(unsigned status);

/// The time as HTTP writes it, written anew once a second.
class HttpDate {
public:
    /// \param wallNs nanoseconds since the Unix epoch
    std::string_view text(std::int64_t wallNs);

private:
    std::int64_t m_second = -1;
    std::string m_text;
};

}  // namespace telemetryhub::engine
