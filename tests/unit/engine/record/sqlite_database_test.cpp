// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/sqlite_database.h"

#include <filesystem>
#include <fstream>

#include <QTemporaryDir>

#include "record/row_checksum.h"
#include "session_samples.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {

class SqliteDatabaseTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(quickFolder()); }
    void whatIsBoundComesBack();
    void commitsAreSyncedAndStayInTheLog();
    void aReaderCannotWrite();
    void leavingTheLogMakesItOneFile();
    void aNewDatabaseLeavesNoJournalBehind();
    void aWrongStatementIsAnError();
    void aForeignFileIsDamage();
    void theChecksumIsTheUsualCrc();
    void theChecksumKnowsTypesAndBorders();

private:
    [[nodiscard]] std::string path() const {
        return m_folder->filePath(QStringLiteral("a ?#%1.db")).toStdString();
    }
    [[nodiscard]] std::unique_ptr<SqliteDatabase> newDatabase() const {
        auto created = SqliteDatabase::create(path());
        if (!created) qFatal("%s", created.error().detail.c_str());
        return std::move(created).value();
    }
    [[nodiscard]] static std::int64_t number(SqliteDatabase& database, const char* sql) {
        auto statement = database.prepare(sql);
        if (!statement || !statement.value().step()) return -1;
        return statement.value().integer(0);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void SqliteDatabaseTest::whatIsBoundComesBack() {
    const auto database = newDatabase();
    auto prepared = database->prepare("SELECT ?,?,?,?,?");
    QVERIFY(prepared);
    SqliteStatement& row = prepared.value();
    row.bind(std::int64_t{-5}, 0.1, std::string_view("text"), nullptr);
    row.bindBlobAt(5, std::string_view("\0b", 2));

    const Result<bool> stepped = row.step();

    QVERIFY(stepped && stepped.value());
    QCOMPARE(row.columnCount(), 5);
    QCOMPARE(row.integer(0), std::int64_t{-5});
    QVERIFY(row.real(1) == 0.1);
    QVERIFY(row.text(2) == "text");
    QVERIFY(row.isNull(3));
    QVERIFY(row.blob(4) == std::string_view("\0b", 2));
}

void SqliteDatabaseTest::commitsAreSyncedAndStayInTheLog() {
    const auto database = newDatabase();
    QVERIFY(database->run("CREATE TABLE t(a)"));

    // 2: FULL, a sync for each commit.
    QCOMPARE(number(*database, "PRAGMA synchronous"), std::int64_t{2});
    QVERIFY(database->logPages() > 0);
    QVERIFY(std::filesystem::exists(path() + "-wal"));
    QVERIFY(!database->isInTransaction());
    QVERIFY(database->run("BEGIN"));
    QVERIFY(database->isInTransaction());
}

void SqliteDatabaseTest::aReaderCannotWrite() {
    const auto writer = newDatabase();
    QVERIFY(writer->run("CREATE TABLE t(a)"));
    const auto reader = SqliteDatabase::openToRead(path());
    QVERIFY(reader);

    const auto written = reader.value()->run("INSERT INTO t VALUES(1)");

    QVERIFY(!written);
    QVERIFY(written.error().detail.find(path()) != std::string::npos);
}

void SqliteDatabaseTest::leavingTheLogMakesItOneFile() {
    {
        const auto database = newDatabase();
        QVERIFY(database->run("CREATE TABLE t(a); INSERT INTO t VALUES(7)"));
        QVERIFY(database->leaveLog(std::chrono::milliseconds(0)));
        QVERIFY(!std::filesystem::exists(path() + "-wal"));
    }
    const auto reader = SqliteDatabase::openToRead(path());
    QVERIFY(reader);
    QCOMPARE(number(*reader.value(), "SELECT a FROM t"), std::int64_t{7});
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1);
}

void SqliteDatabaseTest::aNewDatabaseLeavesNoJournalBehind() {
    const auto database = newDatabase();

    QVERIFY(!std::filesystem::exists(path() + "-journal"));
}

void SqliteDatabaseTest::aWrongStatementIsAnError() {
    const auto database = newDatabase();

    QVERIFY(!database->run("SELECT * FROM missing"));
    QVERIFY(!database->prepare("SELECT * FROM missing"));
    QVERIFY(!database->isOutOfSpace());
}

void SqliteDatabaseTest::aForeignFileIsDamage() {
    std::ofstream(path()) << std::string(10'000, 'x');

    const auto opened = SqliteDatabase::openToRead(path());

    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::FileDamaged);
}

void SqliteDatabaseTest::theChecksumIsTheUsualCrc() {
    Crc32 crc;
    crc.add("1234");
    crc.add("56789");

    // The check value that catalogues of CRCs give for "123456789".
    QCOMPARE(crc.value(), std::uint32_t{0xCBF4'3926});
}

void SqliteDatabaseTest::theChecksumKnowsTypesAndBorders() {
    const auto database = newDatabase();
    const auto isSame = [&](const char* a, const char* b) {
        const std::string sql =
            std::string("SELECT row_checksum(") + a + ")=row_checksum(" + b + ")";
        return number(*database, sql.c_str()) == 1;
    };

    QVERIFY(isSame("1,'a',NULL,0.5,x'00'", "1,'a',NULL,0.5,x'00'"));
    QVERIFY(!isSame("'ab','c'", "'a','bc'"));
    QVERIFY(!isSame("1", "1.0"));
    QVERIFY(!isSame("'a'", "x'61'"));
    QVERIFY(!isSame("NULL", "0"));
    QVERIFY(!isSame("x'00'", "x'0000'"));
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::SqliteDatabaseTest)
#include "sqlite_database_test.moc"
