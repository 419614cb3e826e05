// SPDX-License-Identifier: GPL-3.0-or-later
// What clients of the built program may not do to it, or to each other.
#include <csignal>
#include <memory>
#include <string>
#include <vector>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QUrl>
#include <QtTest>

#include "program.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/serve/access_tokens.h"

using namespace telemetryhub::test;

namespace {

constexpr int kDeadline = 20'000;

/// One connection, and what came over it.
class Wire {
public:
    explicit Wire(quint16 port) { m_socket.connectToHost(QStringLiteral("127.0.0.1"), port); }

    bool send(const QByteArray& bytes) {
        if (!m_socket.waitForConnected(kDeadline)) return false;
        m_socket.write(bytes);
        return m_socket.waitForBytesWritten(kDeadline);
    }
    bool ask(const QByteArray& method, const QByteArray& target, const QByteArray& fields = {},
             const QByteArray& json = {}) {
        m_hasBody = method != "HEAD";
        QByteArray request = method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields;
        if (!json.isEmpty())
            request += "Content-Type: application/json\r\nContent-Length: " +
                       QByteArray::number(json.size()) + "\r\n";
        return send(request + "\r\n" + json);
    }
    /// The status of the next answer, whose body is JSON; 0 when the connection ended before.
    int status() {
        while (!m_text.contains("\r\n\r\n") || !isWhole()) {
            if (!m_socket.waitForReadyRead(kDeadline)) return 0;
            m_text += m_socket.readAll();
        }
        const int status = m_text.mid(9, 3).toInt();
        head = m_text.left(m_text.indexOf("\r\n\r\n"));
        body = m_text.mid(head.size() + 4, bodyBytes());
        m_text.remove(0, head.size() + 4 + bodyBytes());
        return status;
    }
    /// Whether the server ended the connection in order.
    bool ends() {
        while (m_socket.state() == QAbstractSocket::ConnectedState)
            if (!m_socket.waitForReadyRead(kDeadline)) break;
        return m_socket.error() == QAbstractSocket::RemoteHostClosedError;
    }

    QByteArray head;
    QByteArray body;

private:
    [[nodiscard]] qsizetype bodyBytes() const {
        const QByteArray name = "Content-Length: ";
        if (!m_hasBody || !m_text.contains(name)) return 0;
        const qsizetype at = m_text.indexOf(name) + name.size();
        return m_text.mid(at, m_text.indexOf('\r', at) - at).toLongLong();
    }
    [[nodiscard]] bool isWhole() const {
        return m_text.size() >= m_text.indexOf("\r\n\r\n") + 4 + bodyBytes();
    }
    QTcpSocket m_socket;
    bool m_hasBody = true;
    QByteArray m_text;
};

/// The built program with a listener, and a configuration when there is one.
struct Hub {
    explicit Hub(const QString& dataDir, const QStringList& more = {})
        : program(QStringList{QStringLiteral("--no-gui"), QStringLiteral("--listen"),
                              QStringLiteral("127.0.0.1:0"), QStringLiteral("--data-dir"),
                              dataDir} +
                  more) {
        if (const auto ready = program.waitForEvent(QStringLiteral("ready")))
            port = static_cast<quint16>(QUrl((*ready)[QLatin1String("listen")].toString()).port());
    }
    /// One request over a connection of its own.
    int ask(const QByteArray& method, const QByteArray& target, const QByteArray& fields = {},
            const QByteArray& sent = {}) {
        Wire wire(port);
        const int status = wire.ask(method, target, fields, sent) ? wire.status() : 0;
        body = wire.body;
        return status;
    }
    [[nodiscard]] QString errorCode() const {
        return QJsonDocument::fromJson(body)[QLatin1String("error")][QLatin1String("code")]
            .toString();
    }
    [[nodiscard]] QByteArrayList linesWith(const QByteArray& text) const {
        QByteArrayList found;
        for (const QByteArray& line : program.errorOutput().split('\n'))
            if (line.contains(text)) found << line;
        return found;
    }

    Program program;
    quint16 port = 0;
    QByteArray body;
};

bool write(const QString& path, const QByteArray& text) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

}  // namespace

class RestLimitsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void aStaleTokenDoesNotLockOutTheGoodOne();
    void everyCommandIsLoggedBesideAPoller();
    void aFloodOfRefusalsIsAFewLinesOfTheLog();
    void whoComesWhenAllConnectionsAreBusyIsToldSo();
    void aDownloadThatCannotBeIsToldBeforeItBegins();
    void aSampleInAnotherUnitIsRefusedWithItsRemedy();
    void aRequestReadsNoFileOfOthers();
    void anEmptiedConfigurationKeepsItsDevices();
    void theProbesTellOfAFullDisk();

private:
    [[nodiscard]] QString path(const char* name) const {
        return QDir(m_dir->path()).filePath(QString::fromLatin1(name));
    }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void RestLimitsTest::aStaleTokenDoesNotLockOutTheGoodOne() {
    const std::string token = "th_the-good-one";
    const QByteArray hash = QByteArray::fromStdString(telemetryhub::engine::tokenHash(token));
    Hub hub(path("data"), {QStringLiteral("--listen-tokens"),
                           QStringLiteral("operator:panel:") + QString::fromLatin1(hash)});
    QVERIFY(hub.port != 0);
    const QByteArray good = "Authorization: Bearer " + QByteArray::fromStdString(token) + "\r\n";

    int stale = 0;
    for (int i = 0; i < 100; ++i) {
        stale = hub.ask("GET", "/status", "Authorization: Bearer th_stale\r\n");
        QVERIFY(stale == 401 || stale == 429);
        QCOMPARE(hub.ask("GET", "/health", good), 200);
    }

    QCOMPARE(stale, 429);
    QCOMPARE(hub.ask("POST", "/stop", good), 200);
    QVERIFY(hub.program.stop().has_value());
}

void RestLimitsTest::everyCommandIsLoggedBesideAPoller() {
    Hub hub(path("data"), {QStringLiteral("--device"), QStringLiteral("sim:demo?id=bench"),
                           QStringLiteral("--log-level"), QStringLiteral("debug")});
    QVERIFY(hub.port != 0);
    Wire poller(hub.port);

    for (int i = 0; i < 30; ++i) {
        for (int read = 0; read < 100; ++read) {
            QVERIFY(poller.ask("GET", "/status"));
            QCOMPARE(poller.status(), 200);
        }
        QCOMPARE(hub.ask("POST", i % 2 == 0 ? "/stop" : "/start"), 200);
    }
    QVERIFY(hub.program.stop().has_value());

    QCOMPARE(hub.linesWith("REST POST /stop -> 200").size(), 15);
    QCOMPARE(hub.linesWith("REST POST /start -> 200").size(), 15);
    QVERIFY(hub.linesWith("REST GET").size() < 100);
    QVERIFY(!hub.linesWith("3000 /status; from 127.0.0.1; slowest /status in ").isEmpty() ||
            hub.linesWith(" reads in ").size() > 1);
}

void RestLimitsTest::aFloodOfRefusalsIsAFewLinesOfTheLog() {
    Hub hub(path("data"));
    QVERIFY(hub.port != 0);
    Wire wire(hub.port);

    for (int i = 0; i < 2'000; ++i) {
        QVERIFY(wire.ask("GET", "/guess" + QByteArray::number(i)));
        QCOMPARE(wire.status(), 404);
    }
    QVERIFY(hub.program.stop().has_value());

    QVERIFY(hub.linesWith("REST GET").size() <= 20);
    QVERIFY(!hub.linesWith("(other paths) -> 404, from 127.0.0.1: repeated ").isEmpty());
}

void RestLimitsTest::whoComesWhenAllConnectionsAreBusyIsToldSo() {
    Hub hub(path("data"), {QStringLiteral("--listen-connections"), QStringLiteral("4")});
    QVERIFY(hub.port != 0);
    std::vector<std::unique_ptr<Wire>> busy;
    for (int i = 0; i < 4; ++i) {
        busy.push_back(std::make_unique<Wire>(hub.port));
        QVERIFY(busy.back()->ask("GET", "/health"));
        QCOMPARE(busy.back()->status(), 200);
    }

    for (int i = 0; i < 20; ++i) {
        Wire late(hub.port);
        QVERIFY(late.ask("POST", "/telemetry", {},
                         R"({"device_id":"x","value":1)" + QByteArray(20'000, ' ') + "}"));
        QCOMPARE(late.status(), 503);
        QVERIFY(late.head.contains("Retry-After: 1"));
        QVERIFY(late.body.contains("too_many_connections"));
        QVERIFY(late.ends());
    }
    for (const auto& wire : busy) {
        QVERIFY(wire->ask("GET", "/health"));
        QCOMPARE(wire->status(), 200);
    }
    QVERIFY(hub.program.stop().has_value());
}

void RestLimitsTest::aDownloadThatCannotBeIsToldBeforeItBegins() {
    Hub hub(path("data"),
            {QStringLiteral("--device"), QStringLiteral("push:a"), QStringLiteral("--device"),
             QStringLiteral("push:b"), QStringLiteral("--record=") + path("night.thub")});
    QVERIFY(hub.port != 0);
    QCOMPARE(
        hub.ask("POST", "/telemetry", {},
                R"([{"device_id":"a","channels":{"x":1}},{"device_id":"b","channels":{"c":2}}])"),
        200);
    const QByteArray csv = "/recordings/night.csv?device=";
    // HEAD is answered when both devices are in the file.
    QTRY_COMPARE(hub.ask("HEAD", csv + "b&channel=c") + hub.ask("HEAD", csv + "a&channel=x"), 400);

    QCOMPARE(hub.ask("GET", csv + "a&channel=c"), 404);

    QVERIFY2(hub.body.contains("no channel 'c' in the device 'a'"), hub.body);
    QVERIFY(hub.program.stop().has_value());
}

void RestLimitsTest::aSampleInAnotherUnitIsRefusedWithItsRemedy() {
    Hub hub(path("data"), {QStringLiteral("--device"), QStringLiteral("push:tank")});
    QVERIFY(hub.port != 0);
    const auto push = [&hub](const QByteArray& json) {
        return hub.ask("POST", "/telemetry", {}, json);
    };
    // Once: what is asked again is one more sample.
    QVERIFY(QTest::qWaitFor(
        [&] { return push(R"({"device_id":"tank","value":1,"unit":"m"})") == 200; }, kDeadline));

    QCOMPARE(push(R"([{"device_id":"tank","value":2,"unit":"m"},)"
                  R"({"device_id":"tank","value":6.6,"unit":"ft"}])"),
             207);
    QVERIFY2(hub.body.contains("are in m, and this one in ft. Convert it"), hub.body);
    QCOMPARE(push(R"({"device_id":"tank","value":6.6,"unit":"ft"})"), 400);
    QCOMPARE(push(R"({"device_id":"tank","channels":{"a":1,"b":null}})"), 200);
    QCOMPARE(push(R"({"device_id":"tank","value":1e400})"), 400);
    QVERIFY2(hub.body.contains("1e400 is out of the range of a double"), hub.body);

    const auto stopped = hub.program.stop();
    QCOMPARE(stopped.value()[QLatin1String("samples_processed")].toInt(), 3);
}

void RestLimitsTest::aRequestReadsNoFileOfOthers() {
    QVERIFY(write(path("secret.txt"), "the secret 42\n"));
    QVERIFY(QDir().mkpath(path("data/sessions")) && QDir().mkpath(path("captures")));
    QVERIFY(QFile::link(path("secret.txt"), path("data/sessions/link.txt")));
    QVERIFY(write(path("captures/run.csv"), "1,2\n3,4\n"));
    Hub hub(path("data"), {QStringLiteral("--listen-files"), path("captures")});
    QVERIFY(hub.port != 0);
    const auto add = [&hub](const QString& spec) {
        return hub.ask("POST", "/devices", {},
                       R"({"spec":")" + spec.toUtf8() + R"(","settings":{"id":"x"}})");
    };

    for (const QString& spec :
         {QStringLiteral("replay:") + path("secret.txt"), QStringLiteral("replay:link.txt"),
          QStringLiteral("replay:../../secret.txt"), QStringLiteral("serial:") + path("secret.txt"),
          QStringLiteral("push:a?profile=") + path("secret.txt")}) {
        QVERIFY2(add(spec) == 403, hub.body);
        QCOMPARE(hub.errorCode(), QStringLiteral("not_allowed"));
    }
    QCOMPARE(add(QStringLiteral("replay:") + path("captures/run.csv")), 201);

    QCOMPARE(hub.ask("GET", "/events?kind=text"), 200);
    QVERIFY(!hub.body.contains("secret"));
    QVERIFY(hub.program.stop().has_value());
    QVERIFY(!hub.program.errorOutput().contains("the secret 42"));
}

void RestLimitsTest::anEmptiedConfigurationKeepsItsDevices() {
    const QString file = path("hub.ini");
    QVERIFY(write(file, "[device bench]\nbus = sim:demo?rate=100\n"));
    Hub hub(path("data"), {QStringLiteral("--config"), file});
    QVERIFY(hub.port != 0);
    QCOMPARE(hub.ask("GET", "/devices/bench"), 200);

    QVERIFY(write(file, ""));
    hub.program.signal(SIGHUP);
    QVERIFY(hub.program.waitForMessage(QStringLiteral("names no devices any more")));
    QCOMPARE(hub.ask("GET", "/devices/bench"), 200);
    QCOMPARE(hub.ask("GET", "/events?kind=health"), 200);
    QVERIFY2(hub.body.contains("devices = none"), hub.body);

    QVERIFY(write(file, "[hub]\ndevices = none\n"));
    hub.program.signal(SIGHUP);
    QTRY_COMPARE(hub.ask("GET", "/devices/bench"), 404);
    QVERIFY(hub.program.stop().has_value());
}

void RestLimitsTest::theProbesTellOfAFullDisk() {
    const QByteArray disk = path("disk").toUtf8();
    QVERIFY(QDir().mkpath(path("disk")));
    // Seen by this process and its children alone, and gone with them.
    const bool isAlone = ::unshare(CLONE_NEWNS) == 0 &&
                         ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    if (!isAlone || ::mount("tmpfs", disk.constData(), "tmpfs", 0, "size=24m") != 0)
        QSKIP("only root can have a disk of its own");
    const auto unmount = qScopeGuard([&disk] { ::umount2(disk.constData(), MNT_DETACH); });
    {
        Hub hub(path("data"),
                {QStringLiteral("--device"), QStringLiteral("sim:demo?rate=100&channels=2"),
                 QStringLiteral("--record=") + path("disk/night.thub")});
        QVERIFY(hub.port != 0);
        QCOMPARE(hub.ask("GET", "/ready"), 200);

        // As much as there is.
        (void)write(path("disk/filler"), QByteArray(32 << 20, 'x'));
        QTRY_COMPARE(hub.ask("GET", "/health"), 503);
        QCOMPARE(hub.errorCode(), QStringLiteral("recording_suspended"));
        QVERIFY2(hub.body.contains("night.thub"), hub.body);
        QCOMPARE(hub.ask("GET", "/ready"), 503);
        QCOMPARE(hub.errorCode(), QStringLiteral("recording_suspended"));

        QVERIFY(QFile::remove(path("disk/filler")));
        QTRY_VERIFY2(hub.ask("GET", "/health") == 200, hub.body);
        hub.program.signal(SIGTERM);
        (void)hub.program.waitForExit();
    }
}

QTEST_GUILESS_MAIN(RestLimitsTest)
#include "rest_limits_test.moc"
