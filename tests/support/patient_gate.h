// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/core/source_gate.h"

namespace telemetryhub::engine {

/// For a producer without a BoundedQueue that must lose nothing: it waits while the gate is held.
class PatientGate final : public SourceGate {
public:
    void hold() override {
        const MutexLock lock(m_mutex);
        ++m_holds;
    }
    void release() override {
        const MutexLock lock(m_mutex);
        if (--m_holds == 0) m_open.notifyAll();
    }
    void wait() {
        const MutexLock lock(m_mutex);
        while (m_holds > 0)
            m_open.wait(m_mutex);
    }

private:
    Mutex m_mutex;
    Condition m_open;
    int m_holds TH_GUARDED_BY(m_mutex) = 0;
};

}  // namespace telemetryhub::engine
