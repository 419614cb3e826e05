// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/api_parts.h"

#include "telemetryhub/engine/hub/snapshot.h"

namespace telemetryhub::engine {

namespace {

std::int64_t nanoseconds(std::chrono::milliseconds time) {
    return std::chrono::nanoseconds(time).count();
}

}  // namespace

std::shared_ptr<const Snapshot> SharedSnapshots::get(std::chrono::milliseconds maxAge) {
    const std::int64_t now = m_clock.steadyNs();
    if (!m_snapshot || now - m_takenNs > nanoseconds(maxAge)) {
        m_snapshot = m_hub.snapshot();
        m_takenNs = now;
    }
    return m_snapshot;
}

std::shared_ptr<const std::string> SharedBody::get(const Render& render) {
    const std::int64_t now = m_clock.steadyNs();
    if (!m_body || now - m_renderedNs > nanoseconds(kMaxAge)) {
        m_body = std::make_shared<const std::string>(render());
        m_renderedNs = now;
    }
    return m_body;
}

}  // namespace telemetryhub::engine
