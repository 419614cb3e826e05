// SPDX-License-Identifier: GPL-3.0-or-later
// SafeState of the built program on a disk that hangs, is full or fails.
#include <csignal>
#include <memory>
#include <string>

#include <sched.h>
#include <sys/mount.h>

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "program.h"
#include "support/patient_qtest.h"
#include "support/pty_pair.h"

using namespace telemetryhub::test;

namespace {

constexpr int kAnswerMs = 10'000;

struct Answer {
    int status = 0;
    QJsonObject json;
    [[nodiscard]] QString message() const {
        return json[QLatin1String("error")].toObject()[QLatin1String("message")].toString();
    }
};

/// A device on a pty that is put into SafeState by the value it sends.
class Rig {
public:
    explicit Rig(QString id) : m_id(std::move(id)) {}
    [[nodiscard]] QStringList arguments() const {
        const QString port = QString::fromStdString(m_pty.slavePath());
        const QString spec =
            QStringLiteral("serial:%1?id=%2&decode=json&silence_timeout=off").arg(port, m_id);
        return {QStringLiteral("--device"),
                spec + QStringLiteral("&alarm=t:high:80:critical:safe_state&safe_command=STOP%0A")};
    }
    /// Sends a value that is too high, until the safe command comes.
    [[nodiscard]] bool trip() {
        std::string received;
        const auto isSafe = [&] {
            (void)m_pty.write("{\"t\":100}\n");
            return (received += m_pty.read()).find("STOP\n") != std::string::npos;
        };
        return QTest::qWaitFor(isSafe, kAnswerMs);
    }

private:
    const QString m_id;
    PtyPair m_pty;
};

/// The built program with a listener, on a disk whose faults `variables` describe.
class Hub {
public:
    Hub(const QString& dataDir, const QStringList& devices, QStringList variables = {})
        : m_program(
              QStringList{QStringLiteral("--no-gui"), QStringLiteral("--listen"),
                          QStringLiteral("127.0.0.1:0"), QStringLiteral("--data-dir"), dataDir} +
                  devices,
              QStringLiteral("no-such-platform"),
              variables << QStringLiteral("LD_PRELOAD=" TH_FAILING_CALLS)
                        << QStringLiteral("FAIL_UNDER=%1/state").arg(dataDir)) {
        if (const auto ready = m_program.waitForEvent(QStringLiteral("ready")))
            m_address = (*ready)[QLatin1String("listen")].toString();
    }
    [[nodiscard]] bool isReady() const { return !m_address.isEmpty(); }
    Program& program() { return m_program; }

    [[nodiscard]] Answer ask(const char* method, const QString& target,
                             const QByteArray& body = {}) {
        QNetworkRequest request(QUrl(m_address + target));
        if (!body.isEmpty()) request.setRawHeader("Content-Type", "application/json");
        const std::unique_ptr<QNetworkReply> reply(
            m_network.sendCustomRequest(request, method, body));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished()) (void)finished.wait(kAnswerMs);
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                QJsonDocument::fromJson(reply->readAll()).object()};
    }
    [[nodiscard]] QJsonObject device(const QString& id) {
        const QJsonArray devices =
            ask("GET", QStringLiteral("/status")).json[QLatin1String("devices")].toArray();
        for (const QJsonValue& device : devices)
            if (device[QLatin1String("id")].toString() == id) return device.toObject();
        return {};
    }
    [[nodiscard]] QString stateOf(const QString& id) {
        return device(id)[QLatin1String("state")].toString();
    }

private:
    Program m_program;
    QNetworkAccessManager m_network;
    QString m_address;
};

/// While it lives, calls on the disk of a hub that was given `variable` do not answer.
class HungDisk {
public:
    explicit HungDisk(const QTemporaryDir& dir) : m_sign(dir.filePath(QStringLiteral("hung"))) {}
    ~HungDisk() { m_sign.remove(); }
    HungDisk(const HungDisk&) = delete;
    HungDisk& operator=(const HungDisk&) = delete;
    [[nodiscard]] QStringList variables() const {
        return {QStringLiteral("HANG_WHILE=") + m_sign.fileName()};
    }
    [[nodiscard]] bool hang() { return m_sign.open(QIODevice::WriteOnly); }
    void goOn() { m_sign.remove(); }

private:
    QFile m_sign;
};

/// A small tmpfs in a namespace of mounts that ends with the test.
class FullDisk {
public:
    FullDisk() {
        m_isThere = ::unshare(CLONE_NEWNS) == 0 &&
                    ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                    ::mount("none", root().constData(), "tmpfs", 0, "size=1m") == 0;
    }
    ~FullDisk() {
        if (m_isThere) ::umount(root().constData());
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;
    [[nodiscard]] bool isThere() const { return m_isThere; }
    [[nodiscard]] QString path() const { return m_dir.path(); }
    void fill() const {
        QFile file(m_dir.filePath(QStringLiteral("filler")));
        if (!file.open(QIODevice::Append | QIODevice::Unbuffered))
            qFatal("no file to fill it with");
        for (const int piece : {4096, 1})
            while (file.write(QByteArray(piece, 'x')) == piece) {
            }
    }

private:
    [[nodiscard]] QByteArray root() const { return QFile::encodeName(m_dir.path()); }

    QTemporaryDir m_dir;
    bool m_isThere = false;
};

QString stateFile(const QString& dataDir, const char* name) {
    return dataDir + QStringLiteral("/state/") + QString::fromLatin1(name);
}

QList<QByteArray> linesOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    return file.readAll().split('\n');
}

}  // namespace

class SafeStateDiskTest : public QObject {
    Q_OBJECT

private slots:
    void aHungDiskHoldsUpNoSafeCommandAndNoAnswer();
    void aHubOnAHungDiskCanBeStopped();
    void aDeviceWaitsForADiskThatHangsAtTheStart();
    void aFullDiskKeepsTheLatch();
    void aLatchThatCannotBeWrittenIsTold();
    void aLatchIsSyncedWithItsFolder();

private:
    const QString m_a = QStringLiteral("a");
    const QString m_b = QStringLiteral("b");
    const QString m_safe = QStringLiteral("SafeState");
};

void SafeStateDiskTest::aHungDiskHoldsUpNoSafeCommandAndNoAnswer() {
    const QTemporaryDir dir;
    HungDisk disk(dir);
    Rig a(m_a);
    Rig b(m_b);
    {
        Hub hub(dir.path(), a.arguments() + b.arguments(), disk.variables());
        QVERIFY(hub.isReady());
        QTRY_VERIFY(QFile::exists(stateFile(dir.path(), "b.armed")));
        QVERIFY(disk.hang());

        QVERIFY(a.trip());
        QVERIFY(b.trip());

        QTRY_COMPARE(hub.stateOf(m_a), m_safe);
        QTRY_COMPARE(hub.stateOf(m_b), m_safe);
        QCOMPARE(hub.ask("POST", QStringLiteral("/devices"), R"({"spec":"sim:demo?id=c"})").status,
                 201);
        QTRY_COMPARE(hub.ask("GET", QStringLiteral("/health")).status, 503);
        QVERIFY(hub.ask("GET", QStringLiteral("/health"))
                    .message()
                    .contains(QLatin1String("SafeState of a")));
        QVERIFY(hub.program().waitForMessage(QStringLiteral("a SafeState is not saved")));
        QVERIFY(!QFile::exists(stateFile(dir.path(), "a.safe")));
        disk.goOn();
        QTRY_COMPARE(hub.ask("GET", QStringLiteral("/health")).status, 200);
        QTRY_VERIFY(QFile::exists(stateFile(dir.path(), "b.safe")));
        hub.program().signal(SIGKILL);
        (void)hub.program().waitForExit();
    }

    Hub again(dir.path(), a.arguments() + b.arguments());

    QTRY_COMPARE(again.stateOf(m_a), m_safe);
    QTRY_COMPARE(again.stateOf(m_b), m_safe);
}

void SafeStateDiskTest::aHubOnAHungDiskCanBeStopped() {
    const QTemporaryDir dir;
    HungDisk disk(dir);
    Rig a(m_a);
    Hub hub(dir.path(), a.arguments(), disk.variables());
    QTRY_VERIFY(QFile::exists(stateFile(dir.path(), "a.armed")));
    QVERIFY(disk.hang());
    QVERIFY(a.trip());

    hub.program().signal(SIGTERM);

    QCOMPARE(hub.program().waitForExit(), 4);
    QVERIFY(hub.program().errorOutput().contains("SafeState of a is not saved"));
    QVERIFY(hub.program().output().contains("\"stopped\""));
}

void SafeStateDiskTest::aDeviceWaitsForADiskThatHangsAtTheStart() {
    const QTemporaryDir dir;
    Rig a(m_a);
    Rig b(m_b);
    {
        Hub hub(dir.path(), a.arguments());
        QVERIFY(a.trip());
        QTRY_VERIFY(QFile::exists(stateFile(dir.path(), "a.safe")));
        QCOMPARE(hub.program().stop().has_value(), true);
    }
    HungDisk disk(dir);
    QVERIFY(disk.hang());

    Hub hub(dir.path(), a.arguments() + b.arguments(), disk.variables());

    QVERIFY(hub.isReady());
    for (const QString& id : {m_a, m_b}) {
        QCOMPARE(hub.stateOf(id), QStringLiteral("Idle"));
        QVERIFY(hub.device(id)[QLatin1String("last_error")][QLatin1String("message")]
                    .toString()
                    .contains(QLatin1String("cannot be read yet")));
    }
    disk.goOn();
    QTRY_COMPARE(hub.stateOf(m_a), m_safe);
    QTRY_COMPARE(hub.stateOf(m_b), QStringLiteral("Measuring"));
    const QString since = hub.device(m_a)[QLatin1String("since_utc")].toString();
    QVERIFY2(since.left(4).toInt() > 2000, qPrintable(since));
}

void SafeStateDiskTest::aFullDiskKeepsTheLatch() {
    const FullDisk disk;
    if (!disk.isThere()) QSKIP("only root may mount a disk to fill");
    Rig a(m_a);
    {
        Hub hub(disk.path(), a.arguments());
        QTRY_VERIFY(QFile::exists(stateFile(disk.path(), "a.armed")));
        disk.fill();

        QVERIFY(a.trip());

        QTRY_VERIFY(QFile::exists(stateFile(disk.path(), "a.safe")));
        QCOMPARE(hub.ask("GET", QStringLiteral("/health")).status, 200);
        hub.program().signal(SIGKILL);
        (void)hub.program().waitForExit();
    }

    Hub again(disk.path(), a.arguments());

    QTRY_COMPARE(again.stateOf(m_a), m_safe);
    QVERIFY(again.program().waitForMessage(QStringLiteral("a start refused")));
}

void SafeStateDiskTest::aLatchThatCannotBeWrittenIsTold() {
    const QTemporaryDir dir;
    Rig a(m_a);
    const int noSpace = ENOSPC;
    Hub hub(dir.path(), a.arguments(),
            {QStringLiteral("FAIL_CALL=write"), QStringLiteral("FAIL_AT=1"),
             QStringLiteral("FAIL_COUNT=1000000"), QStringLiteral("FAIL_ERRNO=%1").arg(noSpace)});
    QVERIFY(hub.program().waitForMessage(QStringLiteral("a A SafeState may not outlive")));

    QVERIFY(a.trip());

    QVERIFY(hub.program().waitForMessage(QStringLiteral("a SafeState is not saved")));
    QVERIFY(hub.program().errorOutput().contains("No space left"));
    QCOMPARE(hub.ask("GET", QStringLiteral("/health")).status, 503);
    hub.program().signal(SIGTERM);
    QCOMPARE(hub.program().waitForExit(), 4);
}

void SafeStateDiskTest::aLatchIsSyncedWithItsFolder() {
    const QTemporaryDir dir;
    const QTemporaryDir reports;
    const QString report = reports.filePath(QStringLiteral("syncs"));
    Rig a(m_a);
    Hub hub(dir.path(), a.arguments(), {QStringLiteral("SYNC_REPORT=") + report});
    const QByteArray folder = QFile::encodeName(dir.path() + QStringLiteral("/state"));
    const QList<QByteArray> armed{folder + "/a.armed~", folder, QByteArray()};
    QTRY_COMPARE(linesOf(report), armed);

    QVERIFY(a.trip());

    const QList<QByteArray> latched{folder + "/a.armed~", folder, folder + "/a.armed", folder,
                                    QByteArray()};
    QTRY_COMPARE(linesOf(report), latched);
    QVERIFY(QFile::exists(stateFile(dir.path(), "a.safe")));
    QCOMPARE(hub.ask("POST", QStringLiteral("/reset")).status, 200);
    const QList<QByteArray> reset = latched.mid(0, 4)
                                    << folder + "/a.safe" << folder << QByteArray();
    QTRY_COMPARE(linesOf(report), reset);
}

QTEST_GUILESS_MAIN(SafeStateDiskTest)
#include "safe_state_disk_test.moc"
