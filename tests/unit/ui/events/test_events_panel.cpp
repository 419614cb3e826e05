// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QTreeView>

#include "events/events_panel.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;

class TestEventsPanel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void anEmptyListSaysSinceWhen();
    void aMarkIsListed();
    void enterAsksForAJump();
    void anEventIsChosenByItsNumberBehindAnyFilter();
    void kAcknowledgesTheSelectedAlarm();
    void everythingIsAcknowledgedAtOnce();
    void whoReadsAnOlderRowKeepsIt();
    void aFilterThatFitsNothingOffersAll();
    void ctrlFGoesToTheFilter();
    void theSelectionIsCopied();
    void whatIsShownIsExported();
    void aPlaceThatCannotBeWrittenIsSaid();
    void theChoiceIsRemembered();
    void everyControlHasAnAccessibleName();

private:
    void refresh() { m_panel->display(m_gateway->snapshot()); }
    void selectFirst();

    std::unique_ptr<engine::GatewayCore> m_gateway;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<EventsPanel> m_panel;
};

void TestEventsPanel::init() {
    auto created = engine::GatewayCore::create({});
    QVERIFY(created.hasValue());
    m_gateway = std::move(created.value());
    m_theme = std::make_unique<Theme>(ThemeKind::Dark);
    m_panel = std::make_unique<EventsPanel>(*m_gateway, *m_theme);
    m_panel->resize(700, 220);
    m_panel->show();
    refresh();
}

void TestEventsPanel::cleanup() {
    m_panel.reset();
    m_gateway.reset();
}

void TestEventsPanel::selectFirst() {
    m_panel->view()->setCurrentIndex(m_panel->view()->model()->index(0, 0));
}

void TestEventsPanel::anEmptyListSaysSinceWhen() {
    bool said = false;
    for (auto* label : m_panel->findChildren<QLabel*>())
        said = said || (label->isVisible() &&
                        label->text().startsWith(QStringLiteral("Nothing has happened since")));

    QVERIFY(said);
    QVERIFY(!m_panel->view()->isVisible());
}

void TestEventsPanel::aMarkIsListed() {
    m_gateway->mark("valve opened");
    refresh();

    QCOMPARE(m_panel->model().rowCount(), 1);
    QCOMPARE(m_panel->model().row(0).text, QStringLiteral("valve opened"));
    QVERIFY2(m_panel->summary().startsWith(QStringLiteral("1 event since")),
             qPrintable(m_panel->summary()));
}

void TestEventsPanel::enterAsksForAJump() {
    m_gateway->mark("here");
    refresh();
    selectFirst();
    QSignalSpy jumps(m_panel.get(), &EventsPanel::jumpAsked);

    QTest::keyClick(m_panel->view(), Qt::Key_Return);

    QCOMPARE(jumps.size(), 1);
    QCOMPARE(jumps[0][0].value<std::int64_t>(), m_panel->model().row(0).event.time.steadyNs);
}

void TestEventsPanel::anEventIsChosenByItsNumberBehindAnyFilter() {
    m_gateway->mark("first");
    m_gateway->mark("second");
    refresh();
    const auto number = m_panel->model().row(1).event.number;
    m_panel->findChild<QLineEdit*>()->setText(QStringLiteral("second"));
    QTRY_COMPARE(m_panel->view()->model()->rowCount(), 1);

    m_panel->choose(number);

    QCOMPARE(m_panel->view()->model()->rowCount(), 2);
    QCOMPARE(m_panel->view()->currentIndex().row(), 1);
    m_panel->choose(number + 1'000'000);
    QCOMPARE(m_panel->view()->currentIndex().row(), 1);
}

void TestEventsPanel::kAcknowledgesTheSelectedAlarm() {
    engine::DeviceSettings settings;
    settings.id = "tank";
    settings.bus = engine::PushSettings{};
    engine::AlarmRule rule;
    rule.name = "high";
    rule.channel = "level";
    rule.kind = engine::AlarmKind::High;
    rule.limit = 5;
    settings.processing.alarms.push_back(rule);
    const auto device = m_gateway->addDevice(settings).value();
    m_gateway->command(device, engine::DeviceCommand::Start);
    QTRY_VERIFY(m_gateway->snapshot()->find(device)->state == engine::DeviceState::Measuring);
    engine::PushedSample sample;
    sample.values.push_back({"level", "", 9});
    m_gateway->push(device, {sample}, {});
    const auto waiting = [this] {
        refresh();
        return m_panel->waitingCount();
    };
    QTRY_COMPARE(waiting(), 1);
    for (int row = 0; row < m_panel->view()->model()->rowCount(); ++row)
        if (m_panel->model().row(row).waits)
            m_panel->view()->setCurrentIndex(m_panel->view()->model()->index(row, 0));

    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    m_panel->view()->setFocus();
    QTest::keyClick(m_panel->view(), Qt::Key_K);

    QCOMPARE(m_panel->waitingCount(), 0);
    const auto now = m_gateway->snapshot();
    QVERIFY(now->find(device)->alarms.at(0).state == engine::AlarmState::Acknowledged);
}

void TestEventsPanel::everythingIsAcknowledgedAtOnce() {
    engine::DeviceSettings settings;
    settings.id = "demo";
    const auto device = m_gateway->addDevice(settings).value();
    m_gateway->command(device, engine::DeviceCommand::Start);
    m_gateway->injectFault(device, nullptr, {});
    const auto waiting = [this] {
        refresh();
        return m_panel->waitingCount();
    };
    QTRY_VERIFY(waiting() > 0 && m_panel->acknowledgeAll.isEnabled());

    m_panel->acknowledgeAll.trigger();

    QCOMPARE(m_panel->waitingCount(), 0);
}

void TestEventsPanel::whoReadsAnOlderRowKeepsIt() {
    for (int i = 0; i < 40; ++i)
        m_gateway->mark("mark " + std::to_string(i));
    refresh();
    QScrollBar* bar = m_panel->view()->verticalScrollBar();
    bar->setValue(10);
    const QString top = m_panel->view()->indexAt({4, 4}).siblingAtColumn(3).data().toString();

    m_gateway->mark("one more");
    m_gateway->mark("and one");
    refresh();

    QCOMPARE(m_panel->view()->indexAt({4, 4}).siblingAtColumn(3).data().toString(), top);
    bar->setValue(0);
    m_gateway->mark("newest");
    refresh();
    QCOMPARE(m_panel->view()->indexAt({4, 4}).siblingAtColumn(3).data().toString(),
             QStringLiteral("newest"));
}

void TestEventsPanel::aFilterThatFitsNothingOffersAll() {
    m_gateway->mark("here");
    refresh();

    m_panel->findChild<QLineEdit*>()->setText(QStringLiteral("nowhere"));

    QVERIFY(!m_panel->view()->isVisible());
    m_panel->findChild<QPushButton*>()->click();
    QVERIFY(m_panel->view()->isVisible());
}

void TestEventsPanel::ctrlFGoesToTheFilter() {
    m_gateway->mark("here");
    refresh();
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    m_panel->view()->setFocus();

    QTest::keyClick(m_panel->view(), Qt::Key_F, Qt::ControlModifier);

    QVERIFY(m_panel->findChild<QLineEdit*>()->hasFocus());
}

void TestEventsPanel::theSelectionIsCopied() {
    m_gateway->mark("first");
    m_gateway->mark("second");
    refresh();
    m_panel->view()->selectAll();

    m_panel->copy.trigger();

    const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines[0].endsWith(QStringLiteral("\tMark\tsecond")), qPrintable(lines[0]));
}

void TestEventsPanel::whatIsShownIsExported() {
    m_gateway->mark("kept");
    m_gateway->mark("hidden");
    refresh();
    m_panel->findChild<QLineEdit*>()->setText(QStringLiteral("kept"));
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("events.csv"));
    QSignalSpy done(m_panel.get(), &EventsPanel::done);

    m_panel->exportTo(path);

    QTRY_COMPARE(done.size(), 1);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray csv = file.readAll();
    QVERIFY(csv.contains("info,mark,Mark,,kept,1,"));
    QVERIFY(!csv.contains("hidden"));
}

void TestEventsPanel::aPlaceThatCannotBeWrittenIsSaid() {
    m_gateway->mark("here");
    refresh();
    QSignalSpy refused(m_panel.get(), &EventsPanel::refused);

    m_panel->exportTo(QStringLiteral("/proc/nowhere/events.csv"));

    QTRY_COMPARE(refused.size(), 1);
}

void TestEventsPanel::theChoiceIsRemembered() {
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_gateway->mark("here");
    settings.setValue(QStringLiteral("events/severity"), 2);
    settings.setValue(QStringLiteral("events/kind"), 99);

    EventsPanel other(*m_gateway, *m_theme);
    other.restoreState(settings);
    other.display(m_gateway->snapshot());
    other.saveState(settings);

    QCOMPARE(other.view()->model()->rowCount(), 0);
    QCOMPARE(settings.value(QStringLiteral("events/severity")).toInt(), 2);
    QCOMPARE(settings.value(QStringLiteral("events/kind")).toInt(), -1);
}

void TestEventsPanel::everyControlHasAnAccessibleName() {
    for (auto* widget : m_panel->findChildren<QWidget*>()) {
        const bool isControl = qobject_cast<QAbstractButton*>(widget) ||
                               qobject_cast<QLineEdit*>(widget) || qobject_cast<QTreeView*>(widget);
        // Qt's own clear button has none.
        if (isControl && !qobject_cast<QLineEdit*>(widget->parentWidget()))
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

QTEST_MAIN(TestEventsPanel)
#include "test_events_panel.moc"
