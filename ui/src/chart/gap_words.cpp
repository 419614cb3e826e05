// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/gap_words.h"

#include <QCoreApplication>
#include <QStringList>

#include "theme/numbers.h"

namespace telemetryhub::ui {

namespace {

constexpr std::int64_t kMillisecondNs = 1'000'000;

QString translated(const char* text) {
    return QCoreApplication::translate("gap_words", text);
}

}  // namespace

QString gapWord(engine::ErrorCode reason) {
    using engine::ErrorCode;
    switch (reason) {
        case ErrorCode::LinkLost: return translated("link lost");
        case ErrorCode::PortAbsent: return translated("absent");
        case ErrorCode::PortBusy: return translated("port in use");
        case ErrorCode::PortForbidden: return translated("port not permitted");
        case ErrorCode::ReadFailed: return translated("read error");
        case ErrorCode::DeviceSilent: return translated("silent");
        case ErrorCode::DamagedFrames: return translated("damaged data");
        case ErrorCode::InjectedFault: return translated("rehearsed fault");
        case ErrorCode::QueueFull: return translated("queue full");
        case ErrorCode::NotMeasuring: return translated("stopped");
        case ErrorCode::DeviceInSafeState: return translated("SafeState");
        default: return translated("interrupted");
    }
}

QString gapText(const ChartGap& gap, const TimeScale& scale) {
    QStringList parts{gapWord(gap.reason),
                      translated("%1 to %2")
                          .arg(momentText(scale, gap.fromNs, kMillisecondNs),
                               momentText(scale, gap.toNs, kMillisecondNs)),
                      gap.toNs - gap.fromNs < kSecond
                          ? millisecondsText(static_cast<double>(gap.toNs - gap.fromNs) /
                                             static_cast<double>(kMillisecondNs))
                          : durationText(gap.toNs - gap.fromNs)};
    if (gap.lost == 1) parts << translated("1 sample lost");
    if (gap.lost > 1) parts << translated("%1 samples lost").arg(countText(gap.lost));
    return parts.join(QStringLiteral(" \u00b7 "));
}

}  // namespace telemetryhub::ui
