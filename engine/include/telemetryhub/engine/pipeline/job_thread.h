// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <thread>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/mutex.h"

namespace telemetryhub::engine {

enum class JobPriority { High, Normal };

/// Runs one-off jobs one after the other on a thread `th-job` that starts with the first.
///
/// Threads: every method from any thread; `stop` and destruction from one.
class JobThread {
public:
    static constexpr std::size_t kMaxWaiting = 64;

    JobThread() = default;
    ~JobThread();
    JobThread(const JobThread&) = delete;
    JobThread& operator=(const JobThread&) = delete;

    /// Errors: QueueFull, Stopping.
    Result<void> post(JobPriority priority, std::function<void()> job);
    [[nodiscard]] std::size_t waitingCount() const;
    /// Runs what was accepted, then ends the thread.
    void stop();

private:
    void run();
    [[nodiscard]] std::size_t waiting() const TH_REQUIRES(m_mutex);

    mutable Mutex m_mutex;
    Condition m_changed;
    std::array<std::deque<std::function<void()>>, 2> m_jobs TH_GUARDED_BY(m_mutex);
    bool m_stopping TH_GUARDED_BY(m_mutex) = false;
    std::thread m_thread TH_GUARDED_BY(m_mutex);
};

}  // namespace telemetryhub::engine
