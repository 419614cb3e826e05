// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/live_chart.h"

#include <functional>

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QTimer>
#include <QToolButton>

#include "chart/chart_gestures.h"
#include "chart/chart_menus.h"
#include "chart/chart_saver.h"
#include "chart/chart_source.h"
#include "chart/chart_view.h"
#include "chart/measure_tools.h"
#include "chart/overview_strip.h"
#include "chart/span_popup.h"
#include "chart/span_words.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr int kToolRowHeight = 36;
constexpr int kControlHeight = 24;
constexpr int kNoteIntervalMs = 250;
constexpr int kOverviewFrom = 220;  ///< a lower chart needs the room itself
constexpr double kKeyZoom = 0.5;
constexpr double kKeyPan = 0.1;
constexpr int kKeyCrosshair = 8;

}  // namespace

LiveChart::LiveChart(const ChartSource& source, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_live(source.isLive()),
      m_view(new ChartView(source, theme, this)),
      m_gestures(new ChartGestures(*m_view, theme, this)),
      m_menus(new ChartMenus(*m_view, *m_gestures, this)),
      m_spanPopup(new SpanPopup(this)),
      m_overview(new OverviewStrip(source, *m_view, theme, this)),
      m_toolRow(new QWidget(this)),
      m_row(new QHBoxLayout),
      m_note(new QLabel(this)),
      m_measure(std::make_unique<MeasureTools>(*m_view, theme, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_toolRow->setFixedHeight(kToolRowHeight);
    m_toolRow->setLayout(m_row);
    // The row fits itself into what there is, and keeps no window wide.
    m_toolRow->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_toolRow->installEventFilter(this);
    column->addWidget(m_toolRow);
    column->addWidget(m_measure->barAbove());
    column->addWidget(m_measure->plots(), 1);
    column->addWidget(m_overview);
    column->addWidget(m_measure->barBelow());
    buildToolRow();
    addKeys();
    setFocusProxy(m_view);

    auto* noteTimer = new QTimer(this);
    connect(noteTimer, &QTimer::timeout, this, [this] {
        if (isVisible()) updateNote();
    });
    noteTimer->start(kNoteIntervalMs);
    connect(m_view, &ChartView::followingChanged, this, &LiveChart::updateTools);
    connect(m_view, &ChartView::spanChanged, this, &LiveChart::updateTools);
    connect(m_view, &ChartView::lanesChanged, this, &LiveChart::updateTools);
    connect(m_view, &ChartView::paceChanged, this, &LiveChart::updateNote);
    connect(&theme, &Theme::changed, this, &LiveChart::applyTheme);
    applyTheme();
    updateTools();
}

LiveChart::~LiveChart() = default;

void LiveChart::buildToolRow() {
    m_row->setContentsMargins(8, 0, 8, 0);
    m_row->setSpacing(2);
    m_follow = addButton(QStringLiteral("play"), tr("Follow"), tr("Follow the present (Space)"));
    m_pause = addButton(QStringLiteral("pause"), tr("Pause"), tr("Stand still (Space)"));
    m_follow->setCheckable(true);
    m_pause->setCheckable(true);
    connect(m_follow, &QToolButton::clicked, m_view, &ChartView::follow);
    connect(m_pause, &QToolButton::clicked, m_view, &ChartView::pause);
    m_follow->setVisible(m_live);
    m_pause->setVisible(m_live);
    if (m_live) addSeparator();

    buildAxisTools();
    addSeparator();
    m_crosshair = addButton(QStringLiteral("cross"), {}, tr("Crosshair (X)"));
    m_crosshair->setCheckable(true);
    connect(m_crosshair, &QToolButton::toggled, m_view, &ChartView::setCrosshairShown);
    for (QAction* action : m_measure->tools())
        addActionButton(action);
    addSeparator();
    auto* copy = addButton(QStringLiteral("copy"), {}, tr("Copy the picture (Ctrl+Shift+C)"));
    connect(copy, &QToolButton::clicked, &m_measure->saver(), &ChartSaver::copyPicture);
    auto* save =
        addButton(QStringLiteral("save"), {}, tr("Save (Ctrl+S), export, print, copy the chart"));
    auto* saveMenu = new QMenu(save);
    m_measure->saver().fillMenu(*saveMenu);
    save->setMenu(saveMenu);
    save->setPopupMode(QToolButton::InstantPopup);
    connect(&m_measure->saver(), &ChartSaver::failed, this, [this](const QString& sentence) {
        m_failure = sentence;
        updateNote();
    });
    connect(&m_measure->saver(), &ChartSaver::exportAsked, this, &LiveChart::exportAsked);
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_row->addWidget(m_note, 1);
}

void LiveChart::buildAxisTools() {
    m_span = addChoice(tr("Window"), tr("How much time is in view (+, −, 0)"));
    connect(m_span, &QToolButton::clicked, this,
            [this] { m_spanPopup->open(*m_span, m_view->view().spanNs()); });
    connect(m_spanPopup, &SpanPopup::spanChosen, m_view, &ChartView::setSpan);
    connect(m_spanPopup, &SpanPopup::allChosen, m_view, &ChartView::showAll);
    const auto addMenu = [this](QToolButton* button, auto fill) {
        auto* menu = new QMenu(button);
        menu->setLayoutDirection(Qt::LeftToRight);
        connect(button, &QToolButton::clicked, menu, [this, button, menu, fill] {
            (m_menus->*fill)(*menu);
            menu->popup(button->mapToGlobal(QPoint(0, button->height())));
        });
    };
    m_fit = addChoice(tr("Y"), tr("Ranges of the value axes (wheel, drag or double click on one)"));
    addMenu(m_fit, &ChartMenus::fillValues);
    m_lanes = addChoice(tr("View"), tr("How channels share lanes (L)"));
    addMenu(m_lanes, &ChartMenus::fillLayouts);
    m_box = addButton(QStringLiteral("zoom"), {},
                      tr("Zoom into a box (Z, or Shift and drag); Backspace goes back"));
    m_box->setCheckable(true);
    connect(m_box, &QToolButton::toggled, m_gestures, &ChartGestures::setBoxArmed);
    connect(m_gestures, &ChartGestures::boxArmedChanged, m_box, &QToolButton::setChecked);
    connect(m_gestures, &ChartGestures::menuAsked, this, &LiveChart::openMenu);
    connect(m_menus, &ChartMenus::changed, this, &LiveChart::updateTools);
}

void LiveChart::addTool(QToolButton* button, const QString& icon) {
    button->setProperty("icon-name", icon);
    button->setAutoRaise(true);
    button->setFixedHeight(kControlHeight);
    button->setFocusPolicy(Qt::TabFocus);
    button->setIcon(m_theme.icon(icon));
    m_iconButtons.push_back(button);
    m_row->addWidget(button);
}

QToolButton* LiveChart::addButton(const QString& icon, const QString& text,
                                  const QString& toolTip) {
    auto* button = new QToolButton(this);
    button->setProperty("icon-name", icon);
    button->setText(text);
    button->setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly
                                              : Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setFixedHeight(kControlHeight);
    button->setToolTip(toolTip);
    button->setAccessibleName(text.isEmpty() ? toolTip : text);
    button->setFocusPolicy(Qt::TabFocus);
    m_iconButtons.push_back(button);
    m_row->addWidget(button);
    return button;
}

QToolButton* LiveChart::addActionButton(QAction* action) {
    QToolButton* button =
        addButton(action->property("icon-name").toString(), {}, action->toolTip());
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAccessibleName(action->text());
    if (action->menu()) {
        button->setPopupMode(QToolButton::InstantPopup);
        button->setMenu(action->menu());
    }
    return button;
}

QToolButton* LiveChart::addChoice(const QString& label, const QString& toolTip) {
    auto* name = new QLabel(label, this);
    name->setForegroundRole(QPalette::PlaceholderText);
    name->setContentsMargins(6, 0, 0, 0);
    m_labels.push_back(name);
    m_row->addWidget(name);
    QToolButton* button = addButton(QStringLiteral("down"), label, toolTip);
    button->setAccessibleName(label);
    // The arrow stands behind the word.
    button->setLayoutDirection(Qt::RightToLeft);
    button->setIconSize({12, 12});
    return button;
}

void LiveChart::openMenu(QPoint place, QPoint globalPlace) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const auto axis = m_view->axisAt(place)) {
        m_menus->addAxis(*menu, *axis);
        menu->addSeparator();
    }
    emit menuOpening(*menu, place);
    m_measure->fillMenu(*menu->addMenu(tr("Measure")));
    m_measure->saver().fillMenu(*menu->addMenu(tr("Save and copy")));
    m_menus->addZoom(*menu);
    menu->popup(globalPlace);
}

void LiveChart::jumpTo(std::int64_t steadyNs) {
    m_view->jumpTo(steadyNs);
    m_crosshair->setChecked(true);
}

void LiveChart::addSeparator() {
    auto* line = new QWidget(this);
    line->setFixedSize(1, 20);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    m_row->addSpacing(4);
    m_row->addWidget(line);
    m_row->addSpacing(4);
}

// Single letters act only while the plots have the focus.
void LiveChart::addKey(const char* name, const QString& text, const QList<QKeySequence>& keys,
                       std::function<void()> act) {
    auto* action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, std::move(act));
    m_view->addAction(action);
}

void LiveChart::addKeys() {
    const auto key = [](Qt::Key code) { return QKeySequence(code); };
    const auto shift = [](Qt::Key code) { return QKeySequence(Qt::SHIFT | code); };
    addKey("chart.followOrPause", tr("Follow or pause"), {key(Qt::Key_Space)},
           [this] { toggleFollow(); });
    addKey("chart.zoomIn", tr("Zoom in"), {key(Qt::Key_Plus), key(Qt::Key_Equal)},
           [this] { m_view->zoom(kKeyZoom); });
    addKey("chart.zoomOut", tr("Zoom out"), {key(Qt::Key_Minus)},
           [this] { m_view->zoom(1 / kKeyZoom); });
    addKey("chart.showAll", tr("Show all"), {key(Qt::Key_0)}, [this] { m_view->showAll(); });
    addKey("chart.earlier", tr("Earlier"), {key(Qt::Key_Left)}, [this] { m_view->pan(-kKeyPan); });
    addKey("chart.later", tr("Later"), {key(Qt::Key_Right)}, [this] { m_view->pan(kKeyPan); });
    addKey("chart.firstSample", tr("First sample"), {key(Qt::Key_Home)},
           [this] { m_view->home(); });
    addKey("chart.newest", m_live ? tr("Present") : tr("Last sample"), {key(Qt::Key_End)},
           [this] { m_view->follow(); });
    addKey("chart.lanesOrOnePlot", tr("Lanes or one plot"), {key(Qt::Key_L)},
           [this] { toggleLanes(); });
    addKey("chart.zoomIntoABox", tr("Zoom into a box"), {key(Qt::Key_Z)},
           [this] { m_box->toggle(); });
    addKey("chart.undoTheZoom", tr("Undo the zoom"), {key(Qt::Key_Backspace)}, [this] {
        m_gestures->undo();
        updateTools();
    });
    addKey("chart.crosshair", tr("Crosshair"), {key(Qt::Key_X)}, [this] { toggleCrosshair(); });
    addKey("chart.crosshairLeft", tr("Crosshair left"), {shift(Qt::Key_Left)},
           [this] { m_view->moveCrosshair(-kKeyCrosshair); });
    addKey("chart.crosshairRight", tr("Crosshair right"), {shift(Qt::Key_Right)},
           [this] { m_view->moveCrosshair(kKeyCrosshair); });
    addKey("chart.clearCursorsAndCrosshair", tr("Clear cursors and crosshair"),
           {key(Qt::Key_Escape)}, [this] {
               if (m_gestures->isBoxArmed())
                   m_gestures->setBoxArmed(false);
               else if (!m_measure->clear())
                   m_crosshair->setChecked(false);
           });
}

void LiveChart::toggleFollow() {
    if (m_view->view().isFollowing())
        m_view->pause();
    else
        m_view->follow();
}

void LiveChart::toggleLanes() {
    m_view->setLaneLayout(m_view->laneLayout() == LaneLayout::OnePlot ? LaneLayout::Lanes
                                                                      : LaneLayout::OnePlot);
    updateTools();
}

void LiveChart::toggleCrosshair() {
    m_crosshair->toggle();
}

void LiveChart::updateTools() {
    const ViewState& view = m_view->view();
    m_follow->setChecked(view.isFollowing());
    m_pause->setChecked(!view.isFollowing());
    m_span->setText(view.showsAll() ? tr("All") : spanText(view.spanNs()));
    m_fit->setText(m_menus->valuesName());
    m_lanes->setText(ChartMenus::layoutName(m_view->laneLayout()));
    updateOverview();
    updateNote();
    emit looksChanged();
}

QString LiveChart::note() const {
    QStringList parts;
    if (!m_failure.isEmpty()) parts.append(m_failure);
    if (m_live && !m_view->view().isFollowing())
        parts.append(tr("paused · %1 behind").arg(ageText(m_view->behindNs())));
    if (const int divisor = m_view->pace().divisor(); divisor > 1)
        parts.append(tr("drawing is slow: 1 of %1 frames").arg(divisor));
    return parts.join(QStringLiteral(" · "));
}

void LiveChart::updateNote() {
    m_note->setText(note());
}

void LiveChart::applyTheme() {
    for (QToolButton* button : m_iconButtons) {
        const QIcon icon = m_theme.icon(button->property("icon-name").toString());
        if (button->defaultAction()) button->defaultAction()->setIcon(icon);
        button->setIcon(icon);
        button->setFont(m_theme.smallFont());
    }
    for (QLabel* label : m_labels)
        label->setFont(m_theme.smallFont());
    m_note->setFont(m_theme.smallFont());
}

void LiveChart::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    updateOverview();
}

void LiveChart::updateOverview() {
    m_overview->setVisible(height() >= kOverviewFrom && !m_view->channels().empty());
}

// Words go before tools do: first those beside the choices, then those of the buttons.
void LiveChart::fitTools() {
    for (const bool labels : {true, false}) {
        for (QLabel* label : m_labels)
            label->setVisible(labels);
        for (const bool words : {true, false}) {
            for (QToolButton* button : {m_follow, m_pause})
                button->setToolButtonStyle(words ? Qt::ToolButtonTextBesideIcon
                                                 : Qt::ToolButtonIconOnly);
            m_row->invalidate();
            if (m_row->minimumSize().width() <= m_toolRow->width()) return;
            if (labels) break;
        }
    }
}

bool LiveChart::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_toolRow && event->type() == QEvent::Resize) fitTools();
    return QWidget::eventFilter(watched, event);
}

bool LiveChart::savePictureTo(const QString& path) {
    return m_measure->saver().savePictureTo(path);
}

}  // namespace telemetryhub::ui
