// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/turn_flusher.h"

#include <utility>

namespace telemetryhub::engine {

TurnFlusher::TurnFlusher(std::function<bool()> consumerIdle)
    : m_consumerIdle(std::move(consumerIdle)) {
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { endTurn(); });
}

// A timer of 0 is due behind everything that could be read in this turn.
void TurnFlusher::flushSoon(Flushable& holder) {
    m_holders.push_back(&holder);
    if (m_timer.isActive()) return;
    m_hasWaited = false;
    m_timer.start(0);
}

void TurnFlusher::endTurn() {
    if (m_hasWaited || m_consumerIdle()) {
        flushAll();
    } else {
        m_hasWaited = true;
        m_timer.start(kWaitMs);
    }
}

void TurnFlusher::flushAll() {
    m_flushing.swap(m_holders);
    for (Flushable* holder : m_flushing)
        holder->flush();
    m_flushing.clear();
}

}  // namespace telemetryhub::engine
