// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/profile_export.h"

#include <QDir>
#include <QFileDialog>
#include <QSaveFile>

#include "panels/device_words.h"
#include "telemetryhub/engine/config/profile.h"

namespace telemetryhub::ui {

ProfileExport::ProfileExport(QWidget* window) : QObject(window), m_window(window) {}

void ProfileExport::ask(const engine::DeviceSnapshot& device) {
    auto* dialog = new QFileDialog(m_window, tr("Save %1 as a profile").arg(deviceName(device)),
                                   QDir::homePath(), tr("Device profiles (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(deviceName(device) + QStringLiteral(".json"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, device](const QString& path) { exportTo(device, path); });
    dialog->open();
}

void ProfileExport::exportTo(const engine::DeviceSnapshot& device, const QString& path) {
    engine::DeviceProfile profile = engine::profileOf(device.settings, device.channels.get());
    if (profile.title.empty()) profile.title = device.settings.id;
    const QString shown = QDir::toNativeSeparators(path);
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) &&
                         file.write(QByteArray::fromStdString(engine::profileText(profile))) >= 0 &&
                         file.commit();
    if (written)
        emit done(tr("The profile was written to %1.").arg(shown));
    else
        emit refused(tr("%1 could not be written: %2. Choose another place.")
                         .arg(shown, file.errorString()));
}

}  // namespace telemetryhub::ui
