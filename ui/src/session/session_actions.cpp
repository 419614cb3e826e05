// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session_actions.h"

#include <algorithm>

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

#include "session/background_task.h"
#include "session/export_dialog.h"
#include "session/history_export.h"
#include "session/replay_devices.h"
#include "session/session_window.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

using Replays = engine::Result<std::vector<engine::DeviceSettings>>;

QString proposedCsv() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    return QDir(folder).filePath(QStringLiteral("telemetryhub-%1.csv").arg(stamp));
}

QStringList channelNames(const engine::DeviceSnapshot& device) {
    QStringList names;
    for (std::size_t i = 0; device.channels && i < device.channels->size(); ++i)
        names << QString::fromStdString((*device.channels)[i].name);
    return names;
}

}  // namespace

SessionActions::SessionActions(engine::Hub& gateway, QString folder, VisibleSpan visible,
                               const Theme& theme, QWidget* window)
    : QObject(window),
      open(theme.icon(QStringLiteral("folder")), tr("&Open session\u2026")),
      exportHistory(theme.icon(QStringLiteral("save")), tr("Export &what is on screen\u2026")),
      replay(theme.icon(QStringLiteral("replay")), tr("Re&play\u2026")),
      m_gateway(gateway),
      m_folder(std::move(folder)),
      m_visible(std::move(visible)),
      m_theme(theme),
      m_window(window) {
    open.setObjectName(QStringLiteral("session.open"));
    exportHistory.setObjectName(QStringLiteral("session.exportHistory"));
    replay.setObjectName(QStringLiteral("session.replay"));
    open.setShortcut(QKeySequence(QKeySequence::Open));
    open.setToolTip(tr("Look at a recorded session or a CSV"));
    exportHistory.setToolTip(tr("Write samples of the live history into a CSV"));
    replay.setToolTip(tr("Play a session or a captured stream as devices, as if it happened now"));
    connect(&open, &QAction::triggered, this, [this] {
        choose(tr("Open a session or a CSV"), [this](const QString& path) { openFile(path); });
    });
    connect(&exportHistory, &QAction::triggered, this, &SessionActions::openHistoryExport);
    connect(&replay, &QAction::triggered, this, [this] {
        choose(tr("Replay a file"), [this](const QString& path) { replayFile(path); });
    });
}

void SessionActions::choose(const QString& title, const std::function<void(const QString&)>& act) {
    auto* dialog = new QFileDialog(m_window, title, m_folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Sessions and CSV (*.thub *.csv *.tsv *.txt)"),
                            tr("Sessions (*.thub)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this, act](const QString& path) {
        m_folder = QFileInfo(path).absolutePath();
        act(path);
    });
    dialog->open();
}

SessionWindow* SessionActions::openFile(const QString& path) {
    auto* session = new SessionWindow(path, m_theme, m_window);
    connect(&session->openOther, &QAction::triggered, &open, &QAction::trigger);
    connect(session, &SessionWindow::replayAsked, this, &SessionActions::replayFile);
    session->show();
    return session;
}

void SessionActions::exportFile(const QString& path) {
    auto* session = openFile(path);
    connect(session, &SessionWindow::opened, session, &SessionWindow::openExport);
}

ExportOffer SessionActions::historyOffer() const {
    const auto snapshot = m_gateway.snapshot();
    const engine::History& history = m_gateway.history();
    ExportOffer offer;
    offer.title = tr("Export the live history");
    offer.path = proposedCsv();
    offer.start = snapshot->start;
    offer.visible = m_visible();
    offer.whole = offer.visible;
    for (const engine::DeviceSnapshot& device : snapshot->devices) {
        offer.devices.push_back(
            {device.device, QString::fromStdString(device.settings.id), channelNames(device)});
        const auto extent = history.extent(device.device);
        if (!extent) continue;
        offer.whole.fromNs = std::min(offer.whole.fromNs, extent->fromNs);
        offer.whole.toNs = std::max(offer.whole.toNs, extent->toNs);
    }
    offer.visible.fromNs = std::max(offer.visible.fromNs, snapshot->start.steadyNs);
    offer.whole.fromNs = std::max(offer.whole.fromNs, snapshot->start.steadyNs);
    offer.prefersVisible = true;
    offer.write = [&history, snapshot](const engine::SessionExport& what,
                                       engine::CsvTarget& target) {
        return ui::exportHistory(history, *snapshot, what, target);
    };
    return offer;
}

void SessionActions::openHistoryExport() {
    auto* dialog = new ExportDialog(historyOffer(), m_theme, m_window);
    dialog->show();
}

void SessionActions::replayFile(const QString& path) {
    QStringList taken;
    const auto snapshot = m_gateway.snapshot();
    for (const engine::DeviceSnapshot& device : snapshot->devices)
        taken << QString::fromStdString(device.settings.id);
    auto found = std::make_shared<std::optional<Replays>>();
    auto* task = new BackgroundTask(
        [found, path, taken](const BackgroundTask::Progress&) {
            found->emplace(replayDevices(path, taken));
        },
        this);
    connect(task, &BackgroundTask::finished, this, [this, task, found] {
        task->deleteLater();
        addReplays(**found);
    });
}

void SessionActions::addReplays(const Replays& devices) {
    if (!devices) {
        emit refused(QString::fromStdString(devices.error().detail));
        return;
    }
    for (const engine::DeviceSettings& settings : devices.value()) {
        const auto added = m_gateway.addDevice(settings);
        if (!added) {
            emit refused(QString::fromStdString(added.error().detail));
            return;
        }
        m_gateway.command(added.value(), engine::DeviceCommand::Start, this,
                          [this](const engine::Result<void>& answer) {
                              if (!answer)
                                  emit refused(QString::fromStdString(answer.error().detail));
                          });
    }
    emit done(devices.value().size() == 1 ? tr("1 device replays.")
                                          : tr("%1 devices replay.").arg(devices.value().size()));
}

}  // namespace telemetryhub::ui
