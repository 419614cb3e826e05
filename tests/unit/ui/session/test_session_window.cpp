// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QPointer>
#include <QTemporaryDir>
#include <QToolButton>

#include "chart/chart_view.h"
#include "session/session_channels.h"
#include "session/session_events.h"
#include "session/session_page.h"
#include "session/session_window.h"
#include "session/session_words.h"
#include "session_files.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/record/csv_target.h"
#include "telemetryhub/engine/record/session_export.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

class TestSessionWindow : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aRecordedFileIsShownWithItsFacts();
    void itsChannelsCanBeTicked();
    void theWholeSpanIsShownAtFirstAndNothingIsFollowed();
    void anEventIsGoneToInTheChart();
    void damageIsNamed();
    void muchDamageIsNamedInTheToolTip();
    void aFileThatIsNoneSaysSo();
    void aCsvIsShownTheSameWay();
    void whatOfACsvIsNotReadIsSaid();
    void rowsOfACsvThatHoldNoValueAreSaid();
    void aCsvWithoutTimesIsShownToo();
    void closingWhileItOpensEndsIt();
    void everyPartHasAnAccessibleName();
    void aSessionWithoutSamplesIsShownEmpty();

private:
    [[nodiscard]] QString path(const char* name) const;
    QString writeSession();
    /// Waits until it is open.
    std::unique_ptr<SessionWindow> openWindow(const QString& file);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Theme> m_theme;
};

void TestSessionWindow::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_theme = std::make_unique<Theme>(ThemeKind::Dark);
}

QString TestSessionWindow::path(const char* name) const {
    return m_folder->filePath(QLatin1String(name));
}

QString TestSessionWindow::writeSession() {
    const QString file = path("run.thub");
    SessionFile session(file);
    session.addDevice(1, "boiler", 2, 3000);
    session.addDevice(2, "pump", 10, 6000);
    session.addEvent(1, 10'000'000'000, "boiler: the link is gone.");
    session.addEvent(2, 20'000'000'000, "pump: too hot.", engine::Severity::Critical);
    session.finish();
    return file;
}

std::unique_ptr<SessionWindow> TestSessionWindow::openWindow(const QString& file) {
    auto window = std::make_unique<SessionWindow>(file, *m_theme, nullptr);
    window->setAttribute(Qt::WA_DeleteOnClose, false);
    window->show();
    QElapsedTimer patience;
    patience.start();
    while (!window->page() && window->failure().isEmpty() && patience.elapsed() < 30'000)
        QTest::qWait(5);
    return window;
}

void TestSessionWindow::aRecordedFileIsShownWithItsFacts() {
    const auto window = openWindow(writeSession());

    QVERIFY2(window->page(), qPrintable(window->failure()));
    const QString facts = plain(window->page()->facts());
    QVERIFY2(facts.contains(QStringLiteral("2 devices · 9 000 samples · ")), qPrintable(facts));
    QVERIFY2(facts.endsWith(QStringLiteral("complete")), qPrintable(facts));
    QVERIFY(facts.contains(QStringLiteral("59 s")));
    QVERIFY(window->page()->problems().isEmpty());
    const auto* events = window->findChild<SessionEvents*>();
    QCOMPARE(events->topLevelItemCount(), 2);
    QCOMPARE(events->topLevelItem(1)->text(1), QStringLiteral("pump"));
    QCOMPARE(events->topLevelItem(1)->text(2), QStringLiteral("pump: too hot."));
}

void TestSessionWindow::itsChannelsCanBeTicked() {
    const auto window = openWindow(writeSession());
    auto* channels = window->findChild<SessionChannels*>();
    const auto* view = window->findChild<ChartView*>();
    QCOMPARE(view->channels().size(), std::size_t{10});  // 2, and 8 of 10

    channels->topLevelItem(0)->child(1)->setCheckState(0, Qt::Unchecked);
    QCOMPARE(view->channels().size(), std::size_t{9});
    channels->topLevelItem(1)->setCheckState(0, Qt::Unchecked);

    QCOMPARE(view->channels().size(), std::size_t{1});
    QCOMPARE(view->channels().front().name, QStringLiteral("ch0"));
    QCOMPARE(view->channels().front().deviceName, QStringLiteral("boiler"));
}

void TestSessionWindow::theWholeSpanIsShownAtFirstAndNothingIsFollowed() {
    const auto window = openWindow(writeSession());
    auto* view = window->findChild<ChartView*>();

    QVERIFY(!view->view().isFollowing());
    QCOMPARE(view->visibleSpan().fromNs, kSessionStart.steadyNs);
    QCOMPARE(view->visibleSpan().toNs, kSessionStart.steadyNs + 5999 * kStepNs);
    view->zoom(0.5);
    view->follow();
    QVERIFY(!view->view().isFollowing());
    QCOMPARE(view->visibleSpan().toNs, kSessionStart.steadyNs + 5999 * kStepNs);
    view->showAll();
    QCOMPARE(view->visibleSpan().fromNs, kSessionStart.steadyNs);
    for (auto* button : window->findChildren<QToolButton*>())
        QVERIFY(button->text() != QStringLiteral("Follow") || !button->isVisible());
}

void TestSessionWindow::anEventIsGoneToInTheChart() {
    const auto window = openWindow(writeSession());
    auto* events = window->findChild<SessionEvents*>();
    const auto* view = window->findChild<ChartView*>();

    emit events->itemActivated(events->topLevelItem(1), 0);

    const engine::TimeSpan shown = view->visibleSpan();
    QCOMPARE((shown.fromNs + shown.toNs) / 2, kSessionStart.steadyNs + 20'000'000'000);
    QVERIFY(shown.toNs - shown.fromNs < 5'000'000'000);
}

void TestSessionWindow::damageIsNamed() {
    const QString file = path("damaged.thub");
    SessionFile session(file);
    session.addDevice(1, "boiler", 4, 60'000);
    session.finish();
    damage(file);

    const auto window = openWindow(file);

    QVERIFY2(window->page(), qPrintable(window->failure()));
    // Some of it shows only when the samples are read.
    window->findChild<ChartView*>()->showSpan(
        {kSessionStart.steadyNs + 25'000 * kStepNs, kSessionStart.steadyNs + 25'100 * kStepNs});
    QTRY_VERIFY(window->page()->problems().startsWith(
        QStringLiteral("Damaged, cannot be read; everything else can: ")));
    QVERIFY(window->page()->problems().size() > 60);
}

void TestSessionWindow::muchDamageIsNamedInTheToolTip() {
    engine::SessionInfo info;
    for (int part = 0; part < 12; ++part)
        info.damage.push_back("part " + std::to_string(part));

    QVERIFY(
        damageText(info).endsWith(QStringLiteral("part 3; and 8 more, which the tool tip names.")));
    QCOMPARE(damageList(info).split(QLatin1Char('\n')).size(), 12);
    QVERIFY(damageText({}).isEmpty());
}

void TestSessionWindow::aFileThatIsNoneSaysSo() {
    QFile file(path("none.thub"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("nothing of the kind");
    file.close();

    const auto window = openWindow(file.fileName());

    QVERIFY(!window->page());
    QVERIFY(window->failure().contains(QStringLiteral("none.thub")));
    QVERIFY(!window->exportCsv.isEnabled());
    QVERIFY(part<QAbstractButton>(*window, QStringLiteral("Close"))->isVisible());
}

void TestSessionWindow::aCsvIsShownTheSameWay() {
    const QString csv = path("run.csv");
    auto reader = engine::SessionReader::open(writeSession().toStdString());
    auto target = engine::openCsvTarget(csv.toStdString());
    QVERIFY(engine::exportSession(*reader.value(), *target.value(), {}).hasValue());

    const auto window = openWindow(csv);

    QVERIFY2(window->page(), qPrintable(window->failure()));
    QVERIFY(plain(window->page()->facts()).contains(QStringLiteral("2 devices · 9 000 samples")));
    QCOMPARE(window->page()->problems(), QStringLiteral("A CSV of TelemetryHub."));
    QCOMPARE(window->findChild<ChartView*>()->visibleSpan().toNs -
                 window->findChild<ChartView*>()->visibleSpan().fromNs,
             5999 * kStepNs);
    QVERIFY(window->exportCsv.isEnabled());
    QVERIFY(!window->replay.isEnabled());
}

void TestSessionWindow::whatOfACsvIsNotReadIsSaid() {
    QFile file(path("foreign.csv"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("time;temp;note\n2026-01-01 10:00:00;1,5;a\n2026-01-01 10:00:01;2,5;b\n");
    for (int i = 2; i < 20; ++i)
        file.write(QByteArray("2026-01-01 10:00:") + QByteArray::number(10 + i) + ";3,5;c\n");
    file.write("yesterday;3,5;c\n2026-01-01 10:01:00;4,5;c\n");
    file.close();

    const auto window = openWindow(file.fileName());

    QVERIFY2(window->page(), qPrintable(window->failure()));
    const QString problems = window->page()->problems();
    QVERIFY2(problems.startsWith(QStringLiteral("A table with semicolons and a decimal comma. "
                                                "Times from the column time.")),
             qPrintable(problems));
    QVERIFY2(problems.contains(QStringLiteral("1 row could not be read (line 22: ")),
             qPrintable(problems));
    QVERIFY2(problems.contains(QStringLiteral("note")), qPrintable(problems));
}

void TestSessionWindow::rowsOfACsvThatHoldNoValueAreSaid() {
    QFile file(path("mute.csv"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "time_utc,elapsed_s,device,seq,a\r\n"
        "2023-11-14T22:13:20.000000000Z,0.000000000,mute,1,\r\n"
        "2023-11-14T22:13:20.000000000Z,0.000000000,pump,1,5\r\n"
        "2023-11-14T22:13:21.000000000Z,1.000000000,mute,2,\r\n");
    file.close();

    const auto window = openWindow(file.fileName());

    QVERIFY2(window->page(), qPrintable(window->failure()));
    const QString problems = window->page()->problems();
    QVERIFY2(problems.contains(QStringLiteral("2 samples hold no value, only their times.")),
             qPrintable(problems));
}

void TestSessionWindow::aCsvWithoutTimesIsShownToo() {
    QFile file(path("decoded.csv"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("time_utc,elapsed_s,seq,a [V]\r\n,,1,1.5\r\n,,2,2.5\r\n,,3,3.5\r\n");
    file.close();

    const auto window = openWindow(file.fileName());

    QVERIFY2(window->page(), qPrintable(window->failure()));
    QVERIFY(window->page()->problems().contains(QStringLiteral("3 samples have no time")));
    const engine::TimeSpan shown = window->page()->visibleSpan();
    QCOMPARE(shown.toNs - shown.fromNs, std::int64_t{2'000'000'000});
}

void TestSessionWindow::closingWhileItOpensEndsIt() {
    QFile file(path("long.csv"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("a,b\n");
    for (int i = 0; i < 300'000; ++i)
        file.write(QByteArray::number(i) + ",1.5\n");
    file.close();
    QPointer<SessionWindow> window = new SessionWindow(file.fileName(), *m_theme, nullptr);
    window->show();

    part<QAbstractButton>(*window, QStringLiteral("Cancel the opening"))->click();

    QTRY_VERIFY(!window);
}

void TestSessionWindow::everyPartHasAnAccessibleName() {
    const auto window = openWindow(writeSession());

    for (auto* widget : window->findChildren<QWidget*>()) {
        const bool interactive =
            qobject_cast<QAbstractButton*>(widget) || qobject_cast<QAbstractItemView*>(widget);
        const bool isPart = qobject_cast<QAbstractItemView*>(widget->parentWidget());
        if (!interactive || isPart) continue;
        QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

void TestSessionWindow::aSessionWithoutSamplesIsShownEmpty() {
    const QString file = path("empty.thub");
    SessionFile session(file);
    session.finish();

    const auto window = openWindow(file);

    QVERIFY2(window->page(), qPrintable(window->failure()));
    QVERIFY(
        window->page()->facts().startsWith(QStringLiteral("empty.thub · 0 devices · 0 samples")));
}

QTEST_MAIN(TestSessionWindow)
#include "test_session_window.moc"
