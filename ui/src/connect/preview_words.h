// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include "connect/preview_feed.h"

namespace telemetryhub::ui {

// Why a preview shows nothing. A cause that is guessed says "probably", and what was checked.

struct PreviewCheck {
    enum class Answer { Yes, No, Waits };
    Answer answer = Answer::Waits;
    QString text;
};

/// What probably stands in the way, and what to do about it.
struct PreviewCause {
    enum class Remedy { None, UseRate, TryNow, CopyCommand };

    QString title;  ///< empty: nothing stands in the way
    QString text;
    Remedy remedy = Remedy::None;
    QString button;          ///< of the remedy
    int baud = 0;            ///< of UseRate
    QString command;         ///< of CopyCommand
    bool ratesHelp = false;  ///< trying other baud rates may show more
};

/// Why a source does not open, and what helps.
[[nodiscard]] PreviewCause openingCause(const engine::Error& error);
/// What is known of a source that cannot be opened.
[[nodiscard]] std::vector<PreviewCheck> checksBeforeOpening();
/// What was checked so far, in order.
[[nodiscard]] std::vector<PreviewCheck> previewChecks(const PreviewSnapshot& seen);
[[nodiscard]] PreviewCause previewCause(const PreviewSnapshot& seen);
/// `read 5 716 B = decoded 5 700 + discarded 0 + pending 16`.
[[nodiscard]] QString previewAccount(const PreviewSnapshot& seen);
/// What the decoder says of the bytes: `30 frames, none damaged`, `no format fits so far`.
[[nodiscard]] QString previewVerdict(const PreviewSnapshot& seen);
/// Whether any channel has two different values in the last half minute.
[[nodiscard]] bool valuesChange(const engine::SampleStore& history, const PreviewSnapshot& seen);

}  // namespace telemetryhub::ui
