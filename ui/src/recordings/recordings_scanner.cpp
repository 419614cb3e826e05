// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordings/recordings_scanner.h"

#include <algorithm>
#include <memory>

#include <QFileInfo>

#include "session/background_task.h"

namespace telemetryhub::ui {
namespace {

/// A recording that begins or ends changes its folder several times.
constexpr int kSettleMs = 200;

}  // namespace

RecordingsScanner::RecordingsScanner(QString folder, QObject* parent)
    : QObject(parent), m_folder(std::move(folder)) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSettleMs);
    connect(&m_soon, &QTimer::timeout, this, &RecordingsScanner::list);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &RecordingsScanner::look);
}

void RecordingsScanner::look() {
    if (!m_soon.isActive()) m_soon.start();
}

void RecordingsScanner::list() {
    if (m_task) {
        m_listAgain = true;
        return;
    }
    m_listAgain = false;
    // The folder may have been made, or made anew.
    if (m_watcher.directories().isEmpty() && QFileInfo::exists(m_folder))
        m_watcher.addPath(m_folder);
    const auto files = std::make_shared<std::vector<RecordingFile>>();
    m_task = new BackgroundTask(
        [files, folder = m_folder](const BackgroundTask::Progress&) {
            *files = listRecordings(folder);
        },
        this);
    connect(m_task, &BackgroundTask::finished, this, [this, files] {
        m_task->deleteLater();
        m_task = nullptr;
        takeList(*files);
    });
}

void RecordingsScanner::takeList(const std::vector<RecordingFile>& files) {
    emit listed(files);
    Read known;
    m_unread.clear();
    QHash<QString, Known> present;
    for (const RecordingFile& file : files) {
        const auto found = m_known.constFind(file.path);
        if (found == m_known.constEnd() || !(found->file == file)) {
            m_unread.push_back(file);
            continue;
        }
        known.emplace_back(file.path, found->facts);
        present.insert(file.path, *found);
    }
    m_known = std::move(present);
    std::sort(m_unread.begin(), m_unread.end(), [](const RecordingFile& a, const RecordingFile& b) {
        return a.modifiedMs < b.modifiedMs;
    });
    if (!known.empty()) emit read(known);
    readNext();
}

void RecordingsScanner::readNext() {
    if (m_listAgain) return list();
    if (m_unread.empty()) return;
    const std::size_t count = std::min(kFilesATask, m_unread.size());
    const std::vector<RecordingFile> files(m_unread.end() - static_cast<std::ptrdiff_t>(count),
                                           m_unread.end());
    m_unread.resize(m_unread.size() - count);
    const auto facts = std::make_shared<Read>();
    m_task = new BackgroundTask(
        [facts, files](const BackgroundTask::Progress& progress) {
            for (const RecordingFile& file : files) {
                facts->emplace_back(file.path, readRecording(file.path));
                if (!progress(0)) return;
            }
        },
        this);
    connect(m_task, &BackgroundTask::finished, this, [this, facts, files] {
        m_task->deleteLater();
        m_task = nullptr;
        for (std::size_t i = 0; i < facts->size(); ++i) {
            const RecordingFacts& one = (*facts)[i].second;
            // The end of a recording may change neither size nor time.
            if (one.kind != RecordingKind::Running) m_known.insert(files[i].path, {files[i], one});
        }
        emit read(*facts);
        readNext();
    });
}

}  // namespace telemetryhub::ui
