// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/sample_worker.h"

#include "telemetryhub/engine/core/thread_name.h"

namespace telemetryhub::ui {

SampleWorker::SampleWorker(ChartSource::OpenStore open, QObject* parent)
    : QObject(parent), m_open(std::move(open)) {}

SampleWorker::~SampleWorker() {
    cancel();
    {
        const engine::MutexLock lock(m_mutex);
        m_closing = true;
        m_changed.notifyAll();
    }
    if (m_thread.joinable()) m_thread.join();
}

void SampleWorker::ask(Question question) {
    ++m_asked;
    m_wanted.store(m_asked, std::memory_order_relaxed);
    {
        const engine::MutexLock lock(m_mutex);
        m_next = Asked{m_asked, std::move(question)};
        m_changed.notifyAll();
    }
    if (!m_thread.joinable()) m_thread = std::thread([this] { run(); });
}

void SampleWorker::cancel() {
    const engine::MutexLock lock(m_mutex);
    m_next.reset();
    m_ended = ++m_asked;
    m_wanted.store(m_asked, std::memory_order_relaxed);
}

void SampleWorker::run() {
    engine::setThreadName("th-measure");
    while (const std::optional<Asked> asked = next())
        answer(*asked);
}

std::optional<SampleWorker::Asked> SampleWorker::next() {
    const engine::MutexLock lock(m_mutex);
    while (!m_closing && !m_next)
        m_changed.wait(m_mutex);
    if (m_closing) return std::nullopt;
    return std::exchange(m_next, std::nullopt);
}

void SampleWorker::answer(const Asked& asked) {
    if (!m_store) m_store = m_open();
    if (m_store) {
        asked.question(
            *m_store, [&] { return m_wanted.load(std::memory_order_relaxed) != asked.number; },
            [&](Answer part) { tell(asked.number, std::move(part)); });
    } else {
        tell(asked.number, [this] { emit failed(); });
    }
    tell(asked.number, [this] {
        m_ended = m_asked;
        emit finished();
    });
}

void SampleWorker::tell(std::uint64_t number, Answer answer) {
    {
        const engine::MutexLock lock(m_mutex);
        m_answers.emplace_back(number, std::move(answer));
    }
    QMetaObject::invokeMethod(this, &SampleWorker::deliver, Qt::QueuedConnection);
}

void SampleWorker::deliver() {
    std::vector<std::pair<std::uint64_t, Answer>> answers;
    {
        const engine::MutexLock lock(m_mutex);
        answers.swap(m_answers);
    }
    for (const auto& [number, answer] : answers)
        if (number == m_asked) answer();
}

}  // namespace telemetryhub::ui
