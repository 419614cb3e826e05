// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/io_thread.h"

#include <future>

namespace telemetryhub::engine {

IoThread::IoThread() : m_inbox(std::make_unique<TaskInbox>()) {
    // The thread takes its object name as the name the system shows.
    m_thread.setObjectName(QStringLiteral("th-io"));
    m_inbox->moveToThread(&m_thread);
    m_thread.start();
}

IoThread::~IoThread() {
    call([this] { m_thread.quit(); });
    m_thread.wait();
    m_inbox->runWaiting();
}

void IoThread::call(const TaskInbox::Task& task) {
    std::promise<void> done;
    m_inbox->post([&] {
        task();
        done.set_value();
    });
    done.get_future().wait();
}

}  // namespace telemetryhub::engine
