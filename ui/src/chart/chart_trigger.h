// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include <QObject>
#include <QString>
#include <QTimer>

#include "chart/chart_overlay.h"
#include "chart/sample_worker.h"
#include "chart/trigger_search.h"

namespace telemetryhub::ui {

class ChartLane;
class ChartView;
class Theme;

enum class TriggerRepeat { Single, Repeated };
enum class TriggerState { Off, Armed, Triggered, NotFound };

struct TriggerSettings {
    ChannelKey channel{};
    TriggerKind kind = TriggerKind::Rising;
    double value = 0;
    TriggerRepeat repeat = TriggerRepeat::Single;
    double before = 0.5;         ///< the share of the picture before the trigger point
    std::int64_t holdOffNs = 0;  ///< after a trigger point others are ignored for so long
    friend bool operator==(const TriggerSettings&, const TriggerSettings&) = default;
};

/// Holds a chart still at the exact sample that fulfils a condition. The history is searched beside
/// the main thread; the stream is not asked.
///
/// Threads: main.
/// Units:   nanoseconds since the session began.
class ChartTrigger final : public QObject, public ChartOverlay {
    Q_OBJECT

public:
    /// \pre `view` and `theme` outlive this object.
    ChartTrigger(ChartView& view, const Theme& theme);
    ~ChartTrigger() override;

    /// While it is armed the search begins again.
    void setSettings(const TriggerSettings& settings);
    [[nodiscard]] const TriggerSettings& settings() const { return m_settings; }
    /// Its line is drawn and can be dragged.
    void setShown(bool shown);
    /// From now on; in a recording from the last trigger point, else from the left edge.
    void arm();
    void disarm();

    [[nodiscard]] TriggerState state() const { return m_state; }
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] std::optional<std::int64_t> lastNs() const { return m_lastNs; }
    /// `Armed: waits until Voltage rises through 12.60 V`.
    [[nodiscard]] QString stateText() const;
    /// Looks for it now; called many times a second while it is armed.
    void search();

    void paint(QPainter& painter) override;
    void paintAxis(QPainter& painter) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void stateChanged();
    /// By dragging its line.
    void valueDragged(double value);

private:
    struct LanePlace {
        const ChartLane* lane = nullptr;
        std::size_t index = 0;
    };
    [[nodiscard]] std::optional<LanePlace> place() const;
    [[nodiscard]] std::optional<double> lineY() const;
    [[nodiscard]] QString conditionText() const;
    void begin(std::int64_t fromNs);
    void found(std::int64_t ns, std::uint64_t times);
    void ended(bool any);
    void setState(TriggerState state);

    ChartView& m_view;
    const Theme& m_theme;
    TriggerSettings m_settings;
    SampleWorker m_worker;
    QTimer m_timer;
    std::shared_ptr<TriggerSearch> m_search;  ///< of the worker while it is busy
    TriggerState m_state = TriggerState::Off;
    bool m_shown = false;
    bool m_dragging = false;
    std::uint64_t m_count = 0;
    std::optional<std::int64_t> m_lastNs;
};

}  // namespace telemetryhub::ui
