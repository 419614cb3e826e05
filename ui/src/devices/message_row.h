// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "theme/state_shape.h"

class QLabel;

namespace telemetryhub::ui {

class Theme;

/// A sentence with the shape of its urgency; it keeps its place when it is empty.
///
/// Threads: main.
class MessageRow : public QWidget {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    MessageRow(const Theme& theme, QWidget* parent);

    /// What stands there when there is nothing to say.
    void setHint(const QString& hint);
    void say(AlarmLevel level, const QString& text);
    void clear();
    [[nodiscard]] QString text() const { return m_text; }

private:
    void showText();

    const Theme& m_theme;
    QLabel* m_shape;
    QLabel* m_label;
    QString m_hint;
    QString m_text;
    AlarmLevel m_level = AlarmLevel::Info;
};

}  // namespace telemetryhub::ui
