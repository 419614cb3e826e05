// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QWidget>

#include "chart/chart_channel.h"
#include "telemetryhub/engine/core/sample_store.h"

namespace telemetryhub::engine {
class GatewayCore;
}

namespace telemetryhub::ui {

class ChartSource;
class LiveChart;
class Theme;

/// The live chart of a gateway: tool row, lanes of curves, time axis.
///
/// It pulls history columns on its own timer while it is visible; hidden it does nothing.
///
/// Threads: main.
class ChartPanel : public QWidget {
    Q_OBJECT

public:
    /// \pre `gateway` and `theme` outlive this object.
    ChartPanel(const engine::GatewayCore& gateway, const Theme& theme, QWidget* parent = nullptr);
    ~ChartPanel() override;

    /// Shows these channels, in this order; view and zoom stay.
    void setChannels(std::vector<ChartChannel> channels);
    [[nodiscard]] const std::vector<ChartChannel>& channels() const;

    [[nodiscard]] bool isFollowing() const;
    /// What is in view, on the steady clock.
    [[nodiscard]] engine::TimeSpan visibleSpan() const;

public slots:
    void follow();
    void pause();

signals:
    void followingChanged(bool following);
    /// The samples in view shall be exported.
    void exportAsked();

private:
    std::unique_ptr<ChartSource> m_source;
    LiveChart* m_chart;
};

}  // namespace telemetryhub::ui
