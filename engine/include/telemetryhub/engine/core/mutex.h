// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

// The standard library's mutex carries no annotations, so clang cannot check it. These wrappers
// do: a guarded member touched without its lock fails the clang build (-Wthread-safety).
#if defined(__clang__)
#define TH_THREAD_ANNOTATION(x) __attribute__((x))
#else
#define TH_THREAD_ANNOTATION(x)
#endif

#define TH_CAPABILITY(x) TH_THREAD_ANNOTATION(capability(x))
#define TH_SCOPED_CAPABILITY TH_THREAD_ANNOTATION(scoped_lockable)
#define TH_GUARDED_BY(x) TH_THREAD_ANNOTATION(guarded_by(x))
#define TH_REQUIRES(...) TH_THREAD_ANNOTATION(requires_capability(__VA_ARGS__))
#define TH_EXCLUDES(...) TH_THREAD_ANNOTATION(locks_excluded(__VA_ARGS__))
#define TH_ACQUIRE(...) TH_THREAD_ANNOTATION(acquire_capability(__VA_ARGS__))
#define TH_RELEASE(...) TH_THREAD_ANNOTATION(release_capability(__VA_ARGS__))
#define TH_NO_THREAD_SAFETY_ANALYSIS TH_THREAD_ANNOTATION(no_thread_safety_analysis)

namespace telemetryhub::engine {

/// A std::mutex that clang's thread safety analysis understands.
class TH_CAPABILITY("mutex") Mutex {
public:
    void lock() TH_ACQUIRE() { m_mutex.lock(); }
    void unlock() TH_RELEASE() { m_mutex.unlock(); }

private:
    friend class Condition;
    std::mutex m_mutex;
};

/// Holds a Mutex for a scope.
class TH_SCOPED_CAPABILITY MutexLock {
public:
    explicit MutexLock(Mutex& mutex) TH_ACQUIRE(mutex) : m_mutex(mutex) { m_mutex.lock(); }
    ~MutexLock() TH_RELEASE() { m_mutex.unlock(); }
    MutexLock(const MutexLock&) = delete;
    MutexLock& operator=(const MutexLock&) = delete;

private:
    Mutex& m_mutex;
};

/// A condition variable for Mutex. Waits may wake up without a reason: loop on the condition.
class Condition {
public:
    void wait(Mutex& mutex) TH_REQUIRES(mutex) TH_NO_THREAD_SAFETY_ANALYSIS {
        std::unique_lock<std::mutex> lock(mutex.m_mutex, std::adopt_lock);
        m_condition.wait(lock);
        lock.release();
    }
    /// Returns at the latest after `timeout`.
    void waitFor(Mutex& mutex, std::chrono::nanoseconds timeout)
        TH_REQUIRES(mutex) TH_NO_THREAD_SAFETY_ANALYSIS {
        std::unique_lock<std::mutex> lock(mutex.m_mutex, std::adopt_lock);
        m_condition.wait_for(lock, timeout);
        lock.release();
    }
    void notifyOne() { m_condition.notify_one(); }
    void notifyAll() { m_condition.notify_all(); }

private:
    std::condition_variable m_condition;
};

}  // namespace telemetryhub::engine
