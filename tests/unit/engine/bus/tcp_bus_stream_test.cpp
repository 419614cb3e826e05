// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <cstdint>
#include <cstring>

#include <sys/socket.h>
#include <unistd.h>

#include <QElapsedTimer>

#include "support/patient_qtest.h"
#include "tcp_bus_fixture.h"

namespace telemetryhub::engine {

namespace {

/// Bytes in which a lost, doubled or moved piece shows.
std::string numbers(std::size_t size) {
    std::string bytes(size, '\0');
    std::uint32_t number = 0;
    for (std::size_t at = 0; at + sizeof number <= size; at += sizeof number, ++number)
        std::memcpy(bytes.data() + at, &number, sizeof number);
    return bytes;
}

/// Ends a connection with a reset instead of an orderly close.
void reset(QTcpSocket& socket) {
    const linger now{1, 0};
    (void)::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now,
                       sizeof now);
    socket.abort();
}

}  // namespace

/// Bytes through a connection, both ways, and its end.
class TcpBusStreamTest : public TcpBusFixture {
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
};

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::TcpBusStreamTest)
#include "tcp_bus_stream_test.moc"
