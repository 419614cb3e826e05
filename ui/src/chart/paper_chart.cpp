// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/paper_chart.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QPainter>

#include "chart/chart_cursors.h"
#include "chart/chart_source.h"
#include "chart/chart_view.h"
#include "chart/event_marks.h"
#include "chart/limit_lines.h"
#include "chart/measure_words.h"

namespace telemetryhub::ui {

namespace {

constexpr double kTitleHeight = 28;

QString dayText(const ChartView& view, std::int64_t ns) {
    const TimeScale& scale = view.frame().time;
    const QDateTime time =
        QDateTime::fromMSecsSinceEpoch((scale.startWallNs + ns) / 1'000'000, scale.zone);
    return QLocale().toString(time.date(), QLocale::LongFormat);
}

}  // namespace

// It has to be shown to be laid out, but nobody sees it.
PaperChart::PaperChart(const Shown& shown, const QSizeF& size)
    : m_theme(ThemeKind::Light),
      m_view(std::make_unique<ChartView>(shown.view.source(), m_theme)),
      m_limits(std::make_unique<LimitLines>(*m_view, m_theme)),
      m_marks(std::make_unique<EventMarks>(*m_view, m_theme)),
      m_cursors(std::make_unique<ChartCursors>(*m_view, m_theme)) {
    m_view->setAttribute(Qt::WA_DontShowOnScreen);
    m_view->setBeating(false);
    m_view->resize(static_cast<int>(size.width()), static_cast<int>(size.height() - kTitleHeight));
    m_view->setLaneLayout(shown.view.laneLayout());
    m_view->setRangeFit(shown.view.rangeFit());
    m_view->setChannels(shown.view.channels());
    m_view->show();
    const ColumnWindow& window = shown.view.frame().window;
    m_view->holdAt(window.fromNs(), window.toNs());
    m_limits->setShown(shown.limits.isShown());
    m_marks->setShown(shown.marks.isShown());
    for (const Cursor cursor : {Cursor::A, Cursor::B})
        if (const auto ns = shown.cursors.time(cursor)) m_cursors->set(cursor, *ns);
    m_view->setSelection(shown.view.frame().selection);
    m_view->advanceFrame();
}

PaperChart::~PaperChart() {
    m_cursors.reset();
    m_marks.reset();
    m_limits.reset();
}

void PaperChart::paint(QPainter& painter) {
    const ColumnWindow& window = m_view->frame().window;
    const TimeScale& scale = m_view->frame().time;
    painter.setFont(m_theme.smallFont());
    painter.setPen(m_theme.colors().text);
    const QRectF title(12, 0, m_view->width() - 24, kTitleHeight);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
                     QCoreApplication::translate("PaperChart", "%1, %2 to %3")
                         .arg(dayText(*m_view, window.fromNs()),
                              cursorTimeText(scale, window.fromNs(), window.stepNs),
                              cursorTimeText(scale, window.toNs(), window.stepNs)));
    painter.drawText(title, Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("TelemetryHub"));
    painter.save();
    painter.translate(0, kTitleHeight);
    m_view->renderPicture(painter);
    painter.restore();
}

}  // namespace telemetryhub::ui
