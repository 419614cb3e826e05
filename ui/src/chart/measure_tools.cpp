// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/measure_tools.h"

#include <QAction>
#include <QJsonObject>
#include <QMenu>
#include <QSplitter>
#include <QVBoxLayout>

#include "chart/chart_cursors.h"
#include "chart/chart_saver.h"
#include "chart/chart_source.h"
#include "chart/chart_trigger.h"
#include "chart/chart_view.h"
#include "chart/event_marks.h"
#include "chart/figure_row.h"
#include "chart/limit_lines.h"
#include "chart/measure_words.h"
#include "chart/span_meter.h"
#include "chart/spectrum_panel.h"
#include "chart/trigger_bar.h"
#include "chart/xy_panel.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {
constexpr int kPanelShare = 45;  ///< of the plots, in percent
}

MeasureTools::MeasureTools(ChartView& view, const Theme& theme, QWidget* parent)
    : m_view(view),
      m_theme(theme),
      m_limits(std::make_unique<LimitLines>(view, theme)),
      m_marks(std::make_unique<EventMarks>(view, theme)),
      m_cursors(std::make_unique<ChartCursors>(view, theme)),
      m_meter(std::make_unique<SpanMeter>(view)),
      m_trigger(std::make_unique<ChartTrigger>(view, theme)),
      m_saver(std::make_unique<ChartSaver>(view, *this, parent)),
      m_figures(new FigureRow(theme, parent)),
      m_above(new QWidget(parent)),
      m_plots(new QSplitter(Qt::Vertical, parent)) {
    static_cast<QSplitter*>(m_plots)->addWidget(&view);
    static_cast<QSplitter*>(m_plots)->setChildrenCollapsible(false);
    static_cast<QSplitter*>(m_plots)->setHandleWidth(4);
    auto* above = new QVBoxLayout(m_above);
    above->setContentsMargins(0, 0, 0, 0);
    above->setSpacing(0);
    m_figures->hide();
    setUpCursors();
    setUpTrigger(parent);
    setUpPanels();
    setUpMarks(parent);
}

// They look at the trigger and at the view.
MeasureTools::~MeasureTools() {
    delete m_triggerBar;
    delete m_spectrum;
    delete m_xy;
}

QWidget* MeasureTools::barAbove() const {
    return m_above;
}

QWidget* MeasureTools::barBelow() const {
    return m_figures;
}

QWidget* MeasureTools::plots() const {
    return m_plots;
}

QAction* MeasureTools::addTool(const QString& icon, const QString& text, const QString& toolTip) {
    auto* action = new QAction(text, &m_view);
    action->setProperty("icon-name", icon);
    action->setIcon(m_theme.icon(icon));
    action->setToolTip(toolTip);
    m_tools.push_back(action);
    return action;
}

// Single letters act only while the plots have the focus.
QAction* MeasureTools::addKey(const char* name, const QString& text,
                              const QList<QKeySequence>& keys, std::function<void()> act) {
    auto* action = new QAction(text, &m_view);
    action->setObjectName(QLatin1String(name));
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, std::move(act));
    m_view.addAction(action);
    m_keyed.push_back(action);
    return action;
}

void MeasureTools::fillMenu(QMenu& menu) const {
    for (QAction* action : m_keyed)
        menu.addAction(action);
}

void MeasureTools::setUpCursors() {
    m_cursorTool = addTool(QStringLiteral("cursors"), tr("Cursors"),
                           tr("Two cursors and what is between them (A and B set them, Esc clears, "
                              "Ctrl+Left and Ctrl+Right move)"));
    m_cursorTool->setCheckable(true);
    connect(m_cursorTool, &QAction::triggered, this, [this](bool on) {
        if (on)
            m_cursors->setBoth();
        else
            m_cursors->clear();
    });
    addKey("chart.setCursorA", tr("Set cursor A"), {QKeySequence(Qt::Key_A)},
           [this] { m_cursors->setHere(Cursor::A); });
    addKey("chart.setCursorB", tr("Set cursor B"), {QKeySequence(Qt::Key_B)},
           [this] { m_cursors->setHere(Cursor::B); });
    addKey("chart.moveTheCursorLeft", tr("Move the cursor left"),
           {QKeySequence(Qt::CTRL | Qt::Key_Left)}, [this] { m_cursors->move(-1); });
    addKey("chart.moveTheCursorRight", tr("Move the cursor right"),
           {QKeySequence(Qt::CTRL | Qt::Key_Right)}, [this] { m_cursors->move(1); });
    connect(m_cursors.get(), &ChartCursors::changed, this, &MeasureTools::cursorsChanged);
    connect(m_meter.get(), &SpanMeter::measured, this, &MeasureTools::showFigures);
    connect(&m_view, &ChartView::spanChanged, this, &MeasureTools::showFigures);
}

void MeasureTools::setUpMarks(QWidget* parent) {
    QAction* tool = addTool(QStringLiteral("bell"), tr("Marks and limits"),
                            tr("Marks of events (N and Shift+N go from one to the next), limits"));
    auto* menu = new QMenu(parent);
    m_marksShown = menu->addAction(tr("Marks of events"));
    m_limitsShown = menu->addAction(tr("Limits and usual ranges"));
    for (QAction* action : {m_marksShown, m_limitsShown}) {
        action->setCheckable(true);
        action->setChecked(true);
    }
    connect(m_marksShown, &QAction::toggled, m_marks.get(), &EventMarks::setShown);
    connect(m_limitsShown, &QAction::toggled, m_limits.get(), &LimitLines::setShown);
    connect(menu, &QMenu::triggered, this, &MeasureTools::stateChanged);
    tool->setMenu(menu);
    addKey("chart.nextMark", tr("Next mark"), {QKeySequence(Qt::Key_N)},
           [this] { m_marks->chooseNext(); });
    addKey("chart.previousMark", tr("Previous mark"), {QKeySequence(Qt::SHIFT | Qt::Key_N)},
           [this] { m_marks->choosePrevious(); });
    connect(m_marks.get(), &EventMarks::chosenChanged, this, &MeasureTools::showFigures);
    connect(m_marks.get(), &EventMarks::chosenChanged, this, &MeasureTools::eventChosen);
}

void MeasureTools::setUpTrigger(QWidget* parent) {
    m_triggerTool = addTool(QStringLiteral("trigger"), tr("Trigger"),
                            tr("Stand still where a channel passes a value (T)"));
    m_triggerTool->setCheckable(true);
    m_triggerBar = new TriggerBar(*m_trigger, m_view, m_theme, parent);
    m_triggerBar->hide();
    m_above->layout()->addWidget(m_triggerBar);
    connect(m_triggerTool, &QAction::toggled, this, &MeasureTools::setTriggerShown);
    connect(m_triggerTool, &QAction::toggled, this, &MeasureTools::stateChanged);
    connect(m_triggerBar, &TriggerBar::closed, this, [this] { setTriggerShown(false); });
    addKey("chart.trigger", tr("Trigger"), {QKeySequence(Qt::Key_T)},
           [this] { m_triggerTool->toggle(); });
}

void MeasureTools::setTriggerShown(bool shown) {
    m_triggerBar->setVisible(shown);
    m_triggerTool->setChecked(shown);
    if (shown && m_trigger->state() == TriggerState::Off) m_trigger->arm();
    if (!shown) m_view.setFocus();
}

void MeasureTools::setUpPanels() {
    QAction* xy = addTool(QStringLiteral("xy"), tr("XY plot"),
                          tr("One channel over another in the time that is shown (Y)"));
    m_xy = new XyPanel(m_view, m_theme, m_plots);
    addPanel("chart.xy", xy, m_xy, Qt::Key_Y);
    connect(m_xy, &XyPanel::closed, xy, [xy] { xy->setChecked(false); });
    QAction* spectrum = addTool(QStringLiteral("fft"), tr("Spectrum"),
                                tr("The frequencies in the time that is shown (F)"));
    m_spectrum = new SpectrumPanel(m_view, m_theme, m_plots);
    addPanel("chart.spectrum", spectrum, m_spectrum, Qt::Key_F);
    connect(m_spectrum, &SpectrumPanel::closed, spectrum,
            [spectrum] { spectrum->setChecked(false); });
}

// The lanes keep more than half of the room.
void MeasureTools::showPanel(QWidget& panel, bool shown) {
    panel.setVisible(shown);
    if (!shown) return;
    const int all = m_plots->height();
    const bool both = m_spectrum->isVisible() && m_xy->isVisible();
    const int part = all * kPanelShare / (both ? 200 : 100);
    static_cast<QSplitter*>(m_plots)->setSizes({all - (both ? 2 : 1) * part,
                                                m_xy->isVisible() ? part : 0,
                                                m_spectrum->isVisible() ? part : 0});
}

QAction* MeasureTools::addPanel(const char* name, QAction* tool, QWidget* panel, Qt::Key key) {
    panel->hide();
    tool->setCheckable(true);
    connect(tool, &QAction::toggled, this, [this, panel](bool on) { showPanel(*panel, on); });
    connect(tool, &QAction::toggled, this, &MeasureTools::stateChanged);
    connect(tool, &QAction::toggled, &m_view, [this](bool on) {
        if (!on) m_view.setFocus();
    });
    return addKey(name, tool->text(), {QKeySequence(key)}, [tool] { tool->toggle(); });
}

QJsonObject MeasureTools::state() const {
    return {{QStringLiteral("marks"), m_marks->isShown()},
            {QStringLiteral("limits"), m_limits->isShown()},
            {QStringLiteral("trigger"), m_triggerBar->state()},
            {QStringLiteral("spectrum"), m_spectrum->state()}};
}

void MeasureTools::restore(const QJsonObject& state) {
    m_marksShown->setChecked(state.value(QStringLiteral("marks")).toBool(true));
    m_limitsShown->setChecked(state.value(QStringLiteral("limits")).toBool(true));
    m_triggerBar->restore(state.value(QStringLiteral("trigger")).toObject());
    m_spectrum->restore(state.value(QStringLiteral("spectrum")).toObject());
}

void MeasureTools::cursorsChanged() {
    const auto a = m_cursors->time(Cursor::A);
    const auto b = m_cursors->time(Cursor::B);
    m_cursorTool->setChecked(a || b);
    if (a && b)
        m_meter->setSpan(std::pair(*a, *b));
    else
        m_meter->setSpan({});
    showFigures();
}

void MeasureTools::showFigures() {
    const TimeScale& scale = m_view.frame().time;
    const std::int64_t step = m_view.frame().window.stepNs;
    const auto a = m_cursors->time(Cursor::A);
    const auto b = m_cursors->time(Cursor::B);
    std::vector<FigureRow::Figure> figures;
    if (a) figures.push_back({tr("A"), cursorTimeText(scale, *a, step), true});
    if (b) figures.push_back({tr("B"), cursorTimeText(scale, *b, step), true});
    if (a && b) {
        figures.push_back({tr("\u0394t"), timeDifferenceText(*b - *a), false, true});
        if (*a != *b)
            figures.push_back(
                {tr("1/\u0394t"), frequencyText(1e9 / std::abs(static_cast<double>(*b - *a)))});
    }
    const QString mark = m_marks->chosenText();
    m_figures->setFigures(figures);
    m_figures->setHint(!mark.isEmpty() ? mark
                       : a && b        ? tr("\u0394, min, max, mean between A and B")
                                       : tr("A and B set the cursors, Esc clears"));
    m_figures->setVisible(!figures.empty() || !mark.isEmpty());
}

bool MeasureTools::clear() {
    if (m_cursors->isAny()) {
        m_cursors->clear();
        return true;
    }
    if (m_marks->chosenText().isEmpty()) return false;
    m_marks->clearChoice();
    return true;
}

}  // namespace telemetryhub::ui
