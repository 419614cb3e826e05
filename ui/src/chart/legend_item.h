// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QGraphicsItem>
#include <QPen>
#include <QString>

#include "chart/column_ring.h"

namespace telemetryhub::ui {

class Theme;

/// One channel in a legend.
struct LegendEntry {
    QString name;
    QString value;       ///< with its unit
    QString statistics;  ///< of the stretch in view; shown where there is room
    int slot = 0;
    QColor colour{};  ///< its own; invalid: the slot's
    ValueSide side = ValueSide::Left;
    friend bool operator==(const LegendEntry&, const LegendEntry&) = default;
};

/// The line above a lane's plot: the units at their axes, between them swatch, name and value of
/// each channel. What does not fit is told as `5 of 16 …` and stands in the tooltip.
class LegendItem final : public QGraphicsItem {
public:
    /// \pre `theme` outlives this object.
    LegendItem(const Theme& theme, QGraphicsItem* parent);

    /// `rect` is as wide as the lane, the axes left and right of the plot included.
    void setGeometry(const QRectF& rect, double axisWidth, double rightWidth);
    /// The units stand above their axes; `source` names the device.
    void setTitles(const QString& unit, const QString& rightUnit, const QString& source);
    void setEntries(std::vector<LegendEntry> entries);
    [[nodiscard]] const std::vector<LegendEntry>& entries() const { return m_entries; }
    /// The entry drawn at a point of this item; nothing beside them.
    [[nodiscard]] std::optional<std::size_t> entryAt(QPointF place) const;

    [[nodiscard]] QRectF boundingRect() const override { return m_rect; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    struct Fonts;
    void paintUnit(QPainter& painter, const Fonts& fonts, ValueSide side) const;
    [[nodiscard]] double paintEntry(QPainter& painter, const Fonts& fonts, double x,
                                    const LegendEntry& entry) const;
    [[nodiscard]] double entryWidth(const Fonts& fonts, const LegendEntry& entry,
                                    bool statistics) const;
    [[nodiscard]] QString toolTipText() const;

    const Theme& m_theme;
    QRectF m_rect;
    double m_axisWidth = 0;
    double m_rightWidth = 0;
    QString m_unit;
    QString m_rightUnit;
    QString m_source;
    std::vector<LegendEntry> m_entries;
    bool m_statisticsFit = false;
    std::vector<double> m_ends;  ///< where each painted entry ends
};

}  // namespace telemetryhub::ui
