// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include <QObject>
#include <QTimer>

#include "chart/chart_frame.h"
#include "chart/sample_worker.h"

namespace telemetryhub::ui {

class ChartView;

/// Measures the channels of a chart between two moments beside the main thread, and hands the
/// result to the chart channel by channel.
///
/// Threads: main.
/// Units:   nanoseconds since the session began.
class SpanMeter final : public QObject {
    Q_OBJECT

public:
    /// \pre `view` outlives this object.
    explicit SpanMeter(ChartView& view);

    /// Nothing: there is no stretch to measure.
    void setSpan(std::optional<std::pair<std::int64_t, std::int64_t>> span);
    [[nodiscard]] bool isBusy() const { return m_worker.isBusy(); }

signals:
    void measured();

private:
    void measure();
    void take(ChannelKey channel, const SpanStatistics& statistics);
    void forgetOld();

    ChartView& m_view;
    SampleWorker m_worker;
    std::optional<ChartSelection> m_selection;
    bool m_showsOld = false;  ///< the figures are those of the span before
    QTimer m_patience;        ///< for figures of the span before
    QTimer m_again;           ///< samples of the last moments may still come
};

}  // namespace telemetryhub::ui
