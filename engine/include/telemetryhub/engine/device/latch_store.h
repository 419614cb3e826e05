// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "telemetryhub/engine/device/latch.h"

namespace telemetryhub::engine {

/// A latch, or the end of one, that is not on the disk yet.
struct UnsavedLatch {
    std::string device;
    bool isReset = false;      ///< the device was reset, and would be latched after a restart
    std::int64_t sinceNs = 0;  ///< steady
    std::string reason;        ///< of the last try; empty: the disk has not answered yet

    friend bool operator==(const UnsavedLatch&, const UnsavedLatch&) = default;
};

/// Keeps the latches over restarts, in the files of `LatchFiles`, by a thread `th-state` that may
/// wait for the disk as long as it likes.
///
/// Of each device only the newest wish is kept, so what waits for a hung disk is bounded. A wish
/// that failed is tried again, at first soon, then less often, until it is done. A device that
/// comes back gets the newest wish as its answer, on the disk or not.
///
///     LatchStore latches({"/var/lib/telemetryhub/state", [&io](auto task) { io.post(task); }});
///     latches.load("rig", [&](std::optional<Latch> latch) { ... });  // on the I/O thread
///
/// Threads: `load`, `save`, `clear` from the I/O thread, the rest from any; nothing but `stop` and
///          destruction waits, and they at most a moment beyond the last progress.
class LatchStore final : public LatchMemory {
public:
    /// A latch that waits for longer than this is told as unsaved; a disk may be busy for a moment.
    static constexpr std::chrono::milliseconds kPatience{1000};

    struct Parts {
        std::string folder;  ///< is made with the first device; empty: nothing is kept
        /// Runs a task on the I/O thread; called on th-state, and not behind `stop`.
        std::function<void(std::function<void()>)> post;
        std::chrono::milliseconds firstRetry{100};
        std::chrono::milliseconds longestRetry{10'000};
    };

    explicit LatchStore(Parts parts);
    ~LatchStore() override;
    LatchStore(const LatchStore&) = delete;
    LatchStore& operator=(const LatchStore&) = delete;

    /// Arms the device's file as well.
    void load(const std::string& deviceId, Loaded loaded) override;
    void save(const std::string& deviceId, const Latch& latch) override;
    void clear(const std::string& deviceId) override;

    /// What failed, or waits for longer than `kPatience`.
    [[nodiscard]] std::vector<UnsavedLatch> unsaved() const;
    /// Devices whose file could not be armed, with the reason: their SafeState may not outlive a
    /// restart.
    [[nodiscard]] std::vector<UnsavedLatch> unarmed() const;

    /// Tries each wish once more and ends the thread. A thread that the disk holds is left behind
    /// after `kPatience` without progress: it touches nothing that outlives it.
    void stop();

private:
    struct State;

    const std::shared_ptr<State> m_state;  // with the thread, which may outlive this object
    std::thread m_thread;
};

}  // namespace telemetryhub::engine
