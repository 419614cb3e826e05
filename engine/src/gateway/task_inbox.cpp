// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/task_inbox.h"

#include <utility>

#include <QCoreApplication>
#include <QEvent>

namespace telemetryhub::engine {

namespace {

QEvent::Type wakeEvent() {
    static const auto kType = static_cast<QEvent::Type>(QEvent::registerEventType());
    return kType;
}

}  // namespace

void TaskInbox::post(Task task) {
    bool first = false;
    {
        const MutexLock lock(m_mutex);
        first = m_tasks.empty();
        m_tasks.push_back(std::move(task));
    }
    if (first) QCoreApplication::postEvent(this, new QEvent(wakeEvent()));
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

bool TaskInbox::event(QEvent* event) {
    if (event->type() != wakeEvent()) return QObject::event(event);
    runWaiting();
    return true;
}

}  // namespace telemetryhub::engine
