// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "telemetryhub/engine/hub/snapshot.h"

namespace telemetryhub::ui {

/// Writes what is known about a device as a profile, for others of its kind.
///
/// Threads: main.
/// Errors:  `refused` says why the file was not written; an earlier file of the name stays.
class ProfileExport : public QObject {
    Q_OBJECT

public:
    /// `window` is the parent of the file dialog.
    explicit ProfileExport(QWidget* window);

    /// Asks for a file.
    void ask(const engine::DeviceSnapshot& device);
    void exportTo(const engine::DeviceSnapshot& device, const QString& path);

signals:
    void done(const QString& what);
    void refused(const QString& reason);

private:
    QWidget* m_window;
};

}  // namespace telemetryhub::ui
