// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QTimer>
#include <QWidget>

#include "chart/chart_channel.h"
#include "chart/sample_worker.h"
#include "chart/spectrum_plot.h"
#include "chart/uniform_samples.h"

class QComboBox;
class QJsonObject;
class QLabel;
class QToolButton;

namespace telemetryhub::ui {

class ChartView;
class FigureRow;
class Theme;

/// The spectra of a chart's channels over the time in view. They are calculated beside the main
/// thread, at most four times a second, while the panel can be seen.
///
/// Threads: main.
class SpectrumPanel final : public QWidget {
    Q_OBJECT

public:
    static constexpr std::size_t kMostCurves = 8;

    /// \pre `view` and `theme` outlive this object.
    SpectrumPanel(ChartView& view, const Theme& theme, QWidget* parent);

    [[nodiscard]] SpectrumPlot& plot() { return *m_plot; }
    /// What was taken, and what could not be: a sentence a channel.
    [[nodiscard]] QString note() const;
    [[nodiscard]] bool isBusy() const { return m_worker.isBusy(); }
    /// Looks whether there is something new to calculate.
    void refresh();
    [[nodiscard]] QJsonObject state() const;
    void restore(const QJsonObject& state);

signals:
    void closed();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    /// Of one channel, as the worker hands it over.
    struct Calculated {
        ChartChannel channel;
        Spectrum spectrum;
        std::vector<SpectrumPeak> peaks;
        UniformSamples samples;  ///< without its values
        SpacingProblem problem;
    };
    struct Asked {
        engine::TimeSpan span;
        std::vector<ChartChannel> channels;
        FftWindow window = FftWindow::Hann;
        std::uint64_t samples = 0;  ///< in the span: more may come
        friend bool operator==(const Asked&, const Asked&) = default;
    };
    void build();
    QComboBox* addChoice(const QString& name, const QString& toolTip, const QStringList& choices);
    [[nodiscard]] Asked wanted() const;
    void take(const std::vector<Calculated>& results);
    [[nodiscard]] QString sentenceOf(const Calculated& result) const;
    void changeForm();
    void showFigures();
    void applyTheme();

    ChartView& m_view;
    const Theme& m_theme;
    SampleWorker m_worker;
    QTimer m_timer;
    Asked m_asked;
    QWidget* m_bar;
    std::vector<QComboBox*> m_choices;
    QComboBox* m_window = nullptr;
    QComboBox* m_quantity = nullptr;
    QComboBox* m_scale = nullptr;
    QComboBox* m_frequencies = nullptr;
    QLabel* m_note = nullptr;
    QToolButton* m_close = nullptr;
    SpectrumPlot* m_plot;
    FigureRow* m_figures;
};

}  // namespace telemetryhub::ui
