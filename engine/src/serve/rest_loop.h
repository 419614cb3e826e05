// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace telemetryhub::engine {

/// The one loop that everything of the listener runs on.
class RestLoop {
public:
    /// Destroying it calls the timer off.
    class Timer {
    public:
        Timer() = default;
        Timer(const Timer&) = delete;
        Timer& operator=(const Timer&) = delete;
        virtual ~Timer() = default;
    };

    RestLoop() = default;
    RestLoop(const RestLoop&) = delete;
    RestLoop& operator=(const RestLoop&) = delete;
    virtual ~RestLoop() = default;

    /// Runs `work` on th-rest soon, or never when the listener stops before. Threads: any.
    virtual void post(std::function<void()> work) = 0;
    /// Calls `due` once, on th-rest. Threads: th-rest.
    [[nodiscard]] virtual std::unique_ptr<Timer> after(std::chrono::milliseconds delay,
                                                       std::function<void()> due) = 0;
};

}  // namespace telemetryhub::engine
