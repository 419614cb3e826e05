// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/gap_words.h"

#include <QStringList>

#include "theme/numbers.h"
#include "theme/words.h"

namespace telemetryhub::ui {

namespace {

constexpr std::int64_t kMillisecondNs = 1'000'000;

}  // namespace

QString gapWord(engine::ErrorCode reason) {
    using engine::ErrorCode;
    switch (reason) {
        case ErrorCode::LinkLost: return Words::tr("link lost");
        case ErrorCode::PortAbsent: return Words::tr("absent");
        case ErrorCode::PortBusy: return Words::tr("port in use");
        case ErrorCode::PortForbidden: return Words::tr("port not permitted");
        case ErrorCode::ReadFailed: return Words::tr("read error");
        case ErrorCode::DeviceSilent: return Words::tr("silent");
        case ErrorCode::DamagedFrames: return Words::tr("damaged data");
        case ErrorCode::Undecoded: return Words::tr("nothing decoded");
        case ErrorCode::InjectedFault: return Words::tr("rehearsed fault");
        case ErrorCode::QueueFull: return Words::tr("queue full");
        case ErrorCode::NotMeasuring: return Words::tr("stopped");
        case ErrorCode::DeviceInSafeState: return Words::tr("SafeState");
        default: return Words::tr("interrupted");
    }
}

QString gapText(const ChartGap& gap, const TimeScale& scale) {
    QStringList parts{gapWord(gap.reason),
                      Words::tr("%1 to %2")
                          .arg(momentText(scale, gap.fromNs, kMillisecondNs),
                               momentText(scale, gap.toNs, kMillisecondNs)),
                      gap.toNs - gap.fromNs < kSecond
                          ? millisecondsText(static_cast<double>(gap.toNs - gap.fromNs) /
                                             static_cast<double>(kMillisecondNs))
                          : durationText(gap.toNs - gap.fromNs)};
    if (gap.lost == 1) parts << Words::tr("1 sample lost");
    if (gap.lost > 1) parts << Words::tr("%1 samples lost").arg(countText(gap.lost));
    return parts.join(QStringLiteral(" \u00b7 "));
}

}  // namespace telemetryhub::ui
