// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/task_inbox.h"

#include <utility>

namespace telemetryhub::engine {

void TaskInbox::post(Task task) {
    bool first = false;
    {
        const MutexLock lock(m_mutex);
        first = m_tasks.empty();
        m_tasks.push_back(std::move(task));
    }
    if (first) QMetaObject::invokeMethod(this, "runWaiting", Qt::QueuedConnection);
}

void TaskInbox::runWaiting() {
    std::vector<Task> tasks;
    {
        const MutexLock lock(m_mutex);
        tasks.swap(m_tasks);
    }
    for (const Task& task : tasks)
        task();
}

}  // namespace telemetryhub::engine
