// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTimer>

#include "serial_bus_fixture.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {

/// Bytes through an open port, both ways.
class SerialBusReadingTest : public SerialBusFixture {
    Q_OBJECT

private slots:
    void init() { renew(); }

    void bytesAreDeliveredWithTheTimeTheyWereRead() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());

        m_pty->write("1,2,3\n");

        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("1,2,3\n"));
        QCOMPARE(m_listener.times.front(), m_clock.now());
        QVERIFY(m_listener.failures.empty());
        QVERIFY(!bus.startsAtBoundary());
    }

    void bytesPassUnchangedWhateverTheirValue() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());
        std::string every;
        for (int value = 0; value < 256; ++value)
            every += static_cast<char>(value);

        m_pty->write(every);
        QTRY_COMPARE(m_listener.bytes.size(), every.size());
        QVERIFY(bus.write(every));

        QVERIFY(m_listener.bytes == every);
        std::string sent;
        QTRY_VERIFY((sent += m_pty->read()).size() == every.size());
        QVERIFY(sent == every);
    }

    void moreThanAnyBufferArrivesByteForByte() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());
        const std::string stream = pattern(std::size_t{1} << 20U);

        feed(stream);

        QTRY_COMPARE_WITH_TIMEOUT(m_listener.bytes.size(), stream.size(), 20'000);
        QVERIFY(m_listener.bytes == stream);
    }

    void aPauseHoldsTheSenderBackAndLosesNothing() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());
        bus.setPaused(true);
        const std::string stream = pattern(std::size_t{1} << 20U);

        const std::size_t held = fillUntilHeldBack(stream);
        QVERIFY(held < stream.size());
        QVERIFY(m_listener.bytes.empty());
        bus.setPaused(false);
        QVERIFY2(m_listener.bytes.empty(), "delivered from inside the call");
        QTRY_COMPARE(m_listener.bytes.size(), held);
        feed(stream.substr(held));

        QTRY_COMPARE_WITH_TIMEOUT(m_listener.bytes.size(), stream.size(), 20'000);
        QVERIFY(m_listener.bytes == stream);
    }

    void aListenerMayPauseAfterEachChunk() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());
        const std::string stream = pattern(std::size_t{256} * 1024);
        QTimer resume;
        connect(&resume, &QTimer::timeout, this, [&bus] { bus.setPaused(false); });
        m_listener.onBytes = [&bus] { bus.setPaused(true); };

        resume.start(1);
        feed(stream);

        QTRY_COMPARE_WITH_TIMEOUT(m_listener.bytes.size(), stream.size(), 20'000);
        QVERIFY(m_listener.bytes == stream);
    }

    void afterCloseTheListenerHearsNothing() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());
        m_pty->write("unheard");
        bus.setPaused(true);
        bus.setPaused(false);

        bus.close();
        m_pty->hangUp();
        QTest::qWait(50);

        QVERIFY(!bus.isOpen());
        QVERIFY(m_listener.bytes.empty());
        QVERIFY(m_listener.failures.empty());
    }

    void theListenerMayCloseWhileItIsCalled() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());
        m_listener.onBytes = [&bus] { bus.close(); };

        m_pty->write("one");
        QTRY_VERIFY(!bus.isOpen());
        m_listener.onBytes = nullptr;
        QVERIFY(bus.open());
        m_pty->write("two");

        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("onetwo"));
    }

    void bytesWrittenBeforeCloseAreSent() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());

        QVERIFY(bus.write("OUT 0\n"));
        bus.close();

        QCOMPARE(text(m_pty->read()), QStringLiteral("OUT 0\n"));
    }

    void whatWaitedToBeSentGoesOutWhenClosingAsFarAsItFits() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());
        const std::string block = pattern(std::size_t{16} * 1024);
        while (bus.write(block)) {
        }
        QVERIFY(!m_pty->read().empty());

        bus.close();

        QVERIFY(!m_pty->read().empty());
    }

    void theOutgoingBufferIsBoundedAndTakesAllOrNone() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());
        const std::string block = pattern(std::size_t{16} * 1024);

        std::size_t accepted = 0;
        Result<void> last;
        while ((last = bus.write(block)) && accepted < (std::size_t{1} << 20U))
            accepted += block.size();

        QVERIFY(!last);
        QCOMPARE(last.error().code, ErrorCode::WriteFailed);
        std::string sent;
        QTRY_VERIFY((sent += m_pty->read()).size() >= accepted);
        QCOMPARE(sent.size(), accepted);
        QVERIFY(bus.write(block));
        QVERIFY(m_listener.failures.empty());
    }
};

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::SerialBusReadingTest)
#include "serial_bus_reading_test.moc"
