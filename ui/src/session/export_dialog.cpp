// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/export_dialog.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include "devices/message_row.h"
#include "session/background_task.h"
#include "session/export_form.h"
#include "telemetryhub/engine/record/csv_target.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {
constexpr int kExportSteps = 1000;
constexpr int kExportWidth = 620;
}  // namespace

ExportDialog::ExportDialog(ExportOffer offer, const Theme& theme, QWidget* parent)
    : QDialog(parent),
      m_offer(std::move(offer)),
      m_form(new ExportForm(m_offer, theme, this)),
      m_progress(new QProgressBar(this)),
      m_message(new MessageRow(theme, this)) {
    setWindowTitle(m_offer.title);
    setAttribute(Qt::WA_DeleteOnClose);
    m_progress->setRange(0, kExportSteps);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("How much of it is written"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(m_form, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_message);
    layout->addWidget(makeButtons());
    connect(m_form, &ExportForm::changed, this, &ExportDialog::formChanged);
    connect(m_form, &ExportForm::replacementConfirmed, this, [this] {
        m_replaceable = m_form->path();
        updateButtons();
    });
    resize(kExportWidth, sizeHint().height());
    updateButtons();
}

ExportDialog::~ExportDialog() {
    // Its work writes into this object.
    delete m_task;
}

QWidget* ExportDialog::makeButtons() {
    auto* row = new QWidget(this);
    m_folder = new QPushButton(tr("Show &folder"), row);
    m_folder->setAccessibleName(tr("Show the folder of the file"));
    m_close = new QPushButton(row);
    m_export = new QPushButton(row);
    m_export->setDefault(true);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_folder);
    layout->addStretch(1);
    layout->addWidget(m_close);
    layout->addWidget(m_export);
    for (auto* button : {m_folder, m_close})
        button->setAutoDefault(false);
    connect(m_folder, &QPushButton::clicked, this, &ExportDialog::showFolder);
    connect(m_close, &QPushButton::clicked, this, [this] { m_task ? cancel() : reject(); });
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::begin);
    return row;
}

void ExportDialog::formChanged() {
    if (m_replaceable != m_form->path()) m_replaceable.clear();
    m_message->clear();
    m_written.clear();
    updateButtons();
}

void ExportDialog::updateButtons() {
    const bool running = m_task != nullptr;
    const bool replaces = !m_replaceable.isEmpty() && QFileInfo::exists(m_replaceable);
    m_form->setEnabled(!running);
    m_progress->setVisible(running);
    m_folder->setVisible(!m_written.isEmpty());
    m_close->setText(running ? tr("Cancel") : tr("Close"));
    m_export->setText(replaces ? tr("&Replace it") : tr("&Export"));
    m_export->setEnabled(!running && m_form->isComplete());
    for (auto* button : {m_close, m_export})
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
}

void ExportDialog::begin() {
    const QString path = m_form->path();
    if (m_task || !m_form->isComplete()) return;
    if (QFileInfo::exists(path) && m_replaceable != path) {
        m_replaceable = path;
        m_message->say(AlarmLevel::Warning,
                       tr("%1 is there already. It would be kept as %2.")
                           .arg(QDir::toNativeSeparators(path),
                                QFileInfo(path).fileName() + QLatin1Char('~')));
        updateButtons();
        return;
    }
    m_message->clear();
    m_written.clear();
    m_progress->setValue(0);
    m_task = new BackgroundTask(
        [this, path = path.toStdString(),
         what = m_form->what()](const BackgroundTask::Progress& progress) mutable {
            what.progress = progress;
            auto target = engine::openCsvTarget(path);
            if (target)
                m_result.emplace(m_offer.write(what, *target.value()));
            else
                m_result.emplace(target.error());
        },
        this);
    connect(m_task, &BackgroundTask::progressed, this,
            [this](double share) { m_progress->setValue(static_cast<int>(share * kExportSteps)); });
    connect(m_task, &BackgroundTask::finished, this, &ExportDialog::end);
    updateButtons();
}

void ExportDialog::cancel() {
    if (m_task) m_task->cancel();
}

void ExportDialog::end() {
    m_task->deleteLater();
    m_task = nullptr;
    const engine::Result<ExportOutcome> result = std::move(*m_result);
    m_result.reset();
    m_replaceable.clear();
    tell(result);
    updateButtons();
    emit finished();
}

void ExportDialog::tell(const engine::Result<ExportOutcome>& result) {
    if (!result) {
        const bool cancelled = result.error().code == engine::ErrorCode::Stopping;
        m_message->say(cancelled ? AlarmLevel::Info : AlarmLevel::Warning,
                       QString::fromStdString(result.error().detail));
        return;
    }
    const ExportOutcome& outcome = result.value();
    m_written = m_form->path();
    QString text = tr("%1 samples were written to %2.")
                       .arg(countText(outcome.samples), QDir::toNativeSeparators(m_written));
    QStringList unread;
    for (const std::string& part : outcome.unread)
        unread << QString::fromStdString(part);
    if (!unread.isEmpty())
        text +=
            QLatin1Char(' ') +
            tr("Left out, because it cannot be read: %1.").arg(unread.join(QStringLiteral("; ")));
    m_message->say(unread.isEmpty() ? AlarmLevel::Info : AlarmLevel::Warning, text);
}

void ExportDialog::showFolder() {
    const QString folder = QFileInfo(m_written).absolutePath();
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
        m_message->say(
            AlarmLevel::Warning,
            tr("Nothing here opens folders. It is in %1.").arg(QDir::toNativeSeparators(folder)));
}

QString ExportDialog::message() const {
    return m_message->text();
}

}  // namespace telemetryhub::ui
