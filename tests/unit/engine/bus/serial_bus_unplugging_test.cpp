// SPDX-License-Identifier: GPL-3.0-or-later
#include <ctime>
#include <filesystem>

#include <QTemporaryDir>

#include "serial_bus_fixture.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {

namespace {

/// Whether this process has the port open, also one whose node is gone.
bool isOpenHere(const std::string& path) {
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code closedMeanwhile;
        const std::string target =
            std::filesystem::read_symlink(entry.path(), closedMeanwhile).string();
        if (target == path || target.starts_with(path + ' ')) return true;
    }
    return false;
}

double cpuSeconds() {
    return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

}  // namespace

/// Ports whose far end goes away, and comes back.
class SerialBusUnpluggingTest : public SerialBusFixture {
    Q_OBJECT

private slots:
    void init() { renew(); }

    void aHangUpIsReportedOnceAsUnplugged() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());
        m_pty->write("last words\n");
        QTRY_VERIFY(!m_listener.bytes.empty());

        m_pty->hangUp();

        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
        QCOMPARE(m_listener.failures[0].code, ErrorCode::LinkLost);
        QCOMPARE(text(m_listener.failures[0].detail),
                 QStringLiteral("Unplugged: %1 is gone. Plug it in again.")
                     .arg(text(bus.description())));
        QVERIFY(!bus.isOpen());
    }

    void afterAHangUpNoProcessorTimeIsUsed() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());
        m_pty->hangUp();
        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});

        const double before = cpuSeconds();
        QTest::qWait(1000);

        QVERIFY2(cpuSeconds() - before < 0.3, "the event loop spins");
        QCOMPARE(m_listener.failures.size(), std::size_t{1});
        QVERIFY(bus.write("x").error().code == ErrorCode::WriteFailed);
    }

    void whatWasReadBeforeTheHangUpComesFirstAlsoAfterAPause() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());
        bus.setPaused(true);
        m_pty->write("held\n");
        QVERIFY(hasArrived(5));
        QTRY_COMPARE(m_pty->unreadBytes(), std::size_t{0});

        m_pty->hangUp();
        QTRY_VERIFY(bus.write("x").error().code == ErrorCode::LinkLost);
        QTest::qWait(0);
        QVERIFY(m_listener.bytes.empty() && m_listener.failures.empty());
        bus.setPaused(false);

        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
        QCOMPARE(text(m_listener.bytes), QStringLiteral("held\n"));
        QCOMPARE(m_listener.bytesBeforeFailure, std::size_t{5});
    }

    void aHangUpIsNoticedWhileAFullPauseReadsNothing() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());
        bus.setPaused(true);
        fillUntilHeldBack(pattern(std::size_t{1} << 20U));

        m_pty->hangUp();
        bus.setPaused(false);

        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
        QVERIFY(m_listener.bytesBeforeFailure >= SerialBus::kBufferBytes);
        QVERIFY(pattern(m_listener.bytes.size()) == m_listener.bytes);
    }

    void aHangUpDuringAPauseFreesTheNameOfThePort() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());
        bus.setPaused(true);
        fillUntilHeldBack(pattern(std::size_t{1} << 20U));
        const std::string path = m_pty->slavePath();

        m_pty->hangUp();
        QTRY_VERIFY(!isOpenHere(path));

        QVERIFY(m_listener.failures.empty());
        bus.setPaused(false);
        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
        QVERIFY(m_listener.bytesBeforeFailure >= SerialBus::kBufferBytes);
    }

    void aReplacedDeviceOpensUnderTheSameLink() {
        QTemporaryDir folder;
        const std::string link = folder.filePath(QStringLiteral("rig")).toStdString();
        m_pty->link(link);
        SerialBus bus(port(link), m_listener, m_parts);
        QVERIFY(bus.open());
        QCOMPARE(text(bus.description()), QStringLiteral("rig"));
        m_pty.reset();
        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
        QCOMPARE(bus.open().error().code, ErrorCode::PortAbsent);

        m_pty = std::make_unique<PtyPair>();
        m_pty->link(link);
        QVERIFY(bus.open());
        m_pty->write("back");

        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("back"));
    }

    void aPortThatAppearsIsToldSoonAfterAFailedOpening() {
        QTemporaryDir folder;
        const std::string link = folder.filePath(QStringLiteral("rig")).toStdString();
        SerialBus bus(port(link), m_listener, m_parts);
        QCOMPARE(bus.open().error().code, ErrorCode::PortAbsent);
        bus.close();

        m_pty->link(link);

        QTRY_COMPARE(m_listener.hints, 1);
        QVERIFY(bus.open());
        QVERIFY(m_parts.watch.folders().empty());
    }

    void aPortThatComesBackIsToldAndMayBeOpenedFromTheCall() {
        QTemporaryDir folder;
        const std::string link = folder.filePath(QStringLiteral("rig")).toStdString();
        m_pty->link(link);
        SerialBus bus(port(link), m_listener, m_parts);
        QVERIFY(bus.open());
        QVERIFY(m_parts.watch.folders().empty());
        m_pty.reset();
        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
        m_listener.onHint = [&bus] { QVERIFY(bus.open()); };

        m_pty = std::make_unique<PtyPair>();
        m_pty->link(link);

        QTRY_VERIFY(bus.isOpen());
        m_pty->write("back");
        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("back"));
    }

    void aBusThatGoesWaitsForNothing() {
        {
            SerialBus bus(port("/dev/telemetryhub-no-such-port"), m_listener, m_parts);
            QVERIFY(!bus.open());
            QVERIFY(!m_parts.watch.folders().empty());
        }

        QVERIFY(m_parts.watch.folders().empty());
    }

    void aPortThatIsNotOneIsNotWaitedFor() {
        SerialBus bus(port("/dev/null"), m_listener, m_parts);

        QCOMPARE(bus.open().error().code, ErrorCode::NotASerialPort);

        QVERIFY(m_parts.watch.folders().empty());
    }

    void aWriteAfterTheHangUpFails() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());

        m_pty->hangUp();
        const auto written = bus.write("x");

        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::LinkLost);
        QVERIFY(m_listener.failures.empty());
        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
    }
};

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::SerialBusUnpluggingTest)
#include "serial_bus_unplugging_test.moc"
