// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace telemetryhub::engine {

/// The content of `resources/openapi.json`.
[[nodiscard]] std::string_view openApiText();

}  // namespace telemetryhub::engine
