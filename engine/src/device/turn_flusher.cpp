// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/turn_flusher.h"

#include <utility>

#include <QAbstractEventDispatcher>

namespace telemetryhub::engine {

TurnFlusher::TurnFlusher(std::function<bool()> consumerIdle)
    : m_consumerIdle(std::move(consumerIdle)) {
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_context, [this] { flushAll(); });
    QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock,
                     &m_context, [this] { endTurn(); });
}

void TurnFlusher::endTurn() {
    if (m_holders.empty()) return;
    if (m_consumerIdle()) {
        flushAll();
    } else if (!m_timer.isActive()) {
        m_timer.start(kWaitMs);
    }
}

void TurnFlusher::flushAll() {
    m_timer.stop();
    m_flushing.swap(m_holders);
    for (Flushable* holder : m_flushing)
        holder->flush();
    m_flushing.clear();
}

}  // namespace telemetryhub::engine
