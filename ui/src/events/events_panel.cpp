// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/events_panel.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "events/event_words.h"
#include "events/events_delegate.h"
#include "events/events_export.h"
#include "panels/device_words.h"
#include "panels/elided_label.h"
#include "panels/row_painting.h"
#include "theme/numbers.h"
#include "theme/shown_time.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

using engine::EventKind;
using engine::Severity;

constexpr int kEventHeight = 24;
constexpr int kShapeColumn = 28;
constexpr int kSourceColumn = 130;
/// Narrower than this the source joins the text.
constexpr int kSourceFrom = 460;
constexpr int kWordsWidth = 260;
constexpr int kLeastEvents = 240;
constexpr QLatin1String kEventsGroup("events");

enum EventsPage { NoEventsPage, EventListPage };

void setUpEventAction(QAction& action, const QString& text, const QKeySequence& keys) {
    action.setText(text);
    action.setShortcut(keys);
    action.setShortcutContext(Qt::WidgetShortcut);
    const QString shortcut = keys.toString(QKeySequence::NativeText);
    QString plain = text;
    plain.remove(QLatin1Char('&'));
    action.setToolTip(shortcut.isEmpty() ? plain : QStringLiteral("%1 (%2)").arg(plain, shortcut));
}

}  // namespace

EventsPanel::EventsPanel(engine::Hub& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_gateway(gateway),
      m_theme(theme),
      m_model(new EventsModel(this)),
      m_filtered(new EventsFilter(this)),
      m_delegate(new EventsDelegate(theme, this)),
      m_pages(new QStackedWidget(this)),
      m_view(new QTreeView(this)) {
    setObjectName(QStringLiteral("eventsPanel"));
    setMinimumWidth(kLeastEvents);
    m_filtered->setSourceModel(m_model);
    setUpActions();
    setUpView();
    auto* emptyPage = new QWidget(this);
    m_empty = new QLabel(emptyPage);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    auto* all = new QPushButton(tr("&Show all"), emptyPage);
    all->setAccessibleName(tr("Show all events"));
    all->setToolTip(tr("Take the filter away"));
    connect(all, &QPushButton::clicked, this, &EventsPanel::showAll);
    m_showAll = all;
    auto* emptyLayout = new QVBoxLayout(emptyPage);
    emptyLayout->addStretch();
    emptyLayout->addWidget(m_empty);
    emptyLayout->addWidget(all, 0, Qt::AlignHCenter);
    emptyLayout->addStretch();
    m_pages->addWidget(emptyPage);
    m_pages->addWidget(m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_pages, 1);
    layout->addWidget(makeFoot());
    connect(m_model, &EventsModel::waitingChanged, this, &EventsPanel::waitingChanged);
    connect(m_filtered, &EventsFilter::choiceChanged, this, [this] {
        updateFilterButton();
        updatePage();
    });
    connect(&theme, &Theme::changed, this, &EventsPanel::applyTheme);
    applyTheme();
    updateFilterButton();
    updatePage();
    updateActions();
}

void EventsPanel::setUpActions() {
    setUpEventAction(acknowledge, tr("&Acknowledge"), QKeySequence(Qt::Key_K));
    setUpEventAction(acknowledgeAll, tr("Acknowledge a&ll"), QKeySequence(Qt::SHIFT | Qt::Key_K));
    setUpEventAction(jump, tr("&Jump to the time in the charts"), QKeySequence(Qt::Key_Return));
    setUpEventAction(copy, tr("&Copy"), QKeySequence(QKeySequence::Copy));
    setUpEventAction(exportCsv, tr("&Export what is shown\u2026"), {});
    acknowledgeAll.setToolTip(
        tr("Somebody knows of everything that is bold (Shift+K in the list)"));
    exportCsv.setToolTip(tr("Write the events that are shown into a CSV file"));
    acknowledge.setIcon(m_theme.icon(QStringLiteral("check")));
    acknowledgeAll.setIcon(m_theme.icon(QStringLiteral("check")));
    jump.setIcon(m_theme.icon(QStringLiteral("jump")));
    copy.setIcon(m_theme.icon(QStringLiteral("copy")));
    exportCsv.setIcon(m_theme.icon(QStringLiteral("save")));
    // The view tells Enter itself; a shortcut would take it from the filter.
    m_view->addActions({&acknowledge, &acknowledgeAll, &copy});
    acknowledge.setObjectName(QStringLiteral("events.acknowledge"));
    acknowledgeAll.setObjectName(QStringLiteral("events.acknowledgeAll"));
    for (QAction* action : {&acknowledge, &acknowledgeAll})
        action->setParent(this);
    connect(&acknowledge, &QAction::triggered, this, [this] { acknowledgeRows(selectedRows()); });
    connect(&acknowledgeAll, &QAction::triggered, this, [this] {
        std::vector<int> rows;
        for (int row = 0; row < m_model->rowCount(); ++row)
            rows.push_back(row);
        acknowledgeRows(rows);
    });
    connect(&jump, &QAction::triggered, this, [this] { jumpTo(m_view->currentIndex()); });
    connect(&copy, &QAction::triggered, this,
            [this] { QApplication::clipboard()->setText(copiedEvents(rowsOf(selectedRows()))); });
    connect(&exportCsv, &QAction::triggered, this, &EventsPanel::askForFile);
}

void EventsPanel::setUpView() {
    m_view->setModel(m_filtered);
    m_view->setItemDelegate(m_delegate);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setRootIsDecorated(false);
    m_view->setItemsExpandable(false);
    m_view->setUniformRowHeights(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_view->setMouseTracking(true);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(tr("Events"));
    m_view->viewport()->setAttribute(Qt::WA_Hover);
    QHeaderView* header = m_view->header();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(EventsModel::What, QHeaderView::Stretch);
    header->setStretchLastSection(true);
    header->setSectionsClickable(false);
    header->setSectionsMovable(false);
    header->setMinimumSectionSize(24);
    connect(m_view, &QWidget::customContextMenuRequested, this, &EventsPanel::openMenu);
    connect(m_view, &QAbstractItemView::activated, this, &EventsPanel::jumpTo);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &EventsPanel::updateActions);
    connect(m_delegate, &EventsDelegate::jumpClicked, this, &EventsPanel::jumpTo);
    connect(m_delegate, &EventsDelegate::acknowledgeClicked, this,
            [this](const QModelIndex& index) {
                acknowledgeRows({m_filtered->mapToSource(index).row()});
            });
    connect(m_filtered, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) {
                if (first == 0) keepPlace(last - first + 1);
            });
}

/// Who looks at an older row goes on looking at it.
void EventsPanel::keepPlace(int inserted) {
    QScrollBar* bar = m_view->verticalScrollBar();
    if (bar->value() == 0) return;
    const int place = bar->value() + inserted;
    m_view->doItemsLayout();
    bar->setValue(place);
}

QWidget* EventsPanel::makeBar() {
    auto* bar = new QWidget(this);
    m_words = new QLineEdit(bar);
    m_words->setPlaceholderText(tr("Filter by words"));
    m_words->setAccessibleName(tr("Filter events by words"));
    m_words->setToolTip(tr("Show events whose source or sentence has these words (Ctrl+F)"));
    m_words->setClearButtonEnabled(true);
    m_words->setMaximumWidth(kWordsWidth);
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString& words) {
        choose([&](EventChoice& choice) { choice.words = words; });
    });
    m_filterButton = new QToolButton(bar);
    m_filterButton->setIcon(m_theme.icon(QStringLiteral("filter")));
    m_filterButton->setAccessibleName(tr("Which events are shown"));
    m_filterButton->setPopupMode(QToolButton::InstantPopup);
    m_filterButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_filterButton->setAutoRaise(true);
    m_filterButton->setFocusPolicy(Qt::TabFocus);
    auto* filter = new QMenu(m_filterButton);
    connect(filter, &QMenu::aboutToShow, this, [this, filter] { fillFilterMenu(*filter); });
    m_filterButton->setMenu(filter);
    auto* all = new QToolButton(bar);
    all->setDefaultAction(&acknowledgeAll);
    all->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_allButton = all;
    auto* more = new QToolButton(bar);
    more->setIcon(m_theme.icon(QStringLiteral("more")));
    more->setAccessibleName(tr("More about events"));
    more->setToolTip(tr("Copy, export"));
    auto* menu = new QMenu(more);
    menu->addActions({&jump, &acknowledge, &copy, &exportCsv});
    connect(more, &QToolButton::clicked, menu,
            [menu, more] { menu->popup(more->mapToGlobal(QPoint(0, more->height()))); });
    for (auto* button : {all, more}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
    }
    all->setAccessibleName(tr("Acknowledge all"));
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_filterButton);
    layout->addStretch();
    layout->addWidget(all);
    layout->addWidget(more);
    return bar;
}

QWidget* EventsPanel::makeFoot() {
    auto* foot = new QWidget(this);
    m_count = new ElidedLabel(foot);
    m_hint = new ElidedLabel(tr("Enter jumps to the time in the charts"), foot);
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* layout = new QHBoxLayout(foot);
    layout->setContentsMargins(kRowEdge, 4, kRowEdge, 4);
    layout->setSpacing(12);
    for (auto* label : {m_count, m_hint}) {
        label->setForegroundRole(QPalette::PlaceholderText);
        layout->addWidget(label, label == m_count ? 3 : 2);
    }
    return foot;
}

void EventsPanel::display(const std::shared_ptr<const engine::Snapshot>& snapshot) {
    const bool isFirst = !m_snapshot;
    m_snapshot = snapshot;
    if (snapshot->eventCount != m_newest) {
        std::vector<engine::Event> events = m_gateway.events(m_newest);
        if (!events.empty()) m_newest = events.back().number;
        m_model->add(std::move(events), *snapshot);
    }
    m_model->display(*snapshot);
    if (isFirst || m_view->currentIndex().row() < 0) updateActions();
    updatePage();
    updateFoot();
}

std::vector<int> EventsPanel::selectedRows() const {
    std::vector<int> rows;
    const QModelIndexList selected = m_view->selectionModel()->selectedRows();
    for (const QModelIndex& index : selected)
        rows.push_back(m_filtered->mapToSource(index).row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::vector<const EventRow*> EventsPanel::rowsOf(const std::vector<int>& rows) const {
    std::vector<const EventRow*> found;
    found.reserve(rows.size());
    for (const int row : rows)
        found.push_back(&m_model->row(row));
    return found;
}

void EventsPanel::acknowledgeRows(const std::vector<int>& rows) {
    for (const int at : rows) {
        const EventRow& row = m_model->row(at);
        if (!row.waits) continue;
        if (row.alarm.empty()) {
            m_model->acknowledge(at);
        } else if (auto known = m_gateway.acknowledge(row.event.device, row.alarm); !known) {
            emit refused(QString::fromStdString(known.error().detail));
        }
    }
    display(m_gateway.snapshot());
    updateActions();
}

void EventsPanel::jumpTo(const QModelIndex& index) {
    if (!index.isValid()) return;
    const engine::Event& event = index.data(EventsModel::RowRole).value<const EventRow*>()->event;
    emit jumpAsked(event.time.steadyNs, event.device);
}

void EventsPanel::updateActions() {
    const auto rows = selectedRows();
    const auto waits = [this](int row) { return m_model->row(row).waits; };
    acknowledge.setEnabled(std::any_of(rows.begin(), rows.end(), waits));
    acknowledgeAll.setEnabled(m_model->waitingCount() > 0);
    jump.setEnabled(!rows.empty());
    copy.setEnabled(!rows.empty());
    exportCsv.setEnabled(m_filtered->rowCount() > 0);
}

void EventsPanel::updateFilterButton() {
    const EventChoice& choice = m_filtered->choice();
    QString shown = tr("All events");
    if (choice.waitingOnly)
        shown = tr("Not acknowledged");
    else if (!choice.source.isEmpty())
        shown = choice.source;
    else if (choice.kind)
        shown = kindWord(*choice.kind);
    else if (choice.least == Severity::Warning)
        shown = tr("Warnings");
    else if (choice.least == Severity::Critical)
        shown = tr("Critical");
    m_filterButton->setText(
        m_filterButton->fontMetrics().elidedText(shown, Qt::ElideRight, kSourceColumn));
    m_filterButton->setToolTip(tr("Which events are shown: %1").arg(shown));
}

void EventsPanel::updatePage() {
    const bool nothing = m_filtered->rowCount() == 0;
    m_pages->setCurrentIndex(nothing ? NoEventsPage : EventListPage);
    acknowledgeAll.setEnabled(m_model->waitingCount() > 0);
    exportCsv.setEnabled(!nothing);
    if (!nothing) return;
    const bool filtered = m_model->rowCount() > 0;
    m_showAll->setVisible(filtered);
    if (filtered)
        m_empty->setText(tr("No event fits the filter."));
    else if (m_snapshot)
        m_empty->setText(
            tr("Nothing has happened since %1.").arg(clockText(m_snapshot->start.wallNs)));
}

QString EventsPanel::summary() const {
    return m_count->text();
}

void EventsPanel::updateFoot() {
    const QString since = clockText(m_snapshot->start.wallNs);
    QStringList parts;
    if (const int waiting = m_model->waitingCount(); waiting > 0)
        parts << tr("%n not acknowledged (bold)", nullptr, waiting);
    parts << (m_model->addedCount() == 1
                  ? tr("1 event since %1").arg(since)
                  : tr("%1 events since %2").arg(countText(m_model->addedCount()), since));
    if (m_model->hasForgotten()) parts << tr("the oldest are not kept");
    const QString text = parts.join(QStringLiteral(" \u00b7 "));
    if (text == m_count->text()) return;
    m_count->setText(text);
    fitColumns();
}

void EventsPanel::focusFilter() {
    m_words->setFocus(Qt::ShortcutFocusReason);
    m_words->selectAll();
}

void EventsPanel::showAll() {
    m_filtered->setChoice({});
    m_words->clear();
}

void EventsPanel::choose(std::uint64_t number) {
    int row = 0;
    while (row < m_model->rowCount() && m_model->row(row).event.number != number)
        ++row;
    if (row == m_model->rowCount()) return;
    if (!m_filtered->mapFromSource(m_model->index(row, 0)).isValid()) showAll();
    const QModelIndex found = m_filtered->mapFromSource(m_model->index(row, 0));
    m_view->setCurrentIndex(found);
    m_view->scrollTo(found);
}

// The window has a Ctrl+F too; here it means this list.
bool EventsPanel::event(QEvent* event) {
    const bool isKey =
        event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (isKey && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Find)) {
        if (event->type() == QEvent::KeyPress) focusFilter();
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void EventsPanel::saveState(QSettings& settings) const {
    const EventChoice& choice = m_filtered->choice();
    settings.beginGroup(kEventsGroup);
    settings.setValue(QStringLiteral("severity"), static_cast<int>(choice.least));
    settings.setValue(QStringLiteral("kind"), choice.kind ? static_cast<int>(*choice.kind) : -1);
    settings.setValue(QStringLiteral("waitingOnly"), choice.waitingOnly);
    settings.endGroup();
}

void EventsPanel::restoreState(QSettings& settings) {
    settings.beginGroup(kEventsGroup);
    const int severity = settings.value(QStringLiteral("severity"), 0).toInt();
    const int kind = settings.value(QStringLiteral("kind"), -1).toInt();
    const bool waitingOnly = settings.value(QStringLiteral("waitingOnly"), false).toBool();
    settings.endGroup();
    choose([&](EventChoice& choice) {
        choice.least = static_cast<Severity>(std::clamp(severity, 0, 2));
        choice.kind.reset();
        if (kind >= 0 && kind < static_cast<int>(EventKind::Text))
            choice.kind = static_cast<EventKind>(kind);
        choice.waitingOnly = waitingOnly;
    });
}

void EventsPanel::applyTheme() {
    setOwnBrush(*m_view, QPalette::Base, m_theme.colors().surface);
    m_model->setHeaderFont(m_theme.smallFont());
    m_view->setFont(m_theme.smallFont());
    m_count->setFont(m_theme.smallFont());
    m_hint->setFont(m_theme.smallFont());
    m_view->header()->setFixedHeight(
        std::max(kEventHeight, QFontMetrics(m_theme.smallFont()).height() + 6));
    fitColumns();
    m_view->viewport()->update();
}

void EventsPanel::fitColumns() {
    const QFontMetrics metrics(m_theme.smallFont());
    const bool joins = width() < kSourceFrom;
    m_delegate->setSourceJoins(joins);
    m_view->setColumnHidden(EventsModel::Source, joins);
    // The date comes when the events are of more than one day.
    QString time = QStringLiteral("00:00:00.000");
    if (m_model->rowCount() > 0) {
        const std::int64_t oldest = m_model->row(m_model->rowCount() - 1).event.time.wallNs;
        const QString text = eventTimeText(oldest, shownToday());
        if (text.size() > time.size()) time = QStringLiteral("00 MMM ") + time;
    }
    m_view->setColumnWidth(EventsModel::Time, metrics.horizontalAdvance(time) + kRowEdge + 8);
    m_view->setColumnWidth(EventsModel::Shape, kShapeColumn);
    m_view->setColumnWidth(EventsModel::Source, kSourceColumn);
    m_hint->setVisible(!joins);
    for (QToolButton* button : {m_allButton, m_filterButton})
        button->setToolButtonStyle(joins ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
}

void EventsPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitColumns();
}

}  // namespace telemetryhub::ui
