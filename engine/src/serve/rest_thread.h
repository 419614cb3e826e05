// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "serve/rest_loop.h"

namespace boost::asio {
class io_context;
}

namespace telemetryhub::engine {

/// The thread th-rest and its loop.
///
/// Threads: as RestLoop; construct, stop and destroy on the owner's.
class RestThread final : public RestLoop {
public:
    RestThread();
    ~RestThread() override;

    void post(std::function<void()> work) override;
    [[nodiscard]] std::unique_ptr<Timer> after(std::chrono::milliseconds delay,
                                               std::function<void()> due) override;

    /// Joins the thread; what was posted and not begun never runs. May be called again.
    void stop();
    [[nodiscard]] bool isStopped() const;
    /// For those who share the loop with their sockets.
    [[nodiscard]] boost::asio::io_context& context();

private:
    struct Running;
    std::unique_ptr<Running> m_running;
};

}  // namespace telemetryhub::engine
