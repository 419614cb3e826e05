// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <future>
#include <thread>
#include <utility>

#include "gateway/task_inbox.h"
#include "telemetryhub/engine/core/thread_priority.h"

class QEventLoop;

namespace telemetryhub::engine {

/// The one thread of all buses, decoders and device timers: a Qt event loop on a std::thread,
/// whose start and end the thread sanitizer can follow.
///
/// Threads: `post` from any thread, the rest from the owner's.
class IoThread {
public:
    IoThread();
    /// Ends the event loop and joins; calls that wait are run before.
    ~IoThread();
    IoThread(const IoThread&) = delete;
    IoThread& operator=(const IoThread&) = delete;

    void post(TaskInbox::Task task) { m_inbox->post(std::move(task)); }
    /// How urgently it runs; what this user may not have it does without.
    [[nodiscard]] ThreadPriority priority() const { return m_priority; }
    /// Runs `task` there and waits for its end. It must not wait for the caller.
    void call(const TaskInbox::Task& task);

private:
    void run(std::promise<void> ready);

    // Both live on the thread's stack; set before the constructor returns.
    TaskInbox* m_inbox = nullptr;
    QEventLoop* m_loop = nullptr;
    ThreadPriority m_priority = ThreadPriority::Normal;
    std::thread m_thread;
};

}  // namespace telemetryhub::engine
