// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "telemetryhub/engine/hub/snapshot.h"

class QAction;
class QLabel;
class QSettings;

namespace telemetryhub::ui {

class ElidedLabel;
class Theme;

/// Says, until it is dismissed or a real device is there, that what is shown is simulated and how
/// to connect a real one.
///
/// Threads: main.
class FirstHint : public QWidget {
    Q_OBJECT

public:
    /// Without settings it is not shown. \pre everything passed outlives this object.
    FirstHint(QAction& connectAction, QAction& firstSteps, QSettings* settings, const Theme& theme,
              QWidget* parent);

    void display(const engine::Snapshot& snapshot);
    [[nodiscard]] bool isWanted() const { return m_wanted; }

public slots:
    /// For good.
    void dismiss();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void applyTheme();

    const Theme& m_theme;
    QSettings* m_settings;
    QLabel* m_shape;
    ElidedLabel* m_text;
    bool m_wanted = false;
};

}  // namespace telemetryhub::ui
