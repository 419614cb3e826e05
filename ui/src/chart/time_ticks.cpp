// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/time_ticks.h"

#include <algorithm>
#include <array>

#include <QLocale>

#include "theme/numbers.h"
#include "theme/shown_time.h"

namespace telemetryhub::ui {

namespace {

constexpr std::array<std::int64_t, 24> kLongSteps{
    kSecond,  2 * kSecond, 5 * kSecond, 10 * kSecond, 15 * kSecond, 30 * kSecond,
    kMinute,  2 * kMinute, 5 * kMinute, 10 * kMinute, 15 * kMinute, 30 * kMinute,
    kHour,    2 * kHour,   3 * kHour,   6 * kHour,    12 * kHour,   kDay,
    2 * kDay, 5 * kDay,    10 * kDay,   20 * kDay,    50 * kDay,    100 * kDay};

std::int64_t tickStep(std::int64_t spanNs, int maxTicks) {
    const std::int64_t rough = spanNs / std::max(maxTicks, 1);
    for (std::int64_t power = 1'000; power < kSecond; power *= 10) {
        for (const std::int64_t factor : {1, 2, 5}) {
            if (factor * power >= rough) return factor * power;
        }
    }
    const auto* found = std::find_if(kLongSteps.begin(), kLongSteps.end(),
                                     [&](std::int64_t step) { return step >= rough; });
    return found == kLongSteps.end() ? kLongSteps.back() : *found;
}

std::int64_t floorTo(std::int64_t value, std::int64_t step) {
    const std::int64_t rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

std::int64_t offsetNs(const TimeScale& scale, std::int64_t ns) {
    return scale.zone.offsetFromUtc(utcTime(scale.startWallNs + ns)) * kSecond;
}

int digitsFor(std::int64_t stepNs) {
    int digits = 0;
    for (std::int64_t unit = kSecond; unit > stepNs && digits < 9; unit /= 10)
        ++digits;
    return digits;
}

QString tickClockText(std::int64_t localNs, int digits) {
    const std::int64_t ofDay = localNs - floorTo(localNs, kDay);
    QString text = QStringLiteral("%1:%2:%3")
                       .arg(ofDay / kHour, 2, 10, QLatin1Char('0'))
                       .arg(ofDay / kMinute % 60, 2, 10, QLatin1Char('0'))
                       .arg(ofDay / kSecond % 60, 2, 10, QLatin1Char('0'));
    if (digits == 0) return text;
    const QString fraction =
        QStringLiteral("%1").arg(ofDay % kSecond, 9, 10, QLatin1Char('0')).left(digits);
    return text + QLocale().decimalPoint() + fraction;
}

QString dateText(std::int64_t localNs) {
    const QDate date = QDate(1970, 1, 1).addDays(floorTo(localNs, kDay) / kDay);
    return QLocale().toString(date, QStringLiteral("d MMM"));
}

}  // namespace

std::vector<TimeTick> timeTicks(const TimeScale& scale, std::int64_t fromNs, std::int64_t toNs,
                                int maxTicks) {
    const std::int64_t step = tickStep(toNs - fromNs, maxTicks);
    const std::int64_t toLocal = scale.startWallNs + offsetNs(scale, fromNs + (toNs - fromNs) / 2);
    const int digits = digitsFor(step);
    const bool crossesMidnight = floorTo(fromNs + toLocal, kDay) != floorTo(toNs + toLocal, kDay);

    std::vector<TimeTick> ticks;
    std::int64_t dayShown = -1;
    for (std::int64_t local = floorTo(fromNs + toLocal + step - 1, step); local - toLocal <= toNs;
         local += step) {
        QString label = tickClockText(local, digits);
        const std::int64_t day = floorTo(local, kDay);
        if (crossesMidnight && day != dayShown) {
            label = day == local ? dateText(local) : dateText(local) + QLatin1Char(' ') + label;
            dayShown = day;
        }
        ticks.push_back({local - toLocal, label});
    }
    return ticks;
}

QString momentText(const TimeScale& scale, std::int64_t ns, std::int64_t stepNs) {
    return tickClockText(scale.startWallNs + offsetNs(scale, ns) + ns, digitsFor(stepNs));
}

}  // namespace telemetryhub::ui
