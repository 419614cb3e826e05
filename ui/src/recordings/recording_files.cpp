// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordings/recording_files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include "telemetryhub/engine/record/session_paths.h"
#include "theme/words.h"

namespace telemetryhub::ui {
namespace {

/// What lies beside a recording that was not closed, and belongs to it: the endings of the names.
QStringList companionEndings(const QString& path) {
    QStringList endings;
    for (const std::string& companion : engine::sessionCompanions(path.toStdString()))
        if (const QString name = QString::fromStdString(companion); QFileInfo::exists(name))
            endings.push_back(name.mid(path.size()));
    return endings;
}

/// Made anew by whoever opens the file.
void removeLeftovers(const QString& path) {
    QFile::remove(path + QStringLiteral("-shm"));
    QFile::remove(path + QStringLiteral("-lock"));
}

QString busyText(const QString& path) {
    return Words::tr("%1 is being recorded. Stop the recording first.")
        .arg(QFileInfo(path).fileName());
}

/// What the desktop wrote about a file in its trash.
void forgetTrashInfo(const QString& inTrash) {
    const QFileInfo file(inTrash);
    QFile::remove(file.dir().filePath(QStringLiteral("../info/%1.trashinfo").arg(file.fileName())));
}

QString trashOne(const QString& path, bool isCompanion, std::vector<TrashedFile>& trashed) {
    QString inTrash;
    if (QFile::moveToTrash(path, &inTrash)) {
        trashed.push_back({path, inTrash, isCompanion});
        return {};
    }
    return Words::tr(
               "%1 cannot go to the trash: there is none on its disk. Delete it in the file "
               "manager.")
        .arg(QFileInfo(path).fileName());
}

}  // namespace

QString trashRecordings(const QStringList& paths, std::vector<TrashedFile>& trashed) {
    for (const QString& path : paths) {
        if (engine::isBeingRecorded(path.toStdString())) return busyText(path);
        if (auto problem = trashOne(path, false, trashed); !problem.isEmpty()) return problem;
        for (const QString& ending : companionEndings(path))
            if (auto problem = trashOne(path + ending, true, trashed); !problem.isEmpty())
                return problem;
        removeLeftovers(path);
    }
    return {};
}

QString restoreTrashed(const std::vector<TrashedFile>& trashed) {
    for (const TrashedFile& file : trashed) {
        if (file.inTrash.isEmpty() || !QFile::rename(file.inTrash, file.from))
            return Words::tr(
                       "%1 could not be brought back by itself. It is in the trash of the "
                       "desktop.")
                .arg(QFileInfo(file.from).fileName());
        forgetTrashInfo(file.inTrash);
    }
    return {};
}

QString renameRecording(const QString& path, const QString& name) {
    const QString ending = QStringLiteral(".thub");
    QString wanted = name.trimmed();
    if (wanted.isEmpty() || wanted.contains(QLatin1Char('/')))
        return Words::tr("A name needs at least one letter and no slash.");
    if (!wanted.endsWith(ending)) wanted += ending;
    const QString target = QFileInfo(path).dir().filePath(wanted);
    if (target == path) return {};
    if (engine::isBeingRecorded(path.toStdString())) return busyText(path);
    // QFile::rename never writes over another file.
    if (QFileInfo::exists(target) || !companionEndings(target).isEmpty())
        return Words::tr("There is a %1 already. Choose another name.").arg(wanted);
    const QStringList endings = companionEndings(path);
    if (!QFile::rename(path, target))
        return Words::tr("%1 cannot be renamed. Check that you may write into its folder.")
            .arg(QFileInfo(path).fileName());
    for (qsizetype i = 0; i < endings.size(); ++i) {
        if (QFile::rename(path + endings[i], target + endings[i])) continue;
        while (--i >= 0)
            (void)QFile::rename(target + endings[i], path + endings[i]);
        (void)QFile::rename(target, path);
        return Words::tr("%1 cannot be renamed: its log stays behind.")
            .arg(QFileInfo(path).fileName());
    }
    removeLeftovers(path);
    return {};
}

}  // namespace telemetryhub::ui
