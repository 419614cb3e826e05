// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace telemetryhub::app {

/// Brings SIGINT and SIGTERM into the event loop; the second one ends the process at once.
///
/// Threads: main; one object a process.
class UnixSignals : public QObject {
    Q_OBJECT

public:
    explicit UnixSignals(QObject* parent = nullptr);
    ~UnixSignals() override;

    /// A write to a closed pipe or past a size limit is an error to handle, not a reason to die.
    static void ignoreFatalWrites();

signals:
    /// The process was asked to stop.
    void stopRequested();

private:
    int m_pipe[2] = {-1, -1};
    QSocketNotifier* m_notifier = nullptr;
};

}  // namespace telemetryhub::app
