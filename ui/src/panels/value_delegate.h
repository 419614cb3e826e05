// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "panels/value_row.h"

namespace telemetryhub::ui {

class Theme;

/// How the values panel shows its channels.
enum class ValueLook { Tiles, List, Gauges };

/// Paints a value as a tile, a line or a gauge: swatch and name, the figure, the range of the last
/// minutes, and an eye that says whether the charts show the channel.
///
/// Threads: main.
class ValueDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    ValueDelegate(const Theme& theme, QObject* parent);

    /// The width of a tile with its gap; the view knows how many stand side by side.
    void setCellWidth(int width) { m_cellWidth = width; }
    void setLook(ValueLook look) { m_look = look; }
    [[nodiscard]] ValueLook look() const { return m_look; }
    /// Lines have a box to check in place of the eye.
    void setChoosing(bool choosing) { m_choosing = choosing; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    /// What is clicked to show a channel or not.
    [[nodiscard]] QRect eyeRect(const QRect& cell) const;

private:
    void paintTile(QPainter& painter, const QStyleOptionViewItem& option,
                   const ValueRow& row) const;
    void paintLine(QPainter& painter, const QStyleOptionViewItem& option,
                   const ValueRow& row) const;
    /// The figure, its unit and its age, from the right; the room that is left.
    [[nodiscard]] QRect paintLineFigure(QPainter& painter, const QRect& line,
                                        const ValueRow& row) const;
    void paintLineName(QPainter& painter, const QRect& room, const ValueRow& row) const;
    void paintBox(QPainter& painter, const QRect& box, const ValueRow& row) const;
    void paintGauge(QPainter& painter, const QStyleOptionViewItem& option,
                    const ValueRow& row) const;
    void paintArc(QPainter& painter, const QRectF& circle, const ValueRow& row) const;
    void paintEye(QPainter& painter, const QStyleOptionViewItem& option, const ValueRow& row) const;
    void paintSwatch(QPainter& painter, double left, double middle, const ValueRow& row) const;
    void paintFocus(QPainter& painter, const QStyleOptionViewItem& option, const QRect& rect) const;
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
    ValueLook m_look = ValueLook::Tiles;
    bool m_choosing = false;
};

}  // namespace telemetryhub::ui
