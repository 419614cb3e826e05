// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/span_meter.h"

#include <algorithm>

#include "chart/chart_source.h"
#include "chart/chart_view.h"

namespace telemetryhub::ui {

namespace {

constexpr int kPatienceMs = 150;
constexpr int kAgainMs = 1000;
constexpr std::int64_t kSettledNs = 2'000'000'000;

struct AskedChannel {
    ChannelKey key;
    std::int64_t gapNs = 0;
};

std::vector<AskedChannel> askedChannels(const ChartView& view) {
    std::vector<AskedChannel> asked;
    for (const ChartChannel& channel : view.channels())
        asked.push_back({{channel.device, channel.channel},
                         view.frame().devices.at(channel.device).track.gapNs()});
    return asked;
}

}  // namespace

SpanMeter::SpanMeter(ChartView& view)
    : m_view(view), m_worker(view.source().storeOpener(), nullptr) {
    m_patience.setSingleShot(true);
    m_again.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &SpanMeter::forgetOld);
    connect(&m_again, &QTimer::timeout, this, &SpanMeter::measure);
    connect(&view, &ChartView::lanesChanged, this, &SpanMeter::measure);
    connect(&m_worker, &SampleWorker::finished, this, &SpanMeter::measured);
}

void SpanMeter::setSpan(std::optional<std::pair<std::int64_t, std::int64_t>> span) {
    if (!span) {
        m_selection.reset();
        m_worker.cancel();
        m_again.stop();
        m_view.setSelection({});
        return;
    }
    if (!m_selection) m_selection.emplace();
    m_selection->fromNs = std::min(span->first, span->second);
    m_selection->toNs = std::max(span->first, span->second);
    measure();
}

// While a cursor is dragged the figures of the moment before stay, so that they do not flicker.
void SpanMeter::measure() {
    if (!m_selection) return;
    m_showsOld = true;
    m_patience.start(kPatienceMs);
    m_view.setSelection(m_selection);
    const std::int64_t start = m_view.source().start().steadyNs;
    const std::int64_t from = start + m_selection->fromNs;
    const std::int64_t to = start + m_selection->toNs;
    m_worker.ask([this, from, to, channels = askedChannels(m_view)](
                     const engine::SampleStore& store, const StopAsked& stop,
                     const SampleWorker::Tell& tell) {
        for (const AskedChannel& one : channels) {
            const SpanStatistics statistics =
                statisticsOf({store, {from, to}, one.gapNs, stop}, one.key.first, one.key.second);
            if (stop()) return;
            tell([this, key = one.key, statistics] { take(key, statistics); });
        }
    });
    if (m_view.source().isLive() && m_selection->toNs > m_view.frame().nowNs - kSettledNs)
        m_again.start(kAgainMs);
}

void SpanMeter::forgetOld() {
    if (!std::exchange(m_showsOld, false) || !m_selection) return;
    m_selection->statistics.clear();
    m_view.setSelection(m_selection);
}

void SpanMeter::take(ChannelKey channel, const SpanStatistics& statistics) {
    if (!m_selection) return;
    if (std::exchange(m_showsOld, false)) m_selection->statistics.clear();
    m_selection->statistics[channel] = statistics;
    m_view.setSelection(m_selection);
}

}  // namespace telemetryhub::ui
