// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QTimer>

namespace telemetryhub::engine {

/// Something that holds rows in a part-filled block.
class Flushable {
public:
    virtual ~Flushable() = default;
    virtual void flush() = 0;
};

/// Flushes holders soon, each once.
class FlushQueue {
public:
    virtual ~FlushQueue() = default;
    /// To be asked once until `holder` was flushed.
    virtual void flushSoon(Flushable& holder) = 0;
    /// For a holder that goes.
    virtual void forget(Flushable& holder) = 0;
};

/// Hands part-filled blocks on, of all devices of the thread together: at the end of the turn of
/// the event loop that filled them when a worker waits, else after `kWaitMs`.
///
/// With a worker waiting nothing is gained by holding rows back; otherwise a fuller block costs
/// less, but no sample waits longer. One timer serves all, because a thousand timers of a
/// millisecond cost more than the samples.
///
/// Threads: the I/O thread, which runs a Qt event loop.
class TurnFlusher final : public FlushQueue {
public:
    static constexpr int kWaitMs = 1;

    /// \param consumerIdle tells whether a worker waits
    explicit TurnFlusher(std::function<bool()> consumerIdle);
    TurnFlusher(const TurnFlusher&) = delete;
    TurnFlusher& operator=(const TurnFlusher&) = delete;

    void flushSoon(Flushable& holder) override;
    void forget(Flushable& holder) override { std::erase(m_holders, &holder); }

private:
    void endTurn();
    void flushAll();

    const std::function<bool()> m_consumerIdle;
    std::vector<Flushable*> m_holders;
    std::vector<Flushable*> m_flushing;
    bool m_hasWaited = false;
    QTimer m_timer;
};

}  // namespace telemetryhub::engine
