// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/serial_bus.h"

#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include <termios.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include "recording_listener.h"
#include "support/port_user.h"
#include "support/pty_pair.h"

namespace telemetryhub::engine {

namespace {

using test::PtyPair;

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

SerialSettings port(const std::string& path) {
    SerialSettings settings;
    settings.path = path;
    return settings;
}

/// Bytes in which a lost, doubled or moved piece shows.
std::string pattern(std::size_t size) {
    std::string bytes;
    for (std::size_t i = 0; bytes.size() < size; ++i)
        bytes += std::to_string(i) + '\n';
    bytes.resize(size);
    return bytes;
}

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

class SerialBusTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_pty = std::make_unique<PtyPair>();
        m_listener = RecordingListener();
    }

    void bytesAreDeliveredWithTheTimeTheyWereRead() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
        QVERIFY(bus.open());

        m_pty->write("1,2,3\n");

        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("1,2,3\n"));
        QCOMPARE(m_listener.times.front(), m_clock.now());
        QVERIFY(m_listener.failures.empty());
        QVERIFY(!bus.startsAtBoundary());
    }

    void bytesPassUnchangedWhateverTheirValue() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
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
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
        QVERIFY(bus.open());
        const std::string stream = pattern(std::size_t{1} << 20U);

        feed(stream);

        QTRY_COMPARE_WITH_TIMEOUT(m_listener.bytes.size(), stream.size(), 20'000);
        QVERIFY(m_listener.bytes == stream);
    }

    void aPauseHoldsTheSenderBackAndLosesNothing() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
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
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
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

    void aHangUpIsReportedOnceAsUnplugged() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
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
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
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
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
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
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
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
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
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

    void afterCloseTheListenerHearsNothing() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
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
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
        QVERIFY(bus.open());
        m_listener.onBytes = [&bus] { bus.close(); };

        m_pty->write("one");
        QTRY_VERIFY(!bus.isOpen());
        m_listener.onBytes = nullptr;
        QVERIFY(bus.open());
        m_pty->write("two");

        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("onetwo"));
    }

    void aClosedPortOpensAgain() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
        for (int round = 0; round < 3; ++round) {
            QVERIFY(bus.open());
            m_pty->write("x");
            QTRY_COMPARE(m_listener.bytes.size(), static_cast<std::size_t>(round + 1));
            bus.close();
        }

        QVERIFY(m_listener.failures.empty());
    }

    void aReplacedDeviceOpensUnderTheSameLink() {
        QTemporaryDir folder;
        const std::string link = folder.filePath(QStringLiteral("rig")).toStdString();
        m_pty->link(link);
        SerialBus bus(port(link), m_listener, m_clock);
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

    void bytesWrittenBeforeCloseAreSent() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
        QVERIFY(bus.open());

        QVERIFY(bus.write("OUT 0\n"));
        bus.close();

        QCOMPARE(text(m_pty->read()), QStringLiteral("OUT 0\n"));
    }

    void whatWaitedToBeSentGoesOutWhenClosingAsFarAsItFits() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
        QVERIFY(bus.open());
        const std::string block = pattern(std::size_t{16} * 1024);
        while (bus.write(block)) {
        }
        QVERIFY(!m_pty->read().empty());

        bus.close();

        QVERIFY(!m_pty->read().empty());
    }

    void theOutgoingBufferIsBoundedAndTakesAllOrNone() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
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

    void aWriteAfterTheHangUpFails() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
        QVERIFY(bus.open());

        m_pty->hangUp();
        const auto written = bus.write("x");

        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::LinkLost);
        QVERIFY(m_listener.failures.empty());
        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
    }

    void modemLinesThatAPortDoesNotHaveAreNoFailure() {
        SerialSettings settings = port(m_pty->slavePath());
        settings.dtr = false;
        settings.rts = true;
        SerialBus bus(settings, m_listener, m_clock);

        QVERIFY(bus.open());
        m_pty->write("x");

        QTRY_COMPARE(m_listener.bytes.size(), std::size_t{1});
        QVERIFY(m_listener.failures.empty());
    }

    void theSettingsReachThePort() {
        SerialSettings settings = port(m_pty->slavePath());
        settings.baud = 9600;
        settings.stopBits = StopBits::Two;
        settings.flow = FlowControl::Software;
        SerialBus bus(settings, m_listener, m_clock);

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

        QVERIFY(SerialBus(settings, m_listener, m_clock).open());
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
        SerialBus bus(settings, m_listener, m_clock);

        const auto opened = bus.open();

        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::InvalidArgument);
        QVERIFY(!bus.isOpen());
    }

    void aPortThatIsOpenHereIsBusyAlsoByItsLink() {
        QTemporaryDir folder;
        const std::string link = folder.filePath(QStringLiteral("link")).toStdString();
        m_pty->link(link);
        SerialBus first(port(m_pty->slavePath()), m_listener, m_clock);
        QVERIFY(first.open());

        for (const std::string& path : {m_pty->slavePath(), link}) {
            SerialBus second(port(path), m_listener, m_clock);
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

        SerialBus bus(port(m_pty->slavePath()), m_listener, m_clock);
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
        SerialBus bus(port(path.toStdString()), m_listener, m_clock);

        const auto opened = bus.open();

        QVERIFY(!opened);
        QCOMPARE(static_cast<int>(opened.error().code), code);
        QVERIFY(!bus.isOpen());
    }

private:
    /// Sends all of `stream` as the reader takes it, without ever waiting for it.
    void feed(std::string stream) {
        auto* timer = new QTimer(this);
        connect(timer, &QTimer::timeout, this, [this, timer, stream]() mutable {
            stream.erase(0, m_pty->write(stream));
            if (stream.empty()) timer->deleteLater();
        });
        timer->start(0);
    }

    /// Writes from the start of `stream` until the pair takes no more, however long it is given.
    std::size_t fillUntilHeldBack(const std::string& stream) {
        std::size_t sent = 0;
        for (int idle = 0; idle < 20 && sent < stream.size();) {
            const std::size_t count = m_pty->write(std::string_view(stream).substr(sent));
            idle = count == 0 ? idle + 1 : 0;
            sent += count;
            QTest::qWait(1);
        }
        return sent;
    }

    /// Waits without running the event loop, so that nobody reads meanwhile.
    [[nodiscard]] bool hasArrived(std::size_t bytes) const {
        QElapsedTimer timer;
        timer.start();
        while (m_pty->unreadBytes() < bytes && timer.elapsed() < 5000)
            std::this_thread::yield();
        return m_pty->unreadBytes() == bytes;
    }

    ManualClock m_clock;
    RecordingListener m_listener;
    std::unique_ptr<PtyPair> m_pty;
};

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::SerialBusTest)
#include "serial_bus_test.moc"
