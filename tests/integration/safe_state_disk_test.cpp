// SPDX-License-Identifier: GPL-3.0-or-later
// SafeState of the built program on a disk that hangs, is full or fails.
#include <csignal>
#include <memory>
#include <string>

#include <sched.h>
#include <sys/mount.h>

#include <QElapsedTimer>
#include <QFile>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include "hindered_hub.h"
#include "support/patient_qtest.h"

using namespace telemetryhub::test;

namespace {

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
        HinderedHub hub(dir.path(), a.arguments() + b.arguments(), disk.variables());
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

    HinderedHub again(dir.path(), a.arguments() + b.arguments());

    QTRY_COMPARE(again.stateOf(m_a), m_safe);
    QTRY_COMPARE(again.stateOf(m_b), m_safe);
}

void SafeStateDiskTest::aHubOnAHungDiskCanBeStopped() {
    const QTemporaryDir dir;
    HungDisk disk(dir);
    Rig a(m_a);
    HinderedHub hub(dir.path(), a.arguments(), disk.variables());
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
        HinderedHub hub(dir.path(), a.arguments());
        QVERIFY(a.trip());
        QTRY_VERIFY(QFile::exists(stateFile(dir.path(), "a.safe")));
        QCOMPARE(hub.program().stop().has_value(), true);
    }
    HungDisk disk(dir);
    QVERIFY(disk.hang());

    HinderedHub hub(dir.path(), a.arguments() + b.arguments(), disk.variables());

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
        HinderedHub hub(disk.path(), a.arguments());
        QTRY_VERIFY(QFile::exists(stateFile(disk.path(), "a.armed")));
        disk.fill();

        QVERIFY(a.trip());

        QTRY_VERIFY(QFile::exists(stateFile(disk.path(), "a.safe")));
        QCOMPARE(hub.ask("GET", QStringLiteral("/health")).status, 200);
        hub.program().signal(SIGKILL);
        (void)hub.program().waitForExit();
    }

    HinderedHub again(disk.path(), a.arguments());

    QTRY_COMPARE(again.stateOf(m_a), m_safe);
    QVERIFY(again.program().waitForMessage(QStringLiteral("a start refused")));
}

void SafeStateDiskTest::aLatchThatCannotBeWrittenIsTold() {
    const QTemporaryDir dir;
    Rig a(m_a);
    const int noSpace = ENOSPC;
    HinderedHub hub(
        dir.path(), a.arguments(),
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
    HinderedHub hub(dir.path(), a.arguments(), {QStringLiteral("SYNC_REPORT=") + report});
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
