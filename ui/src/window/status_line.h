// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>

#include <QWidget>

#include "telemetryhub/engine/hub/snapshot.h"
#include "theme/state_shape.h"

class QLabel;
class QTimer;
class QToolButton;

namespace telemetryhub::ui {

class ElidedLabel;
class Theme;

/// The line at the bottom: the state of the whole in a sentence, devices counted by state, rate,
/// queue, recording, time zone.
///
/// Threads: main.
class StatusLine : public QWidget {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    StatusLine(const Theme& theme, QWidget* parent);

    void display(const std::shared_ptr<const engine::Snapshot>& snapshot);
    /// Shows why a command was refused, for a while, in place of the sentence.
    void showRefusal(const QString& reason);
    /// Shows what was done, in the same way.
    void showNotice(const QString& text);
    [[nodiscard]] QString sentence() const;
    /// What stands beside the recording shape; empty: nothing is recorded.
    [[nodiscard]] QString recordingText() const;

signals:
    /// Times shall be in the other zone.
    void zoneClicked();

private:
    void applyTheme();
    void showSentence(const engine::Snapshot& snapshot);
    [[nodiscard]] QPixmap overallShape(const engine::Snapshot& snapshot) const;
    void showForAWhile(AlarmLevel level, const QString& text);
    void showCounts(const engine::Snapshot& snapshot);
    void showRecording(const engine::Snapshot& snapshot);
    [[nodiscard]] QPixmap recordingShape(const engine::Snapshot& snapshot) const;
    template <typename Label>
    [[nodiscard]] Label* add(const QString& accessibleName);

    const Theme& m_theme;
    QLabel* m_shape;
    ElidedLabel* m_sentence;
    ElidedLabel* m_lost;
    std::array<QLabel*, 4> m_countShapes{};
    std::array<QLabel*, 4> m_counts{};
    QLabel* m_rate;
    QLabel* m_queue;
    QLabel* m_recordingShape;
    QLabel* m_recording;  ///< of the session, then of the live CSV
    QToolButton* m_zone;
    QTimer* m_refusal;
};

}  // namespace telemetryhub::ui
