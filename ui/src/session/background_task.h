// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <thread>

#include <QObject>
#include <QTimer>

namespace telemetryhub::ui {

/// One piece of work on a thread of its own (`th-task`), which tells how far it is and can be
/// cancelled.
///
/// What it makes is left by the work where the listener of `finished` looks for it; the thread has
/// ended by then.
///
/// Threads: main; the work runs on the thread of the task.
class BackgroundTask final : public QObject {
    Q_OBJECT

public:
    /// Told by the work how much is done, 0 to 1; false: it shall end.
    using Progress = std::function<bool(double share)>;
    using Work = std::function<void(const Progress&)>;

    /// Begins at once.
    BackgroundTask(Work work, QObject* parent);
    /// Cancels, and waits for the work to notice.
    ~BackgroundTask() override;

    void cancel();

signals:
    /// Some times a second, while it changes.
    void progressed(double share);
    void finished();

private:
    void run(const Work& work);
    void showProgress();
    void end();

    // Relaxed: a flag and a figure, each read alone; what the work made is published by the join.
    std::atomic<bool> m_cancelled{false};
    std::atomic<double> m_share{0};
    double m_shown = 0;
    QTimer m_timer;
    std::thread m_thread;
};

}  // namespace telemetryhub::ui
