// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordings/recordings_panel.h"

#include <algorithm>

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>

#include "panels/elided_label.h"
#include "panels/recording_words.h"
#include "panels/row_painting.h"
#include "recordings/recordings_delegate.h"
#include "session/background_task.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kRecordingsWords = 260;
/// Narrower than this size and length go to the tool tip.
constexpr int kAllColumnsFrom = 560;
constexpr int kDevicesFrom = 700;
constexpr int kButtonsFrom = 400;
constexpr int kLeastRecordings = 240;
constexpr QLatin1String kRecordingsGroup("recordings");

enum RecordingsPage { NoRecordingsPage, RecordingListPage };

/// Finds a recording by its name, devices, day and state.
class RecordingsFilter final : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
        const QString wanted = filterRegularExpression().pattern();
        if (wanted.isEmpty()) return true;
        for (const int column : {RecordingsModel::Name, RecordingsModel::Devices,
                                 RecordingsModel::Start, RecordingsModel::State})
            if (sourceModel()
                    ->index(row, column, parent)
                    .data()
                    .toString()
                    .contains(wanted, Qt::CaseInsensitive))
                return true;
        return false;
    }
};

void setUpRecordingAction(QAction& action, const QIcon& icon, const QString& text,
                          const QKeySequence& keys) {
    action.setIcon(icon);
    action.setText(text);
    action.setShortcut(keys);
    action.setShortcutContext(Qt::WidgetShortcut);
    QString plain = text;
    plain.remove(QLatin1Char('&'));
    const QString shortcut = keys.toString(QKeySequence::NativeText);
    action.setToolTip(shortcut.isEmpty() ? plain : QStringLiteral("%1 (%2)").arg(plain, shortcut));
}

}  // namespace

RecordingsPanel::RecordingsPanel(const QString& folder, QAction& record, const Theme& theme,
                                 QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_scanner(new RecordingsScanner(folder, this)),
      m_model(new RecordingsModel(this)),
      m_filtered(new RecordingsFilter(this)),
      m_pages(new QStackedWidget(this)),
      m_view(new QTreeView(this)) {
    setObjectName(QStringLiteral("recordingsPanel"));
    setMinimumWidth(kLeastRecordings);
    m_filtered->setSourceModel(m_model);
    m_filtered->setSortRole(RecordingsModel::SortRole);
    setUpActions();
    setUpView();
    m_pages->addWidget(makeEmptyPage(record));
    m_pages->addWidget(m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar(record));
    layout->addWidget(m_pages, 1);
    layout->addWidget(makeUndoRow());
    layout->addWidget(makeFoot());
    connect(m_scanner, &RecordingsScanner::listed, this,
            [this](const std::vector<RecordingFile>& files) {
                m_listed = true;
                m_model->setFiles(files);
                updatePage();
            });
    connect(m_scanner, &RecordingsScanner::read, this, [this](const RecordingsScanner::Read& read) {
        m_model->setFacts(read);
        updateActions();
    });
    connect(&theme, &Theme::changed, this, &RecordingsPanel::applyTheme);
    applyTheme();
    updatePage();
    updateActions();
}

void RecordingsPanel::setUpActions() {
    const auto icon = [this](const char* name) { return m_theme.icon(QLatin1String(name)); };
    setUpRecordingAction(open, icon("folder"), tr("&Open"), QKeySequence(Qt::Key_Return));
    setUpRecordingAction(replay, icon("replay"), tr("Re&play"), {});
    setUpRecordingAction(exportCsv, icon("save"), tr("&Export as CSV\u2026"), {});
    setUpRecordingAction(reveal, icon("folder"), tr("Show the &folder"), {});
    setUpRecordingAction(rename, icon("edit"), tr("Re&name\u2026"), QKeySequence(Qt::Key_F2));
    setUpRecordingAction(remove, icon("trash"), tr("Move to the &trash"),
                         QKeySequence(QKeySequence::Delete));
    setUpRecordingAction(undoRemove, icon("replay"), tr("&Undo"), QKeySequence(QKeySequence::Undo));
    replay.setToolTip(tr("Play its devices again, as if it happened now"));
    // The view tells Enter itself; a shortcut would take it from the search.
    m_view->addActions({&rename, &remove, &undoRemove});
    const auto first = [this] { return selectedPaths().value(0); };
    connect(&open, &QAction::triggered, this, [this, first] { emit openAsked(first()); });
    connect(&replay, &QAction::triggered, this, [this, first] { emit replayAsked(first()); });
    connect(&exportCsv, &QAction::triggered, this, [this, first] { emit exportAsked(first()); });
    connect(&reveal, &QAction::triggered, this, &RecordingsPanel::openFolder);
    connect(&rename, &QAction::triggered, this, &RecordingsPanel::askForName);
    connect(&remove, &QAction::triggered, this, &RecordingsPanel::removeSelected);
    connect(&undoRemove, &QAction::triggered, this, &RecordingsPanel::restoreRemoved);
}

void RecordingsPanel::setUpView() {
    m_view->setModel(m_filtered);
    m_view->setItemDelegate(new RecordingsDelegate(m_theme, this));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setRootIsDecorated(false);
    m_view->setItemsExpandable(false);
    m_view->setUniformRowHeights(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(tr("Recordings"));
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(RecordingsModel::Start, Qt::DescendingOrder);
    QHeaderView* header = m_view->header();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(RecordingsModel::Name, QHeaderView::Stretch);
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setToolTip(tr("A click sorts"));
    connect(m_view, &QWidget::customContextMenuRequested, this, &RecordingsPanel::openMenu);
    connect(m_view, &QAbstractItemView::activated, &open, &QAction::trigger);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RecordingsPanel::updateActions);
}

QWidget* RecordingsPanel::makeBar(QAction& record) {
    auto* bar = new QWidget(this);
    m_words = new QLineEdit(bar);
    m_words->setPlaceholderText(tr("Search by name, device, day"));
    m_words->setAccessibleName(tr("Search recordings"));
    m_words->setToolTip(tr("Show recordings that have these words (Ctrl+F)"));
    m_words->setClearButtonEnabled(true);
    m_words->setMaximumWidth(kRecordingsWords);
    m_words->addAction(m_theme.icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString& words) {
        m_filtered->setFilterFixedString(words);
        updatePage();
    });
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(m_words, 1);
    layout->addStretch();
    for (QAction* action : {&record, &open, &replay, &exportCsv}) {
        auto* button = new QToolButton(bar);
        button->setDefaultAction(action);
        button->setToolButtonStyle(action == &record ? Qt::ToolButtonTextBesideIcon
                                                     : Qt::ToolButtonIconOnly);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
        layout->addWidget(button);
        m_buttons << button;
    }
    auto* more = new QToolButton(bar);
    more->setIcon(m_theme.icon(QStringLiteral("more")));
    more->setAccessibleName(tr("More about the recording"));
    more->setToolTip(tr("Rename, show the folder, move to the trash"));
    more->setAutoRaise(true);
    more->setFocusPolicy(Qt::TabFocus);
    connect(more, &QToolButton::clicked, this, [this, more] {
        openMenu(m_view->viewport()->mapFromGlobal(more->mapToGlobal(QPoint(0, more->height()))));
    });
    layout->addWidget(more);
    return bar;
}

QWidget* RecordingsPanel::makeEmptyPage(QAction& record) {
    auto* page = new QWidget(this);
    m_empty = new QLabel(page);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    auto* button = new QPushButton(record.icon(), record.text(), page);
    button->setAccessibleName(tr("Record"));
    button->setToolTip(record.toolTip());
    connect(button, &QPushButton::clicked, &record, &QAction::trigger);
    connect(&record, &QAction::changed, button, [button, &record] {
        button->setText(record.text());
        button->setIcon(record.icon());
        button->setEnabled(record.isEnabled());
        button->setToolTip(record.toolTip());
    });
    button->setEnabled(record.isEnabled());
    m_recordButton = button;
    auto* layout = new QVBoxLayout(page);
    layout->addStretch();
    layout->addWidget(m_empty);
    layout->addWidget(button, 0, Qt::AlignHCenter);
    layout->addStretch();
    return page;
}

QWidget* RecordingsPanel::makeUndoRow() {
    m_undoRow = new QWidget(this);
    m_undoText = new ElidedLabel(m_undoRow);
    auto* undo = new QPushButton(tr("&Undo"), m_undoRow);
    undo->setAccessibleName(tr("Undo the removal"));
    undo->setToolTip(tr("Bring it back (Ctrl+Z in the list)"));
    connect(undo, &QPushButton::clicked, this, &RecordingsPanel::restoreRemoved);
    auto* layout = new QHBoxLayout(m_undoRow);
    layout->setContentsMargins(kRowEdge, 4, 8, 4);
    layout->addWidget(m_undoText, 1);
    layout->addWidget(undo);
    m_undoRow->hide();
    return m_undoRow;
}

QWidget* RecordingsPanel::makeFoot() {
    auto* foot = new QWidget(this);
    m_count = new ElidedLabel(foot);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QHBoxLayout(foot);
    layout->setContentsMargins(kRowEdge, 4, kRowEdge, 4);
    layout->addWidget(m_count, 1);
    return foot;
}

void RecordingsPanel::openMenu(const QPoint& place) {
    auto* menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addActions({&open, &replay, &exportCsv});
    menu->addSeparator();
    menu->addActions({&rename, &reveal});
    menu->addSeparator();
    menu->addActions({&remove, &undoRemove});
    menu->popup(m_view->viewport()->mapToGlobal(place));
}

QStringList RecordingsPanel::selectedPaths() const {
    QModelIndexList rows = m_view->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList paths;
    for (const QModelIndex& index : rows)
        paths << index.data(RecordingsModel::RowRole).value<const RecordingRow*>()->file.path;
    return paths;
}

void RecordingsPanel::select(const QString& path) {
    const int row = m_model->rowOf(path);
    if (row >= 0) m_view->setCurrentIndex(m_filtered->mapFromSource(m_model->index(row, 0)));
}

void RecordingsPanel::display(const std::shared_ptr<const engine::Snapshot>& snapshot) {
    const auto& recording = snapshot->recording;
    const QString running =
        recording && isRunning(*recording) ? QString::fromStdString(recording->path) : QString();
    if (running != m_runningPath) {
        m_scanner->forget(m_runningPath);
        m_runningPath = running;
        fitColumns();
        m_scanner->look();
    }
    if (!isVisible()) return;
    m_model->display(*snapshot);
    updateFoot();
}

void RecordingsPanel::updateActions() {
    const QStringList paths = selectedPaths();
    const bool one = paths.size() == 1;
    const bool running = std::any_of(paths.begin(), paths.end(), [this](const QString& path) {
        return m_model->row(m_model->rowOf(path)).facts.kind == RecordingKind::Running;
    });
    for (QAction* action : {&open, &replay, &exportCsv})
        action->setEnabled(one);
    reveal.setEnabled(!m_scanner->folder().isEmpty());
    rename.setEnabled(one && !running);
    remove.setEnabled(!paths.isEmpty() && !running);
    remove.setToolTip(running ? tr("It is being recorded: stop the recording first")
                              : tr("Move to the trash; it can be undone (Del)"));
    undoRemove.setEnabled(!m_trashed.empty());
}

void RecordingsPanel::updatePage() {
    const bool nothing = m_filtered->rowCount() == 0;
    m_pages->setCurrentIndex(nothing ? NoRecordingsPage : RecordingListPage);
    updateFoot();
    if (!nothing) return;
    const bool filtered = m_model->rowCount() > 0;
    m_recordButton->setVisible(!filtered && m_listed);
    if (filtered)
        m_empty->setText(tr("No recording fits the search."));
    else if (m_scanner->folder().isEmpty())
        m_empty->setText(tr("This window was started without recording."));
    else if (!m_listed)
        m_empty->setText(tr("Looking for recordings\u2026"));
    else
        m_empty->setText(tr("No recording yet. They go into %1.")
                             .arg(QDir::toNativeSeparators(m_scanner->folder())));
}

void RecordingsPanel::updateFoot() {
    const int count = m_model->rowCount();
    QString text;
    if (count > 0)
        text = tr("%n in all \u00b7 %1 \u00b7 %2", nullptr, count)
                   .arg(bytesText(m_model->totalBytes()),
                        QDir::toNativeSeparators(m_scanner->folder()));
    if (text != m_count->text()) m_count->setText(text);
}

void RecordingsPanel::run(Job job, std::function<void()> then) {
    const auto problem = std::make_shared<QString>();
    auto* task = new BackgroundTask(
        [problem, job = std::move(job)](const BackgroundTask::Progress&) { *problem = job(); },
        this);
    connect(task, &BackgroundTask::finished, this, [this, task, problem, then = std::move(then)] {
        task->deleteLater();
        if (!problem->isEmpty()) emit refused(*problem);
        then();
        m_scanner->look();
    });
}

void RecordingsPanel::removeSelected() {
    const QStringList paths = selectedPaths();
    if (paths.isEmpty()) return;
    const auto trashed = std::make_shared<std::vector<TrashedFile>>();
    run([paths, trashed] { return trashRecordings(paths, *trashed); },
        [this, trashed] {
            if (trashed->empty()) return;
            m_trashed = *trashed;
            int count = 0;
            for (const TrashedFile& file : m_trashed)
                count += file.isCompanion ? 0 : 1;
            m_undoText->setText(count == 1
                                    ? tr("%1 is in the trash.")
                                          .arg(QFileInfo(m_trashed.front().from).completeBaseName())
                                    : tr("%1 recordings are in the trash.").arg(count));
            m_undoRow->show();
            updateActions();
        });
}

void RecordingsPanel::restoreRemoved() {
    if (m_trashed.empty()) return;
    run([trashed = std::exchange(m_trashed, {})] { return restoreTrashed(trashed); },
        [this] { updateActions(); });
    m_undoRow->hide();
}

void RecordingsPanel::askForName() {
    const QString path = selectedPaths().value(0);
    if (path.isEmpty()) return;
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename the recording"));
    dialog->setLabelText(tr("New name:"));
    dialog->setTextValue(QFileInfo(path).completeBaseName());
    dialog->setOkButtonText(tr("&Rename"));
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, path](const QString& name) { renameTo(path, name); });
    dialog->open();
}

void RecordingsPanel::renameTo(const QString& path, const QString& name) {
    run([path, name] { return renameRecording(path, name); }, [] {});
}

void RecordingsPanel::openFolder() {
    QDir().mkpath(m_scanner->folder());
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(m_scanner->folder())))
        emit refused(tr("Nothing here opens folders. The recordings are in %1.")
                         .arg(QDir::toNativeSeparators(m_scanner->folder())));
}

void RecordingsPanel::focusFilter() {
    m_words->setFocus(Qt::ShortcutFocusReason);
    m_words->selectAll();
}

// The window has a Ctrl+F too; here it means this list.
bool RecordingsPanel::event(QEvent* event) {
    const bool isKey =
        event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (isKey && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Find)) {
        if (event->type() == QEvent::KeyPress) focusFilter();
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void RecordingsPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_scanner->look();
}

void RecordingsPanel::saveState(QSettings& settings) const {
    settings.beginGroup(kRecordingsGroup);
    settings.setValue(QStringLiteral("sortColumn"), m_view->header()->sortIndicatorSection());
    settings.setValue(QStringLiteral("sortOrder"),
                      static_cast<int>(m_view->header()->sortIndicatorOrder()));
    settings.endGroup();
}

void RecordingsPanel::restoreState(QSettings& settings) {
    settings.beginGroup(kRecordingsGroup);
    const int column =
        settings.value(QStringLiteral("sortColumn"), int{RecordingsModel::Start}).toInt();
    const int order = settings.value(QStringLiteral("sortOrder"), int{Qt::DescendingOrder}).toInt();
    settings.endGroup();
    m_view->sortByColumn(std::clamp(column, 0, RecordingsModel::ColumnCount - 1),
                         order == Qt::AscendingOrder ? Qt::AscendingOrder : Qt::DescendingOrder);
}

void RecordingsPanel::applyTheme() {
    setOwnBrush(*m_view, QPalette::Base, m_theme.colors().surface);
    m_view->setFont(m_theme.smallFont());
    m_model->setHeaderFont(m_theme.smallFont());
    m_count->setFont(m_theme.smallFont());
    fitColumns();
}

void RecordingsPanel::fitColumns() {
    const QFontMetrics metrics(semibold(m_theme.smallFont()));
    const auto widthOf = [&](const char* text) {
        return metrics.horizontalAdvance(QLatin1String(text)) + 24;
    };
    const bool all = width() >= kAllColumnsFrom;
    // What goes stands in the menu too.
    const bool isRoomy = width() >= kButtonsFrom;
    m_buttons.first()->setToolButtonStyle(isRoomy ? Qt::ToolButtonTextBesideIcon
                                                  : Qt::ToolButtonIconOnly);
    for (QToolButton* button : m_buttons.mid(1))
        button->setVisible(isRoomy);
    m_view->setColumnHidden(RecordingsModel::Start, !isRoomy);
    m_view->setColumnHidden(RecordingsModel::Size, !all);
    m_view->setColumnHidden(RecordingsModel::Span, !all);
    m_view->setColumnHidden(RecordingsModel::Devices, width() < kDevicesFrom);
    const int running =
        m_runningPath.isEmpty()
            ? widthOf("Interrupted")
            : std::min(widthOf("Recording 00:00:00 . 0 000 samples/s . 0.00 s to"), width() / 3);
    m_view->setColumnWidth(RecordingsModel::State, running + 26);
    m_view->setColumnWidth(RecordingsModel::Start, widthOf("0000-00-00 00:00:00"));
    m_view->setColumnWidth(RecordingsModel::Span, widthOf("000:00:00"));
    m_view->setColumnWidth(RecordingsModel::Devices, width() / 5);
    m_view->setColumnWidth(RecordingsModel::Size, widthOf("000 MB "));
}

void RecordingsPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitColumns();
}

}  // namespace telemetryhub::ui
