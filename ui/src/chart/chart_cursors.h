// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include <QObject>
#include <QRectF>

#include "chart/chart_overlay.h"

namespace telemetryhub::ui {

class ChartView;
class Theme;

enum class Cursor { A, B };

/// The two cursors of a chart: moments that stay where they are set, with handles on the time axis.
///
/// Threads: main.
/// Units:   nanoseconds since the session began.
class ChartCursors final : public QObject, public ChartOverlay {
    Q_OBJECT

public:
    /// \pre `view` and `theme` outlive this object.
    ChartCursors(ChartView& view, const Theme& theme);
    ~ChartCursors() override;

    void set(Cursor cursor, std::int64_t ns);
    /// At the crosshair, else under the pointer, else in the middle.
    void setHere(Cursor cursor);
    /// Both, at a third and two thirds of the picture.
    void setBoth();
    void clear();
    /// Moves the cursor that was touched last by pixels.
    void move(int pixels);

    [[nodiscard]] std::optional<std::int64_t> time(Cursor cursor) const;
    [[nodiscard]] bool isAny() const;

    void paint(QPainter& painter) override;
    void paintAxis(QPainter& painter) override;
    [[nodiscard]] std::vector<QRectF> axisBoxes() const override;
    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void changed();

private:
    [[nodiscard]] std::optional<std::int64_t>& timeOf(Cursor cursor);
    [[nodiscard]] bool inView(std::int64_t ns) const;
    [[nodiscard]] std::optional<Cursor> lineAt(double x) const;
    [[nodiscard]] std::optional<Cursor> handleAt(const QPointF& at) const;
    [[nodiscard]] QRectF handleOf(std::int64_t ns) const;
    bool press(const QPointF& at, bool onAxis);
    bool hover(QWidget& widget, const QPointF& at, bool onAxis);

    ChartView& m_view;
    const Theme& m_theme;
    std::array<std::optional<std::int64_t>, 2> m_times;
    Cursor m_last = Cursor::A;
    std::optional<Cursor> m_dragged;
    std::optional<double> m_pointerX;
    bool m_hovered = false;
};

}  // namespace telemetryhub::ui
