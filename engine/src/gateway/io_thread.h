// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include <QThread>

#include "gateway/task_inbox.h"

namespace telemetryhub::engine {

/// The one thread of all buses, decoders and device timers.
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
    QThread m_thread;
    std::unique_ptr<TaskInbox> m_inbox;
};

}  // namespace telemetryhub::engine
