// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/span_words.h"

#include <array>
#include <cmath>

#include <QRegularExpression>

#include "theme/numbers.h"

namespace telemetryhub::ui {

namespace {

struct SpanUnit {
    QLatin1String word;
    double ns;
};

constexpr std::array<SpanUnit, 14> kSpanUnits{{{QLatin1String("us"), 1e3},
                                               {QLatin1String("ms"), 1e6},
                                               {QLatin1String(""), 1e9},
                                               {QLatin1String("s"), 1e9},
                                               {QLatin1String("sec"), 1e9},
                                               {QLatin1String("m"), 60e9},
                                               {QLatin1String("min"), 60e9},
                                               {QLatin1String("h"), 3600e9},
                                               {QLatin1String("std"), 3600e9},
                                               {QLatin1String("d"), 86'400e9},
                                               {QLatin1String("day"), 86'400e9},
                                               {QLatin1String("days"), 86'400e9},
                                               {QLatin1String("tag"), 86'400e9},
                                               {QLatin1String("tage"), 86'400e9}}};

std::optional<double> unitOf(const QString& word) {
    for (const SpanUnit& unit : kSpanUnits) {
        if (word.compare(unit.word, Qt::CaseInsensitive) == 0) return unit.ns;
    }
    return std::nullopt;
}

QString counted(std::int64_t count, const QString& unit) {
    return withUnit(QString::number(count), unit);
}

}  // namespace

QString spanText(std::int64_t ns, const QLocale& locale) {
    if (ns < kSecond) {
        const double ms = static_cast<double>(ns) / 1e6;
        const int decimals = ns % 1'000'000 == 0 || ms >= 100 ? 0 : 1;
        return withUnit(valueText(ms, decimals, locale), QStringLiteral("ms"));
    }
    if (ns < kMinute && ns % kSecond != 0)
        return withUnit(valueText(static_cast<double>(ns) / kSecond, 1, locale),
                        QStringLiteral("s"));
    if (ns % kDay == 0) return counted(ns / kDay, QStringLiteral("d"));
    if (ns > 2 * kDay)
        return withUnit(valueText(static_cast<double>(ns) / kDay, 1, locale), QStringLiteral("d"));
    if (ns % kHour == 0) return counted(ns / kHour, QStringLiteral("h"));
    if (ns % kMinute == 0) return counted(ns / kMinute, QStringLiteral("min"));
    return durationText(ns);
}

std::optional<std::int64_t> parseSpan(const QString& text, const QLocale& locale) {
    static const QRegularExpression part(QStringLiteral("([0-9.,']+)\\s*([^0-9.,'\\s]*)"));
    constexpr double kLongest = 9e18;
    QString spaced = text.simplified();
    spaced.replace(QChar(0x202F), QLatin1Char(' ')).replace(QChar(0x00B5), QLatin1Char('u'));
    double ns = 0;
    auto parts = part.globalMatch(spaced);
    while (parts.hasNext()) {
        const QRegularExpressionMatch match = parts.next();
        const std::optional<double> count = parseValue(match.captured(1), locale);
        const std::optional<double> unit = unitOf(match.captured(2));
        if (!count || !unit) return std::nullopt;
        ns += *count * *unit;
    }
    // What no part took was not understood.
    if (!spaced.remove(part).trimmed().isEmpty()) return std::nullopt;
    if (!(ns >= 1 && ns < kLongest)) return std::nullopt;
    return std::llround(ns);
}

std::optional<double> parseValue(const QString& text, const QLocale& locale) {
    QString plain = text.trimmed();
    plain.replace(QChar(0x2212), QLatin1Char('-')).remove(QChar(0x202F));
    bool read = false;
    double value = locale.toDouble(plain, &read);
    if (!read) value = QLocale::c().toDouble(plain, &read);
    if (!read || !std::isfinite(value)) return std::nullopt;
    return value;
}

}  // namespace telemetryhub::ui
