// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "program.h"
#include "support/pty_pair.h"
#include "wire.h"

using namespace telemetryhub::test;

namespace {

/// What nobody can decode, in many bursts.
constexpr std::size_t kNoiseBytes = 40'000;

QStringList measuring(const QTemporaryDir& dir, const PtyPair& pty) {
    const QString spec = QStringLiteral("serial:") + QString::fromStdString(pty.slavePath()) +
                         QStringLiteral(
                             "?id=rig&decode=csv&failure_threshold=2&damage_window=10ms"
                             "&safe_command=STOP%0A");
    return {QStringLiteral("--no-gui"), QStringLiteral("--data-dir"), dir.path(),
            QStringLiteral("--device"), spec};
}

}  // namespace

class UndecodedTest : public QObject {
    Q_OBJECT

private slots:
    void aDeviceThatNeverDeliveredIsReadOnAndRecovers();
    void aDeviceThatDeliveredIsLatchedByDamage();
};

void UndecodedTest::aDeviceThatNeverDeliveredIsReadOnAndRecovers() {
    const QTemporaryDir dir;
    PtyPair pty;
    Program program(measuring(dir, pty));
    QVERIFY(program.waitForMessage(QStringLiteral("rig Measuring")));

    for (std::uint32_t seed = 1; seed <= 8; ++seed)
        QVERIFY(sendInPieces(pty, randomBytes(kNoiseBytes / 8, seed), seed, 400));
    QVERIFY(program.waitForMessage(QStringLiteral("rig Error: No sample in ")));
    QVERIFY(QTest::qWaitFor(
        [&] {
            (void)pty.write("\n1,2\n3,4\n5,6\n7,8\n");
            return program.errorOutput().count("rig Measuring") > 1;
        },
        Program::kDeadlineMs));
    QVERIFY(program.stop());

    QVERIFY(!program.errorOutput().contains("SafeState"));
    QVERIFY(pty.read().find("STOP") == std::string::npos);
}

void UndecodedTest::aDeviceThatDeliveredIsLatchedByDamage() {
    const QTemporaryDir dir;
    PtyPair pty;
    const QString csv = dir.filePath(QStringLiteral("rows.csv"));
    Program program(measuring(dir, pty) + QStringList{QStringLiteral("--csv"), csv});
    QVERIFY(program.waitForMessage(QStringLiteral("rig Measuring")));
    // Bytes that come before the port is open, or beside damage, are no delivery.
    const auto hasDelivered = [&] {
        (void)pty.write("1,2\n");
        QFile rows(csv);
        return rows.open(QIODevice::ReadOnly) && rows.readAll().count('\n') > 3;
    };
    QVERIFY(QTest::qWaitFor(hasDelivered, Program::kDeadlineMs));

    QVERIFY(QTest::qWaitFor(
        [&] {
            for (int i = 0; i < 20; ++i)
                (void)pty.write("1,2.3.4\n");
            return program.errorOutput().contains("rig SafeState");
        },
        Program::kDeadlineMs));

    QVERIFY(program.stop());
    QVERIFY(pty.read().find("STOP\n") != std::string::npos);
}

QTEST_GUILESS_MAIN(UndecodedTest)
#include "undecoded_test.moc"
