// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include <QString>

namespace telemetryhub::ui {

/// Bytes as a person reads them: UTF-8 as it is, control characters and foreign bytes as `\r`,
/// `\n`, `\t`, `\x01`.
[[nodiscard]] QString wireText(std::string_view bytes);

/// Noise on a good line makes less than this unreadable, a wrong baud rate more.
inline constexpr double kUnreadableShare = 0.3;
/// The share of bytes that are neither printable ASCII, white space, nor letters of UTF-8.
[[nodiscard]] double unreadableShare(std::string_view bytes);

}  // namespace telemetryhub::ui
