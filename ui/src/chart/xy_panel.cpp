// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/xy_panel.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

#include "chart/chart_source.h"
#include "chart/chart_view.h"
#include "chart/figure_row.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr int kPairEveryMs = 200;
constexpr int kXyBarHeight = 32;
constexpr int kXyControl = 24;

int finerDecimals(const PlainPlot::Axis& axis) {
    return std::min(decimalsForStep(axis.step) + 2, 6);
}

}  // namespace

XyPanel::XyPanel(ChartView& view, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_view(view),
      m_theme(theme),
      m_worker(view.source().storeOpener(), nullptr),
      m_bar(new QWidget(this)),
      m_plot(new XyPlot(theme, this)),
      m_figures(new FigureRow(theme, this)) {
    setAccessibleName(tr("One channel over another"));
    build();
    connect(&m_timer, &QTimer::timeout, this, &XyPanel::refresh);
    connect(&view, &ChartView::lanesChanged, this, &XyPanel::listChannels);
    connect(m_plot, &PlainPlot::crosshairMoved, this, &XyPanel::showFigures);
    connect(&theme, &Theme::changed, this, &XyPanel::applyTheme);
    applyTheme();
    listChannels();
}

void XyPanel::build() {
    m_bar->setFixedHeight(kXyBarHeight);
    auto* row = new QHBoxLayout(m_bar);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(8);
    m_y = addChoice(tr("Y channel"), tr("The channel that is drawn upwards"));
    m_x = addChoice(tr("X channel"), tr("The channel it is drawn over"));
    m_equal = new QCheckBox(tr("Equal axes"), m_bar);
    m_equal->setAccessibleName(m_equal->text());
    m_equal->setToolTip(tr("A unit is as long on both axes"));
    m_note = new QLabel(m_bar);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_close = new QToolButton(m_bar);
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close the XY plot"));
    m_close->setToolTip(tr("Close (Y)"));
    connect(m_close, &QToolButton::clicked, this, &XyPanel::closed);
    //: between the channel that is drawn upwards and the one it is drawn over
    auto* over = new QLabel(tr("over"), m_bar);
    over->setForegroundRole(QPalette::PlaceholderText);
    for (QWidget* one : std::initializer_list<QWidget*>{m_y, over, m_x, m_equal})
        row->addWidget(one);
    row->addWidget(m_note, 1);
    row->addWidget(m_close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_plot, 1);
    column->addWidget(m_figures);
    connect(m_equal, &QCheckBox::toggled, m_plot,
            [this](bool equal) { m_plot->setRatio(equal ? AxisRatio::Equal : AxisRatio::Free); });
}

QComboBox* XyPanel::addChoice(const QString& name, const QString& toolTip) {
    auto* box = new QComboBox(m_bar);
    box->setAccessibleName(name);
    box->view()->setAccessibleName(name);
    box->setToolTip(toolTip);
    box->setFixedHeight(kXyControl);
    connect(box, &QComboBox::currentIndexChanged, this, &XyPanel::refresh);
    return box;
}

void XyPanel::listChannels() {
    const std::array<std::pair<QComboBox*, int>, 2> boxes{{{m_x, 0}, {m_y, 1}}};
    for (const auto& [box, usual] : boxes) {
        const QSignalBlocker quiet(box);
        const QString before = box->currentText();
        box->clear();
        for (const ChartChannel& channel : m_view.channels())
            box->addItem(tr("%1: %2").arg(channel.deviceName, channel.name));
        const int again = box->findText(before);
        box->setCurrentIndex(again >= 0 ? again : std::min(usual, box->count() - 1));
    }
    refresh();
}

void XyPanel::choose(int x, int y) {
    m_x->setCurrentIndex(x);
    m_y->setCurrentIndex(y);
}

std::optional<XyPanel::Asked> XyPanel::wanted() const {
    const auto count = static_cast<int>(m_view.channels().size());
    const int x = m_x->currentIndex();
    const int y = m_y->currentIndex();
    if (x < 0 || y < 0 || x >= count || y >= count) return std::nullopt;
    Asked asked{m_view.channels()[static_cast<std::size_t>(x)],
                m_view.channels()[static_cast<std::size_t>(y)],
                {},
                0};
    const ColumnWindow& window = m_view.frame().window;
    const std::int64_t start = m_view.source().start().steadyNs;
    asked.span = {start + window.fromNs(), start + window.toNs()};
    for (const engine::DeviceId device : {asked.x.device, asked.y.device})
        asked.samples +=
            m_view.frame().devices.at(device).track.history().sampleCount(device, asked.span);
    return asked;
}

void XyPanel::refresh() {
    if (!isVisible() || m_worker.isBusy()) return;
    const std::optional<Asked> asked = wanted();
    if (!asked) {
        m_plot->setMessage(tr("No channel is shown."));
        return;
    }
    if (asked == m_asked) return;
    m_asked = asked;
    const std::int64_t gap = std::max(m_view.frame().devices.at(asked->x.device).track.gapNs(),
                                      m_view.frame().devices.at(asked->y.device).track.gapNs());
    m_worker.ask([this, asked = *asked, gap](const engine::SampleStore& store,
                                             const StopAsked& stop,
                                             const SampleWorker::Tell& tell) {
        XyPairs pairs = readPairs({store, asked.span, gap, stop}, {asked.x.device, asked.x.channel},
                                  {asked.y.device, asked.y.channel}, kMostPoints);
        tell([this, asked, pairs = std::move(pairs)] { take(asked, pairs); });
    });
}

void XyPanel::take(const Asked& asked, XyPairs pairs) {
    const bool none = pairs.points.empty();
    const QString count = countText(pairs.points.size());
    m_note->setText(pairs.every == 1
                        ? tr("%1 points").arg(count)
                        : tr("%1 points, one of %2 samples").arg(count, countText(pairs.every)));
    m_plot->setMessage(
        none ? tr("%1 and %2 have no samples in this time.").arg(asked.y.name, asked.x.name)
             : QString());
    m_plot->setPairs(std::move(pairs), m_theme.channelColor(asked.y.slot, asked.y.colour));
    showFigures();
}

void XyPanel::showFigures() {
    std::vector<FigureRow::Figure> figures;
    if (const auto at = m_plot->crosshair(); at && m_asked && m_plot->message().isEmpty()) {
        figures.push_back(
            {m_asked->x.name,
             withUnit(valueText(at->x(), finerDecimals(m_plot->xAxis())), m_asked->x.unit)});
        figures.push_back(
            {m_asked->y.name,
             withUnit(valueText(at->y(), finerDecimals(m_plot->yAxis())), m_asked->y.unit)});
    }
    m_figures->setFigures(figures);
    m_figures->setHint(tr("The newest point has a ring; what is older is fainter"));
}

QString XyPanel::note() const {
    return m_note->text();
}

void XyPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_timer.start(kPairEveryMs);
    refresh();
}

void XyPanel::hideEvent(QHideEvent* event) {
    m_timer.stop();
    m_worker.cancel();
    m_asked.reset();
    QWidget::hideEvent(event);
}

void XyPanel::applyTheme() {
    for (QWidget* child : m_bar->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
        child->setFont(m_theme.smallFont());
    m_close->setIcon(m_theme.icon(QStringLiteral("close")));
    m_asked.reset();
    refresh();
}

}  // namespace telemetryhub::ui
