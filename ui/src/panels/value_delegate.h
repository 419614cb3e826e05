// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "panels/values_model.h"

namespace telemetryhub::ui {

class Theme;

/// Paints a value tile: swatch and name, the figure, the range of the last minutes, and an eye
/// that says whether the charts show the channel.
///
/// Threads: main.
class ValueDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    ValueDelegate(const Theme& theme, QObject* parent);

    /// The width of a tile with its gap; the view knows how many stand side by side.
    void setCellWidth(int width) { m_cellWidth = width; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    [[nodiscard]] static QRect eyeRect(const QRect& cell);

private:
    void paintGround(QPainter& painter, const QRect& tile, const ValueRow& row,
                     const QStyleOptionViewItem& option) const;
    void paintTitle(QPainter& painter, const QRect& tile, const ValueRow& row,
                    const QStyleOptionViewItem& option) const;
    /// The shapes at the right end of the title; the room that is left of them.
    [[nodiscard]] int paintSigns(QPainter& painter, const QRect& line, const ValueRow& row) const;
    /// The word of an alarm where there is room for it.
    void paintAlarmWord(QPainter& painter, const QRect& room, const ValueRow& row) const;
    void paintFigure(QPainter& painter, const QRect& tile, const ValueRow& row) const;
    void paintRange(QPainter& painter, const QRect& tile, const ValueRow& row) const;

    const Theme& m_theme;
    int m_cellWidth = 152;
};

}  // namespace telemetryhub::ui
