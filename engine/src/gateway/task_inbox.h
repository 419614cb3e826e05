// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QObject>

#include "telemetryhub/engine/core/mutex.h"

namespace telemetryhub::engine {

/// Runs calls from other threads in the event loop of the thread this object lives in, in order.
///
/// The calls cross in our own locked list, and Qt only wakes the loop: so the thread sanitizer,
/// which cannot see into the distribution's Qt, sees the hand-over. For the same reason the loop is
/// woken by name: nothing of ours travels inside the event.
///
/// Threads: `post` from any thread; the rest on the object's own thread.
class TaskInbox final : public QObject {
    Q_OBJECT

public:
    using Task = std::function<void()>;

    void post(Task task);

public slots:
    /// Runs what waits now.
    void runWaiting();

private:
    Mutex m_mutex;
    std::vector<Task> m_tasks TH_GUARDED_BY(m_mutex);
};

}  // namespace telemetryhub::engine
