// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>
#include <string>
#include <vector>

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QUdpSocket>
#include <QtTest>

#include "csv_table.h"
#include "program.h"

using namespace telemetryhub::test;

namespace {

using Row = std::vector<std::string>;

const QHostAddress kLoopback(QHostAddress::LocalHost);
/// The end of a line in whose middle somebody joins; as a whole line it would be text.
const QByteArray kRestOfALine = "of a line\n";

}  // namespace

/// Devices in the network, from the wire to the file.
class NetworkFeedTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aServerThatGoesAwayAndReturnsIsRecordedOn();
    void aServerThatIsNotThereIsNamedWithTheRemedy();
    void aSilentDeviceGetsItsSafeCommand();
    void datagramsAreRecordedEachAsALine();

private:
    [[nodiscard]] QStringList arguments(const QString& device) const {
        return {QStringLiteral("--no-gui"), QStringLiteral("--device"),
                device + QStringLiteral("decode=csv&id=rig"), QStringLiteral("--csv"), m_csv};
    }
    [[nodiscard]] bool hasRows(std::size_t count) const {
        return QTest::qWaitFor(
            [&] { return CsvTable::read(m_csv.toStdString()).rows.size() >= count; },
            Program::kDeadlineMs);
    }
    /// Takes the next connection and sends `bytes`; null when nobody connects.
    static QTcpSocket* serve(QTcpServer& server, const QByteArray& bytes) {
        if (!QTest::qWaitFor([&] { return server.hasPendingConnections(); }, Program::kDeadlineMs))
            return nullptr;
        QTcpSocket* socket = server.nextPendingConnection();
        socket->write(bytes);
        return socket;
    }

    std::optional<QTemporaryDir> m_dir;
    QString m_csv;
};

void NetworkFeedTest::init() {
    m_dir.emplace();
    m_csv = m_dir->filePath(QStringLiteral("out.csv"));
}

void NetworkFeedTest::aServerThatGoesAwayAndReturnsIsRecordedOn() {
    QTcpServer server;
    QVERIFY(server.listen(kLoopback));
    const quint16 port = server.serverPort();
    Program program(arguments(QStringLiteral("tcp:127.0.0.1:%1?").arg(port)));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QTcpSocket* first = serve(server, kRestOfALine + "a,b\n1,2\n3,4\n");
    QVERIFY(first);
    QVERIFY(hasRows(2));

    server.close();
    first->write("5,");  // half a line
    QVERIFY(first->flush());
    first->disconnectFromHost();
    QVERIFY(program.waitForMessage(QStringLiteral("closed the connection")));
    QVERIFY(server.listen(kLoopback, port));
    QTcpSocket* second = serve(server, kRestOfALine + "5,6\n7,8\n");
    QVERIFY(second);
    QVERIFY(hasRows(4));

    const auto stopped = program.stop();
    QVERIFY(stopped.has_value());
    const CsvTable table = CsvTable::read(m_csv.toStdString());
    QCOMPARE(table.values(), (std::vector<Row>{{"1", "2"}, {"3", "4"}, {"5", "6"}, {"7", "8"}}));
    QVERIFY(table.sequenceIsContiguous());
    QCOMPARE(stopped->value(QStringLiteral("samples_processed")).toInteger(), 4);
    QVERIFY(stopped->value(QStringLiteral("ledger_closed")).toBool());
}

void NetworkFeedTest::aServerThatIsNotThereIsNamedWithTheRemedy() {
    QTcpServer server;
    QVERIFY(server.listen(kLoopback));
    const quint16 port = server.serverPort();
    server.close();
    Program program(arguments(QStringLiteral("tcp:127.0.0.1:%1?").arg(port)));

    QVERIFY(program.waitForMessage(QStringLiteral("Nothing listens at 127.0.0.1:%1").arg(port)));

    QVERIFY(program.isRunning());
    QVERIFY(program.stop().has_value());
}

void NetworkFeedTest::aSilentDeviceGetsItsSafeCommand() {
    QTcpServer server;
    QVERIFY(server.listen(kLoopback));
    // Not one text with arg(), for which %0A is a place to fill in.
    const QString address = QStringLiteral("tcp:127.0.0.1:%1").arg(server.serverPort());
    Program program(arguments(address + QStringLiteral("?silence_timeout=200ms&failure_threshold=1"
                                                       "&safe_command=OUT%200%0A&")));
    QTcpSocket* device = serve(server, kRestOfALine + "a,b\n1,2\n3,4\n");
    QVERIFY(device);

    QVERIFY(program.waitForMessage(QStringLiteral("SafeState")));

    QVERIFY(QTest::qWaitFor([&] { return device->state() == QTcpSocket::UnconnectedState; },
                            Program::kDeadlineMs));
    QCOMPARE(device->readAll(), QByteArray("OUT 0\n"));
    QVERIFY2(!server.hasPendingConnections(), "SafeState is left by a reset alone");
    QVERIFY(program.stop().has_value());
}

void NetworkFeedTest::datagramsAreRecordedEachAsALine() {
    QUdpSocket sender;
    QVERIFY(sender.bind(kLoopback));
    const quint16 port = sender.localPort();
    sender.close();  // free again, and known
    Program program(arguments(QStringLiteral("udp:127.0.0.1:%1?").arg(port)));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));

    for (const char* datagram : {"a,b", "1,2", "3,4\n5,6"})
        QVERIFY(sender.writeDatagram(datagram, kLoopback, port) > 0);

    QVERIFY(hasRows(3));
    const auto stopped = program.stop();
    QVERIFY(stopped.has_value());
    const CsvTable table = CsvTable::read(m_csv.toStdString());
    QCOMPARE(table.channels(), (Row{"a", "b"}));
    QCOMPARE(table.values(), (std::vector<Row>{{"1", "2"}, {"3", "4"}, {"5", "6"}}));
    QVERIFY(stopped->value(QStringLiteral("ledger_closed")).toBool());
}

QTEST_GUILESS_MAIN(NetworkFeedTest)
#include "network_feed_test.moc"
