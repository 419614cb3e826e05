// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/live_chart.h"

#include <array>
#include <functional>

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QTimer>
#include <QToolButton>

#include "chart/chart_saver.h"
#include "chart/chart_source.h"
#include "chart/chart_view.h"
#include "chart/measure_tools.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr std::array<std::int64_t, 6> kSpans{10 * kSecond, 30 * kSecond, kMinute,
                                             5 * kMinute,  15 * kMinute, kHour};
constexpr int kToolRowHeight = 36;
constexpr int kControlHeight = 24;
constexpr int kNoteIntervalMs = 250;
constexpr int kNarrow = 760;  ///< below, the tools lose their labels
constexpr double kKeyZoom = 0.5;
constexpr double kKeyPan = 0.1;
constexpr int kKeyCrosshair = 8;

QString spanText(std::int64_t ns) {
    if (ns < kSecond) {
        const double ms = static_cast<double>(ns) / 1e6;
        return withUnit(valueText(ms, ms < 100 ? 1 : 0), QStringLiteral("ms"));
    }
    const bool whole = ns % kSecond == 0 || ns >= kMinute;
    if (!whole)
        return withUnit(valueText(static_cast<double>(ns) / kSecond, 1), QStringLiteral("s"));
    if (ns % kHour == 0) return withUnit(QString::number(ns / kHour), QStringLiteral("h"));
    if (ns % kMinute == 0) return withUnit(QString::number(ns / kMinute), QStringLiteral("min"));
    return durationText(ns);
}

}  // namespace

LiveChart::LiveChart(const ChartSource& source, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_live(source.isLive()),
      m_view(new ChartView(source, theme, this)),
      m_row(new QHBoxLayout),
      m_note(new QLabel(this)),
      m_measure(std::make_unique<MeasureTools>(*m_view, theme, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QWidget(this);
    row->setFixedHeight(kToolRowHeight);
    row->setLayout(m_row);
    column->addWidget(row);
    column->addWidget(m_measure->barAbove());
    column->addWidget(m_measure->plots(), 1);
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

    std::vector<Choice> spans;
    spans.reserve(kSpans.size() + 1);
    for (const std::int64_t span : kSpans)
        spans.push_back({spanText(span), [this, span] { m_view->setSpan(span); }});
    spans.push_back({tr("All"), [this] { m_view->showAll(); }});
    m_span = addMenu(tr("Window"), spans);
    m_fit = addMenu(tr("Y"), {{tr("Auto"), [this] { m_view->setRangeFit(RangeFit::Calm); }},
                              {tr("Tight"), [this] { m_view->setRangeFit(RangeFit::Tight); }}});
    m_lanes = addMenu(tr("View"),
                      {{tr("Lanes"), [this] { m_view->setLaneLayout(LaneLayout::Lanes); }},
                       {tr("One plot"), [this] { m_view->setLaneLayout(LaneLayout::OnePlot); }}});
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

QToolButton* LiveChart::addMenu(const QString& label, const std::vector<Choice>& choices) {
    auto* name = new QLabel(label, this);
    name->setForegroundRole(QPalette::PlaceholderText);
    name->setContentsMargins(6, 0, 0, 0);
    m_labels.push_back(name);
    m_row->addWidget(name);
    QToolButton* button = addButton(QStringLiteral("down"), choices.front().text, label);
    button->setAccessibleName(label);
    // The arrow stands behind the word.
    button->setLayoutDirection(Qt::RightToLeft);
    auto* menu = new QMenu(button);
    menu->setLayoutDirection(Qt::LeftToRight);
    for (const Choice& choice : choices) {
        menu->addAction(choice.text, this, [this, act = choice.choose] {
            act();
            updateTools();
        });
    }
    button->setIconSize({12, 12});
    connect(button, &QToolButton::clicked, menu,
            [button, menu] { menu->popup(button->mapToGlobal(QPoint(0, button->height()))); });
    return button;
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
void LiveChart::addKey(const QString& text, const QList<QKeySequence>& keys,
                       std::function<void()> act) {
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, std::move(act));
    m_view->addAction(action);
}

void LiveChart::addKeys() {
    const auto key = [](Qt::Key code) { return QKeySequence(code); };
    const auto shift = [](Qt::Key code) { return QKeySequence(Qt::SHIFT | code); };
    addKey(tr("Follow or pause"), {key(Qt::Key_Space)}, [this] { toggleFollow(); });
    addKey(tr("Zoom in"), {key(Qt::Key_Plus), key(Qt::Key_Equal)},
           [this] { m_view->zoom(kKeyZoom); });
    addKey(tr("Zoom out"), {key(Qt::Key_Minus)}, [this] { m_view->zoom(1 / kKeyZoom); });
    addKey(tr("Show all"), {key(Qt::Key_0)}, [this] { m_view->showAll(); });
    addKey(tr("Earlier"), {key(Qt::Key_Left)}, [this] { m_view->pan(-kKeyPan); });
    addKey(tr("Later"), {key(Qt::Key_Right)}, [this] { m_view->pan(kKeyPan); });
    addKey(tr("First sample"), {key(Qt::Key_Home)}, [this] { m_view->home(); });
    addKey(m_live ? tr("Present") : tr("Last sample"), {key(Qt::Key_End)},
           [this] { m_view->follow(); });
    addKey(tr("Lanes or one plot"), {key(Qt::Key_L)}, [this] { toggleLanes(); });
    addKey(tr("Crosshair"), {key(Qt::Key_X)}, [this] { toggleCrosshair(); });
    addKey(tr("Crosshair left"), {shift(Qt::Key_Left)},
           [this] { m_view->moveCrosshair(-kKeyCrosshair); });
    addKey(tr("Crosshair right"), {shift(Qt::Key_Right)},
           [this] { m_view->moveCrosshair(kKeyCrosshair); });
    addKey(tr("Clear cursors and crosshair"), {key(Qt::Key_Escape)}, [this] {
        if (!m_measure->clear()) m_crosshair->setChecked(false);
    });
}

void LiveChart::toggleFollow() {
    if (m_view->view().isFollowing())
        m_view->pause();
    else
        m_view->follow();
}

void LiveChart::toggleLanes() {
    m_view->setLaneLayout(m_view->laneLayout() == LaneLayout::Lanes ? LaneLayout::OnePlot
                                                                    : LaneLayout::Lanes);
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
    m_fit->setText(m_view->rangeFit() == RangeFit::Calm ? tr("Auto") : tr("Tight"));
    m_lanes->setText(m_view->laneLayout() == LaneLayout::Lanes ? tr("Lanes") : tr("One plot"));
    updateNote();
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
    for (QLabel* label : m_labels)
        label->setVisible(width() >= kNarrow);
}

bool LiveChart::savePictureTo(const QString& path) {
    return m_measure->saver().savePictureTo(path);
}

}  // namespace telemetryhub::ui
