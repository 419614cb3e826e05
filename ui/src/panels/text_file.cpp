// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/text_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>

namespace telemetryhub::ui {

QString writeWhole(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    const bool written =
        file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    if (written) return {};
    return QCoreApplication::translate("text_file",
                                       "%1 could not be written: %2. Choose another place.")
        .arg(QDir::toNativeSeparators(path), file.errorString());
}

}  // namespace telemetryhub::ui
