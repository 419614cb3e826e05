// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include <QString>

namespace telemetryhub::ui {

/// Bytes as a person reads them: UTF-8 as it is, control characters and foreign bytes as `\r`,
/// `\n`, `\t`, `\x01`.
[[nodiscard]] QString wireText(std::string_view bytes);

}  // namespace telemetryhub::ui
