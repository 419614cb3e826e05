// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "gateway/task_inbox.h"
#include "telemetryhub/engine/core/executor.h"
#include "telemetryhub/engine/core/mutex.h"

namespace telemetryhub::engine {

/// The main thread, where the gateway was made: answers that come when it is gone are dropped.
class MainThread final : public Executor {
public:
    void post(std::function<void()> work) override {
        const MutexLock lock(m_mutex);
        if (m_inbox) m_inbox->post(std::move(work));
    }
    void open(TaskInbox& inbox) {
        const MutexLock lock(m_mutex);
        m_inbox = &inbox;
    }
    void close() {
        const MutexLock lock(m_mutex);
        m_inbox = nullptr;
    }

private:
    Mutex m_mutex;
    TaskInbox* m_inbox TH_GUARDED_BY(m_mutex) = nullptr;
};

}  // namespace telemetryhub::engine
