// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordings/recordings_scan.h"

#include <algorithm>

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include "session/session_words.h"
#include "telemetryhub/engine/record/session_paths.h"
#include "telemetryhub/engine/record/session_reader.h"

namespace telemetryhub::ui {
namespace {

RecordingKind kindOf(const engine::SessionInfo& info) {
    if (!info.damage.empty()) return RecordingKind::Damaged;
    switch (info.state) {
        case engine::SessionInfo::State::Recording: return RecordingKind::Running;
        case engine::SessionInfo::State::Abandoned: return RecordingKind::Interrupted;
        case engine::SessionInfo::State::Closed: break;
    }
    return RecordingKind::Complete;
}

}  // namespace

std::vector<RecordingFile> listRecordings(const QString& folder) {
    std::vector<RecordingFile> files;
    if (folder.isEmpty()) return files;
    QDirIterator at(folder, QDir::Files | QDir::NoSymLinks);
    while (at.hasNext()) {
        at.next();
        const QFileInfo file = at.fileInfo();
        if (!engine::isSession(file.filePath().toStdString())) continue;
        qint64 bytes = file.size();
        for (const std::string& path : engine::sessionCompanions(file.filePath().toStdString()))
            bytes += QFileInfo(QString::fromStdString(path)).size();
        files.push_back({file.filePath(), static_cast<std::uint64_t>(bytes),
                         file.lastModified().toMSecsSinceEpoch()});
    }
    return files;
}

RecordingFacts readRecording(const QString& path) {
    RecordingFacts facts;
    const auto opened = engine::SessionReader::open(path.toStdString());
    if (!opened) {
        facts.kind = RecordingKind::Damaged;
        facts.problem = QString::fromStdString(opened.error().detail);
        return facts;
    }
    const engine::SessionInfo& info = opened.value()->info();
    facts.kind = kindOf(info);
    facts.startNs = info.start.wallNs;
    facts.problem = damageText(info);
    std::int64_t endNs = info.start.steadyNs;
    for (const engine::RecordedDeviceInfo& device : info.devices) {
        facts.devices << QString::fromStdString(device.device.name);
        facts.samples += device.samples;
        if (device.samples > 0) endNs = std::max(endNs, device.to.steadyNs);
    }
    facts.spanNs = endNs - info.start.steadyNs;
    return facts;
}

}  // namespace telemetryhub::ui
