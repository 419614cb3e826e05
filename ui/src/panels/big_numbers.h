// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QFont>
#include <QWidget>

#include "panels/value_row.h"

namespace telemetryhub::ui {

class Theme;

/// Up to a dozen values over the whole screen, to be read across a room.
///
/// Threads: main.
class BigNumbers : public QWidget {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    BigNumbers(const Theme& theme, QWidget* parent);

    void display(std::vector<ValueRow> rows);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    /// Cells side by side, so that the figures get as large as they can.
    [[nodiscard]] int columns() const;
    [[nodiscard]] QFont figureFont(const QSize& room) const;
    void paintCell(QPainter& painter, const QRect& cell, const ValueRow& row,
                   const QFont& figure) const;
    void paintHead(QPainter& painter, const QRect& head, const ValueRow& row) const;
    void paintFoot(QPainter& painter, const QRect& foot, const ValueRow& row) const;

    const Theme& m_theme;
    std::vector<ValueRow> m_rows;
    std::size_t m_longest = 4;  ///< letters of the longest figure so far: figures do not jump
};

}  // namespace telemetryhub::ui
