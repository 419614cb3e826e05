// SPDX-License-Identifier: GPL-3.0-or-later
#include "text_file.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace telemetryhub::app {

engine::Result<void> writeTextFile(const QString& path, const std::string& text) {
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    const auto size = static_cast<qint64>(text.size());
    if (file.open(QIODevice::WriteOnly) && file.write(text.data(), size) == size && file.commit())
        return {};
    return engine::Error{engine::ErrorCode::StorageFailed,
                         path.toStdString() + " cannot be written: " +
                             file.errorString().toStdString() + ". Choose another place."};
}

}  // namespace telemetryhub::app
