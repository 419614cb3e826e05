// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/http_message.h"

namespace telemetryhub::engine {

std::string_view httpMethodName(HttpMethod method) {
    switch (method) {
        case HttpMethod::Get: return "GET";
        case HttpMethod::Head: return "HEAD";
        case HttpMethod::Post: return "POST";
        case HttpMethod::Delete: return "DELETE";
        case HttpMethod::Options: return "OPTIONS";
        case HttpMethod::Other: break;
    }
    return "-";
}

}  // namespace telemetryhub::engine
