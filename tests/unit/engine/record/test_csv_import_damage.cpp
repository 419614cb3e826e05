// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <random>

#include <QTest>

#include "imported.h"

namespace telemetryhub::engine {
namespace {

constexpr DeviceId kOnly{1};
const std::string kHeader = "time_utc,elapsed_s,seq,a,b\r\n";

/// A row of our own table.
std::string ownRow(int seq, const std::string& values) {
    return "2023-11-14T22:13:20.000000000Z,0.000000000," + std::to_string(seq) + "," + values +
           "\r\n";
}

std::string allReasons(const CsvImportSummary& summary) {
    std::string reasons;
    for (const CsvProblem& problem : summary.problems)
        reasons += std::to_string(problem.line) + ": " + problem.reason + "\n";
    return reasons;
}

}  // namespace

class TestCsvImportDamage : public QObject {
    Q_OBJECT

private slots:
    void aRowThatCannotBeReadCostsItselfOnly_data();
    void aRowThatCannotBeReadCostsItselfOnly();
    void aCellThatCannotBeReadCostsItselfOnly();
    void aRowOfOursThatIsCutOffIsLeftOut();
    void aRowOfAnotherThatIsCutOffIsLeftOut();
    void rowsBetweenTwoStrayQuotesAreRead();
    void manyOpenQuotesTakeNoLongerThanTheFile();
    void problemsAreBoundedAndCounted();
    void zeroBytesAtTheEndCostOneRow();
    void whatIsNoTableIsRefused_data();
    void whatIsNoTableIsRefused();
    void aFileThatIsNotThereIsToldSo();
    void aFolderIsRefused();
    void rubbishIsBoundedAndEnds();
    void tooManyDevicesAreLeftOut();
    void namesThatAreTooLongAreLeftOut();
    void progressGrowsAndCanCancel();
    void anErrorOfTheSinkEndsTheImport();
    void blocksOfManyDevicesLeaveEarly();
};

void TestCsvImportDamage::aRowThatCannotBeReadCostsItselfOnly_data() {
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const std::string& text, const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(reason);
    };
    row("too few cells", "1,2,3\r\n", "it has 3 cells, the table 5");
    row("too many cells", ownRow(9, "1,2,3"), "it has 6 cells, the table 5");
    row("no time", "yesterday,1,9,1,2\r\n", "its time cannot be read: 'yesterday'");
    row("half a time", "2023-11-14T22:13:20Z,,9,1,2\r\n", "its time cannot be read");
    row("a time beyond 64 bits", "2400-01-01T00:00:00Z,0,9,1,2\r\n", "its time cannot be read");
    row("no number", "2023-11-14T22:13:20Z,0,-9,1,2\r\n", "its seq is no number: '-9'");
    row("a number that ends the count", "2023-11-14T22:13:20Z,0,18446744073709551615,1,2\r\n",
        "its sequence number is too large");
    row("an open quote", "\"2023,1,2,3\r\n", "a quote in it is not closed");
    row("an open quote in the last cell", "2023-11-14T22:13:20Z,0,9,1,\"2\r\n",
        "a quote in it is not closed");
    row("zero bytes", std::string(5'000, '\0') + "\n", "it has 1 cells");
    row("a row over 1 MiB", std::string(3'000'000, '7') + "\n", "it is longer than 1 MiB");
    row("a quoted row over 1 MiB", "\"" + std::string(3'000'000, '7') + "\n",
        "it is longer than 1 MiB");
    row("control characters", "\x01\x1b[2J,1,9,1,2\r\n", "'??[2J'");
}

void TestCsvImportDamage::aRowThatCannotBeReadCostsItselfOnly() {
    QFETCH(QByteArray, row);
    QFETCH(QByteArray, reason);
    ImportBench bench;

    const auto summary = bench.import(kHeader + ownRow(1, "1,2") + row.toStdString() +
                                      ownRow(2, "3,4") + ownRow(3, "5,6"));

    QVERIFY2(summary, summary ? "" : summary.error().detail.c_str());
    QVERIFY(bench.sink.column(1) == std::vector<double>({2, 4, 6}));
    QCOMPARE(summary.value().rows, 3U);
    QCOMPARE(summary.value().rowsUnread, 1U);
    const std::string reasons = allReasons(summary.value());
    QVERIFY2(reasons.starts_with("3: ") && reasons.find(reason.toStdString()) != std::string::npos,
             reasons.c_str());
}

void TestCsvImportDamage::aCellThatCannotBeReadCostsItselfOnly() {
    ImportBench bench;

    const auto summary =
        bench.import(kHeader + ownRow(1, "1,2") + ownRow(2, "x,4") + ownRow(3, "1e999,1e-999"));

    QVERIFY(summary);
    QCOMPARE(summary.value().rows, 3U);
    QCOMPARE(summary.value().cellsUnread, 2U);
    QVERIFY(isAbsent(bench.sink.column(0)[1]));
    QVERIFY(isAbsent(bench.sink.column(0)[2]));
    QCOMPARE(bench.sink.column(1)[2], 0.0);
    QCOMPARE(allReasons(summary.value()),
             std::string("3: 'x' is no number\n4: '1e999' is no number\n"));
}

void TestCsvImportDamage::aRowOfOursThatIsCutOffIsLeftOut() {
    const std::string whole = kHeader + ownRow(1, "1,2.5");
    const std::string last = ownRow(2, "3,4.25");
    for (std::size_t kept = 1; kept < last.size() - 1; ++kept) {
        ImportBench bench;

        const auto summary = bench.import(whole + last.substr(0, kept));

        QVERIFY(summary);
        QCOMPARE(bench.sink.samples[kOnly].size(), 1U);
        QCOMPARE(summary.value().rowsUnread, 1U);
    }
    // Nothing is lost with the line feed alone.
    ImportBench bench;
    QVERIFY(bench.import(whole + last.substr(0, last.size() - 1)));
    QCOMPARE(bench.sink.column(1).back(), 4.25);
}

void TestCsvImportDamage::aRowOfAnotherThatIsCutOffIsLeftOut() {
    ImportBench bench;

    const auto summary = bench.import("a,b,c\n1,2,3\n4,5,6\n7,8");

    QVERIFY(summary);
    QCOMPARE(summary.value().rows, 2U);
    QCOMPARE(allReasons(summary.value()), std::string("4: it is cut off\n"));
}

void TestCsvImportDamage::rowsBetweenTwoStrayQuotesAreRead() {
    ImportBench bench;

    const auto summary = bench.import(kHeader + ownRow(1, "1,2") + "x,\"y\r\n" + ownRow(2, "3,4") +
                                      ownRow(3, "5,6") + "\",z\r\n" + ownRow(4, "7,8"));

    QVERIFY(summary);
    QVERIFY(bench.sink.column(1) == std::vector<double>({2, 4, 6, 8}));
    QCOMPARE(summary.value().rowsUnread, 2U);
    QCOMPARE(summary.value().problems[0].line, 3U);
    QCOMPARE(summary.value().problems[1].line, 6U);
}

void TestCsvImportDamage::manyOpenQuotesTakeNoLongerThanTheFile() {
    constexpr int kRows = 200'000;
    ImportBench bench;
    std::string text = kHeader + ownRow(1, "1,2");
    for (int i = 0; i < kRows; ++i)
        text += "\"x\n";

    const auto summary = bench.import(text + ownRow(2, "3,4"));

    QVERIFY(summary);
    QVERIFY(bench.sink.column(1) == std::vector<double>({2, 4}));
    QCOMPARE(summary.value().rowsUnread, std::uint64_t{kRows});
}

void TestCsvImportDamage::problemsAreBoundedAndCounted() {
    ImportBench bench;
    std::string text = kHeader + ownRow(1, "1,2");
    for (int i = 0; i < 100; ++i)
        text += "x\r\n";

    const auto summary = bench.import(text);

    QVERIFY(summary);
    QCOMPARE(summary.value().rowsUnread, 100U);
    QCOMPARE(summary.value().problems.size(), CsvImportSummary::kMaxProblems);
}

void TestCsvImportDamage::zeroBytesAtTheEndCostOneRow() {
    ImportBench bench;

    const auto summary =
        bench.import(kHeader + ownRow(1, "1,2") + std::string(std::size_t{5} << 20, '\0'));

    QVERIFY(summary);
    QCOMPARE(summary.value().rows, 1U);
    QCOMPARE(summary.value().rowsUnread, 1U);
}

void TestCsvImportDamage::whatIsNoTableIsRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const std::string& text, const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(reason);
    };
    row("empty", "", "it is empty");
    row("blank lines", "\n\n\r\n", "no column of numbers");
    row("a mark alone", "\xEF\xBB\xBF", "it is empty");
    row("prose", "Dear reader,\nthis is a letter, not a table.\n", "no column of numbers");
    row("titles alone", "a,b,c\n", "no column of numbers");
    row("UTF-16",
        std::string("\xFF\xFE"
                    "a\0,\0b\0\n\0",
                    10),
        "UTF-16");
    row("a workbook", std::string("PK\x03\x04rest", 8), "workbook");
    row("compressed", "\x1F\x8B\x08rest", "compressed");
    row("zero bytes", std::string(100'000, '\0'), "no column of numbers");
}

void TestCsvImportDamage::whatIsNoTableIsRefused() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, reason);
    ImportBench bench;

    const auto summary = bench.import(text.toStdString());

    QVERIFY(!summary);
    QVERIFY(summary.error().code == ErrorCode::InvalidArgument);
    const std::string& detail = summary.error().detail;
    QVERIFY2(detail.find(reason.toStdString()) != std::string::npos, detail.c_str());
    QVERIFY(detail.find("bench.csv") != std::string::npos);
    QCOMPARE(bench.sink.blocks, 0);
}

void TestCsvImportDamage::aFileThatIsNotThereIsToldSo() {
    ImportBench bench;

    const auto summary = importCsv(bench.path("none.csv"), bench.pool, bench.sink);

    QVERIFY(!summary);
    QVERIFY(summary.error().code == ErrorCode::NotFound);
}

void TestCsvImportDamage::aFolderIsRefused() {
    ImportBench bench;

    const auto summary = importCsv(bench.folder.path().toStdString(), bench.pool, bench.sink);

    QVERIFY(!summary);
    QVERIFY(summary.error().code == ErrorCode::StorageFailed);
}

void TestCsvImportDamage::rubbishIsBoundedAndEnds() {
    std::mt19937_64 random(11);
    for (int i = 0; i < 30; ++i) {
        ImportBench bench;
        std::string text = i % 2 == 0 ? kHeader : "a,b\n1,2\n";
        const std::string_view likely = "\",;\t\r\n0123456789.-+eE'[]";
        for (int n = 0; n < 20'000; ++n)
            text += i % 3 == 0 ? static_cast<char>(random()) : likely[random() % likely.size()];

        const auto summary = bench.import(text);

        if (!summary) continue;
        QVERIFY(summary.value().problems.size() <= CsvImportSummary::kMaxProblems);
        for (const CsvProblem& problem : summary.value().problems)
            QVERIFY(problem.reason.size() < 300);
    }
}

void TestCsvImportDamage::tooManyDevicesAreLeftOut() {
    ImportBench bench;
    std::string text = "time_utc,elapsed_s,device,seq,a\r\n";
    for (int i = 0; i < 5'000; ++i)
        text += ",,d" + std::to_string(i) + ",1,7\r\n";

    const auto summary = bench.import(text);

    QVERIFY(summary);
    QCOMPARE(summary.value().devices.size(), 4'096U);
    QCOMPARE(summary.value().rowsUnread, 5'000U - 4'096U);
    QVERIFY(allReasons(summary.value()).find("too many devices") != std::string::npos);
}

void TestCsvImportDamage::namesThatAreTooLongAreLeftOut() {
    ImportBench bench;
    const std::string longName(100'000, 'n');

    const auto summary =
        bench.import("time_utc,elapsed_s,device,seq,channel,value,unit\r\n,,d,1," + longName +
                     ",1,\r\n,," + longName + ",1,a,1,\r\n,,d,1,a,2,\r\n");

    QVERIFY(summary);
    QCOMPARE(summary.value().rowsUnread, 2U);
    QCOMPARE(summary.value().devices.size(), 1U);
    QCOMPARE(bench.sink.column(0).back(), 2.0);
}

void TestCsvImportDamage::progressGrowsAndCanCancel() {
    ImportBench bench;
    const std::string row = "1.25," + std::string(1'000, 'x') + "\n";
    std::string text = "a,comment\n";
    while (text.size() < (std::size_t{5} << 20))
        text += row;
    std::vector<double> shares;

    QVERIFY(bench.import(text, [&](double share) {
        shares.push_back(share);
        return true;
    }));
    QVERIFY(shares.size() > 3);
    QVERIFY(std::is_sorted(shares.begin(), shares.end()));
    QVERIFY(shares.back() > 0.7 && shares.back() <= 1);

    const auto cancelled = bench.import(text, [](double share) { return share < 0.3; });
    QVERIFY(!cancelled);
    QVERIFY(cancelled.error().code == ErrorCode::Stopping);
}

void TestCsvImportDamage::anErrorOfTheSinkEndsTheImport() {
    ImportBench bench;
    bench.sink.failingBlock = 2;
    std::string text = "a\n";
    for (int i = 0; i < 1'000; ++i)
        text += "1\n";

    const auto summary = bench.import(text);

    QVERIFY(!summary);
    QCOMPARE(summary.error().detail, std::string("the sink is full"));
    QCOMPARE(bench.sink.blocks, 2);
}

void TestCsvImportDamage::blocksOfManyDevicesLeaveEarly() {
    ImportBench bench;
    std::string text = "time_utc,elapsed_s,device,seq";
    std::string values;
    for (int i = 0; i < 256; ++i) {
        text += ",c" + std::to_string(i);
        values += ",1";
    }
    text += "\r\n";
    for (int seq = 1; seq <= 2; ++seq)
        for (int device = 0; device < 300; ++device)
            text += ",,d" + std::to_string(device) + "," + std::to_string(seq) + values + "\r\n";

    const auto summary = bench.import(text);

    QVERIFY(summary);
    QCOMPARE(summary.value().rows, 600U);
    QCOMPARE(summary.value().devices.size(), 300U);
    QVERIFY(bench.pool.allocatedCount() < 130);  // of half a megabyte each
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::TestCsvImportDamage)
#include "test_csv_import_damage.moc"
