// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/tcp_bus.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include "recording_listener.h"

namespace telemetryhub::engine {

namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

/// Bytes in which a lost, doubled or moved piece shows.
std::string numbers(std::size_t size) {
    std::string bytes(size, '\0');
    std::uint32_t number = 0;
    for (std::size_t at = 0; at + sizeof number <= size; at += sizeof number, ++number)
        std::memcpy(bytes.data() + at, &number, sizeof number);
    return bytes;
}

/// The server a bus connects to, on the loopback interface.
class FarEnd {
public:
    explicit FarEnd(QHostAddress address = QHostAddress(QHostAddress::LocalHost))
        : m_address(std::move(address)) {
        m_isListening = m_server.listen(m_address);
    }

    [[nodiscard]] bool isListening() const { return m_isListening; }
    [[nodiscard]] TcpSettings settings() const {
        return {m_address.toString().toStdString(), m_server.serverPort()};
    }
    /// Takes the next connection; its socket lives as long as this object.
    [[nodiscard]] QTcpSocket* accept() {
        if (!QTest::qWaitFor([this] { return m_server.hasPendingConnections(); })) return nullptr;
        return m_server.nextPendingConnection();
    }
    [[nodiscard]] bool hasConnection() const { return m_server.hasPendingConnections(); }
    void stop() { m_server.close(); }
    [[nodiscard]] bool startAgain(quint16 port) { return m_server.listen(m_address, port); }

private:
    QHostAddress m_address;
    QTcpServer m_server;
    bool m_isListening = false;
};

/// What the socket gets until it is as much as `expected`, or nothing more comes.
QByteArray received(QTcpSocket& socket, const QByteArray& expected) {
    QByteArray bytes;
    (void)QTest::qWaitFor([&] { return (bytes += socket.readAll()).size() >= expected.size(); });
    return bytes;
}

ErrorCode codeOf(const Result<void>& result) {
    return result ? ErrorCode::Internal : result.error().code;
}

/// Ends a connection with a reset instead of an orderly close.
void reset(QTcpSocket& socket) {
    const linger now{1, 0};
    (void)::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now,
                       sizeof now);
    socket.abort();
}

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

class TcpBusTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_listener = RecordingListener(); }

    void bytesFlowBothWaysOnceConnected() {
        FarEnd server;
        TcpBus bus(server.settings(), m_listener, m_parts);
        QVERIFY(bus.open());
        QVERIFY(bus.isOpen());
        QVERIFY(bus.isConnecting());
        QCOMPARE(m_listener.connections, 0);
        QTcpSocket* far = server.accept();
        QVERIFY(far);
        QTRY_COMPARE(m_listener.connections, 1);
        QVERIFY(!bus.isConnecting());

        far->write("1,2\n");
        QVERIFY(bus.write("GO\n"));

        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("1,2\n"));
        QCOMPARE(m_listener.times.front(), m_clock.now());
        QCOMPARE(received(*far, "GO\n"), QByteArray("GO\n"));
        QVERIFY(!bus.startsAtBoundary());
        QVERIFY(m_listener.failures.empty());
    }

    void anAddressOfTheSixthVersionIsReached() {
        FarEnd server{QHostAddress(QHostAddress::LocalHostIPv6)};
        if (!server.isListening()) QSKIP("no IPv6 here");
        TcpBus bus(server.settings(), m_listener, m_parts);
        QVERIFY(bus.open());

        QVERIFY(server.accept());

        QTRY_COMPARE(m_listener.connections, 1);
        QVERIFY(text(bus.description()).startsWith(QStringLiteral("[::1]:")));
    }

    void moreThanAnyBufferArrivesByteForByte() {
        FarEnd server;
        TcpBus bus(server.settings(), m_listener, m_parts);
        QVERIFY(bus.open());
        QTcpSocket* far = server.accept();
        QVERIFY(far);
        const std::string stream = numbers(std::size_t{4} << 20U);

        far->write(stream.data(), static_cast<qint64>(stream.size()));

        QTRY_COMPARE_WITH_TIMEOUT(m_listener.bytes.size(), stream.size(), 20'000);
        QVERIFY(m_listener.bytes == stream);
        for (const std::size_t size : m_listener.chunkSizes)
            QVERIFY(size <= TcpBus::kBufferBytes);
    }

    void aPauseHoldsTheSenderBackAndLosesNothing() {
        FarEnd server;
        TcpBus bus(server.settings(), m_listener, m_parts);
        QVERIFY(bus.open());
        QTcpSocket* far = server.accept();
        QVERIFY(far);
        QTRY_COMPARE(m_listener.connections, 1);
        bus.setPaused(true);
        const std::string stream = numbers(std::size_t{24} << 20U);

        far->write(stream.data(), static_cast<qint64>(stream.size()));
        const qint64 held = leastUnsent(*far);

        QVERIFY2(held > 0, "everything was taken during the pause");
        QVERIFY(m_listener.bytes.empty());
        bus.setPaused(false);
        QVERIFY2(m_listener.bytes.empty(), "delivered from inside the call");
        QTRY_COMPARE_WITH_TIMEOUT(m_listener.bytes.size(), stream.size(), 60'000);
        QVERIFY(m_listener.bytes == stream);
    }

    void halfALineBeforeTheCloseIsDeliveredFirst() {
        FarEnd server;
        TcpBus bus(server.settings(), m_listener, m_parts);
        QVERIFY(bus.open());
        QTcpSocket* far = server.accept();
        QVERIFY(far);

        far->write("1,2\n3,");
        far->disconnectFromHost();

        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
        QCOMPARE(text(m_listener.bytes), QStringLiteral("1,2\n3,"));
        QCOMPARE(m_listener.bytesBeforeFailure, std::size_t{6});
        QCOMPARE(m_listener.failures[0].code, ErrorCode::LinkLost);
        QVERIFY2(text(m_listener.failures[0].detail)
                     .startsWith(text(bus.description()) +
                                 QStringLiteral(" closed the connection. Check")),
                 m_listener.failures[0].detail.c_str());
        QVERIFY(!bus.isOpen());
    }

    void whatCameBeforeTheCloseWaitsForTheEndOfAPause() {
        FarEnd server;
        TcpBus bus(server.settings(), m_listener, m_parts);
        QVERIFY(bus.open());
        QTcpSocket* far = server.accept();
        QVERIFY(far);
        QTRY_COMPARE(m_listener.connections, 1);
        bus.setPaused(true);
        far->write("held\n");
        far->disconnectFromHost();
        QTest::qWait(50);
        QCOMPARE(codeOf(bus.write("x")), ErrorCode::LinkLost);
        QVERIFY(m_listener.bytes.empty() && m_listener.failures.empty());

        bus.setPaused(false);

        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
        QCOMPARE(text(m_listener.bytes), QStringLiteral("held\n"));
    }

    void aResetIsALostLink() {
        FarEnd server;
        TcpBus bus(server.settings(), m_listener, m_parts);
        QVERIFY(bus.open());
        QTcpSocket* far = server.accept();
        QVERIFY(far);
        far->write("before\n");
        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("before\n"));

        reset(*far);

        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
        QCOMPARE(m_listener.failures[0].code, ErrorCode::LinkLost);
    }

    void aResetThatAWriteFindsOutKeepsWhatWasReadInAPause() {
        FarEnd server;
        TcpBus bus(server.settings(), m_listener, m_parts);
        QVERIFY(bus.open());
        QTcpSocket* far = server.accept();
        QVERIFY(far);
        QTRY_COMPARE(m_listener.connections, 1);
        bus.setPaused(true);
        far->write("held\n");
        QVERIFY(far->flush());
        QTest::qWait(20);
        reset(*far);

        while (bus.write("x")) {
        }
        QTest::qWait(20);
        QVERIFY(m_listener.failures.empty());
        bus.setPaused(false);

        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
        QCOMPARE(text(m_listener.bytes), QStringLiteral("held\n"));
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

    void theOutgoingBufferIsBoundedAndTakesAllOrNone() {
        FarEnd server;
        TcpBus bus(server.settings(), m_listener, m_parts);
        QVERIFY(bus.open());
        const std::string block = numbers(std::size_t{16} * 1024);
        for (int i = 0; i < 4; ++i)
            QVERIFY(bus.write(block));
        QCOMPARE(codeOf(bus.write("x")), ErrorCode::WriteFailed);
        QTcpSocket* far = server.accept();
        QVERIFY(far);
        far->setReadBufferSize(1);  // does not read
        QTRY_COMPARE(m_listener.connections, 1);

        std::size_t accepted = 4 * block.size();
        Result<void> last;
        QElapsedTimer timer;
        for (timer.start(); timer.elapsed() < 500; QTest::qWait(1))
            while ((last = bus.write(block)))
                accepted += block.size();

        QCOMPARE(codeOf(last), ErrorCode::WriteFailed);
        far->setReadBufferSize(0);
        const QByteArray sent = received(*far, QByteArray(static_cast<int>(accepted), ' '));
        QCOMPARE(sent.size(), static_cast<qint64>(accepted));
        for (std::size_t at = 0; at < accepted; at += block.size())
            QVERIFY(std::string_view(sent.data() + at, block.size()) == block);
        QVERIFY(bus.write("x"));
        QVERIFY(m_listener.failures.empty());
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

    void aCommandBeforeTheCloseArrivesAlsoWhileTheFarEndFloods() {
        FarEnd server;
        TcpBus bus(server.settings(), m_listener, m_parts);
        QVERIFY(bus.open());
        QTcpSocket* far = server.accept();
        QVERIFY(far);
        QTRY_COMPARE(m_listener.connections, 1);
        bus.setPaused(true);
        const std::string stream = numbers(std::size_t{24} << 20U);
        far->write(stream.data(), static_cast<qint64>(stream.size()));
        QVERIFY(leastUnsent(*far) > 0);
        const int raw = ::dup(static_cast<int>(far->socketDescriptor()));
        far->abort();  // only the copy is left, which does not close when it reads the end

        QVERIFY(bus.write("OUT 0\n"));
        bus.close();

        QByteArray got;
        ssize_t last = -1;
        QVERIFY(QTest::qWaitFor([&] {
            char chunk[64];
            while ((last = ::recv(raw, chunk, sizeof chunk, MSG_DONTWAIT)) > 0)
                got.append(chunk, static_cast<int>(last));
            return last == 0 || errno != EAGAIN;
        }));
        QVERIFY2(last == 0, "a socket that is closed with unread bytes resets the connection");
        QCOMPARE(got, QByteArray("OUT 0\n"));
        ::close(raw);
        QVERIFY(m_listener.bytes.empty());
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

    void afterCloseTheListenerHearsNothing() {
        FarEnd server;
        TcpBus bus(server.settings(), m_listener, m_parts);
        QVERIFY(bus.open());
        bus.close();
        QVERIFY(bus.open());
        QTcpSocket* far = server.accept();
        QVERIFY(far);
        far->write("unheard");
        far->disconnectFromHost();
        bus.setPaused(true);
        bus.setPaused(false);

        bus.close();
        QTest::qWait(50);

        QVERIFY(!bus.isOpen());
        QVERIFY(m_listener.bytes.empty());
        QVERIFY(m_listener.failures.empty());
        QCOMPARE(codeOf(bus.write("x")), ErrorCode::WriteFailed);
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

    void theListenerMayCloseAndOpenWhileItIsCalled() {
        FarEnd server;
        TcpBus bus(server.settings(), m_listener, m_parts);
        QVERIFY(bus.open());
        QTcpSocket* first = server.accept();
        QVERIFY(first);
        m_listener.onBytes = [this, &bus] {
            m_listener.onBytes = nullptr;
            bus.close();
            QVERIFY(bus.open());
        };
        m_listener.onFailure = [&bus] { QVERIFY(bus.open()); };

        first->write("one");
        QTcpSocket* second = server.accept();
        QVERIFY(second);
        second->write("two");
        second->disconnectFromHost();
        QTcpSocket* third = server.accept();
        QVERIFY(third);
        third->write("three");

        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("onetwothree"));
        QCOMPARE(m_listener.failures.size(), std::size_t{1});
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

private:
    /// What the far end still holds once nothing moves any more.
    static qint64 leastUnsent(const QTcpSocket& far) {
        qint64 unsent = far.bytesToWrite();
        for (int idle = 0; idle < 50; QTest::qWait(2)) {
            idle = far.bytesToWrite() == unsent ? idle + 1 : 0;
            unsent = far.bytesToWrite();
        }
        return unsent;
    }

    ManualClock m_clock;
    BusParts m_parts{m_clock};
    RecordingListener m_listener;
};

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::TcpBusTest)
#include "tcp_bus_test.moc"
