// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/shown_time.h"

#include <cstdlib>

#include "theme/words.h"

namespace telemetryhub::ui {
namespace {

ShownZone chosenZone = ShownZone::Local;

}  // namespace

ShownZone shownZone() {
    return chosenZone;
}

void setShownZone(ShownZone zone) {
    chosenZone = zone;
}

QTimeZone shownTimeZone() {
    return chosenZone == ShownZone::Utc ? QTimeZone::utc() : QTimeZone::systemTimeZone();
}

QDateTime utcTime(std::int64_t wallNs) {
    // What only has the zone UTC is written with "+00:00"; toUTC() makes a "Z" of it.
    return QDateTime::fromMSecsSinceEpoch(wallNs / 1'000'000, QTimeZone::utc()).toUTC();
}

QDateTime shownTime(std::int64_t wallNs) {
    if (chosenZone == ShownZone::Utc) return utcTime(wallNs);
    return QDateTime::fromMSecsSinceEpoch(wallNs / 1'000'000);
}

QString clockText(std::int64_t wallNs) {
    return shownTime(wallNs).toString(QStringLiteral("HH:mm:ss"));
}

QString clockMillisecondsText(std::int64_t wallNs, const QLocale& locale) {
    const QDateTime moment = shownTime(wallNs);
    QString text = moment.toString(QStringLiteral("HH:mm:ss"));
    text += locale.decimalPoint();
    return text + moment.toString(QStringLiteral("zzz"));
}

QString dateClockText(std::int64_t wallNs) {
    return shownTime(wallNs).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString zoneText() {
    if (chosenZone == ShownZone::Utc) return QStringLiteral("UTC");
    const int seconds = QDateTime::currentDateTime().offsetFromUtc();
    const int minutes = std::abs(seconds) / 60;
    QString offset = QStringLiteral("UTC");
    if (minutes > 0) {
        offset += seconds < 0 ? QStringLiteral("\u2212") : QStringLiteral("+");
        offset += QString::number(minutes / 60);
    }
    if (minutes % 60 > 0)
        offset += QStringLiteral(":%1").arg(minutes % 60, 2, 10, QLatin1Char('0'));
    return Words::tr("Local time, %1").arg(offset);
}

}  // namespace telemetryhub::ui
