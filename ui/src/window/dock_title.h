// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QDockWidget;
class QLabel;

namespace telemetryhub::ui {

class ElidedLabel;
class Theme;

/// The title of a dock: its name, a word about its content, float and close. A double click
/// floats, a drag moves, as with the bar it replaces.
///
/// Threads: main.
class DockTitle : public QWidget {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    DockTitle(QDockWidget& dock, const Theme& theme);

    /// Muted text beside the name.
    void setNote(const QString& note);
    /// What stands before the note.
    enum class Mark { None, Closed, Critical };
    void setMark(Mark mark);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void applyTheme();
    void showMark();

    const Theme& m_theme;
    QLabel* m_name;
    QLabel* m_shape;
    Mark m_mark = Mark::None;
    ElidedLabel* m_note;
};

}  // namespace telemetryhub::ui
