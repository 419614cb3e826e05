// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include <QObject>
#include <QStaticText>

#include "chart/chart_overlay.h"
#include "chart/chart_source.h"

namespace telemetryhub::ui {

class ChartLane;
class ChartView;
class Theme;

/// Gives the lanes of a chart the limits of their channels and writes their labels. The lanes draw
/// lines and tints with the curves, so that a frame does not pay for them.
///
/// Threads: main.
class LimitLines final : public QObject, public ChartOverlay {
    Q_OBJECT

public:
    /// \pre `view` and `theme` outlive this object.
    LimitLines(ChartView& view, const Theme& theme);
    ~LimitLines() override;

    void setShown(bool shown);
    [[nodiscard]] bool isShown() const { return m_shown; }
    /// `low 12.60 V`; the labels of a lane from the top of it.
    [[nodiscard]] QStringList labelsOf(std::size_t lane) const;

    void advance() override;
    void paint(QPainter& painter) override;

private:
    struct Label {
        std::size_t channel = 0;  ///< of the lane
        double value = 0;
        QColor color;
        QString text;
        QStaticText laidOut;
    };
    void read();
    void readLane(const ChartLane& lane, std::vector<Label>& labels) const;
    [[nodiscard]] QColor colorOf(const ChartLimit& limit) const;

    ChartView& m_view;
    const Theme& m_theme;
    bool m_shown = true;
    std::int64_t m_readNs = 0;
    bool m_stale = true;
    std::vector<std::vector<Label>> m_labels;  ///< of each lane
};

}  // namespace telemetryhub::ui
