// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>

#include "events/event_words.h"
#include "events/events_export.h"
#include "events/events_filter.h"
#include "events/events_model.h"
#include "support/patient_qtest.h"
#include "window/snapshot_samples.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using engine::EventKind;
using engine::Severity;

namespace {

engine::Event happened(std::uint64_t number, EventKind kind, Severity severity,
                       const std::string& text, std::uint32_t device = 1) {
    engine::Event event;
    event.number = number;
    event.time = samples::timeAt(static_cast<std::int64_t>(number));
    event.device = engine::DeviceId{device};
    event.kind = kind;
    event.severity = severity;
    event.text = text;
    return event;
}

engine::Event loss(std::uint64_t number, const std::string& text = "4 samples lost") {
    return happened(number, EventKind::Loss, Severity::Warning, text);
}

engine::DeviceSnapshot withAlarm(engine::AlarmState state) {
    auto device = samples::measuring(1, "bank");
    engine::AlarmStatus alarm;
    alarm.name = "low";
    alarm.state = state;
    device.alarms.push_back(alarm);
    return device;
}

}  // namespace

class TestEventsModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void theNewestStandsFirst();
    void textLinesAreNotListed();
    void equalEventsFoldIntoOneRow();
    void criticalEventsNeverFold();
    void marksNeverFold();
    void onlyTheNewestRowsAreLookedThrough();
    void theOldestRowsAreForgotten();
    void manyAtOnceAreTheSameAsOneByOne();
    void anAlarmWaitsUntilTheEngineSaysThatSomebodyKnows();
    void onlyTheNewestRaiseOfAnAlarmWaits();
    void anErrorStopsWaitingWhenTheDeviceRecovers();
    void aLossWaitsUntilItIsAcknowledged();
    void aRefusedCommandWaitsForNobody();
    void theStateOfARemovedDeviceWaitsForNobody();
    void theWordOfTheStateIsLeftToTheShape();
    void aChoiceHidesTheRest();
    void theCsvQuotesWhatNeedsIt();

private:
    void add(std::vector<engine::Event> events) {
        m_model->add(std::move(events), *m_snapshot);
        m_model->display(*m_snapshot);
    }

    std::unique_ptr<EventsModel> m_model;
    std::shared_ptr<engine::Snapshot> m_snapshot;
};

void TestEventsModel::init() {
    m_model = std::make_unique<EventsModel>();
    new QAbstractItemModelTester(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
    m_snapshot = samples::snapshotOf({samples::measuring(1, "bank")});
}

void TestEventsModel::theNewestStandsFirst() {
    add({happened(1, EventKind::Command, Severity::Info, "start"),
         happened(2, EventKind::State, Severity::Info, "Measuring")});

    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->row(0).text, QStringLiteral("Measuring"));
    QCOMPARE(m_model->row(0).source, QStringLiteral("bank"));
}

void TestEventsModel::textLinesAreNotListed() {
    add({happened(1, EventKind::Text, Severity::Info, "boot")});

    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_model->addedCount(), std::uint64_t{0});
}

void TestEventsModel::equalEventsFoldIntoOneRow() {
    add({loss(1), happened(2, EventKind::Gap, Severity::Info, "gap"), loss(3), loss(4)});

    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->row(0).count, std::uint64_t{3});
    QCOMPARE(m_model->row(0).event.number, std::uint64_t{4});
    QCOMPARE(m_model->row(0).first.steadyNs, samples::timeAt(1).steadyNs);
    QCOMPARE(m_model->addedCount(), std::uint64_t{4});
}

void TestEventsModel::criticalEventsNeverFold() {
    const auto stall = [](std::uint64_t number) {
        return happened(number, EventKind::Health, Severity::Critical, "i/o made no progress", 0);
    };

    add({stall(1), stall(2), stall(3)});

    QCOMPARE(m_model->rowCount(), 3);
}

void TestEventsModel::marksNeverFold() {
    add({happened(1, EventKind::Mark, Severity::Info, "Mark", 0),
         happened(2, EventKind::Mark, Severity::Info, "Mark", 0)});

    QCOMPARE(m_model->rowCount(), 2);
}

void TestEventsModel::onlyTheNewestRowsAreLookedThrough() {
    add({loss(1)});
    for (std::uint64_t i = 2; i < 2 + EventsModel::kFoldWithin; ++i)
        add({happened(i, EventKind::Gap, Severity::Info, "gap " + std::to_string(i))});

    add({loss(20)});

    QCOMPARE(m_model->row(0).count, std::uint64_t{1});
}

void TestEventsModel::theOldestRowsAreForgotten() {
    std::vector<engine::Event> events;
    for (std::uint64_t i = 1; i <= EventsModel::kMaxRows + 2; ++i)
        events.push_back(happened(i, EventKind::Gap, Severity::Info, std::to_string(i)));
    add(std::move(events));
    add({happened(20'000, EventKind::Gap, Severity::Info, "one more")});

    QCOMPARE(m_model->rowCount(), static_cast<int>(EventsModel::kMaxRows));
    QVERIFY(m_model->hasForgotten());
    QCOMPARE(m_model->row(m_model->rowCount() - 1).text, QStringLiteral("4"));
}

void TestEventsModel::manyAtOnceAreTheSameAsOneByOne() {
    std::vector<engine::Event> events;
    for (std::uint64_t i = 1; i <= 500; ++i)
        events.push_back(loss(i, std::to_string(i / 3)));
    EventsModel slow;
    for (const auto& event : events)
        slow.add({event}, *m_snapshot);

    add(events);

    QCOMPARE(m_model->rowCount(), slow.rowCount());
    for (int row = 0; row < slow.rowCount(); ++row)
        QCOMPARE(m_model->row(row).count, slow.row(row).count);
}

void TestEventsModel::anAlarmWaitsUntilTheEngineSaysThatSomebodyKnows() {
    m_snapshot = samples::snapshotOf({withAlarm(engine::AlarmState::Raised)});
    add({happened(1, EventKind::Alarm, Severity::Warning, "low raised: U 1 V is below 2 V")});
    QVERIFY(m_model->row(0).waits);
    QCOMPARE(m_model->waitingCount(), 1);

    m_model->display(*samples::snapshotOf({withAlarm(engine::AlarmState::Acknowledged)}));

    QVERIFY(!m_model->row(0).waits);
    QCOMPARE(m_model->waitingCount(), 0);
}

void TestEventsModel::onlyTheNewestRaiseOfAnAlarmWaits() {
    m_snapshot = samples::snapshotOf({withAlarm(engine::AlarmState::Returned)});

    add({happened(1, EventKind::Alarm, Severity::Warning, "low raised: U 1 V is below 2 V"),
         happened(2, EventKind::Alarm, Severity::Info, "low cleared: 3 V"),
         happened(3, EventKind::Alarm, Severity::Warning, "low raised: U 0 V is below 2 V")});

    QCOMPARE(m_model->waitingCount(), 1);
    QVERIFY(m_model->row(0).waits);
}

void TestEventsModel::anErrorStopsWaitingWhenTheDeviceRecovers() {
    add({happened(1, EventKind::State, Severity::Warning, "Error: Unplugged.")});
    QCOMPARE(m_model->waitingCount(), 1);

    add({happened(2, EventKind::State, Severity::Info, "Measuring")});

    QCOMPARE(m_model->waitingCount(), 0);
}

void TestEventsModel::aLossWaitsUntilItIsAcknowledged() {
    add({loss(1), happened(2, EventKind::State, Severity::Info, "Measuring")});
    QVERIFY(m_model->row(1).waits);

    m_model->acknowledge(1);
    QVERIFY(!m_model->row(1).waits);
    add({loss(3)});

    QVERIFY(m_model->row(0).waits);
    QCOMPARE(m_model->row(0).count, std::uint64_t{2});
}

void TestEventsModel::aRefusedCommandWaitsForNobody() {
    add({happened(1, EventKind::Command, Severity::Warning, "start refused: it measures.")});

    QCOMPARE(m_model->waitingCount(), 0);
}

void TestEventsModel::theStateOfARemovedDeviceWaitsForNobody() {
    add({happened(1, EventKind::State, Severity::Critical, "SafeState: silent")});
    QCOMPARE(m_model->waitingCount(), 1);

    m_model->display(*samples::snapshotOf({}));

    QCOMPARE(m_model->waitingCount(), 0);
}

void TestEventsModel::theWordOfTheStateIsLeftToTheShape() {
    const auto text = [](const std::string& words) {
        return whatHappened(happened(1, EventKind::State, Severity::Info, words));
    };

    QCOMPARE(text("Error: Unplugged: ttyUSB0 is gone."),
             QStringLiteral("Unplugged: ttyUSB0 is gone."));
    QCOMPARE(text("Measuring"), QStringLiteral("Measuring"));
    QCOMPARE(text("Errors abound"), QStringLiteral("Errors abound"));
    QVERIFY(!enteredState(happened(1, EventKind::State, Severity::Critical, "The disk is full.")));
}

void TestEventsModel::aChoiceHidesTheRest() {
    add({loss(1), happened(2, EventKind::State, Severity::Info, "Measuring"),
         happened(3, EventKind::Health, Severity::Critical, "the recorder stands still", 0)});
    EventsFilter filter;
    filter.setSourceModel(m_model.get());
    const auto shown = [&](const EventChoice& choice) {
        filter.setChoice(choice);
        return filter.rowCount();
    };

    QCOMPARE(shown({.words = QStringLiteral("BANK")}), 2);
    QCOMPARE(shown({.words = QStringLiteral("stands")}), 1);
    QCOMPARE(shown({.least = Severity::Warning}), 2);
    QCOMPARE(shown({.kind = EventKind::State}), 1);
    QCOMPARE(shown({.source = QStringLiteral("bank")}), 2);
    QCOMPARE(shown({.waitingOnly = true}), 2);
    m_model->acknowledge(2);
    QCOMPARE(filter.rowCount(), 1);
    QCOMPARE(shown({}), 3);
}

void TestEventsModel::theCsvQuotesWhatNeedsIt() {
    add({loss(1, "a, \"b\"")});

    const QString csv = QString::fromUtf8(eventsCsv({&m_model->row(0)}));

    QCOMPARE(csv.split(QStringLiteral("\r\n")).at(1),
             QStringLiteral("2023-11-14T22:13:21.000Z,warning,loss,bank,,\"a, \"\"b\"\"\",1,"
                            "2023-11-14T22:13:21.000Z"));
}

QTEST_MAIN(TestEventsModel)
#include "test_events_model.moc"
