// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/window_memory.h"

#include <QSettings>

#include "theme/shown_time.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr QLatin1String kMotionKey("window/motionReduced");
constexpr QLatin1String kZoneKey("window/utc");

}  // namespace

void restoreShownThings(Theme& theme, const QSettings* settings) {
    const bool utc = settings && settings->value(kZoneKey).toBool();
    setShownZone(utc ? ShownZone::Utc : ShownZone::Local);
    if (settings) theme.setMotionReduced(settings->value(kMotionKey).toBool());
}

void rememberMotionReduced(Theme& theme, QSettings* settings, bool reduced) {
    theme.setMotionReduced(reduced);
    if (settings) settings->setValue(kMotionKey, reduced);
}

void rememberShownZone(QSettings* settings) {
    if (settings) settings->setValue(kZoneKey, shownZone() == ShownZone::Utc);
}

}  // namespace telemetryhub::ui
