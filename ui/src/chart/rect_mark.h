// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

namespace telemetryhub::ui {

class Theme;

/// An outlined stretch of a chart while the mouse draws or drops something, with words in it.
///
/// Threads: main.
class RectMark final : public QWidget {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    RectMark(const Theme& theme, QWidget* parent);

    void mark(const QRect& rect, const QString& words = {});

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_words;
};

}  // namespace telemetryhub::ui
