// SPDX-License-Identifier: GPL-3.0-or-later
// What the console says about its rows, how it finds one, and the file that it writes.
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTableView>

#include "console/console_delegate.h"
#include "console/console_panel.h"
#include "panels/device_words.h"
#include "panels/elided_label.h"
#include "panels/text_file.h"
#include "session/background_task.h"
#include "theme/numbers.h"

namespace telemetryhub::ui {
namespace {

enum ConsolePage { NoBytesPage, RowsPage };

}  // namespace

void ConsolePanel::updatePage() {
    const bool nothing = m_filtered->rowCount() == 0;
    m_pages->setCurrentIndex(nothing ? NoBytesPage : RowsPage);
    if (nothing) m_empty->setText(emptyText());
}

QString ConsolePanel::note() const {
    return m_note->text();
}

void ConsolePanel::updateNote() {
    QStringList parts;
    if (m_model->isPaused())
        parts << tr("paused, %n waiting", nullptr, static_cast<int>(m_model->waitingCount()));
    else if (m_model->thinnedBy() > 1)
        parts << tr("showing 1 of %1 lines, nothing is dropped from the ledger")
                     .arg(m_model->thinnedBy());
    if (m_unseen > 0) parts << tr("%1 reads went by unseen").arg(countText(m_unseen));
    if (!m_unwatched.isEmpty()) parts << m_unwatched;
    if (const auto older = m_model->forgottenCount(); older > 0)
        parts << tr("%1 older rows are not kept").arg(countText(older));
    if (parts.isEmpty() && m_filtered->rowCount() > 0)
        parts << (m_filtered->isOff()
                      ? tr("%1 rows").arg(
                            countText(static_cast<std::uint64_t>(m_model->rowCount())))
                      : tr("%1 of %2 rows")
                            .arg(countText(static_cast<std::uint64_t>(m_filtered->rowCount())),
                                 countText(static_cast<std::uint64_t>(m_model->rowCount()))));
    const QString text = parts.join(QStringLiteral(" \u00b7 "));
    if (text != m_note->text()) m_note->setText(text);
}

QString ConsolePanel::emptyText() const {
    const auto* device = m_snapshot && m_device ? m_snapshot->find(*m_device) : nullptr;
    if (!device) return tr("No device yet.");
    const QString name = deviceName(*device);
    if (std::holds_alternative<engine::PushSettings>(device->settings.bus))
        return tr("%1 has no wire: its samples are pushed.").arg(name);
    if (m_model->rowCount() > 0) return tr("No row fits what is shown.");
    switch (device->state) {
        case engine::DeviceState::Idle:
            return tr("%1 is not started. Its bytes appear here when it is.").arg(name);
        case engine::DeviceState::Measuring:
            return tr("No bytes yet; opened %1 ago")
                .arg(ageText(m_snapshot->time.steadyNs - device->since.steadyNs));
        case engine::DeviceState::Error:
        case engine::DeviceState::SafeState: return problemText(*device);
    }
    return {};
}

void ConsolePanel::needleChanged() {
    m_needle = ConsoleNeedle::of(m_find->words(), m_model->form());
    m_delegate->setSought(m_needle.exact && m_model->form() != ConsoleForm::Text
                              ? hexText(m_needle.bytes)
                              : m_find->words());
    m_filtered->setNeedle(m_find->showsOnlyMatches() ? m_needle : ConsoleNeedle());
    m_find->say({});
    m_view->viewport()->update();
    updatePage();
    if (m_snapshot) updateNote();
}

void ConsolePanel::seek(FindBar::Way way) {
    if (m_needle.isEmpty()) return;
    const int count = m_filtered->rowCount();
    const int step = way == FindBar::Way::Next ? 1 : -1;
    const int from = m_view->currentIndex().isValid() ? m_view->currentIndex().row()
                     : step > 0                       ? -1
                                                      : count;
    for (int tried = 1; tried <= count; ++tried) {
        const int row = ((from + step * tried) % count + count) % count;
        if (!m_needle.isIn(m_filtered->rowAt(row).bytes)) continue;
        m_view->setCurrentIndex(m_filtered->index(row, ConsoleModel::Time));
        const bool wrapped = step > 0 ? row <= from : row >= from && from < count;
        m_find->say(wrapped ? tr("from the other end") : QString());
        return;
    }
    m_find->say(tr("not found"));
}

QString ConsolePanel::shownText(const QModelIndexList& rows) const {
    QStringList lines;
    for (const QModelIndex& index : rows)
        lines << consoleLine(m_filtered->rowAt(index.row()), m_model->form());
    return lines.join(QLatin1Char('\n'));
}

void ConsolePanel::askForFile() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    auto* dialog =
        new QFileDialog(this, tr("Save the rows that are shown"), folder, tr("Text (*.txt)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("txt"));
    dialog->selectFile(QStringLiteral("console-%1.txt").arg(stamp));
    connect(dialog, &QFileDialog::fileSelected, this, &ConsolePanel::saveTo);
    dialog->open();
}

void ConsolePanel::saveTo(const QString& path) {
    QModelIndexList rows;
    for (int row = 0; row < m_filtered->rowCount(); ++row)
        rows << m_filtered->index(row, 0);
    const auto bytes = std::make_shared<QByteArray>((shownText(rows) + QLatin1Char('\n')).toUtf8());
    const auto problem = std::make_shared<QString>();
    auto* task = new BackgroundTask(
        [=](const BackgroundTask::Progress&) { *problem = writeWhole(path, *bytes); }, this);
    connect(task, &BackgroundTask::finished, this, [this, task, problem, path] {
        task->deleteLater();
        if (!problem->isEmpty())
            emit refused(*problem);
        else
            emit done(tr("The console was saved into %1.").arg(QDir::toNativeSeparators(path)));
    });
}

}  // namespace telemetryhub::ui
