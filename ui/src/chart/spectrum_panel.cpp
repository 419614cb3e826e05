// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/spectrum_panel.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QLabel>
#include <QToolButton>

#include "chart/chart_source.h"
#include "chart/chart_view.h"
#include "chart/figure_row.h"
#include "chart/gap_words.h"
#include "chart/measure_words.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr int kCalculateEveryMs = 250;
constexpr int kSpectrumBarHeight = 32;
constexpr int kSpectrumControl = 24;
constexpr std::size_t kMostPeaks = 5;

}  // namespace

SpectrumPanel::SpectrumPanel(ChartView& view, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_view(view),
      m_theme(theme),
      m_worker(view.source().storeOpener(), nullptr),
      m_bar(new QWidget(this)),
      m_plot(new SpectrumPlot(theme, this)),
      m_figures(new FigureRow(theme, this)) {
    setAccessibleName(tr("Spectrum"));
    build();
    connect(&m_timer, &QTimer::timeout, this, &SpectrumPanel::refresh);
    connect(&view, &ChartView::lanesChanged, this, &SpectrumPanel::refresh);
    connect(m_plot, &PlainPlot::crosshairMoved, this, &SpectrumPanel::showFigures);
    connect(&theme, &Theme::changed, this, &SpectrumPanel::applyTheme);
    changeForm();
    applyTheme();
    m_plot->setMessage(tr("Calculating\u2026"));
}

void SpectrumPanel::build() {
    m_bar->setFixedHeight(kSpectrumBarHeight);
    auto* row = new QHBoxLayout(m_bar);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(8);
    m_quantity = addChoice(tr("Quantity"), tr("What is drawn of each frequency"),
                           {tr("Amplitude"), tr("Power density")});
    m_scale = addChoice(tr("Scale"), tr("The scale of the levels"), {tr("dB"), tr("Linear")});
    m_frequencies = addChoice(tr("Frequencies"), tr("The scale of the frequencies"),
                              {tr("Linear in Hz"), tr("Logarithmic in Hz")});
    m_window = addChoice(
        tr("Window"),
        tr("Flat top for exact amplitudes, Hann for most things, Blackman-Harris "
           "for small lines beside large ones"),
        {tr("Hann"), tr("Hamming"), tr("Blackman-Harris"), tr("Flat top"), tr("Rectangular")});
    m_note = new QLabel(m_bar);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_close = new QToolButton(m_bar);
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close the spectrum"));
    m_close->setToolTip(tr("Close (F)"));
    connect(m_close, &QToolButton::clicked, this, &SpectrumPanel::closed);
    for (QComboBox* choice : m_choices)
        row->addWidget(choice);
    row->addWidget(m_note, 1);
    row->addWidget(m_close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_plot, 1);
    column->addWidget(m_figures);
    connect(m_window, &QComboBox::currentIndexChanged, this, &SpectrumPanel::refresh);
    for (QComboBox* choice : {m_quantity, m_scale, m_frequencies})
        connect(choice, &QComboBox::currentIndexChanged, this, &SpectrumPanel::changeForm);
}

QComboBox* SpectrumPanel::addChoice(const QString& name, const QString& toolTip,
                                    const QStringList& choices) {
    auto* box = new QComboBox(m_bar);
    box->addItems(choices);
    box->setAccessibleName(name);
    box->view()->setAccessibleName(name);
    box->setToolTip(toolTip);
    box->setFixedHeight(kSpectrumControl);
    m_choices.push_back(box);
    return box;
}

void SpectrumPanel::changeForm() {
    m_plot->setForm(static_cast<SpectrumQuantity>(m_quantity->currentIndex()),
                    static_cast<SpectrumScale>(m_scale->currentIndex()),
                    static_cast<PlainPlot::AxisKind>(m_frequencies->currentIndex()));
    showFigures();
}

SpectrumPanel::Asked SpectrumPanel::wanted() const {
    Asked asked;
    const ColumnWindow& window = m_view.frame().window;
    const std::int64_t start = m_view.source().start().steadyNs;
    asked.span = {start + window.fromNs(), start + window.toNs()};
    asked.channels = m_view.channels();
    if (asked.channels.size() > kMostCurves) asked.channels.resize(kMostCurves);
    asked.window = static_cast<FftWindow>(m_window->currentIndex());
    for (const auto& [id, device] : m_view.frame().devices)
        asked.samples += device.track.history().sampleCount(id, asked.span);
    return asked;
}

void SpectrumPanel::refresh() {
    if (!isVisible() || m_worker.isBusy()) return;
    Asked asked = wanted();
    if (asked == m_asked) return;
    m_asked = asked;
    std::vector<std::int64_t> gaps;
    for (const ChartChannel& channel : asked.channels)
        gaps.push_back(m_view.frame().devices.at(channel.device).track.gapNs());
    m_worker.ask([this, asked, gaps](const engine::SampleStore& store, const StopAsked& stop,
                                     const SampleWorker::Tell& tell) {
        std::vector<Calculated> results;
        for (std::size_t i = 0; i < asked.channels.size() && !stop(); ++i) {
            Calculated result;
            result.channel = asked.channels[i];
            const ChannelKey key(result.channel.device, result.channel.channel);
            if (auto samples =
                    readUniform({store, asked.span, gaps[i], stop}, key, result.problem)) {
                result.spectrum = spectrumOf(samples->values, samples->rateHz, asked.window);
                result.peaks = peaksOf(result.spectrum, asked.window, kMostPeaks);
                samples->values.clear();
                result.samples = std::move(*samples);
            }
            results.push_back(std::move(result));
        }
        tell([this, results = std::move(results)] { take(results); });
    });
}

void SpectrumPanel::take(const std::vector<Calculated>& results) {
    std::vector<SpectrumCurve> curves;
    QStringList sentences;
    for (const Calculated& result : results) {
        sentences << sentenceOf(result);
        if (result.spectrum.samples == 0) continue;
        curves.push_back({result.channel.name, result.channel.unit,
                          m_theme.channelColor(result.channel.slot, result.channel.colour),
                          result.spectrum, result.peaks});
    }
    if (m_view.channels().size() > results.size())
        sentences << tr("The first %n channels are shown.", nullptr,
                        static_cast<int>(results.size()));
    m_plot->setMessage(!curves.empty()   ? QString()
                       : results.empty() ? tr("No channel is shown.")
                                         : sentences.join(QLatin1Char('\n')));
    m_plot->setCurves(std::move(curves));
    m_note->setText(sentences.join(QStringLiteral(" \u00b7 ")));
    m_note->setToolTip(sentences.join(QLatin1Char('\n')));
    m_note->setAccessibleName(m_note->text());
    showFigures();
}

QString SpectrumPanel::sentenceOf(const Calculated& result) const {
    using Kind = SpacingProblem::Kind;
    const QString& name = result.channel.name;
    const TimeScale& scale = m_view.frame().time;
    const std::int64_t start = m_view.source().start().steadyNs;
    const auto when = [&](std::int64_t ns) { return cursorTimeText(scale, ns - start, 1'000'000); };
    switch (result.problem.kind) {
        case Kind::TooFew:
            return tr("%1: 16 samples are needed, %n are in view. Show a longer time.", nullptr,
                      static_cast<int>(result.problem.samples))
                .arg(name);
        case Kind::Gap:
            return tr("%1: no spectrum across a gap (%2, %3 to %4). Show a time without it.")
                .arg(name,
                     result.problem.gap ? gapWord(result.problem.gap->reason) : tr("no samples"),
                     when(result.problem.silenceFromNs), when(result.problem.silenceToNs));
        case Kind::Stopped: return {};
        case Kind::None: break;
    }
    const QString rate = frequencyText(result.samples.rateHz);
    const QString count = countText(result.spectrum.samples);
    if (result.samples.isCut)
        return tr("%1: the newest %2 samples in view, at %3").arg(name, count, rate);
    switch (result.samples.spacing) {
        case Spacing::Even: return tr("%1: %2 samples at %3").arg(name, count, rate);
        case Spacing::Bursts:
            return tr("%1: %2 samples at %3, came in bursts, taken as even").arg(name, count, rate);
        case Spacing::Interpolated: break;
    }
    return tr("%1: %2 samples at %3, uneven by up to %4, interpolated")
        .arg(name, count, rate, percentText(result.samples.unevenness));
}

void SpectrumPanel::showFigures() {
    std::vector<FigureRow::Figure> figures;
    if (const auto at = m_plot->crosshair(); at && !m_plot->curves().empty()) {
        figures.push_back({tr("f"), frequencyText(at->x()), true});
        for (const SpectrumCurve& curve : m_plot->curves())
            figures.push_back(
                {curve.name, m_plot->shownText(curve, m_plot->binAt(curve, at->x()))});
    }
    m_figures->setFigures(figures);
    m_figures->setHint(tr("Levels at the crosshair; the mean is taken out"));
}

QString SpectrumPanel::note() const {
    return m_note->text();
}

void SpectrumPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_timer.start(kCalculateEveryMs);
    refresh();
}

void SpectrumPanel::hideEvent(QHideEvent* event) {
    m_timer.stop();
    m_worker.cancel();
    m_asked = {};
    QWidget::hideEvent(event);
}

void SpectrumPanel::applyTheme() {
    for (QComboBox* choice : m_choices)
        choice->setFont(m_theme.smallFont());
    m_note->setFont(m_theme.smallFont());
    m_close->setIcon(m_theme.icon(QStringLiteral("close")));
    m_asked = {};
    refresh();
}

QJsonObject SpectrumPanel::state() const {
    return {{QStringLiteral("window"), m_window->currentIndex()},
            {QStringLiteral("quantity"), m_quantity->currentIndex()},
            {QStringLiteral("scale"), m_scale->currentIndex()},
            {QStringLiteral("frequencies"), m_frequencies->currentIndex()}};
}

void SpectrumPanel::restore(const QJsonObject& state) {
    const auto choose = [&](QComboBox* box, const QString& key) {
        box->setCurrentIndex(std::clamp(state.value(key).toInt(), 0, box->count() - 1));
    };
    choose(m_window, QStringLiteral("window"));
    choose(m_quantity, QStringLiteral("quantity"));
    choose(m_scale, QStringLiteral("scale"));
    choose(m_frequencies, QStringLiteral("frequencies"));
}

}  // namespace telemetryhub::ui
