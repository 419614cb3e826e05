// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QString>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/record/recording_snapshot.h"

namespace telemetryhub::ui {

// What the window says about the recording into a session file.

/// It takes samples, or will again when the disk has space.
[[nodiscard]] bool isRunning(const engine::RecordingSnapshot& recording);
/// `2:14:36` of a span.
[[nodiscard]] QString recordedTimeText(std::int64_t ns);
/// `Recording 0:02:14 · 12 345 samples`, `Suspended: disk full`, `Recording failed`; empty when it
/// was ended.
[[nodiscard]] QString recordingStateText(const engine::RecordingSnapshot& recording,
                                         const engine::ReadTime& now);
/// Why a recording is suspended or has failed, and what that means; else empty.
[[nodiscard]] QString recordingProblemText(const engine::RecordingSnapshot& recording);
/// `38.2 GB free, full in 3 d · 4.02 MB · lost 0`.
[[nodiscard]] QString recordingSpaceText(const engine::RecordingSnapshot& recording);
/// Everything, a line each.
[[nodiscard]] QString recordingToolTip(const engine::RecordingSnapshot& recording);

}  // namespace telemetryhub::ui
