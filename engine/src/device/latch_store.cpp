// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/latch_store.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/core/thread_name.h"
#include "telemetryhub/engine/device/latch_files.h"

namespace telemetryhub::engine {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

std::int64_t steadyNsOf(SteadyTime time) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
}

}  // namespace

/// What the thread and the store share; it belongs to whoever is left last.
struct LatchStore::State {
    /// What th-state has to do for one device.
    struct Wish {
        enum class Kind { Arm, Save, Clear };

        Kind kind = Kind::Arm;
        Latch latch;
        SteadyTime since;
        SteadyTime due;  ///< of the next try
        std::chrono::milliseconds wait{0};
        std::optional<Error> error;  ///< of the last try
        std::uint64_t number = 0;    ///< tells a newer wish from the one that is being carried out
        std::vector<LatchMemory::Loaded> readers;

        /// Whether the disk says something else than the device.
        [[nodiscard]] bool isOwed() const { return kind != Kind::Arm; }
    };

    struct Task {
        std::string device;
        Wish wish;
    };

    explicit State(Parts storeParts)
        : parts(std::move(storeParts)), files(parts.folder), post(parts.post) {}

    void want(const std::string& id, Wish::Kind kind, const Latch& latch) TH_REQUIRES(mutex);
    void run() TH_EXCLUDES(mutex);
    [[nodiscard]] std::optional<Task> nextTask() TH_EXCLUDES(mutex);
    [[nodiscard]] Result<void> carryOut(const Task& task) const;
    [[nodiscard]] std::map<std::string, Wish>::iterator dueWish() TH_REQUIRES(mutex);
    void waitForDue() TH_REQUIRES(mutex);
    void answer(const Task& task) TH_EXCLUDES(mutex);
    void settle(const Task& task, const Result<void>& done) TH_EXCLUDES(mutex);
    [[nodiscard]] std::vector<UnsavedLatch> overdue(bool owed) const TH_EXCLUDES(mutex);

    const Parts parts;
    const LatchFiles files;
    mutable Mutex mutex;
    Condition changed;
    std::map<std::string, Wish> wishes TH_GUARDED_BY(mutex);  // by device
    std::function<void(std::function<void()>)> post TH_GUARDED_BY(mutex);
    std::uint64_t lastNumber TH_GUARDED_BY(mutex) = 0;
    std::uint64_t steps TH_GUARDED_BY(mutex) = 0;  // tries that came back
    bool stopping TH_GUARDED_BY(mutex) = false;
    bool ended TH_GUARDED_BY(mutex) = false;
};

void LatchStore::State::want(const std::string& id, Wish::Kind kind, const Latch& latch) {
    Wish& wish = wishes[id];
    const SteadyTime now = std::chrono::steady_clock::now();
    // What the disk says is wrong since the first wish that it has not.
    if (!wish.isOwed() || wish.number == 0) {
        wish.since = now;
        wish.error.reset();
    }
    wish.kind = kind;
    wish.latch = latch;
    wish.number = ++lastNumber;
    wish.due = now;
    wish.wait = std::chrono::milliseconds(0);
    changed.notifyAll();
}

/// A device that is not what the disk says goes first.
Result<void> LatchStore::State::carryOut(const Task& task) const {
    switch (task.wish.kind) {
        case Wish::Kind::Arm: return files.arm(task.device);
        case Wish::Kind::Save: return files.save(task.device, task.wish.latch);
        case Wish::Kind::Clear: return files.clear(task.device);
    }
    return {};
}

std::map<std::string, LatchStore::State::Wish>::iterator LatchStore::State::dueWish() {
    const SteadyTime now = std::chrono::steady_clock::now();
    auto chosen = wishes.end();
    for (auto wish = wishes.begin(); wish != wishes.end(); ++wish) {
        if (wish->second.due > now) continue;
        const bool isFirst = chosen == wishes.end();
        if (isFirst || (wish->second.isOwed() && !chosen->second.isOwed())) chosen = wish;
    }
    return chosen;
}

void LatchStore::State::waitForDue() {
    SteadyTime next = SteadyTime::max();
    for (const auto& [device, wish] : wishes)
        next = std::min(next, wish.due);
    if (next == SteadyTime::max()) return changed.wait(mutex);
    changed.waitFor(mutex, next - std::chrono::steady_clock::now());
}

/// Waits for it; nothing when the thread is to end.
std::optional<LatchStore::State::Task> LatchStore::State::nextTask() {
    const MutexLock lock(mutex);
    auto due = dueWish();
    while (due == wishes.end() && !stopping) {
        waitForDue();
        due = dueWish();
    }
    if (due == wishes.end()) {
        ended = true;
        changed.notifyAll();
        return std::nullopt;
    }
    Task task{due->first, due->second};
    due->second.readers.clear();
    return task;
}

void LatchStore::State::run() {
    setThreadName("th-state");
    while (const auto task = nextTask()) {
        if (!task->wish.readers.empty()) answer(*task);
        settle(*task, carryOut(*task));
    }
}

void LatchStore::State::answer(const Task& task) {
    const std::optional<Latch> latch = files.load(task.device);
    const MutexLock lock(mutex);
    ++steps;
    if (!post) return;
    for (const Loaded& loaded : task.wish.readers)
        post([loaded, latch] { loaded(latch); });
}

void LatchStore::State::settle(const Task& task, const Result<void>& done) {
    const MutexLock lock(mutex);
    ++steps;
    changed.notifyAll();
    const auto found = wishes.find(task.device);
    Wish& wish = found->second;
    const bool isNewest = wish.number == task.wish.number;
    if (!isNewest || !wish.readers.empty()) return;  // it is due again
    if (done) {
        wishes.erase(found);
        return;
    }
    wish.error = done.error();
    wish.wait = std::clamp(2 * wish.wait, parts.firstRetry, parts.longestRetry);
    wish.due = stopping ? SteadyTime::max() : std::chrono::steady_clock::now() + wish.wait;
}

std::vector<UnsavedLatch> LatchStore::State::overdue(bool owed) const {
    const MutexLock lock(mutex);
    const SteadyTime now = std::chrono::steady_clock::now();
    std::vector<UnsavedLatch> list;
    for (const auto& [device, wish] : wishes) {
        const bool isOverdue = wish.error || now - wish.since > kPatience;
        if (wish.isOwed() != owed || !isOverdue) continue;
        list.push_back({device, wish.kind == Wish::Kind::Clear, steadyNsOf(wish.since),
                        wish.error ? wish.error->detail : std::string()});
    }
    return list;
}

LatchStore::LatchStore(Parts parts) : m_state(std::make_shared<State>(std::move(parts))) {
    if (!m_state->parts.folder.empty()) m_thread = std::thread([state = m_state] { state->run(); });
}

LatchStore::~LatchStore() {
    stop();
}

void LatchStore::load(const std::string& deviceId, Loaded loaded) {
    if (!m_thread.joinable()) return loaded(std::nullopt);
    std::optional<Latch> owed;
    {
        const MutexLock lock(m_state->mutex);
        const auto found = m_state->wishes.find(deviceId);
        if (found == m_state->wishes.end() || !found->second.isOwed()) {
            m_state->want(deviceId, State::Wish::Kind::Arm, {});
            m_state->wishes[deviceId].readers.push_back(std::move(loaded));
            return;
        }
        if (found->second.kind == State::Wish::Kind::Save) owed = found->second.latch;
    }
    loaded(owed);
}

void LatchStore::save(const std::string& deviceId, const Latch& latch) {
    if (!m_thread.joinable()) return;
    const MutexLock lock(m_state->mutex);
    m_state->want(deviceId, State::Wish::Kind::Save, latch);
}

void LatchStore::clear(const std::string& deviceId) {
    if (!m_thread.joinable()) return;
    const MutexLock lock(m_state->mutex);
    m_state->want(deviceId, State::Wish::Kind::Clear, {});
}

std::vector<UnsavedLatch> LatchStore::unsaved() const {
    return m_state->overdue(true);
}

std::vector<UnsavedLatch> LatchStore::unarmed() const {
    return m_state->overdue(false);
}

void LatchStore::stop() {
    if (!m_thread.joinable()) return;
    bool hasEnded = false;
    {
        const MutexLock lock(m_state->mutex);
        m_state->post = nullptr;
        m_state->stopping = true;
        for (auto& [device, wish] : m_state->wishes)
            wish.due = SteadyTime();
        m_state->changed.notifyAll();
        SteadyTime lastStep = std::chrono::steady_clock::now();
        for (std::uint64_t seen = m_state->steps; !m_state->ended;) {
            const auto stood = std::chrono::steady_clock::now() - lastStep;
            if (stood >= kPatience) break;
            m_state->changed.waitFor(m_state->mutex, kPatience - stood);
            if (std::exchange(seen, m_state->steps) != m_state->steps)
                lastStep = std::chrono::steady_clock::now();
        }
        hasEnded = m_state->ended;
    }
    if (hasEnded)
        m_thread.join();
    else
        m_thread.detach();  // the disk holds it, and may for ever
}

}  // namespace telemetryhub::engine
