// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QFrame>
#include <QIcon>
#include <QString>

class QLabel;
class QLineEdit;
class QListView;

namespace telemetryhub::ui {

class PaletteModel;
class Theme;

/// Something that can be found by its name, and what happens when it is chosen.
struct PaletteEntry {
    QString text;    ///< what is searched first
    QString detail;  ///< where it belongs, `Device`, `channel of Pump`; searched, too
    QString keys;    ///< its shortcut, as text
    QIcon icon;
    std::function<void()> act;
};

/// How well `entry` fits what was typed: 0 not at all, more is better. Every word has to be found;
/// the beginning of the text is better than that of a word, and that better than its middle.
[[nodiscard]] int paletteScore(const PaletteEntry& entry, const QString& typed);

/// Finds a command, a device, a channel or a page of the manual by typing some of its name.
///
/// It lies over the window's upper part while it has the focus; nothing behind it waits.
///
/// Threads: main.
class CommandPalette : public QFrame {
    Q_OBJECT

public:
    using Source = std::function<std::vector<PaletteEntry>()>;

    /// \pre `theme` outlives this object.
    CommandPalette(const Theme& theme, QWidget* window);

    /// What is offered; asked each time the palette opens. Earlier sources stand first among
    /// equals.
    void addSource(Source source);
    [[nodiscard]] QStringList shownTexts() const;

public slots:
    void open();
    /// Carries out the chosen entry and closes.
    void accept();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    void applyTheme();
    void search(const QString& typed);
    void dismiss();

    const Theme& m_theme;
    std::vector<Source> m_sources;
    QLineEdit* m_field;
    QListView* m_list;
    QLabel* m_nothing;
    PaletteModel* m_model;
    QWidget* m_focusBefore = nullptr;
};

}  // namespace telemetryhub::ui
