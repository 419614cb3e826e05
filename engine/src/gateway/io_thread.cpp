// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/io_thread.h"

#include <memory>

#include <QEventLoop>

#include "telemetryhub/engine/core/thread_name.h"

namespace telemetryhub::engine {

IoThread::IoThread() {
    std::promise<void> ready;
    std::future<void> isReady = ready.get_future();
    m_thread = std::thread([this, ready = std::move(ready)]() mutable { run(std::move(ready)); });
    isReady.wait();
}

IoThread::~IoThread() {
    post([this] { m_loop->quit(); });
    m_thread.join();
}

void IoThread::run(std::promise<void> ready) {
    setThreadName("th-io");
    m_priority = raiseThreadPriority(Urgency::Reading);
    TaskInbox inbox;
    QEventLoop loop;
    m_inbox = &inbox;
    m_loop = &loop;
    ready.set_value();
    loop.exec();
    inbox.runWaiting();
}

void IoThread::call(const TaskInbox::Task& task) {
    // Shared, because this side may be gone before the other one has let go of the promise.
    const auto done = std::make_shared<std::promise<void>>();
    std::future<void> isDone = done->get_future();
    post([&task, done] {
        task();
        done->set_value();
    });
    isDone.wait();
}

}  // namespace telemetryhub::engine
