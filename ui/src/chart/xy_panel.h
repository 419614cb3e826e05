// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QTimer>
#include <QWidget>

#include "chart/chart_channel.h"
#include "chart/sample_worker.h"
#include "chart/xy_plot.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QToolButton;

namespace telemetryhub::ui {

class ChartView;
class FigureRow;
class Theme;

/// One channel of a chart over another in the time in view. Pairs are made beside the main thread,
/// at most five times a second, while the panel can be seen.
///
/// Threads: main.
class XyPanel final : public QWidget {
    Q_OBJECT

public:
    static constexpr std::size_t kMostPoints = 20'000;

    /// \pre `view` and `theme` outlive this object.
    XyPanel(ChartView& view, const Theme& theme, QWidget* parent);

    [[nodiscard]] XyPlot& plot() { return *m_plot; }
    [[nodiscard]] QString note() const;
    /// By their places in the chart.
    void choose(int x, int y);
    void refresh();

signals:
    void closed();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Asked {
        ChartChannel x;
        ChartChannel y;
        engine::TimeSpan span;
        std::uint64_t samples = 0;
        friend bool operator==(const Asked&, const Asked&) = default;
    };
    void build();
    QComboBox* addChoice(const QString& name, const QString& toolTip);
    void listChannels();
    [[nodiscard]] std::optional<Asked> wanted() const;
    void take(const Asked& asked, XyPairs pairs);
    void showFigures();
    void applyTheme();

    ChartView& m_view;
    const Theme& m_theme;
    SampleWorker m_worker;
    QTimer m_timer;
    std::optional<Asked> m_asked;
    QWidget* m_bar;
    QComboBox* m_x = nullptr;
    QComboBox* m_y = nullptr;
    QCheckBox* m_equal = nullptr;
    QLabel* m_note = nullptr;
    QToolButton* m_close = nullptr;
    XyPlot* m_plot;
    FigureRow* m_figures;
};

}  // namespace telemetryhub::ui
