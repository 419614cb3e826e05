// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include <QtGlobal>

#include "chart/column_ring.h"
#include "chart/value_range.h"

class QCategoryAxis;
class QChart;

namespace telemetryhub::ui {

class Theme;

/// One value axis of a lane: its scale, automatic or fixed by the operator, and its labels.
///
/// Threads: main.
class LaneAxis {
public:
    /// Adds an axis to `chart`, which owns it.
    /// \pre `chart` outlives this object.
    LaneAxis(QChart& chart, ValueSide side);

    void applyTheme(const Theme& theme);
    void setLabelsShown(bool shown);
    void setFit(RangeFit fit) { m_auto.setFit(fit); }
    /// Another stretch of time is looked at: the scale may shrink at once.
    void forgive() { m_auto.forgive(); }
    /// Nothing: by what is seen.
    void setFixed(std::optional<ValueRange> range) { m_fixed = range; }
    [[nodiscard]] bool isFixed() const { return m_fixed.has_value(); }

    /// True when the scale is another. With `levelWith` its ticks stand level with as many steps.
    bool update(std::optional<ValueRange> seen, int maxSteps, std::int64_t nowNs,
                std::optional<int> levelWith = {});
    /// Whether the scale shows all of this, or was fixed.
    [[nodiscard]] bool holds(const std::optional<ValueRange>& seen) const;
    [[nodiscard]] const ValueScale& scale() const { return m_scale; }
    [[nodiscard]] int steps() const;

private:
    void rebuildLabels();

    QCategoryAxis* m_axis;  ///< the chart's
    AutoScale m_auto;
    std::optional<ValueRange> m_fixed;
    ValueScale m_scale;
};

}  // namespace telemetryhub::ui
