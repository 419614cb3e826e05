// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <optional>

#include <QColor>
#include <QRectF>

class QPainter;

namespace telemetryhub::ui {

/// The last values of a figure, bounded, drawn as a small curve without axes.
class Sparkline {
public:
    explicit Sparkline(std::size_t capacity) : m_capacity(capacity) {}

    void add(double value);
    [[nodiscard]] bool empty() const { return m_values.empty(); }
    [[nodiscard]] const std::deque<double>& values() const { return m_values; }
    /// Fewer values than this are not stretched over the whole width.
    static constexpr std::size_t kFewest = 60;

    /// Draws all values over the whole width, the newest at the right edge.
    /// `top` is the value at the upper edge; unset: the largest seen. Zero is at the lower edge.
    void paint(QPainter& painter, const QRectF& rect, const QColor& color,
               std::optional<double> top = std::nullopt) const;

private:
    std::size_t m_capacity;
    std::deque<double> m_values;
};

}  // namespace telemetryhub::ui
