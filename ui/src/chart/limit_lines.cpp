// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/limit_lines.h"

#include <algorithm>

#include <QPainter>

#include "chart/chart_lane.h"
#include "chart/chart_source.h"
#include "chart/chart_view.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr double kLabelLeft = 6;
constexpr std::size_t kMostLabels = 8;  ///< in one lane

RingLimit::Beyond beyondOf(ChartLimit::Kind kind) {
    switch (kind) {
        case ChartLimit::Kind::High: return RingLimit::Beyond::Above;
        case ChartLimit::Kind::Low: return RingLimit::Beyond::Below;
        case ChartLimit::Kind::RangeTop:
        case ChartLimit::Kind::RangeBottom: break;
    }
    return RingLimit::Beyond::Nothing;
}

RingLimit ringLimit(const ChartLimit& limit, const QColor& color, ValueSide side) {
    const double back = limit.kind == ChartLimit::Kind::High ? -limit.hysteresis : limit.hysteresis;
    return {limit.value, limit.value + back, beyondOf(limit.kind), color.rgb(), side};
}

QString limitSentence(ChartLimit::Kind kind) {
    switch (kind) {
        case ChartLimit::Kind::High: return LimitLines::tr("high %1");
        case ChartLimit::Kind::Low: return LimitLines::tr("low %1");
        case ChartLimit::Kind::RangeTop: return LimitLines::tr("usual up to %1");
        case ChartLimit::Kind::RangeBottom: break;
    }
    return LimitLines::tr("usual from %1");
}

}  // namespace

LimitLines::LimitLines(ChartView& view, const Theme& theme) : m_view(view), m_theme(theme) {
    m_view.addOverlay(*this);
    const auto again = [this] { m_stale = true; };
    connect(&view, &ChartView::lanesChanged, this, again);
    connect(&theme, &Theme::changed, this, again);
}

LimitLines::~LimitLines() {
    m_view.removeOverlay(*this);
}

void LimitLines::setShown(bool shown) {
    if (shown == m_shown) return;
    m_shown = shown;
    m_stale = true;
    m_view.advanceFrame();
    m_view.refresh();
}

// Rules change by hand: once a second is enough.
void LimitLines::advance() {
    const std::int64_t now = m_view.frame().nowNs;
    if (!m_stale && now - m_readNs < kSecond) return;
    m_stale = false;
    m_readNs = now;
    read();
}

void LimitLines::read() {
    m_labels.assign(m_view.lanes().size(), {});
    for (std::size_t i = 0; i < m_view.lanes().size(); ++i) {
        ChartLane& lane = *m_view.lanes()[i];
        std::vector<RingLimit> limits;
        for (std::size_t k = 0; m_shown && k < lane.channels().size(); ++k) {
            const ChartChannel& channel = lane.channels()[k];
            for (const ChartLimit& limit : m_view.source().limits(channel.device, channel.channel))
                limits.push_back(ringLimit(limit, colorOf(limit), lane.sideOf(k)));
        }
        lane.setLimits(std::move(limits));
        if (m_shown) readLane(lane, m_labels[i]);
    }
}

QColor LimitLines::colorOf(const ChartLimit& limit) const {
    const bool range =
        limit.kind == ChartLimit::Kind::RangeTop || limit.kind == ChartLimit::Kind::RangeBottom;
    return range ? m_theme.colors().strong : alarmColor(limit.level, m_theme.colors());
}

void LimitLines::readLane(const ChartLane& lane, std::vector<Label>& labels) const {
    for (std::size_t i = 0; i < lane.channels().size(); ++i) {
        const ChartChannel& channel = lane.channels()[i];
        for (const ChartLimit& limit : m_view.source().limits(channel.device, channel.channel)) {
            const QString figure = withUnit(
                valueText(limit.value, std::max(lane.decimals(i), decimalsForStep(limit.value))),
                channel.unit);
            QString text = limitSentence(limit.kind).arg(figure);
            if (lane.channels().size() > 1) text = tr("%1: %2").arg(channel.name, text);
            QStaticText laidOut(text);
            laidOut.setTextFormat(Qt::PlainText);
            laidOut.prepare(QTransform(), m_theme.tinyFont());
            labels.push_back({i, limit.value, colorOf(limit), text, laidOut});
        }
    }
    std::stable_sort(labels.begin(), labels.end(),
                     [](const Label& a, const Label& b) { return a.value > b.value; });
}

QStringList LimitLines::labelsOf(std::size_t lane) const {
    QStringList texts;
    for (const Label& label : m_labels.at(lane))
        texts << label.text;
    return texts;
}

void LimitLines::paint(QPainter& painter) {
    if (!m_shown || m_labels.size() != m_view.lanes().size()) return;
    painter.setFont(m_theme.tinyFont());
    const double height = QFontMetricsF(m_theme.tinyFont()).height();
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        const ChartLane& lane = *m_view.lanes()[i];
        const QRectF plot = lane.plotRect();
        double free = plot.top();
        std::size_t drawn = 0;
        for (const Label& label : m_labels[i]) {
            const double line = lane.yOf(label.channel, label.value);
            const double top = line - height - 1;
            if (line > plot.bottom() || top < free || drawn == kMostLabels) continue;
            const QPointF at(plot.left() + kLabelLeft, top);
            painter.fillRect(QRectF(at, label.laidOut.size()).adjusted(-2, 0, 2, 0),
                             m_theme.colors().sunken);
            painter.setPen(label.color);
            painter.drawStaticText(at, label.laidOut);
            free = line;
            ++drawn;
        }
    }
}

}  // namespace telemetryhub::ui
