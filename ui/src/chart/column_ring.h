// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <QColor>
#include <QImage>
#include <QRectF>

#include "chart/curve_columns.h"
#include "chart/value_range.h"
#include "chart/view_state.h"

class QPainter;

namespace telemetryhub::ui {

/// The two value axes that a lane may have.
enum class ValueSide { Left, Right };

/// One curve as a ring draws it.
struct RingCurve {
    const CurveColumns* columns = nullptr;
    QRgb color = 0;
    int slot = 0;  ///< chooses the dashes
    ValueSide side = ValueSide::Left;
};

/// A limit across the ring: a dashed line, and beyond it a tint.
struct RingLimit {
    enum class Beyond { Above, Below, Nothing };
    double value = 0;
    double release = 0;  ///< an alarm ends here; between the two the tint is fainter
    Beyond beyond = Beyond::Nothing;
    QRgb color = 0;
    ValueSide side = ValueSide::Left;
    friend bool operator==(const RingLimit&, const RingLimit&) = default;
};

/// What all columns of a ring have in common; a change of it draws everything again.
///
/// Units: device pixels.
struct RingLook {
    ValueRange range;       ///< of the left axis
    ValueRange rightRange;  ///< of the right one
    double lineWidth = 1.5;
    double rightLineWidth = 1.25;
    double scale = 1;  ///< device pixels a logical pixel
    QRgb ground = 0xFF000000;
    QRgb grid = 0xFF000000;
    QRgb hatch = 0xFF000000;
    std::vector<double> valueTicks;       ///< of the left axis
    std::vector<std::int64_t> timeTicks;  ///< columns, ascending
    std::vector<RingLimit> limits;
    ColumnSpan selected;  ///< tinted
    QRgb selection = 0;
};

/// The picture of a lane's curves as a ring of pixel columns: scrolling draws only new columns.
///
/// Column j of the absolute grid sits at x = j modulo the width. The picture holds the ground and
/// the grid too: it is opaque, and showing it is a copy.
///
/// Threads: any one.
/// Units:   device pixels.
class ColumnRing {
public:
    void resize(int width, int height);
    [[nodiscard]] int width() const { return m_image.width(); }
    [[nodiscard]] int height() const { return m_image.height(); }

    /// The columns whose picture a change of `span` touches.
    [[nodiscard]] static ColumnSpan touchedBy(ColumnSpan span) {
        return span.empty() ? span : ColumnSpan{span.from - 1, span.end};
    }
    /// The columns a curve has to know for a picture of `window`.
    [[nodiscard]] static ColumnWindow neededFor(ColumnWindow window) {
        --window.first;
        return window;
    }

    /// Draws columns anew. A column without ink is hatched from the session's start up to
    /// `hatchEnd`: nothing was sent there.
    void draw(ColumnSpan span, std::span<const RingCurve> curves, const RingLook& look,
              std::int64_t hatchEnd);

    /// Copies `window`, whose size is the ring's width, to `target`.
    void paint(QPainter& painter, const QRectF& target, const ColumnWindow& window) const;

private:
    struct Stroke {
        double top;
        double bottom;
        QRgb color;
        double opacity;
    };
    void groundColumn(int x, std::int64_t column, const RingLook& look);
    void limitColumn(int x, std::int64_t column, const RingLimit& limit, const RingLook& look);
    void tintRows(int x, double from, double to, QRgb color, double opacity);
    [[nodiscard]] double rowOf(double value, const ValueRange& range) const;
    void hatchColumn(int x, std::int64_t column, const RingLook& look);
    void strokeSides(int x, std::int64_t column, const RingCurve& curve, const RingLook& look);
    void strokeColumn(int x, const Stroke& stroke);
    void blend(int x, int y, QRgb color, double coverage);
    [[nodiscard]] int slotOf(std::int64_t column) const;
    [[nodiscard]] Stroke strokeOf(const CurveColumn& column, const RingCurve& curve,
                                  const RingLook& look) const;

    QImage m_image;
    uchar* m_bits = nullptr;
    qsizetype m_stride = 0;
};

}  // namespace telemetryhub::ui
