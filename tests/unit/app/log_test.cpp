// SPDX-License-Identifier: GPL-3.0-or-later
#include "log.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace telemetryhub::app;

class LogTest : public QObject {
    Q_OBJECT

private slots:
    void aLogThatIsInstalledAgainOpensItsFileAnew() {
        const QString first = m_dir.filePath(QStringLiteral("hub.log"));
        const QString rotated = m_dir.filePath(QStringLiteral("hub.log.1"));
        const LogSettings settings{LogLevel::Info, LogFormat::Text, first};
        const LogHandlerKept kept;
        QVERIFY(installLog(settings));
        qCInfo(logHub, "before");

        QVERIFY(QFile::rename(first, rotated));
        QVERIFY(installLog(settings));
        qCInfo(logHub, "after");

        QVERIFY(contentOf(rotated).contains("before"));
        QVERIFY(!contentOf(rotated).contains("after"));
        QVERIFY(contentOf(first).contains("after"));
    }

    void aFileThatCannotBeOpenedLeavesTheLogWhereItWas() {
        const QString file = m_dir.filePath(QStringLiteral("kept.log"));
        const LogHandlerKept kept;
        QVERIFY(installLog({LogLevel::Info, LogFormat::Text, file}));

        QVERIFY(!installLog({LogLevel::Error, LogFormat::Json, QStringLiteral("/no/such/x.log")}));
        qCInfo(logHub, "still here");

        QVERIFY(contentOf(file).contains(" info still here"));
    }

private:
    /// Gives the message handler of the test back.
    class LogHandlerKept {
    public:
        LogHandlerKept() { qInstallMessageHandler(m_former); }
        ~LogHandlerKept() { qInstallMessageHandler(m_former); }

    private:
        QtMessageHandler m_former = qInstallMessageHandler(nullptr);
    };

    [[nodiscard]] static QByteArray contentOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_dir;
};

QTEST_APPLESS_MAIN(LogTest)
#include "log_test.moc"
