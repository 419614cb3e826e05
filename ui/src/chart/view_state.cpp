// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/view_state.h"

#include <algorithm>
#include <cmath>

namespace telemetryhub::ui {

namespace {

constexpr std::int64_t kSmallestAllNs = 10'000'000'000;
constexpr double kAllGrowth = 1.25;

std::int64_t clampSpan(double spanNs) {
    return std::llround(std::clamp(spanNs, static_cast<double>(ViewState::kMinSpanNs),
                                   static_cast<double>(ViewState::kMaxSpanNs)));
}

}  // namespace

std::int64_t ColumnWindow::columnOf(std::int64_t ns) const {
    const std::int64_t quotient = ns / stepNs;
    return quotient * stepNs > ns ? quotient - 1 : quotient;
}

ViewState::ViewState(std::int64_t spanNs) : m_spanNs(clampSpan(static_cast<double>(spanNs))) {}

std::int64_t ViewState::edgeNs(std::int64_t nowNs) const {
    return m_following ? nowNs : m_edgeNs;
}

void ViewState::pause(std::int64_t nowNs) {
    if (!m_following) return;
    m_following = false;
    m_edgeNs = nowNs;
}

void ViewState::setSpan(std::int64_t spanNs) {
    m_showsAll = false;
    m_spanNs = clampSpan(static_cast<double>(spanNs));
}

void ViewState::zoom(double factor, double anchor, std::int64_t nowNs) {
    const std::int64_t before = m_spanNs;
    m_showsAll = false;
    m_spanNs = clampSpan(static_cast<double>(before) * factor);
    if (m_following) return;
    const double right = 1.0 - anchor;
    const auto growth = static_cast<double>(m_spanNs - before);
    setEdge(m_edgeNs + std::llround(growth * right), nowNs);
}

void ViewState::pan(std::int64_t deltaNs, std::int64_t nowNs) {
    if (m_following && deltaNs >= 0) return;
    pause(nowNs);
    m_showsAll = false;
    setEdge(m_edgeNs + deltaNs, nowNs);
}

void ViewState::showFrom(std::int64_t fromNs, std::int64_t nowNs) {
    pause(nowNs);
    m_showsAll = false;
    setEdge(fromNs + m_spanNs, nowNs);
}

void ViewState::showSpan(std::int64_t fromNs, std::int64_t toNs, std::int64_t nowNs) {
    setSpan(toNs - fromNs);
    showFrom(fromNs, nowNs);
}

void ViewState::holdAt(std::int64_t fromNs, std::int64_t toNs) {
    setSpan(toNs - fromNs);
    m_following = false;
    m_edgeNs = fromNs + m_spanNs;
}

void ViewState::showAll(std::int64_t firstNs, std::int64_t nowNs) {
    m_following = true;
    m_showsAll = true;
    m_firstNs = firstNs;
    m_spanNs = kSmallestAllNs;
    advance(nowNs);
}

void ViewState::advance(std::int64_t nowNs) {
    if (!m_showsAll || !m_following) return;
    const auto wanted = static_cast<double>(nowNs - m_firstNs);
    auto span = static_cast<double>(m_spanNs);
    while (span < wanted && span < static_cast<double>(kMaxSpanNs))
        span *= kAllGrowth;
    m_spanNs = clampSpan(span);
}

// A tenth of the picture keeps showing the session, so that nobody gets lost before its start.
void ViewState::setEdge(std::int64_t edgeNs, std::int64_t nowNs) {
    m_edgeNs = std::min(std::max(edgeNs, m_spanNs / 10), nowNs);
}

ColumnWindow ViewState::columns(std::int64_t nowNs, int width) const {
    const std::int64_t count = std::max(width, 1);
    ColumnWindow window;
    window.stepNs = std::max<std::int64_t>(1, (m_spanNs + count / 2) / count);
    window.end = window.columnOf(edgeNs(nowNs)) + 1;
    window.first = window.end - count;
    return window;
}

}  // namespace telemetryhub::ui
