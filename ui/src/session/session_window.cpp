// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session_window.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "devices/message_row.h"
#include "session/background_task.h"
#include "session/export_dialog.h"
#include "session/session_page.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {
constexpr QSize kSessionSize(1200, 800);
constexpr int kProgressSteps = 1000;
constexpr int kOpeningWidth = 420;

ExportOffer exportOfferOf(const SessionPage& page) {
    const OpenedSession& session = page.session();
    const QFileInfo file(session.path);
    ExportOffer offer;
    offer.title = SessionWindow::tr("Export %1").arg(file.fileName());
    offer.path = file.dir().filePath(file.completeBaseName() + (session.imported
                                                                    ? QStringLiteral(".export.csv")
                                                                    : QStringLiteral(".csv")));
    for (const engine::RecordedDeviceInfo& device : session.view->info().devices) {
        QStringList channels;
        for (const engine::Channel& channel : device.channels->channels())
            channels << QString::fromStdString(channel.name);
        offer.devices.push_back(
            {device.device.id, QString::fromStdString(device.device.name), channels});
    }
    offer.start = session.view->info().start;
    offer.whole = session.span;
    offer.visible = page.visibleSpan();
    // The window's reader belongs to the main thread.
    offer.write = [path = session.view->info().path](
                      const engine::SessionExport& what,
                      engine::CsvTarget& target) -> engine::Result<ExportOutcome> {
        auto reader = engine::SessionReader::open(path);
        if (!reader) return reader.error();
        const auto written = engine::exportSession(*reader.value(), target, what);
        if (!written) return written.error();
        return ExportOutcome{written.value(), reader.value()->info().damage};
    };
    return offer;
}

}  // namespace

SessionWindow::SessionWindow(const QString& path, const Theme& theme, QWidget* parent)
    : QWidget(parent, Qt::Window),
      exportCsv(theme.icon(QStringLiteral("save")), tr("&Export\u2026")),
      replay(theme.icon(QStringLiteral("replay")), tr("Re&play")),
      openOther(theme.icon(QStringLiteral("folder")), tr("&Open another\u2026")),
      m_path(path),
      m_theme(theme),
      m_pages(new QStackedWidget(this)) {
    setWindowTitle(QFileInfo(path).fileName());
    setAttribute(Qt::WA_DeleteOnClose);
    setUpActions();
    m_pages->addWidget(makeOpening());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_pages, 1);
    resize(kSessionSize.boundedTo(screen()->availableGeometry().size() * 0.9));
    begin();
}

SessionWindow::~SessionWindow() {
    // Its work writes into this object.
    delete m_task;
}

void SessionWindow::setUpActions() {
    exportCsv.setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    exportCsv.setToolTip(tr("Write a CSV (Ctrl+E)"));
    openOther.setShortcut(QKeySequence(QKeySequence::Open));
    openOther.setToolTip(tr("Open another session or CSV (Ctrl+O)"));
    auto* close = new QAction(tr("Close"), this);
    close->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_W));
    connect(close, &QAction::triggered, this, &QWidget::close);
    connect(&exportCsv, &QAction::triggered, this, &SessionWindow::openExport);
    connect(&replay, &QAction::triggered, this, [this] { emit replayAsked(m_path); });
    addActions({&exportCsv, &replay, &openOther, close});
}

QWidget* SessionWindow::makeBar() {
    auto* bar = new QWidget(this);
    bar->setBackgroundRole(QPalette::AlternateBase);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    for (QAction* action : {&exportCsv, &replay, &openOther}) {
        auto* button = new QToolButton(bar);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    }
    layout->addStretch(1);
    return bar;
}

QWidget* SessionWindow::makeOpening() {
    auto* page = new QWidget(this);
    auto* box = new QWidget(page);
    box->setMaximumWidth(kOpeningWidth);
    m_opening = new QLabel(tr("Opening %1\u2026").arg(windowTitle()), box);
    m_opening->setWordWrap(true);
    m_opening->setTextFormat(Qt::PlainText);
    m_progress = new QProgressBar(box);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("How much of it is read"));
    m_cancel = new QPushButton(tr("Cancel"), box);
    m_cancel->setAccessibleName(tr("Cancel the opening"));
    m_message = new MessageRow(m_theme, box);
    m_message->hide();
    auto* inner = new QVBoxLayout(box);
    inner->setSpacing(12);
    inner->addWidget(m_opening);
    inner->addWidget(m_progress);
    inner->addWidget(m_message);
    inner->addWidget(m_cancel, 0, Qt::AlignRight);
    auto* outer = new QVBoxLayout(page);
    outer->addStretch(1);
    outer->addWidget(box, 0, Qt::AlignHCenter);
    outer->addStretch(2);
    connect(m_cancel, &QPushButton::clicked, this, &QWidget::close);
    return page;
}

void SessionWindow::begin() {
    updateActions();
    m_task = new BackgroundTask(
        [this](const BackgroundTask::Progress& progress) {
            m_result.emplace(openSession(m_path, progress));
        },
        this);
    connect(m_task, &BackgroundTask::progressed, this, [this](double share) {
        m_progress->setRange(0, kProgressSteps);
        m_progress->setValue(static_cast<int>(share * kProgressSteps));
    });
    connect(m_task, &BackgroundTask::finished, this, &SessionWindow::end);
}

void SessionWindow::end() {
    engine::Result<OpenedSession> result = std::move(*m_result);
    m_result.reset();
    m_progress->hide();
    if (result) {
        m_page = new SessionPage(std::move(result).value(), m_theme, this);
        connect(m_page, &SessionPage::exportAsked, this, &SessionWindow::openExport);
        m_pages->addWidget(m_page);
        m_pages->setCurrentWidget(m_page);
    } else {
        m_opening->setText(tr("%1 could not be opened.").arg(windowTitle()));
        m_message->say(AlarmLevel::Warning, QString::fromStdString(result.error().detail));
        m_message->show();
        m_cancel->setText(tr("Close"));
        m_cancel->setAccessibleName(tr("Close"));
    }
    updateActions();
    emit opened();
}

void SessionWindow::updateActions() {
    exportCsv.setEnabled(m_page != nullptr);
    // The file of an imported CSV goes with this window.
    const bool recorded = m_page && !m_page->session().imported;
    replay.setEnabled(recorded);
    replay.setToolTip(m_page && !recorded
                          ? tr("A CSV is replayed by File > Replay, as a stream of its lines")
                          : tr("Play it as devices of the live window, as if it happened now"));
}

QString SessionWindow::failure() const {
    return m_message->text();
}

void SessionWindow::openExport() {
    if (!m_page) return;
    auto* dialog = new ExportDialog(exportOfferOf(*m_page), m_theme, this);
    dialog->show();
}

}  // namespace telemetryhub::ui
