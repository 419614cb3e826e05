// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <future>
#include <thread>
#include <utility>

#include "gateway/task_inbox.h"

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
    /// Runs `task` there and waits for its end. It must not wait for the caller.
    void call(const TaskInbox::Task& task);

private:
    void run(std::promise<void> ready);

    // Both live on the thread's stack; set before the constructor returns.
    TaskInbox* m_inbox = nullptr;
    QEventLoop* m_loop = nullptr;
    std::thread m_thread;
};

}  // namespace telemetryhub::engine
