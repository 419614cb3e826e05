// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <QTest>

#include "telemetryhub/engine/device/device.h"

Q_DECLARE_METATYPE(telemetryhub::engine::FaultPlan)

using namespace telemetryhub::engine;
using namespace std::chrono_literals;

namespace {

/// The wire to a device that sends one line after the other, whenever the test says.
class LineWire final : public Bus {
public:
    explicit LineWire(BusListener& listener) : m_listener(listener) {}
    Result<void> open() override {
        m_isOpen = true;
        m_paused = false;
        return {};
    }
    void close() override { m_isOpen = false; }
    [[nodiscard]] bool isOpen() const override { return m_isOpen; }
    Result<void> write(std::string_view bytes) override {
        written += bytes;
        return {};
    }
    void setPaused(bool paused) override { m_paused = paused; }
    [[nodiscard]] bool startsAtBoundary() const override { return true; }
    [[nodiscard]] std::string description() const override { return "rig"; }

    void send(std::string_view bytes, const ReadTime& now) {
        if (m_isOpen && !m_paused) m_listener.bytesRead(bytes, now);
    }

    std::string written;

private:
    BusListener& m_listener;
    bool m_isOpen = false;
    bool m_paused = false;
};

class CountingIntake final : public BlockIntake {
public:
    Offer offer(BlockRef& block) override {
        take(std::move(block));
        return Offer::Accepted;
    }
    void offerLast(BlockRef block) override { take(std::move(block)); }
    [[nodiscard]] bool consumerIdle() const override { return true; }

    std::vector<double> counters;  ///< the first column of every row

private:
    void take(BlockRef block) {
        const auto column = block->column(0);
        counters.insert(counters.end(), column.begin(), column.end());
    }
};

class SilentListener final : public DeviceListener {
public:
    void deviceStateChanged(DeviceId, DeviceState) override {}
    void deviceFinished(DeviceId) override {}
};

struct FaultRig {
    explicit FaultRig(const FaultPlan& plan, int failureThreshold = 1000)
        : device(DeviceId{1}, settings(plan, failureThreshold),
                 {clock, pool, intake, listener, report, [this](BusListener& between) {
                      auto made = std::make_unique<LineWire>(between);
                      wire = made.get();
                      return made;
                  }}) {}

    static DeviceSettings settings(const FaultPlan& plan, int failureThreshold) {
        DeviceSettings settings;
        settings.id = "rig";
        settings.format = Format::Csv;
        settings.failureThreshold = failureThreshold;
        settings.safeCommand = "OUT 0\n";
        settings.damageLimit.share = 1;
        settings.faults = plan;
        return settings;
    }
    [[nodiscard]] DeviceStatus status() const { return report->status(); }
    [[nodiscard]] Ledger ledger() const { return report->ledger().snapshot(); }
    /// Sends `count` lines of four columns in odd chunks, a millisecond each; opens what failed at
    /// once. False when the ledger is open somewhere.
    [[nodiscard]] bool feed(std::size_t count) {
        bool closes = true;
        std::string waiting;
        for (std::size_t i = 0; i < count; ++i) {
            waiting += std::to_string(i) + ",1.5,-2.25,7\n";
            const std::size_t cut = std::min(waiting.size(), 1 + i % 37);
            wire->send(std::string_view(waiting).substr(0, cut), clock.now());
            waiting.erase(0, cut);
            clock.advance(1ms);
            if (i % 50 == 0) QCoreApplication::processEvents();
            closes = closes && ledger().closes();
            if (status().state == DeviceState::Error) (void)device.start();
        }
        return closes;
    }

    ManualClock clock;
    BlockPool pool;
    CountingIntake intake;
    SilentListener listener;
    std::shared_ptr<DeviceReport> report = std::make_shared<DeviceReport>();
    LineWire* wire = nullptr;
    Device device;
};

FaultPlan planOf(double FaultPlan::*share, double value) {
    FaultPlan plan;
    plan.*share = value;
    return plan;
}

FaultPlan failing(std::uint32_t times) {
    FaultPlan plan;
    plan.intermittent = times;
    return plan;
}

}  // namespace

/// A device on a bus that rehearses failures.
class DeviceFaultsTest : public QObject {
    Q_OBJECT

private slots:
    void theLedgerClosesUnderEveryFault_data();
    void theLedgerClosesUnderEveryFault();
    void aFaultAfterEverySamplesTakesNoneAway();
    void fewerFailuresThanTheThresholdRecover();
    void asManyFailuresAsTheThresholdLeadToSafeState();
    void oneFaultCanBeAskedFor();
    void otherFaultsCanBeInjectedMeanwhile();
    void aPlanThatCannotBeRehearsedIsRefused();
};

void DeviceFaultsTest::theLedgerClosesUnderEveryFault_data() {
    QTest::addColumn<FaultPlan>("plan");
    QTest::addColumn<bool>("harms");
    QTest::newRow("none") << FaultPlan() << false;
    QTest::newRow("random") << planOf(&FaultPlan::random, 0.01) << true;
    QTest::newRow("intermittent") << failing(3) << true;
    FaultPlan plan;
    plan.deterministic = 100;
    QTest::newRow("deterministic") << plan << true;
    QTest::newRow("drop") << planOf(&FaultPlan::drop, 0.02) << true;
    QTest::newRow("truncate") << planOf(&FaultPlan::truncate, 0.1) << true;
    QTest::newRow("flip") << planOf(&FaultPlan::flip, 0.01) << true;
    QTest::newRow("garbage") << planOf(&FaultPlan::garbage, 0.05) << true;
    plan = {};
    plan.delay = 20ms;
    QTest::newRow("delay") << plan << false;
    plan = {};
    plan.silence = {500ms, 100ms};
    QTest::newRow("silence") << plan << true;
    plan = {};
    plan.unplug = {500ms, 100ms};
    QTest::newRow("unplug") << plan << true;
    plan.silence = {300ms, 70ms};
    plan.drop = plan.truncate = plan.garbage = plan.random = 0.01;
    plan.delay = 20ms;
    QTest::newRow("all") << plan << true;
}

void DeviceFaultsTest::theLedgerClosesUnderEveryFault() {
    QFETCH(FaultPlan, plan);
    QFETCH(bool, harms);
    constexpr std::size_t kLines = 10'000;
    FaultRig rig(plan);
    QVERIFY(rig.device.start());

    QVERIFY(rig.feed(kLines));
    QVERIFY(rig.device.stop());

    const Ledger end = rig.ledger();
    QVERIFY(end.closes());
    QCOMPARE(end.bytesPending, std::uint64_t{0});
    QVERIFY(end.samplesIn > 100);
    QCOMPARE(end.samplesIn, std::uint64_t{rig.intake.counters.size()});
    const bool harmed = rig.status().lastError || end.bytesDiscarded.total() > 50;
    QCOMPARE(harmed, harms);
}

void DeviceFaultsTest::aFaultAfterEverySamplesTakesNoneAway() {
    FaultPlan plan;
    plan.deterministic = 7;
    FaultRig rig(plan);
    QVERIFY(rig.device.start());

    for (int i = 0; i < 700; ++i) {
        rig.wire->send(std::to_string(i) + ",1\n", rig.clock.now());
        if (rig.status().state == DeviceState::Error) QVERIFY(rig.device.start());
    }

    std::vector<double> expected;
    for (int i = 0; i < 700; ++i)
        expected.push_back(i);
    QVERIFY(rig.intake.counters == expected);
    QCOMPARE(rig.status().lastError->code, ErrorCode::InjectedFault);
    QCOMPARE(rig.status().consecutiveFaults, 1);
}

void DeviceFaultsTest::fewerFailuresThanTheThresholdRecover() {
    FaultRig rig(failing(2), 3);
    QVERIFY(rig.device.start());
    QTRY_COMPARE(rig.status().consecutiveFaults, 1);
    QTRY_COMPARE(rig.status().consecutiveFaults, 2);
    QVERIFY(rig.status().state == DeviceState::Error);

    QVERIFY(rig.device.start());
    rig.wire->send("1,2\n", rig.clock.now());

    QVERIFY(rig.status().state == DeviceState::Measuring);
    QCOMPARE(rig.status().consecutiveFaults, 0);
    QTest::qWait(5);
    QVERIFY(rig.status().state == DeviceState::Measuring);
}

void DeviceFaultsTest::asManyFailuresAsTheThresholdLeadToSafeState() {
    FaultRig rig(failing(3), 3);
    QVERIFY(rig.device.start());

    QTRY_VERIFY(rig.status().state == DeviceState::SafeState);

    QCOMPARE(rig.status().lastError->code, ErrorCode::InjectedFault);
    QCOMPARE(rig.wire->written, std::string("OUT 0\n"));
    QVERIFY(!rig.wire->isOpen());
    QVERIFY(rig.device.reset());
    QVERIFY(rig.device.start());
    rig.wire->send("1,2\n", rig.clock.now());
    QTest::qWait(5);
    QVERIFY(rig.status().state == DeviceState::Measuring);
    QCOMPARE(rig.ledger().samplesIn, std::uint64_t{1});
}

void DeviceFaultsTest::oneFaultCanBeAskedFor() {
    FaultRig rig{FaultPlan{}};
    QCOMPARE(rig.device.injectFault().error().code, ErrorCode::NotMeasuring);
    QVERIFY(rig.device.start());

    QVERIFY(rig.device.injectFault());

    QTRY_VERIFY(rig.status().state == DeviceState::Error);
    QCOMPARE(rig.status().lastError->code, ErrorCode::InjectedFault);
    QVERIFY(rig.feed(100));
    QVERIFY(rig.status().state == DeviceState::Measuring);
}

void DeviceFaultsTest::otherFaultsCanBeInjectedMeanwhile() {
    FaultRig rig{FaultPlan{}};
    QVERIFY(rig.device.start());
    QVERIFY(rig.status().faults.isEmpty());

    QVERIFY(rig.device.injectFaults(planOf(&FaultPlan::drop, 1)));
    QVERIFY(rig.feed(100));
    QCOMPARE(rig.ledger().bytesRead, std::uint64_t{0});
    QCOMPARE(rig.status().faults.drop, 1.0);
    QVERIFY(rig.device.injectFaults({}));
    rig.wire->send("1,2\n", rig.clock.now());

    QCOMPARE(rig.ledger().samplesIn, std::uint64_t{1});
    QVERIFY(rig.status().faults.isEmpty());
}

void DeviceFaultsTest::aPlanThatCannotBeRehearsedIsRefused() {
    FaultRig rig(planOf(&FaultPlan::drop, 0.5));

    QCOMPARE(rig.device.injectFaults(planOf(&FaultPlan::drop, 1.5)).error().code,
             ErrorCode::InvalidArgument);

    QCOMPARE(rig.status().faults.drop, 0.5);
}

QTEST_GUILESS_MAIN(DeviceFaultsTest)
#include "device_faults_test.moc"
