// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/simulated_bus.h"

#include <algorithm>

#include "recording_listener.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {

namespace {

using namespace std::chrono_literals;

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

QString title() {
    return QStringLiteral("sine [V],noise [V],steps,counter\n");
}

SimulatedSettings settings(double rateHz) {
    SimulatedSettings settings;
    settings.rateHz = rateHz;
    return settings;
}

}  // namespace

class SimulatedBusTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_listener = RecordingListener(); }

    void theTitleLineComesAfterOpening() {
        SimulatedBus bus(settings(100), m_listener, m_clock);

        QVERIFY(bus.open());
        QVERIFY2(m_listener.bytes.empty(), "delivered from inside the call");

        QTRY_COMPARE(text(m_listener.bytes), title());
        QCOMPARE(m_listener.times.front(), m_clock.now());
        QVERIFY(bus.startsAtBoundary());
        QCOMPARE(text(bus.description()), QStringLiteral("simulated"));
    }

    void samplesComeWhenTheClockSaysSo() {
        SimulatedBus bus(settings(10), m_listener, m_clock);
        QVERIFY(bus.open());
        QTRY_COMPARE(lines(), 1);

        m_clock.advance(250ms);
        QTRY_COMPARE(lines(), 3);
        m_clock.advance(50ms);

        QTRY_COMPARE(lines(), 4);
        QCOMPARE(m_listener.times.back(), m_clock.now());
    }

    void aFastDeviceSendsEveryLine() {
        SimulatedBus bus(settings(100'000), m_listener, m_clock);
        QVERIFY(bus.open());
        QTRY_COMPARE(lines(), 1);

        m_clock.advance(200ms);

        QTRY_COMPARE(lines(), 20'001);
    }

    void whilePausedNothingComesAndAfterwardsNoSampleIsMissing() {
        SimulatedBus bus(settings(1000), m_listener, m_clock);
        QVERIFY(bus.open());
        QTRY_COMPARE(lines(), 1);
        bus.setPaused(true);
        for (int i = 0; i < 20; ++i) {
            m_clock.advance(100ms);
            QTest::qWait(1);
        }
        QCOMPARE(lines(), 1);

        bus.setPaused(false);
        QVERIFY2(lines() == 1, "delivered from inside the call");
        QTRY_VERIFY(lines() > 20);
        m_clock.advance(100ms);
        QTRY_VERIFY(lines() > 120);

        const QStringList rows = text(m_listener.bytes).trimmed().split(QLatin1Char('\n')).mid(1);
        for (qsizetype i = 0; i < rows.size(); ++i)
            QCOMPARE(rows.at(i).section(QLatin1Char(','), 3, 3).toLongLong(), i);
        QVERIFY2(rows.size() < 400, "the time of the pause was caught up");
    }

    void aListenerThatPausesGetsNothingMore() {
        SimulatedBus bus(settings(100'000), m_listener, m_clock);
        QVERIFY(bus.open());
        QTRY_COMPARE(lines(), 1);
        m_listener.onBytes = [&bus] { bus.setPaused(true); };

        m_clock.advance(1s);
        QTRY_VERIFY(lines() > 1);
        const std::size_t chunks = m_listener.chunkSizes.size();
        QTest::qWait(20);

        QCOMPARE(m_listener.chunkSizes.size(), chunks);
        QVERIFY(m_listener.chunkSizes.back() <= SimulatedDevice::kTransmitBytes);
    }

    void aCommandIsAnswered() {
        SimulatedBus bus(settings(0.01), m_listener, m_clock);
        QVERIFY(bus.open());
        QTRY_COMPARE(lines(), 1);

        QVERIFY(bus.write("calibrate\n"));
        QVERIFY2(lines() == 1, "delivered from inside the call");

        QTRY_COMPARE(text(m_listener.bytes), title() + QStringLiteral("OK CALIBRATE\n"));
    }

    void aWriteIsTakenWholeOrNotAtAll() {
        SimulatedBus bus(settings(0.01), m_listener, m_clock);
        QCOMPARE(bus.write("x").error().code, ErrorCode::WriteFailed);
        QVERIFY(bus.open());

        QCOMPARE(bus.write(std::string(SimulatedDevice::kReceiveBytes + 1, 'x')).error().code,
                 ErrorCode::WriteFailed);
        QVERIFY(bus.write("GET_STATUS\n"));

        QTRY_VERIFY(text(m_listener.bytes).endsWith(QStringLiteral("overruns=0\n")));
    }

    void afterCloseTheListenerHearsNothingAndOpeningBeginsAgain() {
        SimulatedBus bus(settings(100), m_listener, m_clock);
        QVERIFY(bus.open());
        m_clock.advance(100ms);

        bus.close();
        QTest::qWait(10);
        QVERIFY(m_listener.bytes.empty());
        QVERIFY(!bus.isOpen());
        QVERIFY(bus.open());

        QTRY_COMPARE(text(m_listener.bytes), title());
    }

    void theListenerMayCloseWhileItIsCalled() {
        SimulatedBus bus(settings(100'000), m_listener, m_clock);
        QVERIFY(bus.open());
        m_listener.onBytes = [&bus] { bus.close(); };

        m_clock.advance(1s);
        QTRY_VERIFY(!bus.isOpen());

        QCOMPARE(m_listener.chunkSizes.size(), std::size_t{1});
    }

    void settingsOutOfRangeAreRefused() {
        SimulatedSettings tooFast = settings(100'001);
        SimulatedSettings notANumber = settings(qQNaN());
        SimulatedSettings tooMany = settings(1);
        tooMany.channels = 65;

        for (const SimulatedSettings& wrong : {tooFast, notANumber, tooMany}) {
            SimulatedBus bus(wrong, m_listener, m_clock);
            QCOMPARE(bus.open().error().code, ErrorCode::InvalidArgument);
            QVERIFY(!bus.isOpen());
        }
    }

private:
    [[nodiscard]] int lines() const {
        return static_cast<int>(std::count(m_listener.bytes.begin(), m_listener.bytes.end(), '\n'));
    }

    ManualClock m_clock;
    RecordingListener m_listener;
};

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::SimulatedBusTest)
#include "simulated_bus_test.moc"
