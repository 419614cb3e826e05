// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/field_text.h"

#include <algorithm>

namespace telemetryhub::engine {

bool isSameText(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return asciiLower(x) == asciiLower(y); });
}

bool isJsonType(std::string_view contentType) {
    constexpr std::string_view kJson = "application/json";
    if (!isSameText(contentType.substr(0, kJson.size()), kJson)) return false;
    const std::string_view rest = contentType.substr(kJson.size());
    return rest.empty() || rest.front() == ';' || rest.front() == ' ' || rest.front() == '\t';
}

}  // namespace telemetryhub::engine
