// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "theme/theme.h"

namespace telemetryhub::ui {

/// What theme the desktop wishes: asked of its portal, else read from the palette of the start.
///
/// Threads: main. Never waits: the answer comes by `changed`.
/// Source:  org.freedesktop.portal.Settings, namespace org.freedesktop.appearance
class SystemTheme : public QObject {
    Q_OBJECT

public:
    /// \pre No theme was applied to the application before.
    explicit SystemTheme(QObject* parent = nullptr);

    [[nodiscard]] ThemeKind kind() const;

signals:
    void changed();

private:
    void take(const QString& key, uint value);

    const ThemeKind m_palette;
    uint m_scheme = 0;    ///< 0: no wish, 1: dark, 2: light
    uint m_contrast = 0;  ///< 1: more
};

}  // namespace telemetryhub::ui
