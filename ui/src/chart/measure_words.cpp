// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/measure_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "theme/numbers.h"

namespace telemetryhub::ui {

namespace {

constexpr std::int64_t kMicro = 1'000;
constexpr std::int64_t kMilli = 1'000'000;
constexpr int kDifferenceDecimals = 3;

}  // namespace

QString timeDifferenceText(std::int64_t ns) {
    const std::int64_t size = std::abs(ns);
    const auto in = [ns](std::int64_t unitNs, const QString& unit) {
        return withUnit(
            valueText(static_cast<double>(ns) / static_cast<double>(unitNs), kDifferenceDecimals),
            unit);
    };
    if (size >= kSecond || size == 0) return in(kSecond, QStringLiteral("s"));
    if (size >= kMilli) return in(kMilli, QStringLiteral("ms"));
    return in(kMicro, QStringLiteral("\u00b5s"));
}

QString measuredText(double value, const QString& unit) {
    static constexpr std::array<const char*, 9> kPrefixes{"p", "n", "\u00b5", "m", "",
                                                          "k", "M", "G",      "T"};
    constexpr int kPlain = 4;
    constexpr int kDigits = 4;
    if (!std::isfinite(value)) return withUnit(valueText(value, 0), unit);
    if (value == 0) return withUnit(valueText(0, kDigits - 1), unit);
    double size = std::fabs(value);
    int step = std::clamp(static_cast<int>(std::floor(std::log10(size) / 3)), -kPlain, kPlain);
    size /= std::pow(1000.0, step);
    if (size >= 999.95 && step < kPlain) {
        ++step;
        size /= 1000;
    }
    const int whole = size < 9.9995 ? 1 : size < 99.995 ? 2 : 3;
    const int place = step + kPlain;
    return withUnit(valueText(std::copysign(size, value), kDigits - whole),
                    QString::fromUtf8(kPrefixes[static_cast<std::size_t>(place)]) + unit);
}

QString frequencyText(double hz) {
    return measuredText(hz, QStringLiteral("Hz"));
}

QString cursorTimeText(const TimeScale& scale, std::int64_t ns, std::int64_t stepNs) {
    return momentText(scale, ns, std::clamp<std::int64_t>(stepNs, 1, kMilli));
}

}  // namespace telemetryhub::ui
