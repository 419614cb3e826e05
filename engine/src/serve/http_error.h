// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "serve/http_message.h"

/// \file
/// The one form of every refusal: `{"error":{"code":"…","message":"…"},"request_id":"…"}`.
namespace telemetryhub::engine {

/// `code` is a snake_case word such as those of ErrorCode; `message` names the remedy. Both may
/// hold anything: they are escaped, and bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] HttpResponse errorResponse(unsigned status, std::string_view code,
                                         std::string_view message, std::string_view requestId);

/// The same with a `Retry-After` of at least a second.
[[nodiscard]] HttpResponse retryResponse(unsigned status, std::string_view code,
                                         std::string_view message, std::string_view requestId,
                                         std::chrono::milliseconds delay);

/// Appends `text` as the inside of a JSON string.
void appendJsonEscaped(std::string& out, std::string_view text);

}  // namespace telemetryhub::engine
