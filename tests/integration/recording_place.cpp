// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording_place.h"

#include <QDir>
#include <QTest>

#include "program.h"

namespace telemetryhub::test {

QStringList RecordingPlace::names() const {
    return QDir(m_dir.path()).entryList(QDir::Files);
}

QStringList RecordingPlace::recording(const PtyPair& pty, const QStringList& more) const {
    return recording(QString::fromStdString(pty.slavePath()), more);
}

QStringList RecordingPlace::recording(const QString& port, const QStringList& more) const {
    return QStringList{QStringLiteral("--no-gui"), QStringLiteral("--record=") + m_file,
                       QStringLiteral("--device"),
                       QStringLiteral("serial:%1?decode=csv&id=rig").arg(port)} +
           more;
}

bool RecordingPlace::holds(qint64 samples) const {
    return QTest::qWaitFor(
        [&] {
            const auto info = sessionInfo(m_file);
            return info && countOf(deviceOf(*info), "samples") >= samples;
        },
        Program::kDeadlineMs);
}

}  // namespace telemetryhub::test
