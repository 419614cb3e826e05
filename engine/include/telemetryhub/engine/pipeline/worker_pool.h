// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <thread>
#include <type_traits>
#include <vector>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/latency_histogram.h"
#include "telemetryhub/engine/pipeline/bounded_queue.h"
#include "telemetryhub/engine/pipeline/job_thread.h"
#include "telemetryhub/engine/pipeline/worker_stats.h"

namespace telemetryhub::engine {

/// Takes blocks from the queue and processes them, one device's blocks in order.
///
/// One-off jobs run on a thread of their own that starts with the first one: on a machine with two
/// cores there is a single worker, and an export of half a minute must not stop the stream.
///
/// Threads: every method from any thread.
class WorkerPool {
public:
    /// Workers for this machine: cores - 1, at least 1, at most 4.
    [[nodiscard]] static std::size_t defaultThreadCount();

    /// \pre `queue` and `clock` outlive this object.
    WorkerPool(BoundedQueue& queue, std::size_t threads, const Clock& clock);
    /// Closes the queue, drains it, runs the jobs that were accepted, joins.
    ~WorkerPool();
    void drainAndStop();

    /// Runs `job()` beside the stream; higher priorities first, else in order.
    /// Errors: QueueFull when 64 jobs wait, Stopping after drainAndStop.
    template <typename Job>
    [[nodiscard]] Result<std::future<std::invoke_result_t<Job>>> submit(JobPriority priority,
                                                                        Job job) {
        using Value = std::invoke_result_t<Job>;
        auto task = std::make_shared<std::packaged_task<Value()>>(std::move(job));
        std::future<Value> future = task->get_future();
        if (auto accepted = m_jobs.post(priority, [task] { (*task)(); }); !accepted)
            return accepted.error();
        return future;
    }

    [[nodiscard]] WorkerStats stats() const;

private:
    void run(std::size_t number);
    void process(BoundedQueue::Batch& batch);

    BoundedQueue& m_queue;
    const Clock& m_clock;
    // Relaxed: counters for people, each read alone.
    std::atomic<std::uint64_t> m_processed{0};
    std::atomic<std::int64_t> m_busyNs{0};
    LatencyHistogram m_times;

    struct UtilisationMark {
        std::int64_t timeNs = 0;
        std::int64_t busyNs = 0;
        double share = 0;
    };
    mutable Mutex m_markMutex;
    mutable UtilisationMark m_mark TH_GUARDED_BY(m_markMutex);

    JobThread m_jobs;
    std::vector<std::thread> m_threads;
};

}  // namespace telemetryhub::engine
