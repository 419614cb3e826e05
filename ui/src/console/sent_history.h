// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include <QString>
#include <QStringList>

namespace telemetryhub::ui {

/// What a person sent before, to be called up again like in a shell.
class SentHistory {
public:
    static constexpr qsizetype kMaxEntries = 100;

    /// Keeps a line as the newest and returns to the end; a repeated one is kept once.
    void add(const QString& line);
    /// The line before the one that is shown; `typed` is kept for the way back.
    [[nodiscard]] QString older(const QString& typed);
    /// The line behind it, at last what was typed.
    [[nodiscard]] QString newer(const QString& typed);

private:
    QStringList m_lines;  ///< oldest first
    qsizetype m_at = 0;   ///< m_lines.size(): what is being typed
    QString m_typed;
};

}  // namespace telemetryhub::ui
