// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/preview_curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QPainter>

#include "panels/row_painting.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr std::size_t kCurveColumnCount = 240;
constexpr int kTitleWidth = 64;

}  // namespace

PreviewCurve::PreviewCurve(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setMinimumHeight(72);
    setAccessibleName(tr("The last 30 s of the first channels"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PreviewCurve::clear() {
    m_bands.clear();
    update();
}

void PreviewCurve::display(const engine::SampleStore& history, const PreviewSnapshot& seen) {
    m_bands.clear();
    const std::size_t channels = seen.device.channels ? seen.device.channels->size() : 0;
    constexpr std::int64_t kStep = kSpanNs / static_cast<std::int64_t>(kCurveColumnCount);
    const std::int64_t to = (seen.now.steadyNs / kStep + 1) * kStep;
    for (std::size_t channel = 0; channel < std::min(channels, kBands); ++channel) {
        Band band{QString::fromStdString((*seen.device.channels)[channel].name),
                  std::vector<engine::HistoryColumn>(kCurveColumnCount)};
        history.columns(PreviewFeed::kDevice, channel, to - kSpanNs, kStep, band.columns);
        m_bands.push_back(std::move(band));
    }
    update();
}

void PreviewCurve::paintBand(QPainter& painter, const QRectF& area, const Band& band,
                             int slot) const {
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (const auto& column : band.columns) {
        if (column.empty()) continue;
        least = std::min(least, column.min);
        most = std::max(most, column.max);
    }
    const double height = most > least ? most - least : 1;
    const double base = most > least ? least : least - 0.5;
    const auto yOf = [&](double value) {
        return area.bottom() - 3 - (value - base) / height * (area.height() - 6);
    };
    QPolygonF line;
    painter.setPen(QPen(m_theme.channelColor(slot), 1.5));
    for (std::size_t i = 0; i < band.columns.size(); ++i) {
        const auto& column = band.columns[i];
        // A slow device has many empty columns between its samples.
        if (column.empty()) continue;
        const double x = area.left() + area.width() * static_cast<double>(i) /
                                           static_cast<double>(band.columns.size() - 1);
        line << QPointF(x, yOf(column.max));
        if (column.min < column.max) line << QPointF(x, yOf(column.min));
    }
    painter.drawPolyline(line);
}

void PreviewCurve::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColors& c = m_theme.colors();
    painter.fillRect(rect(), c.sunken);
    painter.setFont(m_theme.tinyFont());
    const int tiny = painter.fontMetrics().height();
    const QRectF plot = QRectF(rect()).adjusted(kTitleWidth, 4, -8, -tiny - 2);
    painter.setPen(QPen(c.grid, 1));
    for (int third = 0; third <= 3; ++third) {
        const double x = std::round(plot.left() + plot.width() * third / 3) + 0.5;
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const double each =
        plot.height() / static_cast<double>(std::max<std::size_t>(m_bands.size(), 1));
    for (std::size_t i = 0; i < m_bands.size(); ++i) {
        const QRectF area(plot.left(), plot.top() + each * static_cast<double>(i), plot.width(),
                          each);
        painter.setPen(c.gridText);
        paintElided(painter, QRectF(6, area.top(), kTitleWidth - 10, area.height()).toRect(),
                    m_bands[i].title, Qt::ElideRight);
        paintBand(painter, area, m_bands[i], static_cast<int>(i));
    }
    painter.setPen(c.gridText);
    const QRect foot(kTitleWidth, height() - tiny - 1, width() - kTitleWidth - 8, tiny);
    painter.drawText(foot, Qt::AlignLeft, tr("30 s ago"));
    painter.drawText(foot, Qt::AlignRight, tr("now"));
}

}  // namespace telemetryhub::ui
