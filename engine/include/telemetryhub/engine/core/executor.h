// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// A place where work is done later: the event loop of some thread.
///
/// Threads: any; `post` never waits.
class Executor {
public:
    virtual ~Executor() = default;
    /// Runs `work` there soon, in order, or never when the place is gone by then.
    virtual void post(std::function<void()> work) = 0;
};

/// What is done with the answer to a command.
using Answer = std::function<void(Result<void>)>;

/// An answer and the place where it is wanted. Whoever carries out a command calls it once, from
/// any thread; the one who asked gets it on his own:
///
///     hub.command(device, DeviceCommand::Stop, {loop, [](Result<void> done) { ... }});
class Reply {
public:
    /// Nobody wants to know.
    Reply() = default;
    Reply(std::shared_ptr<Executor> where, Answer answer)
        : m_where(std::move(where)), m_answer(std::move(answer)) {}

    void operator()(Result<void> result) const {
        if (!m_answer) return;
        m_where->post([answer = m_answer, result = std::move(result)] { answer(result); });
    }

private:
    std::shared_ptr<Executor> m_where;
    Answer m_answer;
};

}  // namespace telemetryhub::engine
