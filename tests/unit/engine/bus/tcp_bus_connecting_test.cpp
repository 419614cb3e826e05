// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/patient_qtest.h"
#include "tcp_bus_fixture.h"

namespace telemetryhub::engine {

namespace {

/// A listening socket whose queue is full, so that nobody answers there.
class SilentEnd {
public:
    SilentEnd() {
        m_descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const plain = reinterpret_cast<sockaddr*>(&address);
        if (::bind(m_descriptor, plain, size) != 0 || ::listen(m_descriptor, 0) != 0) return;
        (void)::getsockname(m_descriptor, plain, &size);
        m_port = ntohs(address.sin_port);
        for (auto& client : m_clients)
            client.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    }
    ~SilentEnd() { ::close(m_descriptor); }
    SilentEnd(const SilentEnd&) = delete;
    SilentEnd& operator=(const SilentEnd&) = delete;

    [[nodiscard]] TcpSettings settings() const { return {"127.0.0.1", m_port}; }
    [[nodiscard]] bool isFull() const {
        return m_clients[0].state() == QAbstractSocket::ConnectedState;
    }

private:
    int m_descriptor = -1;
    std::uint16_t m_port = 0;
    QTcpSocket m_clients[3];
};

}  // namespace

/// How a connection comes to stand, and what was accepted before and after it did.
class TcpBusConnectingTest : public TcpBusFixture {
    Q_OBJECT

private slots:
    void init() { m_listener = RecordingListener(); }

    void anAddressOfTheSixthVersionIsReached() {
        FarEnd server{QHostAddress(QHostAddress::LocalHostIPv6)};
        if (!server.isListening()) QSKIP("no IPv6 here");
        TcpBus bus(server.settings(), m_listener, m_parts);
        QVERIFY(bus.open());

        QVERIFY(server.accept());

        QTRY_COMPARE(m_listener.connections, 1);
        QVERIFY(text(bus.description()).startsWith(QStringLiteral("[::1]:")));
    }

    void aPortWhereNobodyListensIsToldWithTheRemedy() {
        FarEnd server;
        const TcpSettings settings = server.settings();
        server.stop();
        TcpBus bus(settings, m_listener, m_parts);

        QVERIFY(bus.open());

        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
        QCOMPARE(m_listener.failures[0].code, ErrorCode::PortAbsent);
        QCOMPARE(text(m_listener.failures[0].detail),
                 QStringLiteral("Nothing listens at %1. Start the server there, or check the port.")
                     .arg(text(bus.description())));
        QVERIFY(!bus.isOpen());
        QCOMPARE(m_listener.connections, 0);
    }

    void aNameThatNobodyHasIsTold() {
        TcpBus bus({"..", 4000}, m_listener, m_parts);

        QVERIFY(bus.open());

        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
        QCOMPARE(m_listener.failures[0].code, ErrorCode::PortAbsent);
        QVERIFY(text(m_listener.failures[0].detail).startsWith(QStringLiteral("There is no host")));
    }

    void anEndThatDoesNotAnswerIsGivenUp() {
        SilentEnd silent;
        QTRY_VERIFY(silent.isFull());
        TcpBus bus(silent.settings(), m_listener, m_parts, std::chrono::milliseconds(200));

        QVERIFY(bus.open());

        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
        QCOMPARE(m_listener.failures[0].code, ErrorCode::PortAbsent);
        QVERIFY(text(m_listener.failures[0].detail).contains(QStringLiteral("does not answer")));
        QVERIFY(!bus.isOpen());
    }

    void settingsThatNameNothingAreRefused() {
        TcpBus noHost({"", 4000}, m_listener, m_parts);
        TcpBus noPort({"127.0.0.1", 0}, m_listener, m_parts);

        for (TcpBus* bus : {&noHost, &noPort}) {
            QCOMPARE(codeOf(bus->open()), ErrorCode::InvalidArgument);
            QVERIFY(!bus->isOpen());
        }
    }

    void whatIsWrittenWhileConnectingGoesOutFirst() {
        FarEnd server;
        TcpBus bus(server.settings(), m_listener, m_parts);
        QVERIFY(bus.open());
        QVERIFY(bus.write("one "));
        QVERIFY(bus.write("two "));
        QTcpSocket* far = server.accept();
        QVERIFY(far);
        QTRY_COMPARE(m_listener.connections, 1);

        QVERIFY(bus.write("three"));

        QCOMPARE(received(*far, "one two three"), QByteArray("one two three"));
    }

    void whatWasWrittenIsSentAlsoWhenTheBusIsClosedBeforeItIsConnected() {
        FarEnd server;
        TcpBus bus(server.settings(), m_listener, m_parts);

        QVERIFY(bus.open());
        QVERIFY(bus.write("OUT 0\n"));
        bus.close();

        QVERIFY(!bus.isOpen());
        QTcpSocket* far = server.accept();
        QVERIFY(far);
        QCOMPARE(received(*far, "OUT 0\n"), QByteArray("OUT 0\n"));
        QTRY_COMPARE(far->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(far->error(), QAbstractSocket::RemoteHostClosedError);
        QCOMPARE(m_listener.connections, 0);
        QTRY_VERIFY(m_parts.farewells.children().isEmpty());
    }

    void aFarewellToNobodyEnds() {
        FarEnd server;
        const TcpSettings settings = server.settings();
        server.stop();
        TcpBus bus(settings, m_listener, m_parts);
        QVERIFY(bus.open());
        QVERIFY(bus.write("OUT 0\n"));

        bus.close();

        QTRY_VERIFY(m_parts.farewells.children().isEmpty());
        QVERIFY(m_listener.failures.empty());
    }

    void aReopenedBusHearsNothingOfItsEarlierConnection() {
        FarEnd server;
        TcpBus bus(server.settings(), m_listener, m_parts);
        QVERIFY(bus.open());
        QTcpSocket* first = server.accept();
        QVERIFY(first);
        QTRY_COMPARE(m_listener.connections, 1);
        first->write("old");
        bus.close();

        QVERIFY(bus.open());
        QTcpSocket* second = server.accept();
        QVERIFY(second);
        QTRY_COMPARE(m_listener.connections, 2);
        first->write("older");
        first->disconnectFromHost();
        second->write("new");

        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("new"));
        QTest::qWait(20);
        QVERIFY(m_listener.failures.empty());
    }

    void aServerThatGoesAwayIsFoundAgainWhenItReturns() {
        FarEnd server;
        const TcpSettings settings = server.settings();
        TcpBus bus(settings, m_listener, m_parts);
        QVERIFY(bus.open());
        QTcpSocket* far = server.accept();
        QVERIFY(far);
        QTRY_COMPARE(m_listener.connections, 1);
        server.stop();
        far->abort();
        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
        QVERIFY(bus.open());
        QTRY_COMPARE(m_listener.failures.size(), std::size_t{2});

        QVERIFY(server.startAgain(settings.port));
        QVERIFY(bus.open());
        far = server.accept();
        QVERIFY(far);
        far->write("back");

        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("back"));
    }
};

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::TcpBusConnectingTest)
#include "tcp_bus_connecting_test.moc"
