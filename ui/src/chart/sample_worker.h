// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <QObject>

#include "chart/chart_source.h"
#include "chart/span_statistics.h"
#include "telemetryhub/engine/core/mutex.h"

namespace telemetryhub::ui {

/// Answers one question about the samples of a chart at a time, on a thread of its own
/// (`th-measure`). A new question takes the place of the one before, whose answers come no more.
///
/// Threads: main; questions run on the thread, which is started with the first one.
/// Errors:  samples that cannot be opened are told by `failed`.
class SampleWorker final : public QObject {
    Q_OBJECT

public:
    /// Called on the main thread.
    using Answer = std::function<void()>;
    /// Hands over a part of the answer.
    using Tell = std::function<void(Answer)>;
    using Question = std::function<void(const engine::SampleStore& store, const StopAsked& stop,
                                        const Tell& tell)>;

    /// \pre what `open` gives outlives this object.
    SampleWorker(ChartSource::OpenStore open, QObject* parent);
    /// Waits for the question to notice.
    ~SampleWorker() override;

    void ask(Question question);
    void cancel();
    /// A question is not answered to its end yet.
    [[nodiscard]] bool isBusy() const { return m_ended != m_asked; }

signals:
    void finished();
    void failed();

private:
    struct Asked {
        std::uint64_t number = 0;
        Question question;
    };
    void run();
    [[nodiscard]] std::optional<Asked> next();
    void answer(const Asked& asked);
    void tell(std::uint64_t number, Answer answer);
    void deliver();

    const ChartSource::OpenStore m_open;
    std::shared_ptr<const engine::SampleStore> m_store;  // of the thread
    std::uint64_t m_asked = 0;                           // of the main thread
    std::uint64_t m_ended = 0;
    // Relaxed: a flag for the question that runs; what it hands over goes through the mutex.
    std::atomic<std::uint64_t> m_wanted{0};
    engine::Mutex m_mutex;
    engine::Condition m_changed;
    std::optional<Asked> m_next TH_GUARDED_BY(m_mutex);
    std::vector<std::pair<std::uint64_t, Answer>> m_answers TH_GUARDED_BY(m_mutex);
    bool m_closing TH_GUARDED_BY(m_mutex) = false;
    std::thread m_thread;
};

}  // namespace telemetryhub::ui
