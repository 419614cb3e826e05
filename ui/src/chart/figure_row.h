// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>
#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace telemetryhub::ui {

class Theme;

/// Figures with their names in one line under a plot, and a hint at its end.
///
/// Threads: main.
class FigureRow final : public QWidget {
    Q_OBJECT

public:
    struct Figure {
        QString name;
        QString value;
        bool isHandle = false;  ///< its name stands in the colour of the cursors
        bool isMain = false;
        friend bool operator==(const Figure&, const Figure&) = default;
    };

    /// \pre `theme` outlives this object.
    FigureRow(const Theme& theme, QWidget* parent);

    void setFigures(const std::vector<Figure>& figures);
    void setHint(const QString& hint);
    /// As one would read it aloud.
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void applyTheme();

    const Theme& m_theme;
    QHBoxLayout* m_row;
    std::vector<Figure> m_figures;
    std::vector<QLabel*> m_labels;  ///< name, value, name, value, ...
    QLabel* m_hint;
};

}  // namespace telemetryhub::ui
