// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/recording_words.h"

#include <algorithm>

#include <QDir>
#include <QStringList>

#include "theme/numbers.h"
#include "theme/words.h"

namespace telemetryhub::ui {
namespace {

using engine::RecordingState;

QString dotJoined(const QStringList& parts) {
    return parts.join(QStringLiteral(" \u00b7 "));
}

QString freeSpaceText(const engine::RecordingSnapshot& recording) {
    QString text = Words::tr("%1 free").arg(bytesText(recording.freeBytes.value_or(0)));
    if (recording.secondsToFull)
        text += QStringLiteral(", ") +
                Words::tr("full in %1").arg(ageText(*recording.secondsToFull * kSecond));
    return text;
}

QString errorText(const engine::RecordingSnapshot& recording) {
    return recording.error ? QString::fromStdString(recording.error->detail) : QString();
}

}  // namespace

bool isRunning(const engine::RecordingSnapshot& recording) {
    return recording.state == RecordingState::Recording ||
           recording.state == RecordingState::Suspended;
}

QString recordedTimeText(std::int64_t ns) {
    const std::int64_t seconds = std::max<std::int64_t>(ns, 0) / kSecond;
    return QStringLiteral("%1:%2:%3")
        .arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString recordingStateText(const engine::RecordingSnapshot& recording,
                           const engine::ReadTime& now) {
    switch (recording.state) {
        case RecordingState::Recording:
            return dotJoined({Words::tr("Recording %1")
                                  .arg(recordedTimeText(now.steadyNs - recording.start.steadyNs)),
                              Words::tr("%1 samples").arg(countText(recording.offered))});
        case RecordingState::Suspended: return Words::tr("Suspended: disk full");
        case RecordingState::Failed: return Words::tr("Recording failed");
        case RecordingState::Finished: break;
    }
    return {};
}

QString recordingProblemText(const engine::RecordingSnapshot& recording) {
    const QString lost = Words::tr("%1 samples were not recorded.").arg(countText(recording.lost));
    switch (recording.state) {
        case RecordingState::Suspended:
            return Words::tr(
                       "Recording is suspended: %1 Monitoring goes on, and recording when space "
                       "returns. %2")
                .arg(errorText(recording), lost);
        case RecordingState::Failed:
            return Words::tr("Recording stopped: %1 Monitoring goes on. %2")
                .arg(errorText(recording), lost);
        case RecordingState::Recording:
        case RecordingState::Finished: break;
    }
    return {};
}

QString recordingSpaceText(const engine::RecordingSnapshot& recording) {
    // Where there is little room the end is cut off: a loss stands first.
    const QString lost = Words::tr("lost %1").arg(countText(recording.lost));
    QStringList parts;
    if (recording.lost > 0) parts << lost;
    if (recording.freeBytes) parts << freeSpaceText(recording);
    parts << bytesText(recording.bytes);
    if (recording.lost == 0) parts << lost;
    return dotJoined(parts);
}

QString recordingToolTip(const engine::RecordingSnapshot& recording) {
    QStringList lines{QDir::toNativeSeparators(QString::fromStdString(recording.path)),
                      Words::tr("%1 samples safe on the disk, %2 on their way")
                          .arg(countText(recording.durable), countText(recording.notYetDurable)),
                      recordingSpaceText(recording)};
    if (recording.files > 1)
        lines << Words::tr("%1 files").arg(countText(static_cast<std::uint64_t>(recording.files)));
    if (recording.error) lines << errorText(recording);
    return lines.join(QLatin1Char('\n'));
}

}  // namespace telemetryhub::ui
