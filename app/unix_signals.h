// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace telemetryhub::app {

/// Whether the program was started with a signal ignored, as nohup does.
[[nodiscard]] bool isSignalIgnored(int signalNumber);

/// What SIGHUP asks for. As a stop it is left alone when it was ignored at the start (nohup).
enum class HangUp { Stops, Reloads };

/// Brings SIGINT, SIGTERM and SIGHUP into the event loop; the second stop ends the process at once.
///
/// Threads: main; one object a process.
class UnixSignals : public QObject {
    Q_OBJECT

public:
    explicit UnixSignals(HangUp hangUp, QObject* parent = nullptr);
    ~UnixSignals() override;

    /// A write to a closed pipe or past a size limit is an error to handle, not a reason to die.
    static void ignoreFatalWrites();

signals:
    /// The process was asked to stop.
    void stopRequested();
    /// The process was asked, once or several times, to read its configuration again.
    void reloadRequested();

private:
    void wakeUp();

    int m_pipe[2] = {-1, -1};
    QSocketNotifier* m_notifier = nullptr;
};

}  // namespace telemetryhub::app
