// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/rest_thread.h"

#include <thread>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "telemetryhub/engine/core/thread_name.h"

namespace telemetryhub::engine {

namespace {

namespace asio = boost::asio;

class AsioTimer final : public RestLoop::Timer {
public:
    AsioTimer(asio::io_context& context, std::chrono::milliseconds delay, std::function<void()> due)
        : m_timer(context, delay), m_due(std::make_shared<std::function<void()>>(std::move(due))) {
        m_timer.async_wait([due = std::weak_ptr(m_due)](const boost::system::error_code& error) {
            // A timer that was destroyed in the turn it became due must stay silent too.
            const auto alive = due.lock();
            if (!error && alive) (*alive)();
        });
    }

private:
    asio::steady_timer m_timer;
    std::shared_ptr<std::function<void()>> m_due;
};

}  // namespace

struct RestThread::Running {
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> guard{context.get_executor()};
    std::thread thread;
};

RestThread::RestThread() : m_running(std::make_unique<Running>()) {
    m_running->thread = std::thread([this] {
        setThreadName("th-rest");
        m_running->context.run();
    });
}

RestThread::~RestThread() {
    stop();
}

void RestThread::post(std::function<void()> work) {
    asio::post(m_running->context, std::move(work));
}

std::unique_ptr<RestLoop::Timer> RestThread::after(std::chrono::milliseconds delay,
                                                   std::function<void()> due) {
    return std::make_unique<AsioTimer>(m_running->context, delay, std::move(due));
}

void RestThread::stop() {
    m_running->context.stop();
    if (m_running->thread.joinable()) m_running->thread.join();
}

bool RestThread::isStopped() const {
    return m_running->context.stopped();
}

asio::io_context& RestThread::context() {
    return m_running->context;
}

}  // namespace telemetryhub::engine
