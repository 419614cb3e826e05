// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/port_diagnosis.h"

#include <unistd.h>

#include "support/patient_qtest.h"
#include "support/port_user.h"
#include "support/pty_pair.h"

Q_DECLARE_METATYPE(telemetryhub::engine::PortFacts)

namespace telemetryhub::engine {

namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

/// A terminal that this user may open and that did not open because of `failure`.
PortFacts port(OpenFailure failure) {
    PortFacts facts;
    facts.exists = true;
    facts.isTerminal = true;
    facts.permitted = true;
    facts.failure = failure;
    return facts;
}

PortFacts heldBy(PortHolder holder) {
    PortFacts facts = port(OpenFailure::Refused);
    facts.holder = std::move(holder);
    return facts;
}

constexpr std::string_view kDrivers =
    "/dev/tty             /dev/tty        5       0 system:/dev/tty\n"
    "serial               /dev/ttyS       4 64-95 serial\n"
    "usbserial            /dev/ttyUSB   188 0-511 serial\n"
    "pty_slave            /dev/pts      136 0-1048575 pty:slave\n"
    "broken line\n"
    "odd                  /dev/odd      7 x-y odd\n";

}  // namespace

class PortDiagnosisTest : public QObject {
    Q_OBJECT

private slots:
    void eachReasonHasItsCodeAndSentence_data() {
        QTest::addColumn<PortFacts>("facts");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const PortFacts& facts, ErrorCode code,
                            const char* sentence) {
            QTest::newRow(name) << facts << static_cast<int>(code) << QString::fromUtf8(sentence);
        };
        row("absent", PortFacts{}, ErrorCode::PortAbsent,
            "ttyX is not there. Plug the device in, or check the path.");
        row("held by a program", heldBy({2214, "minicom", false}), ErrorCode::PortBusy,
            "ttyX is in use by minicom (2214). Close it there, then try again.");
        row("held by a process without a name", heldBy({2214, "", false}), ErrorCode::PortBusy,
            "ttyX is in use by process (2214). Close it there, then try again.");
        row("held here", heldBy({1, "telemetryhub", true}), ErrorCode::PortBusy,
            "ttyX is in use by another device here. Remove that one, then try again.");
        row("held by nobody we may see", port(OpenFailure::Refused), ErrorCode::PortBusy,
            "ttyX is in use by another program. Close it there, then try again.");
        PortFacts facts = port(OpenFailure::Refused);
        facts.staleLock = "/var/lock/LCK..ttyX";
        row("stale lock", facts, ErrorCode::PortBusy,
            "ttyX is locked by /var/lock/LCK..ttyX, left by a program that is gone. Delete that "
            "file, then try again.");
        facts = port(OpenFailure::Refused);
        facts.permitted = false;
        row("forbidden", facts, ErrorCode::PortForbidden,
            "You may not open ttyX. Join the group dialout, then sign in again.");
        facts.failure = OpenFailure::None;
        row("forbidden, not tried", facts, ErrorCode::PortForbidden,
            "You may not open ttyX. Join the group dialout, then sign in again.");
        facts = port(OpenFailure::Other);
        facts.isTerminal = false;
        row("another device", facts, ErrorCode::NotASerialPort,
            "ttyX is not a serial port. Choose one such as /dev/ttyUSB0.");
        facts.permitted = false;
        row("a file of somebody else", facts, ErrorCode::NotASerialPort,
            "ttyX is not a serial port. Choose one such as /dev/ttyUSB0.");
        facts = port(OpenFailure::Other);
        facts.isTerminal.reset();
        row("unknown, no terminal call works", facts, ErrorCode::NotASerialPort,
            "ttyX is not a serial port. Choose one such as /dev/ttyUSB0.");
        facts = port(OpenFailure::NoDevice);
        facts.reason = "Input/output error";
        row("node without hardware", facts, ErrorCode::PortAbsent,
            "Nothing answers behind ttyX (Input/output error). Plug the device in, or choose "
            "another port.");
        facts = port(OpenFailure::SettingsRefused);
        facts.reason = "Invalid baud rate value";
        row("settings", facts, ErrorCode::InvalidArgument,
            "ttyX refuses these settings (Invalid baud rate value). Choose another baud rate or "
            "frame.");
        facts = port(OpenFailure::Other);
        facts.reason = "Protocol error";
        row("anything else", facts, ErrorCode::ReadFailed,
            "ttyX could not be opened (Protocol error). Unplug it and plug it in again.");
    }
    void eachReasonHasItsCodeAndSentence() {
        QFETCH(PortFacts, facts);
        QFETCH(int, code);
        QFETCH(QString, sentence);

        const Error error = openingError("ttyX", facts);

        QCOMPARE(static_cast<int>(error.code), code);
        QCOMPARE(text(error.detail), sentence);
    }

    void aLostLinkIsUnpluggedOrBroken() {
        const Error gone = linkError("ttyX", true, "No such device");
        const Error broken = linkError("ttyX", false, "Input/output error");

        QCOMPARE(gone.code, ErrorCode::LinkLost);
        QCOMPARE(text(gone.detail), QStringLiteral("Unplugged: ttyX is gone. Plug it in again."));
        QCOMPARE(broken.code, ErrorCode::ReadFailed);
        QCOMPARE(text(broken.detail), QStringLiteral("Reading ttyX failed (Input/output error). "
                                                     "Check the cable, then try again."));
    }

    void aLockFileNamesItsProcess_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("pid");
        QTest::addColumn<bool>("guardsItself");
        QTest::newRow("minicom") << QByteArray("      2214 minicom operator\n") << 2214 << false;
        QTest::newRow("number alone") << QByteArray("99") << 99 << false;
        QTest::newRow("Qt") << QByteArray("4711\ntelemetryhub\nbench\n") << 4711 << true;
        QTest::newRow("empty") << QByteArray() << 0 << false;
        QTest::newRow("blank") << QByteArray("   \n") << 0 << false;
        QTest::newRow("text") << QByteArray("locked\n") << 0 << false;
        QTest::newRow("negative") << QByteArray("-1\n") << 0 << false;
        QTest::newRow("binary") << QByteArray("\x01\x02\0\0", 4) << 0 << false;
    }
    void aLockFileNamesItsProcess() {
        QFETCH(QByteArray, file);
        QFETCH(int, pid);
        QFETCH(bool, guardsItself);

        const auto lock = parsePortLock(file.toStdString());

        QCOMPARE(lock ? lock->pid : 0, pid);
        QCOMPARE(lock && lock->guardsItself, guardsItself);
    }

    void aTerminalIsKnownByItsDriver_data() {
        QTest::addColumn<unsigned>("major");
        QTest::addColumn<unsigned>("minor");
        QTest::addColumn<bool>("isTerminal");
        QTest::newRow("ttyS0") << 4U << 64U << true;
        QTest::newRow("last ttyS") << 4U << 95U << true;
        QTest::newRow("virtual console") << 4U << 1U << false;
        QTest::newRow("ttyUSB3") << 188U << 3U << true;
        QTest::newRow("pty") << 136U << 7U << true;
        QTest::newRow("controlling terminal") << 5U << 0U << true;
        QTest::newRow("null") << 1U << 3U << false;
        QTest::newRow("unreadable range") << 7U << 0U << false;
    }
    void aTerminalIsKnownByItsDriver() {
        QFETCH(unsigned, major);
        QFETCH(unsigned, minor);
        QFETCH(bool, isTerminal);

        QCOMPARE(listsTerminal(kDrivers, major, minor), isTerminal);
    }

    void lookingAtAPortTellsItsKind() {
        const test::PtyPair pty;

        const PortFacts slave = examinePort(pty.slavePath());
        const PortFacts null = examinePort("/dev/null");
        const PortFacts folder = examinePort("/dev");
        const PortFacts nothing = examinePort("/dev/telemetryhub-no-such-port");

        QVERIFY(slave.exists && slave.permitted && slave.isTerminal.value_or(true));
        QVERIFY(null.exists && !null.isTerminal.value_or(false));
        QVERIFY(folder.exists && folder.isTerminal == false);
        QVERIFY(!nothing.exists);
    }

    void theHolderIsFoundByItsOpenFile() {
        const test::PtyPair pty;
        const test::PortUser other(pty.slavePath());
        QVERIFY(other.started());
        PortFacts facts;
        // Between fork and exec the other still bears this program's name.
        const auto found = [&] {
            findHolder(pty.slavePath(), facts);
            return facts.holder && facts.holder->name == "cat";
        };

        QTRY_VERIFY(found());

        QCOMPARE(facts.holder->pid, other.pid());
        QVERIFY(!facts.holder->isThisProcess);
    }

    void aPortThatNobodyElseHoldsHasNoHolder() {
        const test::PtyPair pty;
        PortFacts facts;

        findHolder(pty.slavePath(), facts);

        QVERIFY(!facts.holder);
        QVERIFY(facts.staleLock.empty());
    }
};

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::PortDiagnosisTest)
#include "port_diagnosis_test.moc"
