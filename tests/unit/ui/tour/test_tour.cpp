// SPDX-License-Identifier: GPL-3.0-or-later
// Goes through the window as an operator does, and looks at every view with the eyes of
// `problemsOf`. With TELEMETRYHUB_TOUR=FOLDER the pictures are kept there; the manual's are of
// them.
#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "support/patient_qtest.h"
#include "tour.h"
#include "window_inspector.h"

using namespace telemetryhub;
using namespace telemetryhub::test;

class TestTour : public QObject {
    Q_OBJECT

private slots:
    void theInspectorFindsWhatIsWrong();
    void everyViewIsWellMade_data();
    void everyViewIsWellMade();

private:
    void look(Tour& tour, const QString& view);
    void lookAtPanels(Tour& tour);
    void lookAtMeasuring(Tour& tour);
    void lookAtWindows(Tour& tour);
    void lookAtSpeech(Tour& tour);
    void lookAtTrouble(Tour& tour);

    QStringList m_problems;
    QString m_row;
};

namespace {

/// Pictures show more than the checks need to see.
void waitForPicture(int ms) {
    if (!qEnvironmentVariableIsEmpty("TELEMETRYHUB_TOUR")) QTest::qWait(ms);
}

}  // namespace

// The proof that the eyes see: one window with each mistake.
void TestTour::theInspectorFindsWhatIsWrong() {
    QWidget window;
    window.resize(300, 100);
    auto* cut =
        new QLabel(QStringLiteral("A sentence that is far too long for its place"), &window);
    cut->setGeometry(0, 0, 40, 20);
    auto* over = new QLabel(QStringLiteral("x"), &window);
    over->setGeometry(20, 0, 40, 40);
    auto* nameless = new QLineEdit(&window);
    nameless->setGeometry(0, 50, 80, 24);
    auto* outside = new QLabel(&window);
    outside->setGeometry(280, 50, 80, 24);
    window.show();

    const QString found = problemsOf(window).join(QLatin1Char('\n'));

    QVERIFY2(found.contains(QLatin1String("cut: QLabel")), qPrintable(found));
    QVERIFY2(found.contains(QLatin1String("overlap: QLabel")), qPrintable(found));
    QVERIFY2(found.contains(QLatin1String("no accessible name: QLineEdit")), qPrintable(found));
    QVERIFY2(found.contains(QLatin1String("sticks out: QLabel")), qPrintable(found));
    QCOMPARE(problemsOf(window).size(), 4);
}

void TestTour::everyViewIsWellMade_data() {
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QSize>("size");
    const QSize small(1280, 720), usual(1600, 1000), large(3840, 2160);
    for (const auto& theme :
         {QStringLiteral("dark"), QStringLiteral("light"), QStringLiteral("contrast")})
        for (const QSize size : {small, usual, large})
            QTest::addRow("%s %dx%d", qPrintable(theme), size.width(), size.height())
                << theme << size;
}

void TestTour::everyViewIsWellMade() {
    QFETCH(QString, theme);
    QFETCH(QSize, size);
    m_row = QStringLiteral("%1-%2x%3").arg(theme).arg(size.width()).arg(size.height());
    m_problems.clear();
    Tour tour(theme, size);

    look(tour, QStringLiteral("empty"));
    lookAtPanels(tour);
    lookAtMeasuring(tour);
    lookAtSpeech(tour);
    lookAtWindows(tour);
    lookAtTrouble(tour);

    QVERIFY2(m_problems.isEmpty(),
             qPrintable(QLatin1Char('\n') + m_problems.join(QLatin1Char('\n'))));
}

void TestTour::look(Tour& tour, const QString& view) {
    tour.settle();
    QWidget& shown = tour.top();
    const auto problems = problemsOf(shown);
    for (const QString& problem : problems)
        m_problems << view + QStringLiteral(": ") + problem;
    const QString folder = qEnvironmentVariable("TELEMETRYHUB_TOUR");
    if (folder.isEmpty()) return;
    QDir().mkpath(folder);
    shown.grab().save(QDir(folder).filePath(QStringLiteral("%1-%2.png").arg(view, m_row)));
}

void TestTour::lookAtPanels(Tour& tour) {
    const auto pump =
        tour.add(QStringLiteral("sim:demo?rate=1000&channels=4&id=Pump&"
                                "alarm=sine:high:1.5"));
    tour.add(
        QStringLiteral("sim:demo?rate=20&channels=2&"
                       "id=A-boiler-with-quite-a-long-name-in-the-second-cellar"));
    tour.waitForSamples(pump, 400);
    waitForPicture(12'000);
    for (const auto& [layout, view] :
         {std::pair("layout.1", "overview"), std::pair("layout.2", "charts"),
          std::pair("layout.3", "values"), std::pair("layout.4", "health"),
          std::pair("layout.5", "recordings")}) {
        tour.trigger(QLatin1String(layout));
        look(tour, QLatin1String(view));
    }
    tour.trigger(QStringLiteral("layout.1"));
}

// Each tool by its key, alone, and away again.
void TestTour::lookAtMeasuring(Tour& tour) {
    tour.trigger(QStringLiteral("goTo.2"));
    tour.trigger(QStringLiteral("chart.zoomIn"));
    tour.trigger(QStringLiteral("chart.zoomIn"));
    for (const auto& [action, view] :
         {std::pair("chart.trigger", "trigger"), std::pair("chart.spectrum", "spectrum"),
          std::pair("chart.xy", "xy"), std::pair("chart.crosshair", "crosshair")}) {
        tour.trigger(QLatin1String(action));
        waitForPicture(1'000);
        look(tour, QLatin1String(view));
        tour.trigger(QLatin1String(action));
    }
    tour.trigger(QStringLiteral("chart.setCursorA"));
    look(tour, QStringLiteral("cursors"));
    tour.trigger(QStringLiteral("chart.clearCursorsAndCrosshair"));
    tour.trigger(QStringLiteral("chart.splitRight"));
    look(tour, QStringLiteral("split"));
    tour.trigger(QStringLiteral("chart.closePanel"));
    tour.trigger(QStringLiteral("chart.followOrPause"));
}

void TestTour::lookAtSpeech(Tour& tour) {
    tour.trigger(QStringLiteral("goTo.6"));
    waitForPicture(1'000);
    look(tour, QStringLiteral("console"));
    tour.trigger(QStringLiteral("goTo.8"));
    look(tour, QStringLiteral("ledger"));
    tour.trigger(QStringLiteral("goTo.5"));
    tour.trigger(QStringLiteral("values.bigNumbers"));
    look(tour, QStringLiteral("big"));
    tour.leave();
}

void TestTour::lookAtWindows(Tour& tour) {
    for (const auto& [action, view] :
         {std::pair("device.connect", "connect"), std::pair("window.settings", "settings"),
          std::pair("help.manual", "manual"), std::pair("window.findCommand", "palette")}) {
        tour.trigger(QLatin1String(action));
        waitForPicture(2'500);
        look(tour, QLatin1String(view));
        tour.leave();
    }
}

void TestTour::lookAtTrouble(Tour& tour) {
    tour.add(QStringLiteral("serial:/dev/telemetryhub-absent?id=Fuel-flow-meter"));
    const auto rig = tour.add(
        QStringLiteral("sim:demo?rate=500&id=Bench-rig&failure_threshold=1&safe_command=OUT%200&"
                       "fault=deterministic:20"));
    QTRY_VERIFY([&] {
        const auto snapshot = tour.gateway().snapshot();
        return snapshot->find(rig)->state == engine::DeviceState::SafeState;
    }());
    look(tour, QStringLiteral("trouble"));
}

QTEST_MAIN(TestTour)
#include "test_tour.moc"
