// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace telemetryhub::ui {

/// Writes a file whole or not at all. Empty, or why it could not be written and what to do.
/// Threads: any; waits for the disk.
[[nodiscard]] QString writeWhole(const QString& path, const QByteArray& bytes);

}  // namespace telemetryhub::ui
