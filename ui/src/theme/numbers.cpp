// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/numbers.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "telemetryhub/engine/core/sample_block.h"
#include "theme/words.h"

namespace telemetryhub::ui {
namespace {

constexpr QChar kNarrowSpace(0x202F);
constexpr QChar kMinus(0x2212);
/// Above this a double has no digit after the point to show.
constexpr double kLargestPlain = 1e15;

/// Groups the digits before the separator in threes.
QString grouped(QString digits, qsizetype wholeDigits) {
    if (wholeDigits < 4) return digits;
    for (qsizetype at = wholeDigits - 3; at > 0; at -= 3)
        digits.insert(at, kNarrowSpace);
    return digits;
}

/// A finite magnitude in plain digits.
QString magnitudeText(double magnitude, int decimals, const QLocale& locale) {
    if (magnitude >= kLargestPlain) {
        QString text = QString::number(magnitude, 'g', 6);
        return text.replace(QLatin1Char('.'), locale.decimalPoint());
    }
    QString digits = QString::number(magnitude, 'f', decimals);
    const qsizetype whole = decimals > 0 ? digits.size() - decimals - 1 : digits.size();
    if (decimals > 0) digits.replace(whole, 1, locale.decimalPoint());
    return grouped(digits, whole);
}

bool roundsToZero(double magnitude, int decimals) {
    return magnitude < 0.5 * std::pow(10.0, -decimals);
}

/// Decimals that leave three significant digits of a magnitude under 1 000.
int decimalsOfThree(double magnitude) {
    if (magnitude < 9.995) return 2;
    return magnitude < 99.95 ? 1 : 0;
}

struct Scaled {
    double value = 0;
    const char* prefix = "";
};

/// Brings a magnitude between 1 and 1 000; what rounds up to 1 000 takes the next prefix.
Scaled scaled(double magnitude) {
    static constexpr std::array<const char*, 9> kPrefixes{"p", "n", "µ", "m", "",
                                                          "k", "M", "G", "T"};
    constexpr int kUnity = 4;
    if (magnitude == 0) return {0, ""};
    int step = static_cast<int>(std::floor(std::log10(magnitude) / 3));
    step = std::clamp(step, -kUnity, kUnity);
    double value = magnitude / std::pow(1000.0, step);
    if (value >= 999.5 && step < kUnity) {
        ++step;
        value /= 1000;
    }
    const int prefix = step + kUnity;
    return {value, kPrefixes[static_cast<std::size_t>(prefix)]};
}

QString twoUnits(std::int64_t first, const char* firstUnit, std::int64_t second,
                 const char* secondUnit) {
    const QString head =
        withUnit(countText(static_cast<std::uint64_t>(first)), Words::tr(firstUnit));
    return head + QLatin1Char(' ') + withUnit(QString::number(second), Words::tr(secondUnit));
}

}  // namespace

QString withUnit(const QString& figure, const QString& unit) {
    return unit.isEmpty() ? figure : figure + kNarrowSpace + unit;
}

QString absentText() {
    return QString(QChar(0x2013));
}

QString valueText(double value, int decimals, const QLocale& locale) {
    if (engine::isAbsent(value)) return absentText();
    if (std::isnan(value)) return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("inf") : kMinus + QStringLiteral("inf");
    decimals = std::clamp(decimals, 0, 17);
    const double magnitude = std::fabs(value);
    const bool negative = std::signbit(value) && magnitude > 0;
    if (magnitude > 0 && roundsToZero(magnitude, decimals)) {
        const QString least = magnitudeText(std::pow(10.0, -decimals), decimals, locale);
        return negative ? QStringLiteral("> ") + kMinus + least : QStringLiteral("< ") + least;
    }
    const QString text = magnitudeText(magnitude, decimals, locale);
    return negative ? kMinus + text : text;
}

QString countText(std::uint64_t count, const QLocale&) {
    const QString digits = QString::number(count);
    return grouped(digits, digits.size());
}

QString ageText(std::int64_t ns, const QLocale& locale) {
    ns = std::max<std::int64_t>(ns, 0);
    const double seconds = static_cast<double>(ns) / static_cast<double>(kSecond);
    if (seconds < 0.995) return withUnit(magnitudeText(seconds, 2, locale), Words::tr("s"));
    if (seconds < 9.95) return withUnit(magnitudeText(seconds, 1, locale), Words::tr("s"));
    if (seconds < 10) return withUnit(QStringLiteral("10"), Words::tr("s"));
    if (ns < kMinute) return withUnit(QString::number(ns / kSecond), Words::tr("s"));
    if (ns < kHour) return withUnit(QString::number(ns / kMinute), Words::tr("min"));
    if (ns < kDay) return withUnit(QString::number(ns / kHour), Words::tr("h"));
    return withUnit(countText(static_cast<std::uint64_t>(ns / kDay), locale), Words::tr("d"));
}

QString durationText(std::int64_t ns) {
    ns = std::max<std::int64_t>(ns, 0);
    if (ns < kMinute) return withUnit(QString::number(ns / kSecond), Words::tr("s"));
    if (ns < 10 * kMinute) return twoUnits(ns / kMinute, "min", ns % kMinute / kSecond, "s");
    if (ns < kHour) return withUnit(QString::number(ns / kMinute), Words::tr("min"));
    if (ns < kDay) return twoUnits(ns / kHour, "h", ns % kHour / kMinute, "min");
    return twoUnits(ns / kDay, "d", ns % kDay / kHour, "h");
}

QString bytesText(std::uint64_t bytes, const QLocale& locale) {
    if (bytes < 1000) return withUnit(QString::number(bytes), QStringLiteral("B"));
    const Scaled part = scaled(static_cast<double>(bytes));
    return withUnit(magnitudeText(part.value, decimalsOfThree(part.value), locale),
                    QString::fromUtf8(part.prefix) + QLatin1Char('B'));
}

QString rateText(double perSecond, const QString& unit, const QLocale& locale) {
    if (!std::isfinite(perSecond)) return absentText();
    const Scaled part = scaled(std::fabs(perSecond));
    const QString text =
        valueText(std::copysign(part.value, perSecond), decimalsOfThree(part.value), locale);
    return withUnit(text, QString::fromUtf8(part.prefix) + unit);
}

QString samplesRateText(double perSecond, const QLocale& locale) {
    if (!std::isfinite(perSecond)) return absentText();
    return withUnit(valueText(perSecond, decimalsOfThree(std::fabs(perSecond)), locale),
                    Words::tr("samples/s"));
}

QString percentText(double share, const QLocale& locale) {
    if (!std::isfinite(share)) return absentText();
    const double percent = share * 100;
    return withUnit(magnitudeText(std::max(percent, 0.0), percent < 9.95 ? 1 : 0, locale),
                    QStringLiteral("%"));
}

QString millisecondsText(double ms, const QLocale& locale) {
    if (!std::isfinite(ms)) return absentText();
    if (ms >= 999.5)
        return withUnit(magnitudeText(ms / 1000, decimalsOfThree(ms / 1000), locale),
                        Words::tr("s"));
    return withUnit(valueText(ms, decimalsOfThree(ms), locale), Words::tr("ms"));
}

int decimalsForStep(double step) {
    if (!std::isfinite(step) || step == 0) return 0;
    step = std::fabs(step);
    // Two digits past the first one: a step of a third never comes out even.
    const int last = std::max(0, static_cast<int>(-std::floor(std::log10(step))) + 2);
    for (int decimals = 0; decimals < last; ++decimals) {
        const double shifted = step * std::pow(10.0, decimals);
        if (std::fabs(shifted - std::round(shifted)) <= 1e-6 * shifted && shifted >= 0.5)
            return decimals;
    }
    return last;
}

}  // namespace telemetryhub::ui
