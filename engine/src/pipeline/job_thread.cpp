// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/pipeline/job_thread.h"

#include <algorithm>
#include <utility>

#include "telemetryhub/engine/core/thread_name.h"

namespace telemetryhub::engine {

JobThread::~JobThread() {
    stop();
}

Result<void> JobThread::post(JobPriority priority, std::function<void()> job) {
    const MutexLock lock(m_mutex);
    if (m_stopping) return Error{ErrorCode::Stopping, "The program is shutting down."};
    if (waiting() >= kMaxWaiting)
        return Error{ErrorCode::QueueFull,
                     "64 jobs wait already. Try again when one of them is finished."};
    m_jobs[static_cast<std::size_t>(priority)].push_back(std::move(job));
    if (!m_thread.joinable()) m_thread = std::thread([this] { run(); });
    m_changed.notifyOne();
    return {};
}

std::size_t JobThread::waiting() const {
    std::size_t count = 0;
    for (const auto& jobs : m_jobs)
        count += jobs.size();
    return count;
}

std::size_t JobThread::waitingCount() const {
    const MutexLock lock(m_mutex);
    return waiting();
}

void JobThread::stop() {
    std::thread thread;
    {
        const MutexLock lock(m_mutex);
        m_stopping = true;
        m_changed.notifyAll();
        thread = std::move(m_thread);
    }
    if (thread.joinable()) thread.join();
}

void JobThread::run() {
    setThreadName("th-job");
    while (true) {
        std::function<void()> job;
        {
            const MutexLock lock(m_mutex);
            while (waiting() == 0 && !m_stopping)
                m_changed.wait(m_mutex);
            const auto next = std::find_if(m_jobs.begin(), m_jobs.end(),
                                           [](const auto& jobs) { return !jobs.empty(); });
            if (next == m_jobs.end()) return;
            job = std::move(next->front());
            next->pop_front();
        }
        job();
    }
}

}  // namespace telemetryhub::engine
