// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::engine {
namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return "cannot be read";
    return file.readAll();
}

}  // namespace

class TestCsvTarget : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aFileHoldsHeaderAndRows();
    void everyExistingFileIsKeptAsABackup();
    void anEmptyFileIsNoLoss();
    void aFileIsRewrittenWithAWiderHeader();
    void rowsOfOneDeviceGetItsCell();
    void quotedCellsAreCopiedAsTheyAre();
    void aLongFileIsRewrittenWhole();
    void aLargeFileContinuesInANumberedOne();
    void aFileThatCannotBeRewrittenContinues();
    void anUnwritablePathIsToldWithItsRemedy_data();
    void anUnwritablePathIsToldWithItsRemedy();
    void aDeviceIsAStream();
    void aFileThatWaitsIsThereWhenItIsComplete();
    void anExistingFileStandsUntilTheNewOneIsComplete();
    void anAbandonedFileLeavesNothing();
    void anAbandonedContinuationLeavesNothing();
    void aFileThatWaitsCanBeWidened();
    void aFileThatWaitsContinuesInOneThatWaits();
    void twoCannotWriteTheSameFileAtOnce();
    void thePartOfAKilledProcessIsWrittenAnew();
    void aPartThatIsALinkIsNotFollowed();
    void aStreamThatCannotWaitIsWrittenAtOnce();

private:
    [[nodiscard]] QString path(const char* name) const {
        return m_folder->filePath(QLatin1String(name));
    }
    std::unique_ptr<CsvTarget> open(const char* name, std::uint64_t limit = kCsvRewriteLimit) {
        auto target = openLiveCsv(path(name).toStdString(), {}, limit);
        return target ? std::move(target).value() : nullptr;
    }

    std::unique_ptr<CsvTarget> openWaiting(const char* name,
                                           std::uint64_t limit = kCsvRewriteLimit) {
        auto target = openCsvTarget(path(name).toStdString(), limit);
        return target ? std::move(target).value() : nullptr;
    }
    void write(const char* name, const QByteArray& content) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    /// Of the files in the folder, with blanks between.
    [[nodiscard]] QByteArray names() const {
        return QDir(m_folder->path())
            .entryList(QDir::Files, QDir::Name)
            .join(QLatin1Char(' '))
            .toUtf8();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCsvTarget::init() {
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestCsvTarget::aFileHoldsHeaderAndRows() {
    const auto target = open("a.csv");

    QVERIFY(target->writeHeader("t,e,seq,a\r\n"));
    QVERIFY(target->write("1,2,3,4\r\n"));
    QVERIFY(target->sync());

    QCOMPARE(contentOf(path("a.csv")), QByteArray("t,e,seq,a\r\n1,2,3,4\r\n"));
    QCOMPARE(target->writtenBytes(), 20U);
}

void TestCsvTarget::everyExistingFileIsKeptAsABackup() {
    for (const char* content : {"first", "second", "third", "fourth"}) {
        const auto target = openWaiting("a.csv");
        QVERIFY(target->writeHeader(content));
        QVERIFY(target->complete());
    }

    QCOMPARE(contentOf(path("a.csv")), QByteArray("fourth"));
    QCOMPARE(contentOf(path("a.csv~")), QByteArray("first"));
    QCOMPARE(contentOf(path("a.csv~2")), QByteArray("second"));
    QCOMPARE(contentOf(path("a.csv~3")), QByteArray("third"));
    QCOMPARE(names(), QByteArray("a.csv a.csv~ a.csv~2 a.csv~3"));
}

void TestCsvTarget::anEmptyFileIsNoLoss() {
    write("a.csv", "");

    const auto target = openWaiting("a.csv");
    QVERIFY(target->writeHeader("new"));
    QVERIFY(target->complete());

    QCOMPARE(names(), QByteArray("a.csv"));
}

void TestCsvTarget::aFileIsRewrittenWithAWiderHeader() {
    const auto target = open("a.csv");
    QVERIFY(target->writeHeader("t,e,seq,a\r\n"));
    QVERIFY(target->write("1,2,3,4\r\n5,6,7,\r\n"));

    const Result<Widened> widened = target->widen({"t,e,seq,a,b,c\r\n", {}, 2});
    QVERIFY(widened && widened.value() == Widened::Rewritten);
    QVERIFY(target->write("8,9,10,11,12,13\r\n"));

    const QByteArray expected("t,e,seq,a,b,c\r\n1,2,3,4,,\r\n5,6,7,,,\r\n8,9,10,11,12,13\r\n");
    QCOMPARE(contentOf(path("a.csv")), expected);
    QCOMPARE(target->writtenBytes(), static_cast<std::uint64_t>(expected.size()));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList(QStringLiteral("a.csv")));
}

void TestCsvTarget::rowsOfOneDeviceGetItsCell() {
    const auto target = open("a.csv");
    QVERIFY(target->writeHeader("t,e,seq,\"a,\"\"\r\n\"\r\n"));
    QVERIFY(target->write("1,2,3,4\r\n5,6,7,8\r\n"));

    QVERIFY(target->widen({"t,e,device,seq,a,b\r\n", "\"x,y\"", 1}));

    QCOMPARE(contentOf(path("a.csv")),
             QByteArray("t,e,device,seq,a,b\r\n1,2,\"x,y\",3,4,\r\n5,6,\"x,y\",7,8,\r\n"));
}

void TestCsvTarget::quotedCellsAreCopiedAsTheyAre() {
    const auto target = open("a.csv");
    QVERIFY(target->writeHeader("t,e,device,seq,a\r\n"));
    QVERIFY(target->write("1,2,\"a\"\"\r\n,b\",3,4\r\n"));

    QVERIFY(target->widen({"t,e,device,seq,a,b\r\n", {}, 1}));

    QCOMPARE(contentOf(path("a.csv")),
             QByteArray("t,e,device,seq,a,b\r\n1,2,\"a\"\"\r\n,b\",3,4,\r\n"));
}

void TestCsvTarget::aLongFileIsRewrittenWhole() {
    constexpr int kRows = 300'000;
    const auto target = open("a.csv");
    QVERIFY(target->writeHeader("t,e,seq,a\r\n"));
    std::string rows;
    for (int i = 0; i < kRows; ++i)
        rows += "1,2,3,456\r\n";
    QVERIFY(target->write(rows));

    QVERIFY(target->widen({"t,e,device,seq,a,b\r\n", "d", 1}));

    QByteArray expected("t,e,device,seq,a,b\r\n");
    expected += QByteArray("1,2,d,3,456,\r\n").repeated(kRows);
    QVERIFY(contentOf(path("a.csv")) == expected);
}

void TestCsvTarget::aLargeFileContinuesInANumberedOne() {
    const auto target = open("a.csv", 15);
    QVERIFY(target->writeHeader("t,e,seq,a\r\n"));
    QVERIFY(target->write("1,2,3,4\r\n"));

    const Result<Widened> widened = target->widen({"t,e,seq,a,b\r\n", {}, 1});
    QVERIFY(widened && widened.value() == Widened::Continued);
    QVERIFY(target->write("5,6,7,8,9\r\n"));
    QVERIFY(target->widen({"t,e,seq,a,b,c\r\n", {}, 1}));

    QCOMPARE(contentOf(path("a.csv")), QByteArray("t,e,seq,a\r\n1,2,3,4\r\n"));
    QCOMPARE(contentOf(path("a-2.csv")), QByteArray("t,e,seq,a,b\r\n5,6,7,8,9\r\n"));
    QCOMPARE(contentOf(path("a-3.csv")), QByteArray("t,e,seq,a,b,c\r\n"));
    QCOMPARE(QString::fromStdString(target->path()), path("a-3.csv"));
    QCOMPARE(target->writtenBytes(), 20U + 24U + 15U);
}

void TestCsvTarget::aFileThatCannotBeRewrittenContinues() {
    const auto target = open("a.csv");
    QVERIFY(target->writeHeader("t,e,seq,a\r\n"));
    QVERIFY(target->write("1,2,3,4\r\n"));
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("a.csv.part")));  // in the way

    const Result<Widened> widened = target->widen({"t,e,seq,a,b\r\n", {}, 1});

    QVERIFY(widened && widened.value() == Widened::Continued);
    QCOMPARE(contentOf(path("a.csv")), QByteArray("t,e,seq,a\r\n1,2,3,4\r\n"));
    QCOMPARE(contentOf(path("a-2.csv")), QByteArray("t,e,seq,a,b\r\n"));
}

void TestCsvTarget::anUnwritablePathIsToldWithItsRemedy_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("remedy");

    QTest::newRow("no folder") << QStringLiteral("none/a.csv") << QStringLiteral("create the");
    QTest::newRow("a folder") << QStringLiteral(".") << QStringLiteral("name of a file");
}

void TestCsvTarget::anUnwritablePathIsToldWithItsRemedy() {
    QFETCH(QString, path);
    QFETCH(QString, remedy);
    const QString full = m_folder->filePath(path);

    const auto exported = openCsvTarget(full.toStdString());
    const auto live = openLiveCsv(full.toStdString());

    QVERIFY(!exported && !live);
    for (const Error& error : {exported.error(), live.error()}) {
        QVERIFY(error.code == ErrorCode::StorageFailed);
        const QString detail = QString::fromStdString(error.detail);
        QVERIFY2(detail.contains(full) && detail.contains(remedy), qPrintable(detail));
    }
}

void TestCsvTarget::aDeviceIsAStream() {
    const Result<std::unique_ptr<CsvTarget>> target = openCsvTarget("/dev/null");

    QVERIFY(target);
    QVERIFY(!target.value()->canWiden());
    QVERIFY(!target.value()->canSync());
    QVERIFY(!QFileInfo::exists(QStringLiteral("/dev/null~")));
}

void TestCsvTarget::aFileThatWaitsIsThereWhenItIsComplete() {
    const auto target = openWaiting("a.csv");
    QVERIFY(target->writeHeader("t,e,seq,a\r\n"));
    QVERIFY(target->write("1,2,3,4\r\n"));
    QCOMPARE(names(), QByteArray("a.csv.part"));

    QVERIFY(target->complete());

    QCOMPARE(names(), QByteArray("a.csv"));
    QCOMPARE(contentOf(path("a.csv")), QByteArray("t,e,seq,a\r\n1,2,3,4\r\n"));
    QCOMPARE(QString::fromStdString(target->path()), path("a.csv"));
}

void TestCsvTarget::anExistingFileStandsUntilTheNewOneIsComplete() {
    write("a.csv", "first");

    const auto target = openWaiting("a.csv");
    QVERIFY(target->writeHeader("second"));
    QCOMPARE(contentOf(path("a.csv")), QByteArray("first"));
    QVERIFY(target->complete());

    QCOMPARE(contentOf(path("a.csv")), QByteArray("second"));
    QCOMPARE(contentOf(path("a.csv~")), QByteArray("first"));
    QCOMPARE(names(), QByteArray("a.csv a.csv~"));
}

void TestCsvTarget::anAbandonedFileLeavesNothing() {
    write("a.csv", "first");

    QVERIFY(openWaiting("a.csv")->writeHeader("second"));

    QCOMPARE(names(), QByteArray("a.csv"));
    QCOMPARE(contentOf(path("a.csv")), QByteArray("first"));
}

void TestCsvTarget::anAbandonedContinuationLeavesNothing() {
    {
        const auto target = openWaiting("a.csv", 1);
        QVERIFY(target->writeHeader("t,e,seq,a\r\n"));
        QVERIFY(target->widen({"t,e,seq,a,b\r\n", {}, 1}));
        QCOMPARE(names(), QByteArray("a-2.csv.part a.csv.part"));
    }

    QCOMPARE(names(), QByteArray(""));
}

void TestCsvTarget::aFileThatWaitsCanBeWidened() {
    const auto target = openWaiting("a.csv");
    QVERIFY(target->writeHeader("t,e,seq,a\r\n"));
    QVERIFY(target->write("1,2,3,4\r\n"));

    const Result<Widened> widened = target->widen({"t,e,seq,a,b\r\n", {}, 1});
    QVERIFY(widened && widened.value() == Widened::Rewritten);
    QCOMPARE(names(), QByteArray("a.csv.part"));
    QVERIFY(!openWaiting("a.csv"));  // the wider one is locked too
    QVERIFY(target->write("5,6,7,8,9\r\n"));
    QVERIFY(target->complete());

    QCOMPARE(names(), QByteArray("a.csv"));
    QCOMPARE(contentOf(path("a.csv")), QByteArray("t,e,seq,a,b\r\n1,2,3,4,\r\n5,6,7,8,9\r\n"));
}

void TestCsvTarget::aFileThatWaitsContinuesInOneThatWaits() {
    const auto target = openWaiting("a.csv", 1);
    QVERIFY(target->writeHeader("t,e,seq,a\r\n"));

    const Result<Widened> widened = target->widen({"t,e,seq,a,b\r\n", {}, 1});
    QVERIFY(widened && widened.value() == Widened::Continued);
    QVERIFY(target->write("5,6,7,8,9\r\n"));
    QVERIFY(target->complete());

    QCOMPARE(names(), QByteArray("a-2.csv a.csv"));
    QCOMPARE(contentOf(path("a.csv")), QByteArray("t,e,seq,a\r\n"));
    QCOMPARE(contentOf(path("a-2.csv")), QByteArray("t,e,seq,a,b\r\n5,6,7,8,9\r\n"));
}

void TestCsvTarget::twoCannotWriteTheSameFileAtOnce() {
    const auto first = openWaiting("a.csv");
    QVERIFY(first->writeHeader("first"));

    const auto second = openCsvTarget(path("a.csv").toStdString());
    QVERIFY(!second);
    QVERIFY(second.error().code == ErrorCode::StorageFailed);
    const QString detail = QString::fromStdString(second.error().detail);
    QVERIFY2(detail.contains(path("a.csv")) && detail.contains(QStringLiteral("another name")),
             qPrintable(detail));
    QVERIFY(first->complete());
    const auto third = openWaiting("a.csv");

    QVERIFY(third);
    QCOMPARE(contentOf(path("a.csv")), QByteArray("first"));
}

void TestCsvTarget::thePartOfAKilledProcessIsWrittenAnew() {
    QFile stale(path("a.csv.part"));
    QVERIFY(stale.open(QIODevice::WriteOnly));
    stale.write("a long stale part");
    stale.close();

    const auto target = openWaiting("a.csv");
    QVERIFY(target->writeHeader("new"));
    QVERIFY(target->complete());

    QCOMPARE(contentOf(path("a.csv")), QByteArray("new"));
}

void TestCsvTarget::aPartThatIsALinkIsNotFollowed() {
    write("other.csv", "other");
    QVERIFY(QFile::link(path("other.csv"), path("a.csv.part")));

    QVERIFY(!openWaiting("a.csv"));

    QCOMPARE(contentOf(path("other.csv")), QByteArray("other"));
}

void TestCsvTarget::aStreamThatCannotWaitIsWrittenAtOnce() {
    const auto target = openCsvTarget("/dev/null");

    QVERIFY(target);
    QVERIFY(target.value()->writeHeader("a"));
    QVERIFY(target.value()->complete());
    QVERIFY(!QFileInfo::exists(QStringLiteral("/dev/null.part")));
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::TestCsvTarget)
#include "test_csv_target.moc"
