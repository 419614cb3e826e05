// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chart_saver.h"

#include <cmath>

#include <QAction>
#include <QClipboard>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QMenu>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QPrintDialog>
#include <QPrinter>
#include <QSaveFile>
#include <QStandardPaths>
#include <QSvgGenerator>

#include "chart/chart_cursors.h"
#include "chart/chart_source.h"
#include "chart/chart_view.h"
#include "chart/event_marks.h"
#include "chart/limit_lines.h"
#include "chart/measure_tools.h"
#include "theme/shown_time.h"

namespace telemetryhub::ui {

namespace {

constexpr double kPaperDpi = 96;

QString proposedPicture() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    return QDir(folder).filePath(QStringLiteral("telemetryhub-%1.png").arg(stamp));
}

/// A page of `device`, in points of 1/96 inch.
template <typename Device>
QSizeF pageSize(Device& device) {
    return device.pageLayout().paintRect(QPageLayout::Inch).size() * kPaperDpi;
}

/// Plain for other programs; what is absent stays empty.
QString plainNumber(double value) {
    return std::isfinite(value) ? QString::number(value, 'g', 15) : QString();
}

QString utcText(const ChartView& view, std::int64_t ns) {
    return utcTime(view.frame().time.startWallNs + ns).toString(Qt::ISODateWithMs);
}

QString selectionTable(const ChartView& view, const ChartSelection& selection) {
    QStringList lines{
        QStringLiteral("device\tchannel\tunit\tfrom_utc\tto_utc\tdelta\tmin\tmax\tmean\t"
                       "samples")};
    for (const ChartChannel& channel : view.channels()) {
        const auto known = selection.statistics.find({channel.device, channel.channel});
        const SpanStatistics found =
            known == selection.statistics.end() ? SpanStatistics() : known->second;
        lines << QStringList{channel.deviceName,
                             channel.name,
                             channel.unit,
                             utcText(view, selection.fromNs),
                             utcText(view, selection.toNs),
                             plainNumber(found.delta),
                             plainNumber(found.min),
                             plainNumber(found.max),
                             plainNumber(found.mean),
                             QString::number(found.samples)}
                     .join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace

ChartSaver::ChartSaver(ChartView& view, MeasureTools& measure, QWidget* window)
    : m_view(view), m_measure(measure), m_window(window) {
    addActions();
}

void ChartSaver::addActions() {
    const auto add = [&](const char* name, const QString& text, const QKeySequence& keys,
                         auto act) {
        auto* action = new QAction(text, &m_view);
        action->setObjectName(QLatin1String(name));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, act);
        m_view.addAction(action);
        m_actions.push_back(action);
    };
    add("chart.savePicture", tr("Save picture\u2026"), QKeySequence(Qt::CTRL | Qt::Key_S),
        &ChartSaver::askForPicture);
    add("chart.exportTheSamplesInView", tr("Export the samples in view\u2026"), {},
        &ChartSaver::exportAsked);
    add("chart.print", tr("Print\u2026"), QKeySequence(Qt::CTRL | Qt::Key_P), &ChartSaver::print);
    add("chart.copyPicture", tr("Copy picture"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
        &ChartSaver::copyPicture);
    add("chart.copyValues", tr("Copy values"), QKeySequence(Qt::CTRL | Qt::Key_C),
        &ChartSaver::copyValues);
}

void ChartSaver::fillMenu(QMenu& menu) const {
    for (QAction* action : m_actions)
        menu.addAction(action);
}

PaperChart::Shown ChartSaver::shown() const {
    return {m_view, m_measure.cursors(), m_measure.marks(), m_measure.limits()};
}

bool ChartSaver::savePictureTo(const QString& path) {
    const QString ending = QFileInfo(path).suffix().toLower();
    const bool saved = ending == QLatin1String("svg")   ? saveSvg(path)
                       : ending == QLatin1String("pdf") ? savePdf(path)
                                                        : m_view.picture().save(path, "PNG");
    emit failed(saved ? QString()
                      : tr("%1 could not be written. Choose another folder.")
                            .arg(QDir::toNativeSeparators(path)));
    return saved;
}

bool ChartSaver::saveSvg(const QString& path) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return false;
    {
        QSvgGenerator drawing;
        drawing.setOutputDevice(&file);
        drawing.setSize(m_view.pictureSize().toSize());
        drawing.setViewBox(QRectF(QPointF(0, 0), m_view.pictureSize()));
        drawing.setTitle(tr("Chart"));
        QPainter painter(&drawing);
        m_view.renderPicture(painter);
    }
    return file.commit();
}

bool ChartSaver::savePdf(const QString& path) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return false;
    {
        QPdfWriter page(&file);
        page.setPageSize(QPageSize(QPageSize::A4));
        page.setPageOrientation(QPageLayout::Landscape);
        page.setCreator(QStringLiteral("TelemetryHub"));
        PaperChart chart(shown(), pageSize(page));
        QPainter painter(&page);
        painter.scale(page.resolution() / kPaperDpi, page.resolution() / kPaperDpi);
        chart.paint(painter);
    }
    return file.commit();
}

void ChartSaver::askForPicture() {
    auto* dialog = new QFileDialog(m_window, tr("Save the chart"), proposedPicture());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Picture (*.png)"), tr("Drawing (*.svg)"), tr("Page (*.pdf)")});
    dialog->setDefaultSuffix(QStringLiteral("png"));
    // The ending follows the kind that is chosen.
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        const qsizetype dot = filter.indexOf(QLatin1String("*."));
        dialog->setDefaultSuffix(filter.mid(dot + 2, 3));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &ChartSaver::savePictureTo);
    dialog->open();
}

void ChartSaver::print() {
    auto* printer = new QPrinter(QPrinter::HighResolution);
    printer->setPageOrientation(QPageLayout::Landscape);
    auto* dialog = new QPrintDialog(printer, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QObject::destroyed, this, [printer] { delete printer; });
    connect(dialog, qOverload<QPrinter*>(&QPrintDialog::accepted), this,
            [this](QPrinter* chosen) { printTo(*chosen); });
    dialog->open();
}

bool ChartSaver::printTo(QPrinter& printer) {
    QPainter painter;
    const bool began = painter.begin(&printer);
    if (began) {
        PaperChart chart(shown(), pageSize(printer));
        painter.scale(printer.resolution() / kPaperDpi, printer.resolution() / kPaperDpi);
        chart.paint(painter);
    }
    emit failed(began ? QString()
                      : tr("The printer does not take the page. Look whether it is switched on, or "
                           "save a PDF."));
    return began;
}

void ChartSaver::copyPicture() {
    QGuiApplication::clipboard()->setImage(m_view.picture());
}

void ChartSaver::copyValues() {
    QGuiApplication::clipboard()->setText(valuesTable());
}

QString ChartSaver::valuesTable() const {
    const ChartFrame& frame = m_view.frame();
    if (frame.selection) return selectionTable(m_view, *frame.selection);
    const std::int64_t at =
        frame.crosshair ? frame.window.timeOf(*frame.crosshair) : frame.window.toNs();
    QStringList lines{QStringLiteral("device\tchannel\tunit\ttime_utc\tvalue")};
    for (const ChartChannel& channel : m_view.channels()) {
        const DeviceTrack& track = frame.devices.at(channel.device).track;
        const double value = valueAt(track.history(), channel.device, channel.channel,
                                     track.startNs() + at, track.gapNs());
        lines << QStringList{channel.deviceName, channel.name, channel.unit, utcText(m_view, at),
                             plainNumber(value)}
                     .join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace telemetryhub::ui
