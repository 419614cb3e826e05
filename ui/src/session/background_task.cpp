// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/background_task.h"

#include <utility>

#include "telemetryhub/engine/core/thread_name.h"

namespace telemetryhub::ui {

namespace {
constexpr int kProgressEveryMs = 100;
}

BackgroundTask::BackgroundTask(Work work, QObject* parent) : QObject(parent) {
    connect(&m_timer, &QTimer::timeout, this, &BackgroundTask::showProgress);
    m_timer.start(kProgressEveryMs);
    m_thread = std::thread([this, task = std::move(work)] { run(task); });
}

BackgroundTask::~BackgroundTask() {
    cancel();
    if (m_thread.joinable()) m_thread.join();
}

void BackgroundTask::cancel() {
    m_cancelled.store(true, std::memory_order_relaxed);
}

void BackgroundTask::run(const Work& work) {
    engine::setThreadName("th-task");
    work([this](double share) {
        m_share.store(share, std::memory_order_relaxed);
        return !m_cancelled.load(std::memory_order_relaxed);
    });
    QMetaObject::invokeMethod(this, &BackgroundTask::end, Qt::QueuedConnection);
}

void BackgroundTask::end() {
    m_timer.stop();
    m_thread.join();
    emit finished();
}

void BackgroundTask::showProgress() {
    const double share = m_share.load(std::memory_order_relaxed);
    if (share == m_shown) return;
    m_shown = share;
    emit progressed(share);
}

}  // namespace telemetryhub::ui
