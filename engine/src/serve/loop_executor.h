// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>

#include "serve/rest_loop.h"
#include "telemetryhub/engine/core/executor.h"
#include "telemetryhub/engine/core/mutex.h"

namespace telemetryhub::engine {

/// The way back to the loop for answers that may come when it is gone: then they are dropped.
class LoopExecutor final : public Executor {
public:
    explicit LoopExecutor(RestLoop& loop) : m_loop(&loop) {}

    void post(std::function<void()> work) override {
        const MutexLock lock(m_mutex);
        if (m_loop) m_loop->post(std::move(work));
    }
    void close() {
        const MutexLock lock(m_mutex);
        m_loop = nullptr;
    }

private:
    Mutex m_mutex;
    RestLoop* m_loop TH_GUARDED_BY(m_mutex);
};

}  // namespace telemetryhub::engine
