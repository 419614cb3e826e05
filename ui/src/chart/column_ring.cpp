// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/column_ring.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QPainter>

namespace telemetryhub::ui {

namespace {

constexpr double kFillOpacity = 0.85;
/// Strokes longer than this many line widths are the filled body of many samples.
constexpr double kFillFrom = 4;
constexpr int kHatchSpacing = 8;  ///< logical pixels between the lines of the hatch
constexpr double kHatchOpacity = 0.45;

struct Dash {
    int on;
    int period;
};
/// Slots 0..11 are solid, then 6-3, then 2-2, in logical pixels.
constexpr std::array<Dash, 3> kDashes{{{1, 1}, {6, 9}, {2, 4}}};

constexpr double kSelectionOpacity = 0.10;
constexpr double kBeyondOpacity = 0.08;
constexpr double kReleaseOpacity = 0.03;
constexpr int kLimitDashes = 12;  ///< a slot whose dashes are 6-3

QRgb mixed(QRgb over, QRgb under, double opacity) {
    const auto part = [opacity](int a, int b) {
        return static_cast<int>(std::lround(b + (a - b) * opacity));
    };
    return qRgb(part(qRed(over), qRed(under)), part(qGreen(over), qGreen(under)),
                part(qBlue(over), qBlue(under)));
}

bool inDash(std::int64_t column, int slot, double scale) {
    const auto row = static_cast<std::size_t>(slot / 12) % kDashes.size();
    const auto period = static_cast<std::int64_t>(std::lround(kDashes[row].period * scale));
    const auto on = static_cast<std::int64_t>(std::lround(kDashes[row].on * scale));
    const std::int64_t place = column % period;
    return (place < 0 ? place + period : place) < on;
}

// A line of slope m covers w * sqrt(1 + m^2) of its column; beyond a steepness its own height
// counts, and half a line width at both ends.
double inkHeight(double height, double lineWidth) {
    const double sloped = std::hypot(lineWidth, height * lineWidth);
    return std::max(height, std::min(sloped, height + lineWidth));
}

const ValueRange& rangeOf(ValueSide side, const RingLook& look) {
    return side == ValueSide::Left ? look.range : look.rightRange;
}

double lineWidthOf(const RingCurve& curve, const RingLook& look) {
    return curve.side == ValueSide::Left ? look.lineWidth : look.rightLineWidth;
}

}  // namespace

void ColumnRing::resize(int width, int height) {
    m_image = QImage(std::max(width, 1), std::max(height, 1), QImage::Format_RGB32);
    m_image.fill(Qt::black);
    m_bits = m_image.bits();
    m_stride = m_image.bytesPerLine();
}

int ColumnRing::slotOf(std::int64_t column) const {
    const std::int64_t slot = column % width();
    return static_cast<int>(slot < 0 ? slot + width() : slot);
}

void ColumnRing::draw(ColumnSpan span, std::span<const RingCurve> curves, const RingLook& look,
                      std::int64_t hatchEnd) {
    for (std::int64_t column = span.from; column < span.end; ++column) {
        const int x = slotOf(column);
        bool ink = false;
        groundColumn(x, column, look);
        for (const RingCurve& curve : curves) {
            const CurveColumn& source = curve.columns->at(column);
            if (!source.hasInk()) continue;
            ink = true;
            if (!inDash(column, curve.slot, look.scale)) continue;
            strokeColumn(x, strokeOf(source, curve, look));
            strokeSides(x, column, curve, look);
        }
        if (!ink && column >= 0 && column < hatchEnd) hatchColumn(x, column, look);
    }
}

ColumnRing::Stroke ColumnRing::strokeOf(const CurveColumn& column, const RingCurve& curve,
                                        const RingLook& look) const {
    const ValueRange& range = rangeOf(curve.side, look);
    const double lineWidth = lineWidthOf(curve, look);
    const double top = rowOf(column.hi, range);
    const double bottom = rowOf(column.lo, range);
    const double half = inkHeight(bottom - top, lineWidth) / 2;
    const double middle = (top + bottom) / 2;
    const bool body =
        curve.columns->density() == Density::Columns && bottom - top > kFillFrom * lineWidth;
    return {middle - half, middle + half, curve.color, body ? kFillOpacity : 1.0};
}

// A pen wider than a column reaches into its neighbours; it shows where the curve is steep.
void ColumnRing::strokeSides(int x, std::int64_t column, const RingCurve& curve,
                             const RingLook& look) {
    const Stroke own = strokeOf(curve.columns->at(column), curve, look);
    const ColumnWindow& known = curve.columns->window();
    const ValueRange& range = rangeOf(curve.side, look);
    Stroke side = own;
    for (const std::int64_t neighbour : {column - 1, column + 1}) {
        if (neighbour < known.first || neighbour >= known.end) continue;
        const CurveColumn& source = curve.columns->at(neighbour);
        if (!source.hasInk()) continue;
        side.top = std::min(side.top, rowOf(source.hi, range));
        side.bottom = std::max(side.bottom, rowOf(source.lo, range));
    }
    side.opacity = own.opacity * std::min((lineWidthOf(curve, look) - 1) / 2, 1.0);
    strokeColumn(x, {side.top, own.top, side.color, side.opacity});
    strokeColumn(x, {own.bottom, side.bottom, side.color, side.opacity});
}

void ColumnRing::paint(QPainter& painter, const QRectF& target, const ColumnWindow& window) const {
    const int split = slotOf(window.first);
    const int left = width() - split;
    const double scale = width() / target.width();
    const double seam = target.left() + left / scale;
    painter.drawImage(QRectF(target.left(), target.top(), left / scale, target.height()), m_image,
                      QRectF(split, 0, left, height()));
    if (split == 0) return;
    painter.drawImage(QRectF(seam, target.top(), split / scale, target.height()), m_image,
                      QRectF(0, 0, split, height()));
}

void ColumnRing::groundColumn(int x, std::int64_t column, const RingLook& look) {
    const bool tick = std::binary_search(look.timeTicks.begin(), look.timeTicks.end(), column);
    const bool selected = column >= look.selected.from && column < look.selected.end;
    const auto ground = [&](QRgb color) {
        return selected ? mixed(look.selection, color, kSelectionOpacity) : color;
    };
    const QRgb color = ground(tick ? look.grid : look.ground);
    const QRgb grid = ground(look.grid);
    uchar* pixel = m_bits + qsizetype{x} * 4;
    for (int y = 0; y < height(); ++y, pixel += m_stride)
        *reinterpret_cast<QRgb*>(pixel) = color;
    const int thickness = std::max(static_cast<int>(std::lround(look.scale)), 1);
    for (const double value : look.valueTicks) {
        const int row = std::min(static_cast<int>(rowOf(value, look.range)), height() - thickness);
        for (int y = std::max(row, 0); y < row + thickness; ++y)
            *reinterpret_cast<QRgb*>(m_bits + y * m_stride + qsizetype{x} * 4) = grid;
    }
    for (const RingLimit& limit : look.limits)
        limitColumn(x, column, limit, look);
}

void ColumnRing::limitColumn(int x, std::int64_t column, const RingLimit& limit,
                             const RingLook& look) {
    const double row = rowOf(limit.value, rangeOf(limit.side, look));
    const double release = rowOf(limit.release, rangeOf(limit.side, look));
    if (limit.beyond == RingLimit::Beyond::Above) {
        tintRows(x, 0, row, limit.color, kBeyondOpacity);
        tintRows(x, row, release, limit.color, kReleaseOpacity);
    } else if (limit.beyond == RingLimit::Beyond::Below) {
        tintRows(x, row, height(), limit.color, kBeyondOpacity);
        tintRows(x, release, row, limit.color, kReleaseOpacity);
    }
    if (!inDash(column, kLimitDashes, look.scale)) return;
    const double thickness = std::max(std::round(look.scale), 1.0);
    const double line = std::round(row - thickness / 2);
    tintRows(x, line, line + thickness, limit.color, 1);
}

void ColumnRing::tintRows(int x, double from, double to, QRgb color, double opacity) {
    const int last = std::min(static_cast<int>(std::lround(to)), height());
    for (int y = std::max(static_cast<int>(std::lround(from)), 0); y < last; ++y)
        blend(x, y, color, opacity);
}

double ColumnRing::rowOf(double value, const ValueRange& range) const {
    const double row = (range.hi - value) * height() / (range.hi - range.lo);
    return std::clamp(row, -8.0, height() + 8.0);
}

// The pattern hangs on the grid, so it moves with the data and never swims.
void ColumnRing::hatchColumn(int x, std::int64_t column, const RingLook& look) {
    const auto spacing = std::max<std::int64_t>(std::lround(kHatchSpacing * look.scale), 2);
    const auto thickness = std::max<std::int64_t>(std::lround(look.scale), 1);
    for (std::int64_t y = -((column % spacing)) % spacing - spacing; y < height(); y += spacing) {
        for (std::int64_t i = y; i < y + thickness; ++i) {
            if (i >= 0 && i < height()) blend(x, static_cast<int>(i), look.hatch, kHatchOpacity);
        }
    }
}

void ColumnRing::strokeColumn(int x, const Stroke& stroke) {
    const int first = std::max(static_cast<int>(std::floor(stroke.top)), 0);
    const int last = std::min(static_cast<int>(std::ceil(stroke.bottom)), height());
    for (int y = first; y < last; ++y) {
        const double top = std::max(stroke.top, static_cast<double>(y));
        const double bottom = std::min(stroke.bottom, static_cast<double>(y + 1));
        blend(x, y, stroke.color, (bottom - top) * stroke.opacity);
    }
}

void ColumnRing::blend(int x, int y, QRgb color, double coverage) {
    auto* pixel = reinterpret_cast<QRgb*>(m_bits + y * m_stride + qsizetype{x} * 4);
    const int share = static_cast<int>(std::lround(coverage * 256));
    const QRgb under = *pixel;
    const auto part = [share](int over, int below) { return below + (over - below) * share / 256; };
    *pixel = qRgb(part(qRed(color), qRed(under)), part(qGreen(color), qGreen(under)),
                  part(qBlue(color), qBlue(under)));
}

}  // namespace telemetryhub::ui
