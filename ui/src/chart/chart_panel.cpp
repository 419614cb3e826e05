// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chart_panel.h"

#include <QVBoxLayout>

#include "chart/chart_limits.h"
#include "chart/chart_source.h"
#include "chart/chart_view.h"
#include "chart/live_chart.h"
#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/gateway/gateway_core.h"

namespace telemetryhub::ui {

namespace {

/// Reads a gateway; device facts are at most a tenth of a second old.
class GatewayChartSource final : public ChartSource {
public:
    explicit GatewayChartSource(const engine::GatewayCore& gateway)
        : m_gateway(gateway), m_snapshot(gateway.snapshot()), m_start(m_snapshot->start) {}

    [[nodiscard]] const engine::SampleStore& history() const override {
        return m_gateway.history();
    }
    [[nodiscard]] engine::ReadTime start() const override { return m_start; }
    [[nodiscard]] engine::ReadTime now() const override { return m_clock.now(); }

    [[nodiscard]] std::optional<ChartDevice> device(engine::DeviceId id) const override {
        constexpr std::int64_t kFreshNs = 100'000'000;
        if (m_clock.steadyNs() - m_snapshot->time.steadyNs > kFreshNs)
            m_snapshot = m_gateway.snapshot();
        const engine::DeviceSnapshot* found = m_snapshot->find(id);
        if (!found) return std::nullopt;
        return ChartDevice{found->state, found->since.steadyNs, found->usualIntervalNs};
    }
    [[nodiscard]] std::vector<engine::Event> events(std::uint64_t after) const override {
        return m_gateway.events(after);
    }
    [[nodiscard]] std::vector<ChartLimit> limits(engine::DeviceId id,
                                                 std::size_t channel) const override {
        const engine::DeviceSnapshot* found = m_snapshot->find(id);
        if (!found || !found->channels || channel >= found->channels->size()) return {};
        return chartLimits((*found->channels)[channel], found->settings.processing.alarms);
    }

private:
    const engine::GatewayCore& m_gateway;
    engine::SystemClock m_clock;
    mutable std::shared_ptr<const engine::Snapshot> m_snapshot;
    engine::ReadTime m_start;
};

}  // namespace

ChartPanel::ChartPanel(const engine::GatewayCore& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_source(std::make_unique<GatewayChartSource>(gateway)),
      m_chart(new LiveChart(*m_source, theme, this)) {
    setObjectName(QStringLiteral("chart"));
    setAccessibleName(tr("Chart"));
    setFocusProxy(m_chart);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_chart);
    connect(&m_chart->view(), &ChartView::followingChanged, this, &ChartPanel::followingChanged);
    connect(m_chart, &LiveChart::exportAsked, this, &ChartPanel::exportAsked);
}

// The chart looks at the source, which is a member: it has to go first.
ChartPanel::~ChartPanel() {
    delete m_chart;
}

void ChartPanel::setChannels(std::vector<ChartChannel> channels) {
    m_chart->view().setChannels(std::move(channels));
}

const std::vector<ChartChannel>& ChartPanel::channels() const {
    return m_chart->view().channels();
}

bool ChartPanel::isFollowing() const {
    return m_chart->view().view().isFollowing();
}

engine::TimeSpan ChartPanel::visibleSpan() const {
    return m_chart->view().visibleSpan();
}

void ChartPanel::follow() {
    m_chart->view().follow();
}

void ChartPanel::pause() {
    m_chart->view().pause();
}

}  // namespace telemetryhub::ui
