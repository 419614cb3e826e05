// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace telemetryhub::ui {

class Theme;

/// What is looked for, with the way to the next and the one before, and whether only it is shown.
///
/// Threads: main.
class FindBar final : public QWidget {
    Q_OBJECT

public:
    enum class Way { Next, Previous };

    /// \pre `theme` outlives this object.
    FindBar(const Theme& theme, QWidget* parent);

    void begin();
    void say(const QString& text);
    [[nodiscard]] QString words() const;
    [[nodiscard]] bool showsOnlyMatches() const;

signals:
    void changed();
    void asked(telemetryhub::ui::FindBar::Way way);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void end();

    QLineEdit* m_words;
    QToolButton* m_only;
    QLabel* m_note;
};

}  // namespace telemetryhub::ui
