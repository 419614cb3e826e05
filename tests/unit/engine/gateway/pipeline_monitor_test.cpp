// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline_monitor.h"

#include <chrono>
#include <string>
#include <vector>

#include <QTest>

#include "gateway/clock_watch.h"

using namespace telemetryhub::engine;
using namespace std::chrono_literals;

namespace {

/// One device whose counters the test sets, and the monitor that looks at them.
struct MonitorBench {
    MonitorBench() {
        DeviceSettings settings;
        settings.id = "rig";
        entry.emplace(registry
                          .add(settings, clock.now(),
                               [this](DeviceId id, const DeviceSettings&) {
                                   return std::make_shared<AlarmBoard>(id, std::vector<AlarmRule>{},
                                                                       events, AlarmBoard::Trip{});
                               })
                          .value());
    }
    void look(int times = 1) {
        for (int i = 0; i < times; ++i) {
            clock.advance(500ms);
            monitor.look(outlets);
        }
    }
    std::vector<OutletSnapshot> outlets;
    [[nodiscard]] std::vector<std::string> told(EventKind kind) const {
        std::vector<std::string> texts;
        for (const Event& event : events.since(0))
            if (event.kind == kind) texts.push_back(event.text);
        return texts;
    }
    void loseOnTheLine(std::uint64_t overrun, std::uint64_t parity = 0, std::uint64_t breaks = 0) {
        line.lost[LineLoss::Overrun] += overrun;
        line.lost[LineLoss::Parity] += parity;
        line.breaks += breaks;
        entry->report->ledger().setLine(line);
    }

    ManualClock clock;
    EventLog events;
    DeviceRegistry registry;
    std::optional<DeviceRegistry::Entry> entry;
    Watchdog watchdog{clock.steadyNs()};
    PipelineMonitor monitor{registry, clock, events, watchdog};
    LineCounts line;
};

}  // namespace

class PipelineMonitorTest : public QObject {
    Q_OBJECT

private slots:
    void whatAnOutletDidNotTakeIsToldOnceAndStallsIt();
    void aClockThatIsSetIsToldOnce_data();
    void aClockThatIsSetIsToldOnce();
    void aClockThatIsDrawnToTheTimeIsNot();
    void aReadingThatWasHeldUpIsNoStep();
    void aLossIsToldOnce() {
        MonitorBench bench;
        DeviceLedger& ledger = bench.entry->report->ledger();
        ledger.samplesOffered(10);
        ledger.samplesDropped(DropReason::Overflow, 7);

        bench.look(10);

        const auto told = bench.told(EventKind::Loss);
        QCOMPARE(told.size(), std::size_t{1});
        QVERIFY(told[0].starts_with("7 samples lost"));
    }
    void aSecondLossIsToldByItself() {
        MonitorBench bench;
        DeviceLedger& ledger = bench.entry->report->ledger();
        ledger.samplesOffered(10);
        ledger.samplesDropped(DropReason::Overflow, 7);
        bench.look(4);
        ledger.samplesDropped(DropReason::Rejected, 2);

        bench.look(4);

        const auto told = bench.told(EventKind::Loss);
        QCOMPARE(told.size(), std::size_t{2});
        QVERIFY(told[1].starts_with("2 samples lost"));
    }
    void damageIsToldOnceAndThenInSums() {
        MonitorBench bench;
        const auto damage = [&bench](std::uint64_t frames) {
            bench.entry->report->update([frames](DeviceStatus& status) {
                status.framesDamaged[DiscardReason::Checksum] = frames;
            });
        };
        damage(1);
        bench.look(4);
        damage(5);
        bench.look(30);

        const std::vector<std::string> expected{"1 damaged frame: 1 checksum",
                                                "4 damaged frames: 4 checksum"};
        QCOMPARE(bench.told(EventKind::Damage), expected);
    }
    void whatThePortLostIsToldWithItsReasonAndRemedy() {
        MonitorBench bench;
        bench.loseOnTheLine(12, 1);

        bench.look(6);

        const auto told = bench.told(EventKind::Damage);
        QCOMPARE(told.size(), std::size_t{1});
        QCOMPARE(told[0], std::string("13 bytes lost on the line before it could be read: 12 "
                                      "overrun 1 parity. Use flow control or a lower rate."));
    }
    void lossesOfThePortAreFoldedToOneASecond() {
        MonitorBench bench;

        for (int i = 0; i < 20; ++i) {
            bench.loseOnTheLine(3);
            bench.look();
        }
        bench.look(4);

        const auto told = bench.told(EventKind::Damage);
        QVERIFY(told.size() >= 10 && told.size() <= 11);
        std::uint64_t sum = 0;
        for (const std::string& text : told)
            sum += std::stoull(text);
        QCOMPARE(sum, std::uint64_t{60});
    }
    void aBreakIsNoByte() {
        MonitorBench bench;
        bench.loseOnTheLine(0, 0, 1);

        bench.look(3);

        const std::vector<std::string> expected{"1 break on the line"};
        QCOMPARE(bench.told(EventKind::Damage), expected);
    }
    void aPortThatDoesNotCountSaysNothing() {
        MonitorBench bench;

        bench.look(10);

        QVERIFY(bench.told(EventKind::Damage).empty());
    }
};

/// A queue that is full takes nothing: that is no progress.
void PipelineMonitorTest::whatAnOutletDidNotTakeIsToldOnceAndStallsIt() {
    MonitorBench bench;
    OutletSnapshot& csv = bench.outlets.emplace_back();
    csv.name = "csv";
    csv.target = "/data/out.csv";
    csv.offered = 100;
    csv.waiting = 100;
    bench.look();

    for (int i = 0; i < 12; ++i) {
        csv.offered += 10;
        csv.lost[LossReason::QueueFull] += 10;
        bench.look();
    }
    bench.look(10);

    const auto losses = bench.told(EventKind::Loss);
    QCOMPARE(losses.size(), std::size_t{12});
    QVERIFY(losses[0].starts_with("10 samples did not get into '/data/out.csv'"));
    const auto health = bench.told(EventKind::Health);
    QCOMPARE(health.size(), std::size_t{1});
    QVERIFY(health[0].starts_with("csv made no progress"));
}

void PipelineMonitorTest::aClockThatIsSetIsToldOnce_data() {
    QTest::addColumn<qint64>("stepMs");
    QTest::addColumn<QString>("told");
    QTest::newRow("a second") << qint64{1'000} << QStringLiteral("forward by 1.0 s, or it slept");
    QTest::newRow("back") << qint64{-700} << QStringLiteral("back by 0.7 s; ");
    QTest::newRow("an hour") << qint64{3'723'400} << QStringLiteral("forward by 1 h 2 min 3.4 s,");
    QTest::newRow("a whole minute") << qint64{60'000} << QStringLiteral("forward by 1 min,");
    QTest::newRow("years") << qint64{86'400'000} * 20'000 + 7'200'000
                           << QStringLiteral("forward by 20000 d 2 h,");
}

void PipelineMonitorTest::aClockThatIsSetIsToldOnce() {
    QFETCH(qint64, stepMs);
    QFETCH(QString, told);
    MonitorBench bench;
    bench.look(3);

    bench.clock.setWall(std::chrono::milliseconds(stepMs));
    bench.look(5);

    const auto texts = bench.told(EventKind::Health);
    QCOMPARE(texts.size(), std::size_t{1});
    QVERIFY(QString::fromStdString(texts[0]).contains(QStringLiteral("was set ") + told));
}

void PipelineMonitorTest::aClockThatIsDrawnToTheTimeIsNot() {
    MonitorBench bench;

    for (int i = 0; i < 100; ++i) {
        bench.clock.setWall(400ms);
        bench.look();
    }

    QVERIFY(bench.told(EventKind::Health).empty());
}

/// A thread that is held up between the two clocks at its second reading.
class HeldUpClock final : public Clock {
public:
    [[nodiscard]] ReadTime now() const override {
        return {1'000'000'000, ++m_readings == 2 ? 9'000'000'000 : 5'000'000'000};
    }

private:
    mutable int m_readings = 0;
};

void PipelineMonitorTest::aReadingThatWasHeldUpIsNoStep() {
    const HeldUpClock clock;
    ClockWatch watch(clock);

    QVERIFY(!watch.look());
    QVERIFY(!watch.look());
}

QTEST_GUILESS_MAIN(PipelineMonitorTest)
#include "pipeline_monitor_test.moc"
