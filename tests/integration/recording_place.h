// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <QTemporaryDir>

#include "session.h"
#include "support/pty_pair.h"

namespace telemetryhub::test {

/// A place for the recordings of one test, and the program's arguments to record a pty there.
class RecordingPlace {
public:
    RecordingPlace() : m_file(path(QStringLiteral("run.thub"))) {}

    [[nodiscard]] const QString& file() const { return m_file; }
    [[nodiscard]] QString path(const QString& name) const { return m_dir.filePath(name); }
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] QStringList recording(const PtyPair& pty, const QStringList& more = {}) const;
    [[nodiscard]] QStringList recording(const QString& port, const QStringList& more) const;
    /// Waits until a second process finds so many samples in the file.
    [[nodiscard]] bool holds(qint64 samples) const;

private:
    QTemporaryDir m_dir;
    QString m_file;
};

/// Somebody joins in the middle of a line; then come the titles.
inline const std::string kBeginning = std::string("of a line\n") + NumberedRows::kTitles + '\n';

}  // namespace telemetryhub::test
