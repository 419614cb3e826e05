// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/record_action.h"

#include <QDesktopServices>
#include <QDir>
#include <QUrl>

#include "panels/recording_words.h"
#include "theme/numbers.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {
constexpr int kRecordIcon = 16;
constexpr int kRecordIconRatio = 2;
}  // namespace

RecordAction::RecordAction(engine::Hub& gateway, RecordingCommands commands, const Theme& theme,
                           QObject* parent)
    : QObject(parent),
      openFolder(theme.icon(QStringLiteral("folder")), tr("Open the &folder of recordings")),
      m_gateway(gateway),
      m_commands(std::move(commands)),
      m_theme(theme) {
    toggle.setObjectName(QStringLiteral("recording.toggle"));
    openFolder.setObjectName(QStringLiteral("recording.openFolder"));
    toggle.setShortcut(QKeySequence(Qt::CTRL | Qt::Key_R));
    openFolder.setEnabled(m_commands.settings.has_value());
    connect(&toggle, &QAction::triggered, this, &RecordAction::startOrStop);
    connect(&openFolder, &QAction::triggered, this, [this] {
        const QString folder = QString::fromStdString(m_commands.settings->folder);
        QDir().mkpath(folder);
        if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
            emit refused(tr("Nothing here opens folders. The recordings are in %1.")
                             .arg(QDir::toNativeSeparators(folder)));
    });
    connect(&gateway, &engine::Hub::recordingNoticed, this, &RecordAction::noticed);
    connect(&theme, &Theme::changed, this, &RecordAction::showState);
    showState();
}

void RecordAction::display(const engine::Snapshot& snapshot) {
    m_failed = snapshot.recording && snapshot.recording->state == engine::RecordingState::Failed;
    const bool running = snapshot.recording && isRunning(*snapshot.recording);
    if (running == m_running) return;
    m_running = running;
    showState();
}

void RecordAction::showState() {
    toggle.setText(m_running ? tr("Stop &recording") : tr("&Record"));
    toggle.setIcon(
        m_running ? QIcon(recordingShapePixmap(kRecordIcon, kRecordIconRatio, m_theme.colors()))
                  : m_theme.icon(QStringLiteral("record")));
    toggle.setEnabled(!m_waiting && (m_running || m_commands.settings));
    const QString what = m_running             ? tr("Stop recording (%1)")
                         : m_commands.settings ? tr("Record all devices into a session file (%1)")
                                               : tr("This window was started without recording");
    toggle.setToolTip(what.contains(QLatin1String("%1"))
                          ? what.arg(toggle.shortcut().toString(QKeySequence::NativeText))
                          : what);
}

void RecordAction::startOrStop() {
    if (m_waiting) return;
    m_waiting = true;
    if (m_running)
        stop();
    else if (m_failed)
        startBehindFailed();
    else
        start();
    showState();
}

// Why it failed was told when it did.
void RecordAction::startBehindFailed() {
    m_gateway.stopRecording(this, [this](const engine::Result<void>&) { start(); });
}

void RecordAction::start() {
    m_gateway.startRecording(*m_commands.settings, this, [this](const engine::Result<void>& begun) {
        m_waiting = false;
        m_running = begun.hasValue();
        showState();
        if (!begun) emit refused(QString::fromStdString(begun.error().detail));
    });
}

void RecordAction::stop() {
    m_gateway.stopRecording(this, [this](const engine::Result<void>& ended) {
        m_waiting = false;
        m_running = false;
        showState();
        const auto last = m_gateway.snapshot()->recording;
        if (!ended)
            emit refused(QString::fromStdString(ended.error().detail));
        else if (last)
            emit done(tr("Recorded %1 samples into %2.")
                          .arg(countText(last->durable),
                               QDir::toNativeSeparators(QString::fromStdString(last->path))));
    });
}

void RecordAction::noticed(const engine::RecordingNotice& notice) {
    using Kind = engine::RecordingNotice::Kind;
    const QString text = QString::fromStdString(notice.text);
    if (notice.kind == Kind::Resumed || notice.kind == Kind::Rotated)
        emit done(text);
    else
        emit refused(text);
}

}  // namespace telemetryhub::ui
