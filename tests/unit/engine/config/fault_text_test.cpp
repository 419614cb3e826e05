// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/config/fault_text.h"

#include <string>

#include <QTest>

namespace telemetryhub::engine {

namespace {

using namespace std::chrono_literals;

FaultPlan faults(const std::string& text) {
    const auto plan = parseFault(text);
    if (!plan) qWarning("%s", plan.error().detail.c_str());
    return plan ? plan.value() : FaultPlan();
}

}  // namespace

class FaultTextTest : public QObject {
    Q_OBJECT

private slots:
    void eachKindIsRead() {
        QCOMPARE(faults("random:0.1").random, 0.1);
        QCOMPARE(faults("intermittent:3").intermittent, 3U);
        QCOMPARE(faults("deterministic:1000").deterministic, 1000U);
        QCOMPARE(faults("drop:0.01").drop, 0.01);
        QCOMPARE(faults("truncate:1").truncate, 1.0);
        QCOMPARE(faults("flip:0.0001").flip, 0.0001);
        QCOMPARE(faults("garbage:0.5").garbage, 0.5);
        QVERIFY(faults("delay:200ms").delay == 200ms);
        QVERIFY((faults("silence:10s:3s").silence == Outage{10s, 3s}));
        QVERIFY((faults("unplug:5s:0.25").unplug == Outage{5s, 250ms}));
        QCOMPARE(faults("seed:4294967295").seed, 4294967295U);
        QVERIFY(faults("none").isEmpty());
    }

    void aTextReadsBackTheSame_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"none", "random:0.1", "intermittent:3,deterministic:1000",
              "drop:0.01,truncate:0.02,flip:0.0000001,garbage:1,delay:200ms",
              "silence:10s:3s,unplug:5s:2500ms", "none,seed:9", "random:0.3,seed:0"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void aTextReadsBackTheSame() {
        QFETCH(QString, text);
        const FaultPlan plan = faults(text.toStdString());

        QVERIFY(parseFault(faultText(plan)).value() == plan);
        if (!text.contains(QStringLiteral("0000001")))
            QCOMPARE(QString::fromStdString(faultText(plan)), text);
    }

    void faultsAddUpAndNoneTakesThemAway() {
        const FaultPlan both = parseFault("drop:0.1", faults("random:0.5,seed:3")).value();
        QCOMPARE(QString::fromStdString(faultText(both)),
                 QStringLiteral("random:0.5,drop:0.1,seed:3"));

        const FaultPlan cleared = parseFault("none", both).value();

        QVERIFY(cleared.isEmpty());
        QCOMPARE(cleared.seed, 3U);
    }

    void communicationIsAMixOfAllThatAWireDoes() {
        const FaultPlan usual = faults("communication");
        const FaultPlan worse = faults("random:0.1,communication:0.05");

        QCOMPARE(usual.drop, 0.01);
        QCOMPARE(worse.drop, 0.05);
        QCOMPARE(worse.random, 0.1);
        for (const FaultPlan& plan : {usual, worse}) {
            QVERIFY(plan.truncate > 0 && plan.flip > 0 && plan.garbage > 0);
            QVERIFY(plan.delay.count() > 0);
            QVERIFY(plan.silence != Outage{} && plan.unplug != Outage{});
        }
        QCOMPARE(usual.random, 0.0);
    }

    void aWrongTextNamesThePartAndTheRemedy_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* text, const char* part) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(part);
        };
        row("", ": expected none, random,");
        row("rndom:0.1", "rndom:0.1: expected none, random, ");
        row("rndom:0.1", "did you mean random?");
        row("none:1", "none:1: expected");
        row("random", "random: expected random:SHARE with a share from 0 to 1");
        row("random:1.5", "random:1.5: expected");
        row("random:-0.1", "random:-0.1: expected");
        row("random:nan", "random:nan: expected");
        row("random:0.1:2", "random:0.1:2: expected");
        row("intermittent:0", "intermittent:N with a whole number from 1 to 4294967295");
        row("deterministic:1.5", "deterministic:N with a whole number");
        row("delay:soon", "delay:TIME with a time from 10ms to 86400s");
        row("delay:1ms", "delay:TIME with a time from 10ms to 86400s");
        row("silence:10s", "silence:AFTER:LENGTH with times from 10ms to 86400s");
        row("unplug:0s:1s", "unplug:AFTER:LENGTH with times from 10ms to 86400s");
        row("communication:2", "communication:SHARE with a share from 0 to 1");
        row("seed:-1", "seed:N with a whole number from 0 to 4294967295");
        row("drop:0.1,drop:0.2", "drop:0.2: expected each kind once");
        row("delay:1s,communication", "communication: expected each kind once");
        row("drop:0.1,", ": expected none, random,");
    }
    void aWrongTextNamesThePartAndTheRemedy() {
        QFETCH(QString, text);
        QFETCH(QString, part);

        const auto plan = parseFault(text.toStdString());

        QVERIFY(!plan);
        QCOMPARE(plan.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(QString::fromStdString(plan.error().detail).contains(part),
                 plan.error().detail.c_str());
    }

    void anEndlessFaultIsNotEchoedWhole() {
        const auto plan = parseFault(std::string(10'000, 'x'));

        QVERIFY(!plan);
        QVERIFY(plan.error().detail.size() < 400);
    }
};

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::FaultTextTest)
#include "fault_text_test.moc"
