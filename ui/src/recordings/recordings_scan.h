// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <QMetaType>
#include <QString>
#include <QStringList>

namespace telemetryhub::ui {

/// A session file as the folder shows it.
struct RecordingFile {
    QString path;
    std::uint64_t bytes = 0;  ///< with its log
    std::int64_t modifiedMs = 0;

    friend bool operator==(const RecordingFile&, const RecordingFile&) = default;
};

enum class RecordingKind {
    Unread,       ///< its inside is not known yet
    Running,      ///< this program or another one is writing it
    Complete,     ///< its recorder ended it
    Interrupted,  ///< its recorder ended abruptly; everything durable is there
    Damaged,      ///< some or all of it cannot be read
};

/// What stands inside a session file.
struct RecordingFacts {
    RecordingKind kind = RecordingKind::Unread;
    QStringList devices;
    std::int64_t startNs = 0;  ///< wall time; 0: unknown
    std::int64_t spanNs = 0;
    std::uint64_t samples = 0;
    QString problem;  ///< what cannot be read, or why nothing can
};

// Threads: any; both wait for the disk.

/// The session files of a folder; none when it is not there.
[[nodiscard]] std::vector<RecordingFile> listRecordings(const QString& folder);
[[nodiscard]] RecordingFacts readRecording(const QString& path);

}  // namespace telemetryhub::ui
