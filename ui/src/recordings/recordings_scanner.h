// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QTimer>

#include "recordings/recordings_scan.h"

namespace telemetryhub::ui {

class BackgroundTask;

/// Keeps watch over the folder of recordings: lists it, then looks into each file, the newest
/// first, and into no unchanged one twice.
///
/// Threads: main; the disk is read on threads of their own, one at a time.
class RecordingsScanner final : public QObject {
    Q_OBJECT

public:
    using Read = std::vector<std::pair<QString, RecordingFacts>>;
    /// Files of one task: their rows are shown together.
    static constexpr std::size_t kFilesATask = 32;

    RecordingsScanner(QString folder, QObject* parent);

    [[nodiscard]] QString folder() const { return m_folder; }
    /// Lists the folder again, soon.
    void look();
    /// Looks into this file again, whatever its time says.
    void forget(const QString& path) { m_known.remove(path); }

signals:
    void listed(const std::vector<telemetryhub::ui::RecordingFile>& files);
    void read(const telemetryhub::ui::RecordingsScanner::Read& files);

private:
    struct Known {
        RecordingFile file;
        RecordingFacts facts;
    };

    void list();
    void takeList(const std::vector<RecordingFile>& files);
    void readNext();

    const QString m_folder;
    QFileSystemWatcher m_watcher;
    QTimer m_soon;
    BackgroundTask* m_task = nullptr;
    std::vector<RecordingFile> m_unread;  ///< the newest last
    QHash<QString, Known> m_known;
    bool m_listAgain = false;
};

}  // namespace telemetryhub::ui
