// SPDX-License-Identifier: GPL-3.0-or-later
// The built program while something outside does not answer: a disk, a pipe, its own window's
// thread. Alarms, commands and answers pass it.
#include <csignal>

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include "hindered_hub.h"
#include "support/patient_qtest.h"

using namespace telemetryhub::test;

namespace {

/// The account of one outlet.
QJsonObject outlet(HinderedHub& hub, const QString& name) {
    const QJsonArray outlets =
        hub.ask("GET", QStringLiteral("/status")).json[QLatin1String("outlets")].toArray();
    for (const QJsonValue& each : outlets)
        if (each[QLatin1String("name")].toString() == name) return each.toObject();
    return {};
}

double count(const QJsonObject& account, const char* name) {
    return account[QLatin1String(name)].toDouble(-1);
}

/// Of the newest sample of any device.
double newestSequence(HinderedHub& hub) {
    return hub.ask("GET", QStringLiteral("/status"))
        .json[QLatin1String("latest_sample")][QLatin1String("seq")]
        .toDouble(-1);
}

/// A pipe that is open and not read.
class UnreadPipe {
public:
    explicit UnreadPipe(const QTemporaryDir& dir) : m_path(dir.filePath(QStringLiteral("pipe"))) {
        if (::mkfifo(QFile::encodeName(m_path).constData(), 0600) != 0) qFatal("no pipe");
        m_reader = ::open(QFile::encodeName(m_path).constData(), O_RDONLY | O_NONBLOCK);
        // As little as a pipe may hold, so that it is full soon.
        (void)::fcntl(m_reader, F_SETPIPE_SZ, 4096);
    }
    ~UnreadPipe() { ::close(m_reader); }
    UnreadPipe(const UnreadPipe&) = delete;
    UnreadPipe& operator=(const UnreadPipe&) = delete;
    [[nodiscard]] QString path() const { return m_path; }

private:
    const QString m_path;
    int m_reader = -1;
};

/// Stops one thread of a process for as long as it lives.
class StoppedThread {
public:
    explicit StoppedThread(qint64 thread) : m_thread(static_cast<pid_t>(thread)) {
        m_isStopped = ::ptrace(PTRACE_SEIZE, m_thread, nullptr, nullptr) == 0 &&
                      ::ptrace(PTRACE_INTERRUPT, m_thread, nullptr, nullptr) == 0 &&
                      ::waitpid(m_thread, nullptr, __WALL) == m_thread;
    }
    ~StoppedThread() {
        if (m_isStopped) ::ptrace(PTRACE_DETACH, m_thread, nullptr, nullptr);
    }
    StoppedThread(const StoppedThread&) = delete;
    StoppedThread& operator=(const StoppedThread&) = delete;
    [[nodiscard]] bool isStopped() const { return m_isStopped; }

private:
    const pid_t m_thread;
    bool m_isStopped = false;
};

}  // namespace

class HinderedOutletTest : public QObject {
    Q_OBJECT

private slots:
    void anAlarmPassesARecordingWhoseDiskHangs();
    void anAlarmPassesACsvThatNobodyReads();
    void commandsPassTheMainThread();
};

void HinderedOutletTest::anAlarmPassesARecordingWhoseDiskHangs() {
    const QTemporaryDir dir;
    HungDisk disk(dir);
    Rig rig(QStringLiteral("rig"));
    HinderedHub hub(dir.path(),
                    QStringList{QStringLiteral("--record"), QStringLiteral("--device"),
                                QStringLiteral("sim:demo?id=other&rate=100")} +
                        rig.arguments(),
                    disk.variables() << QStringLiteral("FAIL_UNDER=%1/sessions").arg(dir.path()));
    QVERIFY(hub.isReady());
    QTRY_VERIFY(count(outlet(hub, QStringLiteral("session")), "delivered") > 0);
    QVERIFY(disk.hang());
    // More waits than a commit takes along: the disk does not answer.
    QTRY_VERIFY(count(outlet(hub, QStringLiteral("session")), "waiting") > 200);

    QVERIFY(rig.trip());

    QTRY_COMPARE(hub.stateOf(QStringLiteral("rig")), QStringLiteral("SafeState"));
    const double seen = newestSequence(hub);
    QTRY_VERIFY(newestSequence(hub) > seen);
    const QJsonObject waiting = outlet(hub, QStringLiteral("session"));
    QVERIFY(count(waiting, "waiting") > 0);
    QCOMPARE(count(waiting, "offered"), count(waiting, "delivered") + count(waiting, "waiting"));
    disk.goOn();
    const auto last = hub.program().stop();
    QVERIFY(last.has_value());
    QCOMPARE((*last)[QLatin1String("durable_samples")],
             (*last)[QLatin1String("samples_processed")]);
    QCOMPARE((*last)[QLatin1String("lost_samples")].toInt(-1), 0);
}

void HinderedOutletTest::anAlarmPassesACsvThatNobodyReads() {
    const QTemporaryDir dir;
    const UnreadPipe pipe(dir);
    Rig rig(QStringLiteral("rig"));
    HinderedHub hub(dir.path(),
                    QStringList{QStringLiteral("--csv"), pipe.path(), QStringLiteral("--device"),
                                QStringLiteral("sim:demo?id=other&rate=1000")} +
                        rig.arguments());
    QVERIFY(hub.isReady());
    // More than the pipe holds.
    QTRY_VERIFY(count(outlet(hub, QStringLiteral("csv")), "waiting") > 2000);

    QVERIFY(rig.trip());

    QTRY_COMPARE(hub.stateOf(QStringLiteral("rig")), QStringLiteral("SafeState"));
    const QJsonObject account = outlet(hub, QStringLiteral("csv"));
    QCOMPARE(count(account, "offered"), count(account, "delivered") + count(account, "waiting"));
    QTRY_COMPARE(hub.ask("GET", QStringLiteral("/health")).status, 503);
    QVERIFY(hub.ask("GET", QStringLiteral("/health")).message().contains(QLatin1String("csv")));
    hub.program().signal(SIGTERM);
    QCOMPARE(hub.program().waitForExit(), 4);
}

void HinderedOutletTest::commandsPassTheMainThread() {
    const QTemporaryDir dir;
    HinderedHub hub(dir.path(), {QStringLiteral("--device"), QStringLiteral("sim:demo?id=rig")});
    QVERIFY(hub.isReady());
    QTRY_COMPARE(hub.stateOf(QStringLiteral("rig")), QStringLiteral("Measuring"));
    {
        // The first thread of a process has its number.
        const StoppedThread main(hub.program().processId());
        if (!main.isStopped()) QSKIP("a thread of a child cannot be stopped here");

        const auto post = [&hub](const char* what) {
            return hub.ask("POST", QString::fromLatin1(what), "{}").status;
        };
        QCOMPARE(post("/stop?device=rig"), 200);
        QTRY_COMPARE(hub.stateOf(QStringLiteral("rig")), QStringLiteral("Idle"));
        QCOMPARE(post("/start"), 200);
        QCOMPARE(hub.ask("POST", QStringLiteral("/devices"), R"({"spec":"sim:demo?id=b"})").status,
                 201);
        QCOMPARE(post("/recording/start"), 200);
        QCOMPARE(post("/recording/stop"), 200);
        QCOMPARE(hub.ask("DELETE", QStringLiteral("/devices/b")).status, 200);
        QCOMPARE(post("/stop"), 200);
    }
    QVERIFY(hub.program().stop().has_value());
}

QTEST_GUILESS_MAIN(HinderedOutletTest)
#include "hindered_outlet_test.moc"
