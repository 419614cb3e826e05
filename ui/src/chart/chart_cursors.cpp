// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chart_cursors.h"

#include <cmath>

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWidget>

#include "chart/chart_lane.h"
#include "chart/chart_view.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr double kReach = 4;
constexpr double kHandleWidth = 16;
constexpr double kHandleHeight = 18;
constexpr std::array kCursors{Cursor::A, Cursor::B};

QString cursorLetter(Cursor cursor) {
    return cursor == Cursor::A ? QStringLiteral("A") : QStringLiteral("B");
}

}  // namespace

ChartCursors::ChartCursors(ChartView& view, const Theme& theme) : m_view(view), m_theme(theme) {
    m_view.addOverlay(*this);
    m_view.viewport()->installEventFilter(this);
    m_view.timeAxis().installEventFilter(this);
}

ChartCursors::~ChartCursors() {
    m_view.removeOverlay(*this);
}

std::optional<std::int64_t>& ChartCursors::timeOf(Cursor cursor) {
    return m_times[static_cast<std::size_t>(cursor)];
}

std::optional<std::int64_t> ChartCursors::time(Cursor cursor) const {
    return m_times[static_cast<std::size_t>(cursor)];
}

bool ChartCursors::isAny() const {
    return m_times[0] || m_times[1];
}

void ChartCursors::set(Cursor cursor, std::int64_t ns) {
    m_last = cursor;
    if (timeOf(cursor) == ns) return;
    timeOf(cursor) = ns;
    m_view.refresh();
    emit changed();
}

void ChartCursors::setHere(Cursor cursor) {
    const ChartFrame& frame = m_view.frame();
    if (frame.crosshair)
        set(cursor, frame.window.timeOf(*frame.crosshair));
    else
        set(cursor, m_view.nsAt(m_pointerX.value_or((m_view.plotLeft() + m_view.plotRight()) / 2)));
}

void ChartCursors::setBoth() {
    const double width = m_view.plotRight() - m_view.plotLeft();
    set(Cursor::A, m_view.nsAt(m_view.plotLeft() + width / 3));
    set(Cursor::B, m_view.nsAt(m_view.plotLeft() + width * 2 / 3));
}

void ChartCursors::clear() {
    m_dragged.reset();
    if (!isAny()) return;
    m_times = {};
    m_view.refresh();
    emit changed();
}

void ChartCursors::move(int pixels) {
    const Cursor cursor = time(m_last) ? m_last : m_last == Cursor::A ? Cursor::B : Cursor::A;
    const std::optional<std::int64_t> ns = time(cursor);
    if (ns) set(cursor, *ns + pixels * m_view.frame().window.stepNs);
}

bool ChartCursors::inView(std::int64_t ns) const {
    const ColumnWindow& window = m_view.frame().window;
    return ns >= window.fromNs() && ns < window.toNs();
}

QRectF ChartCursors::handleOf(std::int64_t ns) const {
    return {std::round(m_view.xOf(ns) - kHandleWidth / 2) + 0.5, 0.5, kHandleWidth, kHandleHeight};
}

std::optional<Cursor> ChartCursors::lineAt(double x) const {
    std::optional<Cursor> nearest;
    double least = kReach;
    for (const Cursor cursor : kCursors) {
        if (!time(cursor) || !inView(*time(cursor))) continue;
        const double distance = std::abs(m_view.xOf(*time(cursor)) - x);
        if (distance > least) continue;
        least = distance;
        nearest = cursor;
    }
    return nearest;
}

std::optional<Cursor> ChartCursors::handleAt(const QPointF& at) const {
    // The one that is drawn last is on top.
    for (const Cursor cursor : {Cursor::B, Cursor::A})
        if (time(cursor) && inView(*time(cursor)) && handleOf(*time(cursor)).contains(at))
            return cursor;
    return std::nullopt;
}

void ChartCursors::paint(QPainter& painter) {
    for (const Cursor cursor : kCursors) {
        if (!time(cursor) || !inView(*time(cursor))) continue;
        const double x = std::floor(m_view.xOf(*time(cursor))) + 0.5;
        painter.setPen(QPen(m_theme.colors().accent, 1));
        for (const auto& lane : m_view.lanes()) {
            const QRectF plot = lane->plotRect();
            painter.drawLine(QPointF(x, plot.top()),
                             QPointF(x, plot.bottom() + ChartMetrics::kRibbonHeight));
        }
    }
}

void ChartCursors::paintAxis(QPainter& painter) {
    painter.save();
    QFont font = m_theme.tinyFont();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Cursor cursor : kCursors) {
        if (!time(cursor) || !inView(*time(cursor))) continue;
        const QRectF box = handleOf(*time(cursor));
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.colors().accent);
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(m_theme.colors().background);
        painter.drawText(box, Qt::AlignCenter, cursorLetter(cursor));
    }
    painter.restore();
}

std::vector<QRectF> ChartCursors::axisBoxes() const {
    std::vector<QRectF> boxes;
    for (const Cursor cursor : kCursors)
        if (time(cursor) && inView(*time(cursor))) boxes.push_back(handleOf(*time(cursor)));
    return boxes;
}

bool ChartCursors::press(const QPointF& at, bool onAxis) {
    m_dragged = onAxis ? handleAt(at) : lineAt(at.x());
    if (m_dragged) m_last = *m_dragged;
    return m_dragged.has_value();
}

bool ChartCursors::hover(QWidget& widget, const QPointF& at, bool onAxis) {
    if (!onAxis) m_pointerX = at.x();
    if (m_dragged) {
        set(*m_dragged, m_view.nsAt(at.x()));
        return true;
    }
    const bool hovered = (onAxis ? handleAt(at) : lineAt(at.x())).has_value();
    if (hovered && !m_hovered) widget.setCursor(Qt::SplitHCursor);
    if (!hovered && m_hovered) widget.unsetCursor();
    m_hovered = hovered;
    return false;
}

bool ChartCursors::eventFilter(QObject* watched, QEvent* event) {
    const bool onAxis = watched == &m_view.timeAxis();
    QWidget& widget = onAxis ? m_view.timeAxis() : *m_view.viewport();
    switch (event->type()) {
        case QEvent::MouseButtonPress: {
            const auto* mouse = static_cast<QMouseEvent*>(event);
            // Shift draws the box to zoom into.
            return mouse->button() == Qt::LeftButton &&
                   !mouse->modifiers().testFlag(Qt::ShiftModifier) &&
                   press(mouse->position(), onAxis);
        }
        case QEvent::MouseMove:
            return hover(widget, static_cast<QMouseEvent*>(event)->position(), onAxis);
        case QEvent::MouseButtonRelease: return std::exchange(m_dragged, std::nullopt).has_value();
        case QEvent::Leave:
            if (!onAxis) m_pointerX.reset();
            return false;
        default: return false;
    }
}

}  // namespace telemetryhub::ui
