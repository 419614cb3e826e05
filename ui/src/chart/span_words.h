// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include <QLocale>
#include <QString>

namespace telemetryhub::ui {

/// `250 ms`, `2.5 s`, `5 min`, `2 h 14 min`: how long a window of time is.
[[nodiscard]] QString spanText(std::int64_t ns, const QLocale& locale = QLocale());
/// Reads what an operator types: `250 ms`, `1.5 h`, `1 min 30 s`, `2 d`; a number alone is
/// seconds. Nothing when it cannot be read or is not positive.
[[nodiscard]] std::optional<std::int64_t> parseSpan(const QString& text,
                                                    const QLocale& locale = QLocale());
/// A value as an operator types it, with the locale's or a plain decimal point and either minus.
[[nodiscard]] std::optional<double> parseValue(const QString& text,
                                               const QLocale& locale = QLocale());

}  // namespace telemetryhub::ui
