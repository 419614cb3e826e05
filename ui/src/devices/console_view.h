// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QWidget>

#include "telemetryhub/engine/core/text_log.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace telemetryhub::ui {

class Theme;

/// The text lines of a device and what was sent to it, with time and direction, newest below.
///
/// It follows the newest line. Scrolled up it stands still, counts what waits, and goes on when
/// the end is reached again.
///
/// Threads: main.
class ConsoleView : public QWidget {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    ConsoleView(const Theme& theme, QWidget* parent);

    /// Shows all lines that the device keeps, oldest first.
    void display(std::vector<engine::TextLine> lines);
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString note() const;
    [[nodiscard]] QPlainTextEdit& view() const { return *m_view; }

public slots:
    /// Goes to the newest line.
    void follow();

private:
    [[nodiscard]] bool isAtEnd() const;
    void appendNew();
    void append(const engine::TextLine& line);
    void scrolled();
    void updateNote();
    void applyTheme();

    const Theme& m_theme;
    QPlainTextEdit* m_view;
    QLabel* m_title;
    QLabel* m_note;
    QPushButton* m_follow;
    std::vector<engine::TextLine> m_lines;
    std::uint64_t m_shown = 0;  ///< number of the newest line in the view
    bool m_appending = false;
};

}  // namespace telemetryhub::ui
