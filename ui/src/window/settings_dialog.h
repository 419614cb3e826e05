// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QDialog>

class QComboBox;
class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QSettings;
class QTreeWidget;

namespace telemetryhub::ui {

class AlarmNotifier;
class KeyBindings;
class MessageRow;
class Theme;
class ThemeMenu;

/// What can be set for the window: look, language, time, notifications, keys. What is changed is
/// in force at once, and remembered.
///
/// Threads: main.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    struct Parts {
        ThemeMenu& themes;
        AlarmNotifier& notifier;
        KeyBindings& keys;
        QSettings* settings;                ///< may be null
        std::function<void()> zoneChanged;  ///< times are to be shown anew
    };

    /// \pre everything outlives this object.
    SettingsDialog(const Parts& parts, const Theme& theme, QWidget* parent);

private:
    QWidget* makeGeneral();
    QWidget* makeKeys();
    QComboBox* makeThemes();
    QComboBox* makeLanguages();
    QComboBox* makeZones();
    void fillKeys();
    void showKey();
    void takeKey();

    Parts m_parts;
    const Theme& m_theme;
    QTreeWidget* m_commands = nullptr;
    QKeySequenceEdit* m_key = nullptr;
    QPushButton* m_usual = nullptr;
    MessageRow* m_message = nullptr;
};

}  // namespace telemetryhub::ui
