// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/udp_bus.h"

#include <QNetworkInterface>
#include <QNetworkProxy>
#include <QUdpSocket>

#include "recording_listener.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {

namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

const QHostAddress kLoopback(QHostAddress::LocalHost);

/// A socket that asks nobody for a proxy; Qt's own asks on a thread of its own.
class PlainSocket : public QUdpSocket {
public:
    PlainSocket() { setProxy(QNetworkProxy::NoProxy); }
};

/// A port that is free at this moment.
std::uint16_t freePort() {
    PlainSocket socket;
    return socket.bind(kLoopback) ? socket.localPort() : std::uint16_t{0};
}

}  // namespace

class UdpBusTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_listener = RecordingListener();
        m_port = freePort();
        QVERIFY(m_port != 0);
    }

    void aDatagramIsAChunkOfItsOwn() {
        UdpBus bus(here(), m_listener, m_parts);
        QVERIFY(bus.open());
        QVERIFY(bus.isOpen());
        QVERIFY(bus.startsAtBoundary());

        send("1,2\n");
        send("3,4\n5,6\n");

        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("1,2\n3,4\n5,6\n"));
        QCOMPARE(m_listener.chunkSizes, (std::vector<std::size_t>{4, 8}));
        QCOMPARE(m_listener.times.front(), m_clock.now());
    }

    void aDatagramOfTextEndsItsLastLine_data() {
        QTest::addColumn<QByteArray>("datagram");
        QTest::addColumn<QByteArray>("chunk");
        const auto row = [](const char* name, const QByteArray& datagram, const QByteArray& chunk) {
            QTest::newRow(name) << datagram << chunk;
        };
        row("no line end", "temp:21.5", "temp:21.5\n");
        row("several lines", "a:1\nb:2", "a:1\nb:2\n");
        row("a line feed", "a:1\n", "a:1\n");
        row("a carriage return", "a:1\r", "a:1\r");
        row("both", "a:1\r\n", "a:1\r\n");
        row("UTF-8",
            "t:1\xc2\xb0"
            "C",
            "t:1\xc2\xb0"
            "C\n");
        row("a zero", QByteArray("a\0b", 3), QByteArray("a\0b", 3));
        row("a SLIP frame", "\xc0\x41\x42\xc0", "\xc0\x41\x42\xc0");
        row("an escape", "\x1b[0m", "\x1b[0m");
    }
    void aDatagramOfTextEndsItsLastLine() {
        QFETCH(QByteArray, datagram);
        QFETCH(QByteArray, chunk);
        UdpBus bus(here(), m_listener, m_parts);
        QVERIFY(bus.open());

        send(datagram);

        QTRY_VERIFY(!m_listener.bytes.empty());
        QCOMPARE(QByteArray::fromStdString(m_listener.bytes), chunk);
    }

    void anEmptyDatagramIsNothing() {
        UdpBus bus(here(), m_listener, m_parts);
        QVERIFY(bus.open());

        send("");
        send("x\n");

        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("x\n"));
        QCOMPARE(m_listener.chunkSizes.size(), std::size_t{1});
    }

    void theLargestDatagramArrivesWhole() {
        UdpBus bus(here(), m_listener, m_parts);
        QVERIFY(bus.open());
        const QByteArray largest(static_cast<int>(UdpBus::kMaxDatagramBytes), 'x');

        send(largest);

        QTRY_COMPARE(m_listener.bytes.size(), UdpBus::kMaxDatagramBytes + 1);
    }

    void aFloodLeavesOthersTheirTurn() {
        UdpBus bus(here(), m_listener, m_parts);
        QVERIFY(bus.open());
        bool othersHadTheirTurn = false;
        int datagrams = 0;
        int before = 0;
        m_listener.onBytes = [&] {
            if (++datagrams == 1)
                QMetaObject::invokeMethod(
                    this,
                    [&] {
                        othersHadTheirTurn = true;
                        before = datagrams;
                    },
                    Qt::QueuedConnection);
        };

        constexpr int kSent = 2 * UdpBus::kDatagramsATurn;
        for (int i = 0; i < kSent; ++i)
            send("x\n");

        QTRY_VERIFY(othersHadTheirTurn);
        QVERIFY(before <= UdpBus::kDatagramsATurn);
        QTRY_COMPARE(datagrams, kSent);
    }

    void aPauseReadsNothingAndThenGoesOn() {
        UdpBus bus(here(), m_listener, m_parts);
        QVERIFY(bus.open());
        bus.setPaused(true);
        for (int i = 0; i < 3; ++i) {
            send("held\n");
            QTest::qWait(5);
        }
        QVERIFY(m_listener.bytes.empty());

        bus.setPaused(false);
        QVERIFY2(m_listener.bytes.empty(), "delivered from inside the call");

        QTRY_COMPARE(m_listener.chunkSizes.size(), std::size_t{3});
        send("after\n");
        QTRY_COMPARE(m_listener.chunkSizes.size(), std::size_t{4});
    }

    void anAnswerGoesToTheLastSender() {
        UdpBus bus(here(), m_listener, m_parts);
        QCOMPARE(bus.write("x").error().code, ErrorCode::WriteFailed);
        QVERIFY(bus.open());
        const auto tooEarly = bus.write("x");
        QCOMPARE(tooEarly.error().code, ErrorCode::WriteFailed);
        QVERIFY(text(tooEarly.error().detail).startsWith(QStringLiteral("Nobody has sent")));
        PlainSocket other;
        QVERIFY(other.bind(kLoopback));
        send("me first\n");
        QTRY_COMPARE(m_listener.chunkSizes.size(), std::size_t{1});
        other.writeDatagram("me last\n", kLoopback, m_port);
        QTRY_COMPARE(m_listener.chunkSizes.size(), std::size_t{2});

        QVERIFY(bus.write("GO"));

        QTRY_VERIFY(other.hasPendingDatagrams());
        char got[8] = {};
        QCOMPARE(other.readDatagram(got, sizeof got), qint64{2});
        QCOMPARE(QByteArray(got), QByteArray("GO"));
        QVERIFY(!m_sender.hasPendingDatagrams());
        QCOMPARE(bus.write(std::string(UdpBus::kMaxDatagramBytes + 1, 'x')).error().code,
                 ErrorCode::WriteFailed);
    }

    void aReopenedBusAnswersNobodyOfBefore() {
        UdpBus bus(here(), m_listener, m_parts);
        QVERIFY(bus.open());
        send("x\n");
        QTRY_COMPARE(m_listener.chunkSizes.size(), std::size_t{1});
        bus.close();
        QVERIFY(!bus.isOpen());

        QVERIFY(bus.open());

        QVERIFY(!bus.write("GO"));
    }

    void aPortThatIsTakenIsBusyAndSaysTheRemedy() {
        UdpBus first(here(), m_listener, m_parts);
        QVERIFY(first.open());
        UdpBus second(UdpSettings{m_port, {}, {}, {}}, m_listener, m_parts);

        const auto opened = second.open();

        QCOMPARE(opened.error().code, ErrorCode::PortBusy);
        QCOMPARE(text(opened.error().detail),
                 QStringLiteral("UDP port %1 is in use by another program. Close it there, or use "
                                "another port.")
                     .arg(m_port));
        QVERIFY(!second.isOpen());
        first.close();
        QVERIFY(second.open());
    }

    void withoutAnAddressEveryNetworkIsHeard() {
        UdpBus bus(UdpSettings{m_port, {}, {}, {}}, m_listener, m_parts);
        QVERIFY(bus.open());

        send("four\n");
        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("four\n"));
        QVERIFY(bus.write("GO"));
        QTRY_VERIFY(m_sender.hasPendingDatagrams());
        PlainSocket six;
        if (six.writeDatagram("six\n", QHostAddress(QHostAddress::LocalHostIPv6), m_port) != 4)
            QSKIP("no IPv6 here");

        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("four\nsix\n"));
    }

    void anAddressThatThisMachineDoesNotHaveIsAbsent() {
        UdpBus bus(UdpSettings{m_port, "203.0.113.7", {}, {}}, m_listener, m_parts);

        const auto opened = bus.open();

        QCOMPARE(opened.error().code, ErrorCode::PortAbsent);
        QVERIFY(text(opened.error().detail)
                    .startsWith(QStringLiteral("203.0.113.7 is no address of this machine")));
    }

    void settingsThatNameNothingAreRefused() {
        const std::vector<UdpSettings> wrong{
            {0, {}, {}, {}}, {m_port, "localhost", {}, {}}, {m_port, {}, "192.168.1.1", {}}};

        for (const UdpSettings& settings : wrong)
            QCOMPARE(UdpBus(settings, m_listener, m_parts).open().error().code,
                     ErrorCode::InvalidArgument);
    }

    void datagramsToAGroupAreHeardByAllWhoJoined() {
        const QHostAddress group(QStringLiteral("239.255.77.1"));
        const auto loopback = loopbackInterface();
        if (!loopback.isValid()) QSKIP("no loopback interface");
        const UdpSettings settings{m_port, {}, "239.255.77.1", loopback.name().toStdString()};
        RecordingListener other;
        UdpBus first(settings, m_listener, m_parts);
        UdpBus second(settings, other, m_parts);
        QVERIFY(first.open());
        QVERIFY(second.open());

        PlainSocket sender;
        QVERIFY(sender.bind(QHostAddress(QHostAddress::AnyIPv4), 0));
        sender.setMulticastInterface(loopback);
        sender.setSocketOption(QAbstractSocket::MulticastLoopbackOption, 1);
        if (sender.writeDatagram("all:1", group, m_port) != 5) QSKIP("no multicast here");

        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("all:1\n"));
        QTRY_COMPARE(text(other.bytes), QStringLiteral("all:1\n"));
    }

    void anInterfaceThatIsNotThereIsAbsent() {
        UdpBus bus(UdpSettings{m_port, {}, "239.255.77.1", "no-such-net"}, m_listener, m_parts);

        const auto opened = bus.open();

        QCOMPARE(opened.error().code, ErrorCode::PortAbsent);
        QVERIFY(text(opened.error().detail).contains(QStringLiteral("no-such-net")));
        QVERIFY(!bus.isOpen());
    }

    void theListenerMayCloseWhileItIsCalled() {
        UdpBus bus(here(), m_listener, m_parts);
        QVERIFY(bus.open());
        m_listener.onBytes = [&bus] { bus.close(); };
        send("one\n");
        send("unheard\n");
        QTRY_VERIFY(!bus.isOpen());
        m_listener.onBytes = nullptr;

        QVERIFY(bus.open());
        send("two\n");

        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("one\ntwo\n"));
    }

private:
    [[nodiscard]] UdpSettings here() const { return {m_port, "127.0.0.1", {}, {}}; }

    void send(const QByteArray& datagram) {
        if (m_sender.localPort() == 0) QVERIFY(m_sender.bind(kLoopback));
        QCOMPARE(m_sender.writeDatagram(datagram, kLoopback, m_port), datagram.size());
    }

    static QNetworkInterface loopbackInterface() {
        for (const QNetworkInterface& each : QNetworkInterface::allInterfaces())
            if (each.flags().testFlag(QNetworkInterface::IsLoopBack)) return each;
        return {};
    }

    ManualClock m_clock;
    BusParts m_parts{m_clock};
    RecordingListener m_listener;
    PlainSocket m_sender;
    std::uint16_t m_port = 0;
};

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::UdpBusTest)
#include "udp_bus_test.moc"
