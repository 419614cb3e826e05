// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include "theme/system_theme.h"
#include "theme/theme.h"

class QSettings;

namespace telemetryhub::ui {

/// The choice of the theme: as the system, dark, light, high contrast. Remembered.
///
/// Threads: main.
class ThemeMenu : public QMenu {
    Q_OBJECT

public:
    /// Applies the remembered choice.
    /// \pre `theme` and, unless null, `settings` outlive this object.
    ThemeMenu(Theme& theme, QSettings* settings, QWidget* parent);

    [[nodiscard]] bool followsSystem() const;
    [[nodiscard]] Theme& theme() const { return m_theme; }

private:
    void addChoice(const QString& text, const QString& word);
    void choose(const QString& word);

    Theme& m_theme;
    QSettings* m_settings;
    SystemTheme* m_system;
};

}  // namespace telemetryhub::ui
