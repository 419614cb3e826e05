// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <numbers>

#include <QClipboard>
#include <QGuiApplication>
#include <QPdfWriter>
#include <QPrinter>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "chart/chart_cursors.h"
#include "chart/chart_saver.h"
#include "chart/chart_view.h"
#include "chart/live_chart.h"
#include "chart/measure_tools.h"
#include "chart/spectrum_panel.h"
#include "chart/xy_panel.h"
#include "chart_fixture.h"
#include "support/patient_qtest.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

namespace {

/// A sine of 5 Hz and 2 V, and its cosine, for 10 s at 200 Hz.
struct Shown {
    Shown() : device(source.makeDevice(2)), chart(source, theme) {
        for (std::int64_t ns = 0; ns < 10 * kSecond; ns += 5 * kMillisecond) {
            const double turn = 2 * std::numbers::pi * 5 * static_cast<double>(ns) / 1e9;
            const std::array row{2 * std::sin(turn), 2 * std::cos(turn)};
            device.add(ns, row);
        }
        device.flush();
        source.nowNs = 10 * kSecond;
        chart.resize(1000, 700);
        chart.view().setChannels({channelOf(1, 0), channelOf(1, 1)});
        chart.view().setSpan(8 * kSecond);
        chart.view().pause();
        chart.show();
        chart.activateWindow();
        chart.view().setFocus();
        chart.view().advanceFrame();
    }
    SpectrumPanel& spectrum() { return chart.measure().spectrum(); }
    XyPanel& xy() { return chart.measure().xy(); }
    ChartSaver& saver() { return chart.measure().saver(); }

    Theme theme{ThemeKind::Dark};
    ScriptedSource source;
    ScriptedDevice& device;
    LiveChart chart;
};

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class TestMeasurePanels : public QObject {
    Q_OBJECT

private slots:
    void fShowsTheLinesOfTheTimeInView() {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.chart));

        QTest::keyClick(&shown.chart.view(), Qt::Key_F);
        QTRY_COMPARE(shown.spectrum().plot().curves().size(), std::size_t{2});

        const SpectrumCurve& curve = shown.spectrum().plot().curves().front();
        QVERIFY(!curve.peaks.empty());
        QVERIFY(std::abs(curve.peaks.front().hz - 5) < 0.01);
        QVERIFY(std::abs(curve.peaks.front().amplitude - 2) < 0.35);
        QVERIFY2(shown.spectrum().note().contains(QStringLiteral("200.0")),
                 qPrintable(shown.spectrum().note()));
    }

    void aGapInViewIsRefusedInWords() {
        Shown shown;
        shown.device.gap(engine::ErrorCode::DeviceSilent, 4 * kSecond, 5 * kSecond);

        shown.spectrum().setVisible(true);

        QTRY_VERIFY2(shown.spectrum().plot().message().contains(QStringLiteral("silent")),
                     qPrintable(shown.spectrum().plot().message()));
        QVERIFY(shown.spectrum().plot().curves().empty());
    }

    void tooFewSamplesAreRefusedInWords() {
        Shown shown;
        shown.chart.view().setSpan(50 * kMillisecond);

        shown.spectrum().setVisible(true);

        QTRY_VERIFY2(shown.spectrum().plot().message().contains(QStringLiteral("16 samples")),
                     qPrintable(shown.spectrum().plot().message()));
    }

    void theCrosshairOfASpectrumIsMovedByKeys() {
        Shown shown;
        shown.spectrum().setVisible(true);
        QTRY_VERIFY(!shown.spectrum().plot().curves().empty());

        shown.spectrum().plot().setFocus();
        QTest::keyClick(&shown.spectrum().plot(), Qt::Key_Right);

        QVERIFY(shown.spectrum().plot().crosshair().has_value());
        const double middle = shown.spectrum().plot().crosshair()->x();
        QVERIFY(middle > 49 && middle < 52);
    }

    void oneChannelIsDrawnOverTheOther() {
        Shown shown;

        shown.xy().setVisible(true);
        QTRY_VERIFY(shown.xy().plot().pairs().points.size() > 1500);

        for (const XyPoint& point : shown.xy().plot().pairs().points)
            QVERIFY(std::abs(std::hypot(point.x, point.y) - 2) < 1e-9);
    }

    void equalAxesMakeACircleRound() {
        Shown shown;
        shown.xy().setVisible(true);
        QTRY_VERIFY(!shown.xy().plot().pairs().points.empty());

        shown.xy().plot().setRatio(AxisRatio::Equal);

        const QRectF plot = shown.xy().plot().plotRect();
        const ValueRange& x = shown.xy().plot().xAxis().range;
        const ValueRange& y = shown.xy().plot().yAxis().range;
        QVERIFY(std::abs((x.hi - x.lo) / plot.width() - (y.hi - y.lo) / plot.height()) < 1e-9);
    }

    void aDrawingIsMadeOfLinesAndWords() {
        Shown shown;
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("chart.svg"));

        QVERIFY(shown.saver().savePictureTo(path));

        const QByteArray drawing = contentOf(path);
        QVERIFY(drawing.contains("<path") || drawing.contains("<polygon"));
        QVERIFY(drawing.contains("ch0"));
        QVERIFY2(!drawing.contains("<image"), "curves are no picture of pixels");
    }

    void aPageIsWritten() {
        Shown shown;
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("chart.pdf"));

        QVERIFY(shown.saver().savePictureTo(path));

        QVERIFY(contentOf(path).startsWith("%PDF"));
        QVERIFY(contentOf(path).size() > 5000);
    }

    void itIsPrinted() {
        Shown shown;
        const QTemporaryDir folder;
        QPrinter printer(QPrinter::HighResolution);
        printer.setOutputFormat(QPrinter::PdfFormat);
        printer.setOutputFileName(folder.filePath(QStringLiteral("print.pdf")));

        QVERIFY(shown.saver().printTo(printer));

        QVERIFY(contentOf(printer.outputFileName()).startsWith("%PDF"));
    }

    void whatCannotBeWrittenIsToldInPlace_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"chart.png", "chart.svg", "chart.pdf"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void whatCannotBeWrittenIsToldInPlace() {
        QFETCH(QString, name);
        Shown shown;

        QVERIFY(!shown.saver().savePictureTo(QStringLiteral("/nowhere/at/all/") + name));

        QVERIFY2(shown.chart.note().contains(name), qPrintable(shown.chart.note()));
    }

    void valuesAreCopiedAsATableForOtherPrograms() {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.chart));

        QTest::keyClick(&shown.chart.view(), Qt::Key_C, Qt::ControlModifier);

        const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0], QStringLiteral("device\tchannel\tunit\ttime_utc\tvalue"));
        QVERIFY2(lines[1].startsWith(QStringLiteral("Device 1\tch0\tV\t2023-11-14T22:13:3")),
                 qPrintable(lines[1]));
    }

    void betweenCursorsTheirStatisticsAreCopied() {
        Shown shown;
        shown.chart.measure().cursors().set(Cursor::A, 4 * kSecond);
        shown.chart.measure().cursors().set(Cursor::B, 5 * kSecond);
        QTRY_COMPARE(shown.chart.view().frame().selection->statistics.size(), std::size_t{2});

        const QStringList lines = shown.saver().valuesTable().split(QLatin1Char('\n'));

        QVERIFY(lines[0].endsWith(QStringLiteral("delta\tmin\tmax\tmean\tsamples")));
        QVERIFY2(lines[1].endsWith(QStringLiteral("\t201")), qPrintable(lines[1]));
        QVERIFY(lines[1].contains(QStringLiteral("\t-2\t2\t")));
    }

    void theExportIsLeftToTheWindow() {
        Shown shown;
        const QSignalSpy asked(&shown.chart, &LiveChart::exportAsked);

        emit shown.saver().exportAsked();

        QCOMPARE(asked.count(), 1);
    }
};

QTEST_MAIN(TestMeasurePanels)
#include "test_measure_panels.moc"
