// SPDX-License-Identifier: GPL-3.0-or-later
// The built program when nobody takes what it says.
#include <csignal>
#include <memory>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "program.h"

using namespace telemetryhub::test;

namespace {

/// A pipe that is full and that nobody reads, for a start.
class FullPipe {
public:
    explicit FullPipe(QString path) : m_path(std::move(path)) {
        const QByteArray name = QFile::encodeName(m_path);
        if (::mkfifo(name.constData(), 0600) != 0) qFatal("no pipe");
        m_both = ::open(name.constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
        for (const std::string& piece : {std::string(4096, '.'), std::string(1, '.')})
            while (::write(m_both, piece.data(), piece.size()) > 0) {
            }
    }
    ~FullPipe() { ::close(m_both); }
    FullPipe(const FullPipe&) = delete;
    FullPipe& operator=(const FullPipe&) = delete;

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] QByteArray read() const {
        QByteArray text;
        char bytes[4096];
        for (ssize_t size = 0; (size = ::read(m_both, bytes, sizeof bytes)) > 0;)
            text.append(bytes, size);
        return text;
    }

private:
    const QString m_path;
    int m_both = -1;
};

/// The built program with a listener and a simulated device.
class Speaking {
public:
    enum class Into { Pipes, FullError, FullOutput };

    Speaking(const QTemporaryDir& dir, Into into, const QStringList& more = {},
             const QStringList& variables = {})
        : m_pipe(dir.filePath(QStringLiteral("pipe"))) {
        QStringList environment = QProcess::systemEnvironment() + variables;
        m_process.setEnvironment(environment);
        if (into == Into::FullError) m_process.setStandardErrorFile(m_pipe.path());
        if (into == Into::FullOutput) m_process.setStandardOutputFile(m_pipe.path());
        m_process.start(
            Program::executable(),
            QStringList{QStringLiteral("--no-gui"), QStringLiteral("--listen"),
                        QStringLiteral("127.0.0.1:0"), QStringLiteral("--data-dir"), dir.path(),
                        QStringLiteral("--log-level"), QStringLiteral("debug"),
                        QStringLiteral("--device"), QStringLiteral("sim:demo?id=bench")} +
                more);
    }
    ~Speaking() {
        m_process.kill();
        m_process.waitForFinished();
    }
    Speaking(const Speaking&) = delete;
    Speaking& operator=(const Speaking&) = delete;

    QProcess& process() { return m_process; }
    FullPipe& pipe() { return m_pipe; }

    [[nodiscard]] bool isReady() {
        const auto hasAddress = [this] {
            m_output += m_process.readAllStandardOutput();
            const QJsonDocument line = QJsonDocument::fromJson(m_output);
            m_address = line[QLatin1String("listen")].toString();
            return !m_address.isEmpty();
        };
        return QTest::qWaitFor(hasAddress, Program::kDeadlineMs);
    }
    [[nodiscard]] int ask(const char* method, const QString& target) {
        const std::unique_ptr<QNetworkReply> reply(
            m_network.sendCustomRequest(QNetworkRequest(QUrl(m_address + target)), method));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished()) (void)finished.wait(Program::kDeadlineMs);
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }
    /// Each pair of commands is several lines of the log. False when one is not answered.
    [[nodiscard]] bool stopAndStart(int times) {
        for (int i = 0; i < times; ++i)
            if (ask("POST", QStringLiteral("/stop")) != 200 ||
                ask("POST", QStringLiteral("/start")) != 200)
                return false;
        return true;
    }
    /// SIGTERM; the exit code, -1 when it does not end.
    [[nodiscard]] int terminate() {
        ::kill(static_cast<pid_t>(m_process.processId()), SIGTERM);
        const bool hasEnded = QTest::qWaitFor(
            [this] { return m_process.state() == QProcess::NotRunning; }, Program::kDeadlineMs);
        m_output += m_process.readAllStandardOutput();
        return hasEnded && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode()
                                                                          : -1;
    }
    [[nodiscard]] QByteArray output() const { return m_output; }

private:
    FullPipe m_pipe;
    QProcess m_process;
    QNetworkAccessManager m_network;
    QByteArray m_output;
    QString m_address;
};

}  // namespace

class UnreadOutputTest : public QObject {
    Q_OBJECT

private slots:
    void anUnreadLogHoldsUpNoAnswerAndNoEnd();
    void whatWasNotLoggedIsToldWhenSomebodyReadsAgain();
    void anUnreadOutputHoldsUpNoAnswerAndNoEnd();
    void aLogFileOnAHungDiskHoldsUpNoAnswerAndNoEnd();
};

void UnreadOutputTest::anUnreadLogHoldsUpNoAnswerAndNoEnd() {
    const QTemporaryDir dir;
    Speaking hub(dir, Speaking::Into::FullError);
    QVERIFY(hub.isReady());

    QVERIFY(hub.stopAndStart(50));

    QCOMPARE(hub.ask("GET", QStringLiteral("/health")), 200);
    QCOMPARE(hub.terminate(), 0);
    QVERIFY(hub.output().contains("\"event\":\"stopped\""));
}

void UnreadOutputTest::whatWasNotLoggedIsToldWhenSomebodyReadsAgain() {
    const QTemporaryDir dir;
    Speaking hub(dir, Speaking::Into::FullError);
    QVERIFY(hub.isReady());
    QVERIFY(hub.stopAndStart(2000));

    static const QRegularExpression kNotice(
        QStringLiteral("warn ([0-9]+) lines were not logged: nobody took them"));
    QByteArray log;
    const auto isTold = [&] {
        log += hub.pipe().read();
        return kNotice.match(QString::fromUtf8(log)).hasMatch();
    };
    QVERIFY(QTest::qWaitFor(isTold, Program::kDeadlineMs));

    // What is said from there on comes again.
    const qsizetype before = log.size();
    QVERIFY(hub.stopAndStart(1));
    const auto isHeard = [&] {
        return (log += hub.pipe().read()).mid(before).contains("bench Idle");
    };
    QVERIFY(QTest::qWaitFor(isHeard, Program::kDeadlineMs));
    QVERIFY(kNotice.match(QString::fromUtf8(log)).captured(1).toInt() > 100);
    QCOMPARE(hub.terminate(), 0);
}

void UnreadOutputTest::anUnreadOutputHoldsUpNoAnswerAndNoEnd() {
    const QTemporaryDir dir;
    Speaking hub(dir, Speaking::Into::FullOutput);
    QByteArray log;
    QVERIFY(QTest::qWaitFor(
        [&] { return (log += hub.process().readAllStandardError()).contains("bench Measuring"); },
        Program::kDeadlineMs));

    QCOMPARE(hub.terminate(), 0);
}

void UnreadOutputTest::aLogFileOnAHungDiskHoldsUpNoAnswerAndNoEnd() {
    const QTemporaryDir dir;
    QFile hung(dir.filePath(QStringLiteral("hung")));
    const QString log = dir.filePath(QStringLiteral("logs.txt"));
    Speaking hub(
        dir, Speaking::Into::Pipes, {QStringLiteral("--log-file"), log},
        {QStringLiteral("LD_PRELOAD=" TH_FAILING_CALLS), QStringLiteral("FAIL_UNDER=") + log,
         QStringLiteral("HANG_WHILE=") + hung.fileName()});
    QVERIFY(hub.isReady());
    QVERIFY(hung.open(QIODevice::WriteOnly));

    QVERIFY(hub.stopAndStart(50));

    QCOMPARE(hub.ask("GET", QStringLiteral("/health")), 200);
    QCOMPARE(hub.terminate(), 0);
    QFile file(log);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("bench Idle"));
}

QTEST_GUILESS_MAIN(UnreadOutputTest)
#include "unread_output_test.moc"
