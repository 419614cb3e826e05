// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <string>

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "program.h"
#include "support/pty_pair.h"

using namespace telemetryhub::test;

namespace {

/// A device that says nothing and is latched for it at once.
QStringList latching(const QTemporaryDir& dir, const PtyPair& pty, const QStringList& more = {}) {
    const QString spec = QStringLiteral("serial:") + QString::fromStdString(pty.slavePath()) +
                         QStringLiteral(
                             "?id=rig&silence_timeout=50ms&failure_threshold=1"
                             "&safe_command=STOP%0A");
    return QStringList{QStringLiteral("--no-gui"), QStringLiteral("--data-dir"), dir.path(),
                       QStringLiteral("--device"), spec} +
           more;
}

bool receives(PtyPair& pty, const std::string& wanted) {
    std::string received;
    return QTest::qWaitFor([&] { return (received += pty.read()) == wanted; },
                           Program::kDeadlineMs);
}

}  // namespace

class SafeStateTest : public QObject {
    Q_OBJECT

private slots:
    void aLatchOutlivesAKill();
    void aResetLetsTheDeviceOut();
    void aResetOfAnUnknownDeviceIsAMistake();
    void anAbsentDeviceIsToldOnce();
};

void SafeStateTest::aLatchOutlivesAKill() {
    const QTemporaryDir dir;
    PtyPair pty;
    {
        Program program(latching(dir, pty));
        QVERIFY(receives(pty, "STOP\n"));
        QVERIFY(program.waitForMessage(QStringLiteral("rig SafeState")));
        const QString latch = dir.filePath(QStringLiteral("state/rig.safe"));
        QVERIFY(QTest::qWaitFor([&] { return QFile::exists(latch); }, Program::kDeadlineMs));
        program.signal(SIGKILL);
        (void)program.waitForExit();
    }

    Program again(latching(dir, pty));

    QVERIFY(again.waitForMessage(QStringLiteral("rig start refused")));
    QVERIFY(again.waitForEvent(QStringLiteral("ready")));
    QVERIFY(again.stop());
    QCOMPARE(pty.read(), std::string());
}

void SafeStateTest::aResetLetsTheDeviceOut() {
    const QTemporaryDir dir;
    PtyPair pty;
    {
        Program program(latching(dir, pty));
        QVERIFY(receives(pty, "STOP\n"));
        QVERIFY(program.waitForMessage(QStringLiteral("rig SafeState")));
        QVERIFY(program.stop());
    }

    Program again(latching(dir, pty, {QStringLiteral("--reset"), QStringLiteral("rig")}));

    QVERIFY(again.waitForMessage(QStringLiteral("rig Measuring")));
    QVERIFY(receives(pty, "STOP\n"));
    QVERIFY(again.stop());
}

void SafeStateTest::aResetOfAnUnknownDeviceIsAMistake() {
    const QTemporaryDir dir;
    const PtyPair pty;
    Program program(latching(dir, pty, {QStringLiteral("--reset"), QStringLiteral("pump")}));

    QCOMPARE(program.waitForExit(), 2);
    QVERIFY(program.errorOutput().contains("no device of that id"));
}

void SafeStateTest::anAbsentDeviceIsToldOnce() {
    const QTemporaryDir dir;
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--data-dir"), dir.path(),
                     QStringLiteral("--device"),
                     QStringLiteral("serial:%1/nothing?id=rig").arg(dir.path()),
                     QStringLiteral("--duration"), QStringLiteral("3s")});

    QCOMPARE(program.waitForExit(), 0);

    // Several tries were made meanwhile.
    QCOMPARE(program.errorOutput().count("rig Error"), 1);
}

QTEST_GUILESS_MAIN(SafeStateTest)
#include "safe_state_test.moc"
