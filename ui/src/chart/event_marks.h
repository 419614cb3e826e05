// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QPixmap>
#include <QRectF>
#include <QTimer>

#include "chart/chart_overlay.h"
#include "telemetryhub/engine/core/event_log.h"

namespace telemetryhub::ui {

class ChartLane;
class ChartView;
class Theme;

/// What happened, at its time in the lanes of the device it happened to: alarms, changes of state,
/// commands. One of many at about the same place stands for all of them.
///
/// Threads: main.
/// Units:   nanoseconds since the session began.
class EventMarks final : public QObject, public ChartOverlay {
    Q_OBJECT

public:
    static constexpr std::size_t kMostMarks = engine::EventLog::kMaxEvents;

    /// \pre `view` and `theme` outlive this object.
    EventMarks(ChartView& view, const Theme& theme);
    ~EventMarks() override;

    void setShown(bool shown);
    [[nodiscard]] bool isShown() const { return m_shown; }
    /// Takes what happened since the last time; called four times a second while visible.
    void read();

    /// Chooses the next mark of a shown device after the chosen one, or the one before it; the
    /// first one from the edge of the picture. False when there is none.
    bool chooseNext();
    bool choosePrevious();
    void clearChoice();
    /// When and what, of the chosen mark; empty: none is chosen.
    [[nodiscard]] QString chosenText() const;
    /// What the mark under a point of the scene tells, all sentences of its place.
    [[nodiscard]] QString textAt(const QPointF& scenePosition) const;

    void paint(QPainter& painter) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    /// A mark was chosen or none is any more; 0: none.
    void chosenChanged(std::uint64_t eventNumber);

private:
    /// The later ones stand for the earlier ones of their place.
    enum class Shape { Info, Idle, Measuring, Mark, Error, Warning, Critical, SafeState };
    static constexpr std::size_t kShapes = 8;
    struct Mark {
        std::int64_t ns = 0;
        std::uint64_t number = 0;
        engine::DeviceId device;
        std::string channel;
        Shape shape = Shape::Info;
        std::string text;
    };
    /// Marks of about one place in a lane.
    struct Place {
        std::int64_t bucket = 0;
        const Mark* worst = nullptr;
    };
    [[nodiscard]] static std::optional<Shape> shapeOf(const engine::Event& event);
    [[nodiscard]] bool belongsTo(const Mark& mark, const ChartLane& lane) const;
    [[nodiscard]] bool isShownAsGap(const Mark& mark) const;
    [[nodiscard]] std::int64_t bucketNs() const;
    [[nodiscard]] std::vector<Place> placesOf(const ChartLane& lane) const;
    [[nodiscard]] QRectF boxOf(const Mark& mark, const ChartLane& lane) const;
    [[nodiscard]] const Mark* markAt(const QPointF& scenePosition, const ChartLane** lane) const;
    [[nodiscard]] QString sentenceOf(const Mark& mark) const;
    [[nodiscard]] const Mark* chosen() const;
    [[nodiscard]] bool isAnywhere(const Mark& mark) const;
    void choose(const Mark& mark);
    bool press(const QPointF& at);
    void paintMark(QPainter& painter, const Mark& mark, const ChartLane& lane) const;
    void paintShape(QPainter& painter, const QRectF& box, Shape shape) const;
    [[nodiscard]] QColor colorOf(Shape shape) const;
    void rebuildPixmaps();

    ChartView& m_view;
    const Theme& m_theme;
    bool m_shown = true;
    QTimer m_timer;
    std::uint64_t m_lastNumber = 0;
    std::vector<Mark> m_marks;  ///< in the order of time
    std::uint64_t m_chosen = 0;
    std::array<QPixmap, kShapes> m_pixmaps;
};

}  // namespace telemetryhub::ui
