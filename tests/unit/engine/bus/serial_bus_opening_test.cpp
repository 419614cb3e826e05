// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>

#include <termios.h>

#include <QTemporaryDir>

#include "serial_bus_fixture.h"
#include "support/patient_qtest.h"
#include "support/port_user.h"

namespace telemetryhub::engine {

/// Which ports open with which settings, and what those that do not say.
class SerialBusOpeningTest : public SerialBusFixture {
    Q_OBJECT

private slots:
    void init() { renew(); }

    void aClosedPortOpensAgain() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        for (int round = 0; round < 3; ++round) {
            QVERIFY(bus.open());
            m_pty->write("x");
            QTRY_COMPARE(m_listener.bytes.size(), static_cast<std::size_t>(round + 1));
            bus.close();
        }

        QVERIFY(m_listener.failures.empty());
    }

    void theSettingsReachThePort() {
        SerialSettings settings = port(m_pty->slavePath());
        settings.baud = 9600;
        settings.stopBits = StopBits::Two;
        settings.flow = FlowControl::Software;
        SerialBus bus(settings, m_listener, m_parts);

        QVERIFY(bus.open());

        termios line{};
        QCOMPARE(::tcgetattr(m_pty->masterDescriptor(), &line), 0);
        QCOMPARE(::cfgetospeed(&line), speed_t{B9600});
        QVERIFY((line.c_cflag & CSTOPB) != 0);
        QVERIFY((line.c_iflag & IXON) != 0);
    }

    void anyBaudRateIsTaken() {
        SerialSettings settings = port(m_pty->slavePath());
        settings.baud = 123'456;

        QVERIFY(SerialBus(settings, m_listener, m_parts).open());
    }

    void modemLinesThatAPortDoesNotHaveAreNoFailure() {
        SerialSettings settings = port(m_pty->slavePath());
        settings.dtr = false;
        settings.rts = true;
        SerialBus bus(settings, m_listener, m_parts);

        QVERIFY(bus.open());
        m_pty->write("x");

        QTRY_COMPARE(m_listener.bytes.size(), std::size_t{1});
        QVERIFY(m_listener.failures.empty());
    }

    void settingsThatNoPortHasAreRefused_data() {
        QTest::addColumn<int>("baud");
        QTest::addColumn<int>("dataBits");
        QTest::addColumn<int>("stopBits");
        QTest::newRow("baud 0") << 0 << 8 << static_cast<int>(StopBits::One);
        QTest::newRow("9 data bits") << 9600 << 9 << static_cast<int>(StopBits::One);
        QTest::newRow("1.5 stop bits with 8")
            << 9600 << 8 << static_cast<int>(StopBits::OneAndHalf);
        QTest::newRow("2 stop bits with 5") << 9600 << 5 << static_cast<int>(StopBits::Two);
    }
    void settingsThatNoPortHasAreRefused() {
        QFETCH(int, baud);
        QFETCH(int, dataBits);
        QFETCH(int, stopBits);
        SerialSettings settings = port(m_pty->slavePath());
        settings.baud = baud;
        settings.dataBits = dataBits;
        settings.stopBits = static_cast<StopBits>(stopBits);
        SerialBus bus(settings, m_listener, m_parts);

        const auto opened = bus.open();

        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::InvalidArgument);
        QVERIFY(!bus.isOpen());
    }

    void aPortThatIsOpenHereIsBusyAlsoByItsLink() {
        QTemporaryDir folder;
        const std::string link = folder.filePath(QStringLiteral("link")).toStdString();
        m_pty->link(link);
        SerialBus first(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(first.open());

        for (const std::string& path : {m_pty->slavePath(), link}) {
            SerialBus second(port(path), m_listener, m_parts);
            const auto opened = second.open();
            QVERIFY(!opened);
            QCOMPARE(opened.error().code, ErrorCode::PortBusy);
            QVERIFY2(text(opened.error().detail).contains(QStringLiteral("another device here")),
                     opened.error().detail.c_str());
        }

        m_pty->write("still mine");
        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("still mine"));
    }

    void aPortLockedByAnotherProgramNamesItAndItsRemedy() {
        const test::PortUser other(m_pty->slavePath());
        QVERIFY(other.started());
        std::string name = m_pty->slavePath().substr(5);
        name.replace(name.find('/'), 1, "_");
        const std::string lock = "/var/lock/LCK.." + name;
        std::ofstream(lock) << "      " << other.pid() << " cat operator\n";
        if (!std::filesystem::exists(lock)) QSKIP("/var/lock cannot be written here");

        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        const auto opened = bus.open();
        std::filesystem::remove(lock);

        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::PortBusy);
        QCOMPARE(text(opened.error().detail),
                 QStringLiteral("%1 is in use by cat (%2). Close it there, then try again.")
                     .arg(text(bus.description()))
                     .arg(other.pid()));
    }

    void whatIsNotAPortIsTold_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("code");
        const int foreign = static_cast<int>(ErrorCode::NotASerialPort);
        const int absent = static_cast<int>(ErrorCode::PortAbsent);
        QTest::newRow("absent") << "/dev/telemetryhub-no-such-port" << absent;
        QTest::newRow("absent name") << "telemetryhub-no-such-port" << absent;
        QTest::newRow("no path") << "" << foreign;
        QTest::newRow("file") << QCoreApplication::applicationFilePath() << foreign;
        QTest::newRow("folder") << QCoreApplication::applicationDirPath() << foreign;
        QTest::newRow("null device") << "/dev/null" << foreign;
        QTest::newRow("random device") << "/dev/urandom" << foreign;
    }
    void whatIsNotAPortIsTold() {
        QFETCH(QString, path);
        QFETCH(int, code);
        SerialBus bus(port(path.toStdString()), m_listener, m_parts);

        const auto opened = bus.open();

        QVERIFY(!opened);
        QCOMPARE(static_cast<int>(opened.error().code), code);
        QVERIFY(!bus.isOpen());
    }
};

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::SerialBusOpeningTest)
#include "serial_bus_opening_test.moc"
