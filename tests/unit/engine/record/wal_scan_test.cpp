// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/wal_scan.h"

#include <filesystem>
#include <fstream>

#include <QTemporaryDir>

#include "record/sqlite_database.h"
#include "session_samples.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {
namespace {

constexpr std::size_t kHead = 32;
constexpr std::size_t kFrame = 24 + 4096;
constexpr int kCommits = 10;

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

class WalScanTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aWholeLogHoldsNothingUnreachable();
    void aLogThatIsAbsentHoldsNothingUnreachable();
    void aFlippedBitIsFoundByWhatStandsBehindIt();
    void aDamagedSaltHidesNoCommitOfOneFrame();
    void aDamagedHeadMakesTheWholeLogUnreachable();
    void theRestsOfAnOlderLogAreNoDamage();
    void aCommitThatWasNotWrittenToItsEndIsNoDamage();

private:
    [[nodiscard]] std::string path() const {
        return m_folder.filePath(QStringLiteral("a")).toStdString();
    }
    [[nodiscard]] std::optional<UnreachableLog> scanned(const std::string& log) const {
        const std::string copy = m_folder.filePath(QStringLiteral("copy")).toStdString();
        std::ofstream(copy, std::ios::binary | std::ios::trunc) << log;
        return findUnreachableLog(copy);
    }

    QTemporaryDir m_folder{quickFolder()};
    std::unique_ptr<SqliteDatabase> m_database;
    std::string m_log;
};

void WalScanTest::initTestCase() {
    m_database = std::move(SqliteDatabase::create(path()).value());
    QVERIFY(m_database->run("CREATE TABLE t(a)"));
    for (int i = 1; i < kCommits; ++i)
        QVERIFY(m_database->run("INSERT INTO t VALUES(randomblob(9000))"));
    m_log = contentOf(path() + "-wal");
    QVERIFY(m_log.size() > kHead + kCommits * kFrame);
}

void WalScanTest::aWholeLogHoldsNothingUnreachable() {
    QVERIFY(!scanned(m_log));
}

void WalScanTest::aLogThatIsAbsentHoldsNothingUnreachable() {
    QVERIFY(!findUnreachableLog(path() + "-nothing"));
    QVERIFY(!scanned(""));
    QVERIFY(!scanned(m_log.substr(0, kHead + 7)));
}

void WalScanTest::aFlippedBitIsFoundByWhatStandsBehindIt() {
    const std::uint64_t frames = (m_log.size() - kHead) / kFrame;
    for (std::uint64_t frame = 0; frame + 2 < frames; ++frame)
        for (const std::size_t at : {std::size_t{1}, std::size_t{9}, std::size_t{17}, kFrame / 2}) {
            std::string log = m_log;
            log[kHead + frame * kFrame + at] ^= 4;

            const auto unreachable = scanned(log);

            const QByteArray context =
                QByteArray::number(quint64{frame}) + ", byte " + QByteArray::number(quint64{at});
            QVERIFY2(unreachable, context);
            QVERIFY2(unreachable->frames >= frames - frame, context);
            QVERIFY2(unreachable->bytes == unreachable->frames * kFrame, context);
            QVERIFY2(unreachable->commits >= 1 && unreachable->commits <= kCommits, context);
        }
}

void WalScanTest::aDamagedSaltHidesNoCommitOfOneFrame() {
    const std::string other = m_folder.filePath(QStringLiteral("other")).toStdString();
    const auto database = std::move(SqliteDatabase::create(other).value());
    QVERIFY(database->run("CREATE TABLE t(a)"));
    for (int i = 0; i < 3; ++i)
        QVERIFY(database->run("INSERT INTO t VALUES(1)"));
    std::string log = contentOf(other + "-wal");
    const std::size_t frames = (log.size() - kHead) / kFrame;
    log[kHead + (frames - 2) * kFrame + 9] ^= 4;

    const auto unreachable = scanned(log);

    QVERIFY(unreachable);
    QCOMPARE(unreachable->frames, std::uint64_t{2});
    QCOMPARE(unreachable->commits, std::uint64_t{1});
}

void WalScanTest::aDamagedHeadMakesTheWholeLogUnreachable() {
    for (std::size_t at = 0; at < kHead; ++at) {
        // Of the magic number only the lowest bit has a meaning, the order of bytes in the sums.
        std::string log = m_log;
        log[at] ^= 2;

        const auto unreachable = scanned(log);

        QVERIFY2(unreachable, QByteArray::number(quint64{at}));
        QCOMPARE(unreachable->frames, std::uint64_t{(m_log.size() - kHead) / kFrame});
    }
}

void WalScanTest::theRestsOfAnOlderLogAreNoDamage() {
    QVERIFY(m_database->checkpoint());
    QVERIFY(m_database->run("INSERT INTO t VALUES(1)"));
    const std::string log = contentOf(path() + "-wal");

    QCOMPARE(log.size(), m_log.size());
    QVERIFY(log != m_log);
    QVERIFY(!scanned(log));
}

void WalScanTest::aCommitThatWasNotWrittenToItsEndIsNoDamage() {
    std::string withoutLast = m_log;
    withoutLast.resize(m_log.size() - kFrame);
    QVERIFY(!scanned(withoutLast));

    std::string halfWritten = m_log;
    halfWritten.replace(m_log.size() - 2048, 2048, 2048, '\0');
    QVERIFY(!scanned(halfWritten));
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::WalScanTest)
#include "wal_scan_test.moc"
