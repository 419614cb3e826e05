// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/lane_axis.h"

#include <algorithm>
#include <cmath>

#include <QCategoryAxis>
#include <QChart>

#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

LaneAxis::LaneAxis(QChart& chart, ValueSide side) : m_axis(new QCategoryAxis) {
    m_axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_axis->setLineVisible(false);
    // The ring draws the grid beneath its curves.
    m_axis->setGridLineVisible(false);
    m_axis->setTruncateLabels(false);
    chart.addAxis(m_axis, side == ValueSide::Left ? Qt::AlignLeft : Qt::AlignRight);
    rebuildLabels();
}

void LaneAxis::applyTheme(const Theme& theme) {
    m_axis->setLabelsFont(theme.tinyFont());
    m_axis->setLabelsColor(theme.colors().gridText);
}

void LaneAxis::setLabelsShown(bool shown) {
    if (m_axis->labelsVisible() != shown) m_axis->setLabelsVisible(shown);
}

bool LaneAxis::update(std::optional<ValueRange> seen, int maxSteps, std::int64_t nowNs,
                      std::optional<int> levelWith) {
    m_auto.update(seen, maxSteps, nowNs);
    const ValueScale wanted = m_fixed     ? fixedScale(*m_fixed, maxSteps)
                              : levelWith ? alignedScale(m_auto.scale().range, *levelWith)
                                          : m_auto.scale();
    if (wanted == m_scale) return false;
    m_scale = wanted;
    rebuildLabels();
    return true;
}

bool LaneAxis::holds(const std::optional<ValueRange>& seen) const {
    if (!seen || m_fixed) return true;
    return seen->lo >= m_scale.range.lo && seen->hi <= m_scale.range.hi;
}

int LaneAxis::steps() const {
    return static_cast<int>(std::lround((m_scale.range.hi - m_scale.range.lo) / m_scale.step));
}

void LaneAxis::rebuildLabels() {
    const int decimals = decimalsForStep(m_scale.step);
    for (const QString& label : m_axis->categoriesLabels())
        m_axis->remove(label);
    // A category of no width would lose its label.
    m_axis->setStartValue(m_scale.range.lo - m_scale.step);
    for (const double tick : m_scale.ticks()) {
        const double value = std::abs(tick) < m_scale.step * 1e-6 ? 0.0 : tick;
        m_axis->append(valueText(value, decimals), value);
    }
    m_axis->setRange(m_scale.range.lo, m_scale.range.hi);
}

}  // namespace telemetryhub::ui
