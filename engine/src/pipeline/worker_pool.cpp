// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/pipeline/worker_pool.h"

#include <algorithm>
#include <string>

#include "telemetryhub/engine/core/thread_name.h"
#include "telemetryhub/engine/core/thread_priority.h"

namespace telemetryhub::engine {

namespace {

constexpr double kMsPerNs = 1e-6;
constexpr std::int64_t kMarkSpacingNs = 1'000'000'000;

}  // namespace

std::size_t WorkerPool::defaultThreadCount() {
    const std::size_t cores = std::thread::hardware_concurrency();
    return std::clamp<std::size_t>(cores > 0 ? cores - 1 : 1, 1, 4);
}

WorkerPool::WorkerPool(BoundedQueue& queue, std::size_t threads, const Clock& clock)
    : m_queue(queue), m_clock(clock) {
    const std::size_t count = threads > 0 ? threads : defaultThreadCount();
    for (std::size_t i = 0; i < count; ++i)
        m_threads.emplace_back([this, i] { run(i + 1); });
}

WorkerPool::~WorkerPool() {
    drainAndStop();
}

void WorkerPool::drainAndStop() {
    m_queue.close();
    for (std::thread& thread : m_threads) {
        if (thread.joinable()) thread.join();
    }
    m_jobs.stop();
}

void WorkerPool::run(std::size_t number) {
    setThreadName("th-worker-" + std::to_string(number));
    (void)raiseThreadPriority(Urgency::Judging);
    BoundedQueue::Batch batch;
    while (m_queue.take(batch)) {
        process(batch);
        m_queue.done(batch);
    }
}

void WorkerPool::process(BoundedQueue::Batch& batch) {
    std::int64_t start = m_clock.steadyNs();
    BlockProcessor& processor = BoundedQueue::processorOf(batch.lane);
    for (std::size_t i = 0; i < batch.size; ++i) {
        processor.process(std::move(batch.blocks[i]));
        const std::int64_t end = m_clock.steadyNs();
        m_times.record(end - start, end);
        m_busyNs.fetch_add(end - start, std::memory_order_relaxed);
        m_processed.fetch_add(1, std::memory_order_relaxed);
        start = end;
    }
}

WorkerStats WorkerPool::stats() const {
    const std::int64_t now = m_clock.steadyNs();
    WorkerStats stats;
    stats.threads = m_threads.size();
    stats.jobsProcessed = m_processed.load(std::memory_order_relaxed);
    const std::int64_t busy = m_busyNs.load(std::memory_order_relaxed);
    if (stats.jobsProcessed > 0)
        stats.averageMs =
            static_cast<double>(busy) * kMsPerNs / static_cast<double>(stats.jobsProcessed);
    stats.p50Ms = static_cast<double>(m_times.quantile(0.50, now)) * kMsPerNs;
    stats.p99Ms = static_cast<double>(m_times.quantile(0.99, now)) * kMsPerNs;
    const MutexLock lock(m_markMutex);
    const std::int64_t elapsed = now - m_mark.timeNs;
    if (elapsed >= kMarkSpacingNs) {
        const auto possible = static_cast<double>(elapsed) * static_cast<double>(stats.threads);
        const double share =
            m_mark.timeNs == 0 ? 0 : static_cast<double>(busy - m_mark.busyNs) / possible;
        m_mark = {now, busy, std::clamp(share, 0.0, 1.0)};
    }
    stats.utilisation = m_mark.share;
    return stats;
}

}  // namespace telemetryhub::engine
