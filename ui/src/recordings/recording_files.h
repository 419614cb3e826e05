// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>
#include <QStringList>

namespace telemetryhub::ui {

// Session files with what belongs to them: an interrupted recording keeps its newest samples in
// files beside it, which go wherever the file goes.
//
// Threads: any; they wait for the disk.
// Errors:  a sentence with the remedy; empty: done.

/// A file in the trash, to be brought back.
struct TrashedFile {
    QString from;
    QString inTrash;
    bool isCompanion = false;  ///< it lay beside the recording before it
};

/// Moves recordings to the trash; those being recorded are left alone. What was moved stands in
/// `trashed`, also when another one could not be.
[[nodiscard]] QString trashRecordings(const QStringList& paths, std::vector<TrashedFile>& trashed);
/// Brings files back to where they were.
[[nodiscard]] QString restoreTrashed(const std::vector<TrashedFile>& trashed);
/// Gives a recording another name, with or without the ending.
[[nodiscard]] QString renameRecording(const QString& path, const QString& name);

}  // namespace telemetryhub::ui
