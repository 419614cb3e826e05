// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chart_pages.h"

#include <algorithm>

#include <QAction>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMenu>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "chart/chart_source.h"
#include "chart/chart_tabs.h"
#include "chart/chart_view.h"
#include "chart/live_chart.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr int kTabRowHeight = 28;
constexpr int kUndoShownMs = 20'000;
constexpr std::size_t kMostClosed = 20;
constexpr QLatin1String kPagesKey("charts/pages");
constexpr QLatin1String kCurrentKey("charts/current");

}  // namespace

ChartPages::ChartPages(std::unique_ptr<ChartSource> source, const ChannelCatalog& catalog,
                       const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_source(std::move(source)),
      m_catalog(catalog),
      m_theme(theme),
      m_tabRow(new QWidget(this)),
      m_tabs(new ChartTabs(m_tabRow)),
      m_add(new QToolButton(m_tabRow)),
      m_undo(new QToolButton(m_tabRow)),
      m_undoTimer(new QTimer(this)),
      m_stack(new QStackedWidget(this)) {
    setObjectName(QStringLiteral("charts"));
    setAccessibleName(tr("Charts"));
    buildTabRow();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tabRow);
    column->addWidget(m_stack, 1);
    buildActions();
    m_overview = insertPage(0, tr("Overview"), PanelChannels::Start::Usual);
    showPage(0);
}

// The charts look at the source, which is a member: they have to go first.
ChartPages::~ChartPages() {
    disconnect(m_following);
    m_tabs->disconnect(this);
    for (ChartGrid* grid : m_grids)
        grid->disconnect(this);
    delete m_stack;
}

void ChartPages::buildTabRow() {
    m_tabRow->setFixedHeight(kTabRowHeight);
    m_tabRow->setAutoFillBackground(true);
    m_tabRow->setBackgroundRole(QPalette::Shadow);
    m_add->setIcon(m_theme.icon(QStringLiteral("plus")));
    m_add->setToolTip(tr("New page of charts (Ctrl+T)"));
    m_add->setAccessibleName(tr("New page of charts"));
    m_undo->setAccessibleName(tr("Undo closing"));
    m_undo->setToolTip(tr("Bring back what was closed last (Ctrl+Shift+T)"));
    m_undo->setIcon(m_theme.icon(QStringLiteral("reset")));
    m_undo->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_undo->hide();
    for (QToolButton* button : {m_add, m_undo}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setFixedHeight(24);
    }
    auto* row = new QHBoxLayout(m_tabRow);
    row->setContentsMargins(0, 0, 8, 0);
    row->setSpacing(4);
    row->addWidget(m_tabs);
    row->addWidget(m_add);
    row->addStretch(1);
    row->addWidget(m_undo);
    m_undoTimer->setSingleShot(true);
    connect(m_undoTimer, &QTimer::timeout, m_undo, &QWidget::hide);
    connect(m_add, &QToolButton::clicked, this, &ChartPages::addPage);
    connect(m_undo, &QToolButton::clicked, this, &ChartPages::undoClose);
    connect(m_tabs, &QTabBar::currentChanged, this, &ChartPages::showPage);
    connect(m_tabs, &QTabBar::tabMoved, this, &ChartPages::movePage);
    connect(m_tabs, &ChartTabs::renamed, this, &ChartPages::renamePage);
    connect(m_tabs, &ChartTabs::closeAsked, this, &ChartPages::closePage);
    connect(m_tabs, &ChartTabs::menuAsked, this, &ChartPages::showPageMenu);
}

void ChartPages::addAction(const char* name, const QString& text, const QList<QKeySequence>& keys,
                           void (ChartPages::*act)()) {
    auto* action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, act);
    QWidget::addAction(action);
    m_actions << action;
}

void ChartPages::buildActions() {
    const auto ctrl = [](Qt::Key key) { return QKeySequence(Qt::CTRL | key); };
    const auto shift = [](Qt::Key key) { return QKeySequence(Qt::CTRL | Qt::SHIFT | key); };
    addAction("chart.newPage", tr("&New page"), {ctrl(Qt::Key_T)}, &ChartPages::addPage);
    addAction("chart.renamePage", tr("&Rename page"), {QKeySequence(Qt::Key_F2)},
              &ChartPages::renameCurrent);
    addAction("chart.closePage", tr("&Close page"), {ctrl(Qt::Key_W)}, &ChartPages::closeCurrent);
    addAction("chart.undoClosing", tr("&Undo closing"), {shift(Qt::Key_T)}, &ChartPages::undoClose);
    addAction("chart.nextPage", tr("Ne&xt page"), {ctrl(Qt::Key_PageDown)}, &ChartPages::nextPage);
    addAction("chart.previousPage", tr("&Previous page"), {ctrl(Qt::Key_PageUp)},
              &ChartPages::previousPage);
    addAction("chart.nextPanel", tr("Next p&anel"), {QKeySequence(Qt::ALT | Qt::Key_Right)},
              &ChartPages::nextPanel);
    addAction("chart.previousPanel", tr("Previous pane&l"), {QKeySequence(Qt::ALT | Qt::Key_Left)},
              &ChartPages::previousPanel);
}

void ChartPages::fillMenu(QMenu& menu) const {
    menu.addActions(m_actions);
}

int ChartPages::pageCount() const {
    return static_cast<int>(m_grids.size());
}

int ChartPages::currentPage() const {
    return m_tabs->currentIndex();
}

void ChartPages::setCurrentPage(int page) {
    m_tabs->setCurrentIndex(page);
}

QString ChartPages::pageName(int page) const {
    return m_tabs->tabText(page);
}

void ChartPages::renamePage(int page, const QString& name) {
    m_tabs->setTabText(page, name);
    m_tabs->setTabToolTip(page, tr("%1 (double click or F2: rename)").arg(name));
    emit stateChanged();
}

ChartGrid& ChartPages::grid(int page) const {
    return *m_grids[static_cast<std::size_t>(page)];
}

ChartPanel& ChartPages::activePanel() const {
    return grid(currentPage()).activePanel();
}

QString ChartPages::freeName() const {
    for (int number = 1;; ++number) {
        QString name = tr("Page %1").arg(number);
        bool taken = false;
        for (int page = 0; page < pageCount(); ++page)
            taken |= pageName(page) == name;
        if (!taken) return name;
    }
}

ChartGrid* ChartPages::insertPage(int place, const QString& name, PanelChannels::Start start) {
    auto* grid = new ChartGrid(*m_source, m_catalog, m_theme, start, m_stack);
    m_stack->addWidget(grid);
    m_grids.insert(m_grids.begin() + place, grid);
    connect(grid, &ChartGrid::activePanelChanged, this, [this, grid] {
        if (m_stack->currentWidget() == grid) watchActivePanel();
    });
    connect(grid, &ChartGrid::stateChanged, this, &ChartPages::stateChanged);
    connect(grid, &ChartGrid::exportAsked, this, &ChartPages::exportAsked);
    connect(grid, &ChartGrid::eventChosen, this, &ChartPages::eventChosen);
    connect(grid, &ChartGrid::closing, this, [this, grid] {
        rememberClosed({{}, 0, grid->state(), grid}, tr("Undo: panel closed"));
    });
    m_tabs->insertTab(place, name);
    m_tabs->setTabToolTip(place, tr("%1 (double click or F2: rename)").arg(name));
    return grid;
}

void ChartPages::addPage() {
    if (pageCount() >= kMostPages) return;
    insertPage(pageCount(), freeName(), PanelChannels::Start::Empty);
    setCurrentPage(pageCount() - 1);
    activePanel().setFocus(Qt::OtherFocusReason);
    emit stateChanged();
}

void ChartPages::closePage(int page) {
    if (page < 0 || page >= pageCount() || &grid(page) == m_overview) return;
    ChartGrid* closed = &grid(page);
    const QString name = pageName(page);
    const bool hadFocus = closed->isAncestorOf(focusWidget());
    rememberClosed({name, page, closed->state(), nullptr}, tr("Undo: %1 closed").arg(name));
    m_grids.erase(m_grids.begin() + page);
    m_tabs->removeTab(page);
    showPage(currentPage());
    delete closed;
    if (hadFocus) activePanel().setFocus(Qt::OtherFocusReason);
    emit stateChanged();
}

void ChartPages::rememberClosed(Closed closed, const QString& sentence) {
    if (m_closed.size() == kMostClosed) m_closed.erase(m_closed.begin());
    m_closed.push_back(std::move(closed));
    m_undo->setText(sentence);
    m_undo->show();
    m_undoTimer->start(kUndoShownMs);
}

void ChartPages::undoClose() {
    m_undo->hide();
    if (m_closed.empty()) return;
    const Closed closed = std::move(m_closed.back());
    m_closed.pop_back();
    if (closed.name.isEmpty()) {
        if (closed.grid) closed.grid->restore(closed.state);
        emit stateChanged();
        return;
    }
    const int place = std::min(closed.page, pageCount());
    insertPage(place, closed.name, PanelChannels::Start::Empty)->restore(closed.state);
    setCurrentPage(place);
    emit stateChanged();
}

void ChartPages::movePage(int from, int to) {
    ChartGrid* grid = m_grids[static_cast<std::size_t>(from)];
    m_grids.erase(m_grids.begin() + from);
    m_grids.insert(m_grids.begin() + to, grid);
    emit stateChanged();
}

// Tabs are told before the page of a new one exists.
void ChartPages::showPage(int page) {
    if (page < 0 || page >= pageCount() || m_tabs->count() != pageCount()) return;
    m_stack->setCurrentWidget(&grid(page));
    setFocusProxy(&grid(page));
    watchActivePanel();
}

void ChartPages::watchActivePanel() {
    disconnect(m_following);
    m_following = connect(&activePanel().chart().view(), &ChartView::followingChanged, this,
                          &ChartPages::followingChanged);
    emit activePanelChanged();
    emit followingChanged(isFollowing());
}

void ChartPages::showPageMenu(int page, QPoint globalPlace) {
    setCurrentPage(page);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu);
    menu->popup(globalPlace);
}

void ChartPages::renameCurrent() {
    m_tabs->rename(currentPage());
}

void ChartPages::closeCurrent() {
    closePage(currentPage());
}

void ChartPages::nextPage() {
    setCurrentPage((currentPage() + 1) % pageCount());
    activePanel().setFocus(Qt::ShortcutFocusReason);
}

void ChartPages::previousPage() {
    setCurrentPage((currentPage() + pageCount() - 1) % pageCount());
    activePanel().setFocus(Qt::ShortcutFocusReason);
}

void ChartPages::nextPanel() {
    grid(currentPage()).goToPanel(1);
}

void ChartPages::previousPanel() {
    grid(currentPage()).goToPanel(-1);
}

bool ChartPages::isFollowing() const {
    return activePanel().chart().view().view().isFollowing();
}

engine::TimeSpan ChartPages::visibleSpan() const {
    return activePanel().chart().view().visibleSpan();
}

void ChartPages::jumpTo(std::int64_t steadyNs) {
    for (ChartPanel* panel : grid(currentPage()).panels())
        panel->chart().jumpTo(steadyNs);
}

void ChartPages::follow() {
    activePanel().chart().view().follow();
}

void ChartPages::pause() {
    activePanel().chart().view().pause();
}

void ChartPages::saveState(QSettings& settings) const {
    QJsonArray pages;
    for (int page = 0; page < pageCount(); ++page) {
        QJsonObject state = grid(page).state();
        state.insert(QStringLiteral("name"), pageName(page));
        if (&grid(page) == m_overview) state.insert(QStringLiteral("overview"), true);
        pages.append(state);
    }
    settings.setValue(kPagesKey, QJsonDocument(pages).toJson(QJsonDocument::Compact));
    settings.setValue(kCurrentKey, currentPage());
}

void ChartPages::restoreState(QSettings& settings) {
    const QJsonArray pages =
        QJsonDocument::fromJson(settings.value(kPagesKey).toByteArray()).array();
    const auto isOverview = [](const QJsonValue& page) {
        return page.toObject().value(QStringLiteral("overview")).toBool();
    };
    if (std::none_of(pages.begin(), pages.end(), isOverview)) return;
    bool behind = false;
    for (const auto& value : pages) {
        const QJsonObject page = value.toObject();
        const QString name = page.value(QStringLiteral("name")).toString();
        if (!behind && isOverview(value)) {
            behind = true;
            m_overview->restore(page);
            if (!name.isEmpty()) renamePage(pageCount() - 1, name);
            continue;
        }
        if (name.isEmpty() || pageCount() >= kMostPages) continue;
        // Those before the overview push it to the right.
        const int place = behind ? pageCount() : pageCount() - 1;
        insertPage(place, name, PanelChannels::Start::Empty)->restore(page);
    }
    setCurrentPage(std::clamp(settings.value(kCurrentKey).toInt(), 0, pageCount() - 1));
    showPage(currentPage());
}

}  // namespace telemetryhub::ui
