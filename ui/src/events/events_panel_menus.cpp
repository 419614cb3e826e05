// SPDX-License-Identifier: GPL-3.0-or-later
// What the list of events offers in menus, and the file that it writes.
#include <QActionGroup>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QStandardPaths>
#include <QTreeView>

#include "events/event_words.h"
#include "events/events_export.h"
#include "events/events_panel.h"
#include "panels/text_file.h"
#include "session/background_task.h"

namespace telemetryhub::ui {
namespace {

using engine::EventKind;
using engine::Severity;

}  // namespace

void EventsPanel::choose(const std::function<void(EventChoice&)>& change) {
    EventChoice choice = m_filtered->choice();
    change(choice);
    m_filtered->setChoice(choice);
}

void EventsPanel::fillFilterMenu(QMenu& menu) {
    menu.clear();
    auto* waiting = menu.addAction(tr("Only what is &not acknowledged"));
    waiting->setCheckable(true);
    waiting->setChecked(m_filtered->choice().waitingOnly);
    connect(waiting, &QAction::toggled, this,
            [this](bool only) { choose([&](EventChoice& choice) { choice.waitingOnly = only; }); });
    menu.addSeparator();
    fillSeverities(menu);
    menu.addSeparator();
    fillKinds(*menu.addMenu(tr("&Kind")));
    fillSources(*menu.addMenu(tr("&Source")));
    menu.addSeparator();
    menu.addAction(tr("Show &all"), this, &EventsPanel::showAll)
        ->setEnabled(!m_filtered->choice().isAll());
}

void EventsPanel::fillSeverities(QMenu& menu) {
    auto* group = new QActionGroup(&menu);
    const auto add = [&](const QString& text, Severity least) {
        auto* action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(m_filtered->choice().least == least);
        group->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, least] { choose([&](EventChoice& choice) { choice.least = least; }); });
    };
    add(tr("&Every severity"), Severity::Info);
    add(tr("&Warnings and critical ones"), Severity::Warning);
    add(tr("&Critical ones"), Severity::Critical);
}

void EventsPanel::fillKinds(QMenu& menu) {
    const auto add = [&](const QString& text, std::optional<EventKind> kind) {
        auto* action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(m_filtered->choice().kind == kind);
        connect(action, &QAction::triggered, this,
                [this, kind] { choose([&](EventChoice& choice) { choice.kind = kind; }); });
    };
    add(tr("Every kind"), std::nullopt);
    menu.addSeparator();
    for (int kind = 0; kind < static_cast<int>(EventKind::Text); ++kind)
        add(kindWord(static_cast<EventKind>(kind)), static_cast<EventKind>(kind));
}

void EventsPanel::fillSources(QMenu& menu) {
    const auto add = [&](const QString& text, const QString& source) {
        auto* action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(m_filtered->choice().source == source);
        connect(action, &QAction::triggered, this,
                [this, source] { choose([&](EventChoice& choice) { choice.source = source; }); });
    };
    add(tr("Every source"), {});
    menu.addSeparator();
    QStringList names;
    for (int row = 0; row < m_model->rowCount(); ++row)
        names << m_model->row(row).source;
    names.removeDuplicates();
    names.sort(Qt::CaseInsensitive);
    for (const QString& name : names)
        add(QString(name).replace(QLatin1Char('&'), QStringLiteral("&&")), name);
}

void EventsPanel::openMenu(const QPoint& place) {
    auto* menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({&jump, &acknowledge, &copy});
    const QModelIndex index = m_view->indexAt(place);
    if (index.isValid()) {
        const QString source = index.siblingAtColumn(EventsModel::Source).data().toString();
        const EventKind kind =
            index.data(EventsModel::RowRole).value<const EventRow*>()->event.kind;
        menu->addSeparator();
        menu->addAction(tr("Only of %1").arg(source), this, [this, source] {
            choose([&](EventChoice& choice) { choice.source = source; });
        });
        menu->addAction(tr("Only %1").arg(kindWord(kind)), this,
                        [this, kind] { choose([&](EventChoice& choice) { choice.kind = kind; }); });
    }
    menu->addSeparator();
    menu->addActions({&acknowledgeAll, &exportCsv});
    menu->popup(m_view->viewport()->mapToGlobal(place));
}

void EventsPanel::askForFile() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    auto* dialog = new QFileDialog(this, tr("Export the events that are shown"), folder,
                                   tr("CSV files (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("events-%1.csv").arg(stamp));
    connect(dialog, &QFileDialog::fileSelected, this, &EventsPanel::exportTo);
    dialog->open();
}

void EventsPanel::exportTo(const QString& path) {
    std::vector<int> shown;
    for (int row = m_filtered->rowCount() - 1; row >= 0; --row)
        shown.push_back(m_filtered->mapToSource(m_filtered->index(row, 0)).row());
    const auto bytes = std::make_shared<QByteArray>(eventsCsv(rowsOf(shown)));
    const auto problem = std::make_shared<QString>();
    auto* task = new BackgroundTask(
        [=](const BackgroundTask::Progress&) { *problem = writeWhole(path, *bytes); }, this);
    const auto count = static_cast<int>(shown.size());
    connect(task, &BackgroundTask::finished, this, [this, task, problem, path, count] {
        task->deleteLater();
        if (!problem->isEmpty())
            emit refused(*problem);
        else
            emit done(tr("Wrote %n event(s) into %1.", nullptr, count)
                          .arg(QDir::toNativeSeparators(path)));
    });
}

}  // namespace telemetryhub::ui
