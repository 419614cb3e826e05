// SPDX-License-Identifier: GPL-3.0-or-later
// Rows without a value: their times and numbers are samples all the same, and they are counted.
#include <QTest>

#include "imported.h"
#include "memory_target.h"
#include "telemetryhub/engine/record/csv_table.h"

namespace telemetryhub::engine {
namespace {

constexpr DeviceId kFirst{1};
constexpr DeviceId kSecond{2};
const std::string kDevices = "time_utc,elapsed_s,device,seq";
const std::string kTime = "2023-11-14T22:13:20.000000000Z,0.000000000,";

std::string row(const std::string& cells) {
    return kTime + cells + "\r\n";
}

/// The numbers of the samples of a device.
std::vector<Sequence> numbersOf(const Imported& sink, DeviceId device) {
    std::vector<Sequence> numbers;
    const auto found = sink.samples.find(device);
    if (found == sink.samples.end()) return numbers;
    for (const ImportedSample& sample : found->second)
        numbers.push_back(sample.sequence);
    return numbers;
}

std::vector<Sequence> firstNumbers(std::size_t count) {
    std::vector<Sequence> numbers(count);
    for (std::size_t i = 0; i < count; ++i)
        numbers[i] = i + 1;
    return numbers;
}

}  // namespace

class TestCsvImportValueless : public QObject {
    Q_OBJECT

private slots:
    void aDeviceThatNeverHasAValueHasSamplesAndNoChannel();
    void aDeviceThatNeverHasAValueCostsTheOthersNothing();
    void manyBlocksOfRowsWithoutAValueStay();
    void aFirstValueBehindManyRowsWithoutOneFindsItsPlace_data();
    void aFirstValueBehindManyRowsWithoutOneFindsItsPlace();
    void gapsBetweenRowsWithoutAValueStay();
    void cellsThatAreNoNumbersMakeNoChannel();
    void aTableWithoutColumnsOfValuesKeepsItsTimes();
    void aTitleThatIsTooLongLeavesTheTimes();
    void aLongTableOfEmptyCellsKeepsItsChannels();
    void rowsOfAnotherTableThatHoldOnlyTimesAreCounted();
    void rowsWithAValueAreNotCounted();
    void samplesWithoutAChannelReadBackAsTheyWereWritten();
};

void TestCsvImportValueless::aDeviceThatNeverHasAValueHasSamplesAndNoChannel() {
    ImportBench bench;

    const auto summary = bench.import(kDevices + ",a\r\n" + row("x,1,") + row("x,2,"));

    QVERIFY2(summary, summary ? "" : summary.error().detail.c_str());
    QCOMPARE(summary.value().rows, 2U);
    QCOMPARE(summary.value().devices.size(), 1U);
    QVERIFY(summary.value().devices[0].channels->empty());
    QCOMPARE(summary.value().devices[0].samples, 2U);
    QCOMPARE(summary.value().devices[0].samplesWithoutValue, 2U);
    QVERIFY(numbersOf(bench.sink, kFirst) == firstNumbers(2));
    QCOMPARE(bench.sink.samples[kFirst][1].time.wallNs, kStart.wallNs);
}

void TestCsvImportValueless::aDeviceThatNeverHasAValueCostsTheOthersNothing() {
    ImportBench bench;

    const auto summary =
        bench.import(kDevices + ",a\r\n" + row("x,1,") + row("y,1,5") + row("x,2,") + row("y,2,6"));

    QVERIFY(summary);
    QCOMPARE(summary.value().devices.size(), 2U);
    QCOMPARE(summary.value().devices[0].samplesWithoutValue, 2U);
    QCOMPARE(summary.value().devices[1].samplesWithoutValue, 0U);
    QVERIFY(bench.sink.column(0, kSecond) == std::vector<double>({5, 6}));
}

void TestCsvImportValueless::manyBlocksOfRowsWithoutAValueStay() {
    ImportBench bench;
    std::string text = kDevices + ",a\r\n";
    for (int i = 1; i <= 1'000; ++i)
        text += row("x," + std::to_string(i) + ",");

    const auto summary = bench.import(text);

    QVERIFY(summary);
    QCOMPARE(summary.value().devices[0].samplesWithoutValue, 1'000U);
    QVERIFY(numbersOf(bench.sink, kFirst) == firstNumbers(1'000));
}

void TestCsvImportValueless::aFirstValueBehindManyRowsWithoutOneFindsItsPlace_data() {
    QTest::addColumn<int>("rowsBefore");
    QTest::newRow("in the second row") << 1;
    QTest::newRow("in the first block") << 100;
    QTest::newRow("in the last row of the first block") << 255;
    QTest::newRow("in the second block") << 256;
    QTest::newRow("in the third block") << 600;
}

void TestCsvImportValueless::aFirstValueBehindManyRowsWithoutOneFindsItsPlace() {
    QFETCH(int, rowsBefore);
    ImportBench bench;
    std::string text = kDevices + ",a,b\r\n";
    for (int i = 1; i <= rowsBefore; ++i)
        text += row("x," + std::to_string(i) + ",,");
    text += row("x," + std::to_string(rowsBefore + 1) + ",,7");

    const auto summary = bench.import(text);

    QVERIFY(summary);
    const auto rows = static_cast<std::size_t>(rowsBefore);
    QCOMPARE(channelTitles(summary.value().devices[0]), std::string("b"));
    QCOMPARE(summary.value().devices[0].samplesWithoutValue, rows);
    QVERIFY(numbersOf(bench.sink, kFirst) == firstNumbers(rows + 1));
    const std::vector<double> values = bench.sink.column(0);
    QVERIFY(std::all_of(values.begin(), values.end() - 1, isAbsent));
    QCOMPARE(values.back(), 7.0);
}

void TestCsvImportValueless::gapsBetweenRowsWithoutAValueStay() {
    ImportBench bench;

    const auto summary =
        bench.import(kDevices + ",a\r\n" + row("x,1,") + row("x,2,") + row("x,9,") + row("x,10,"));

    QVERIFY(summary);
    QVERIFY(numbersOf(bench.sink, kFirst) == std::vector<Sequence>({1, 2, 9, 10}));
}

void TestCsvImportValueless::cellsThatAreNoNumbersMakeNoChannel() {
    ImportBench bench;

    const auto summary =
        bench.import(kDevices + ",a,b\r\n" + row("x,1,t,V") + row("x,1,t,") + row("x,2,,V"));

    QVERIFY(summary);
    QCOMPARE(summary.value().rowsUnread, 0U);
    QCOMPARE(summary.value().cellsUnread, 4U);
    QVERIFY(summary.value().devices[0].channels->empty());
    QCOMPARE(summary.value().devices[0].restarts, 1U);
    QCOMPARE(summary.value().devices[0].samplesWithoutValue, 3U);
}

void TestCsvImportValueless::aTableWithoutColumnsOfValuesKeepsItsTimes() {
    ImportBench bench;

    const auto summary = bench.import("time_utc,elapsed_s,seq\r\n" + row("1") + row("2"));

    QVERIFY(summary);
    QCOMPARE(summary.value().devices[0].samplesWithoutValue, 2U);
    QVERIFY(numbersOf(bench.sink, kFirst) == firstNumbers(2));
}

void TestCsvImportValueless::aTitleThatIsTooLongLeavesTheTimes() {
    ImportBench bench;

    const auto summary = bench.import("time_utc,elapsed_s,seq," + std::string(5'000, 'a') + "\r\n" +
                                      row("1,5") + row("2,6"));

    QVERIFY(summary);
    QCOMPARE(summary.value().columnsLeftOutCount, 1U);
    QCOMPARE(summary.value().devices[0].samplesWithoutValue, 2U);
    QVERIFY(numbersOf(bench.sink, kFirst) == firstNumbers(2));
}

void TestCsvImportValueless::aLongTableOfEmptyCellsKeepsItsChannels() {
    ImportBench bench;

    const auto summary = bench.import("time_utc,elapsed_s,device,seq,channel,value,unit\r\n" +
                                      row("x,1,a,,V") + row("x,1,b,,") + row("x,2,a,,V"));

    QVERIFY(summary);
    QVERIFY(summary.value().form == CsvForm::Long);
    QCOMPARE(channelTitles(summary.value().devices[0]), std::string("a [V]|b"));
    QCOMPARE(summary.value().devices[0].samples, 2U);
    QCOMPARE(summary.value().devices[0].samplesWithoutValue, 2U);
}

void TestCsvImportValueless::rowsOfAnotherTableThatHoldOnlyTimesAreCounted() {
    ImportBench bench;

    const auto summary = bench.import("t [s],a,b\n0,1,\n1,,\n2,n/a,\n3,,4\n");

    QVERIFY(summary);
    QVERIFY(summary.value().form == CsvForm::Foreign);
    QCOMPARE(summary.value().devices[0].samples, 4U);
    QCOMPARE(summary.value().devices[0].samplesWithoutValue, 2U);
}

void TestCsvImportValueless::rowsWithAValueAreNotCounted() {
    ImportBench bench;

    const auto summary = bench.import(kDevices + ",a,b\r\n" + row("x,1,,0") + row("x,2,nan,"));

    QVERIFY(summary);
    QCOMPARE(summary.value().devices[0].samplesWithoutValue, 0U);
}

void TestCsvImportValueless::samplesWithoutAChannelReadBackAsTheyWereWritten() {
    ImportBench bench;
    TargetLog log;
    MemoryTarget target(log);
    const auto table = makeCsvTable(CsvShape::Wide, target, {kStart, std::chrono::hours(1), {}});
    BlockSource pump(bench.pool, kFirst, channelSet({}));
    BlockSource tank(bench.pool, kSecond, channelSet({"a"}));
    table->addDevice(kFirst, "pump");
    table->addDevice(kSecond, "tank");
    QVERIFY(table->add(pump.block({{}, {}, {}})));
    QVERIFY(table->add(tank.block({{1}})));
    QVERIFY(table->finish());
    QCOMPARE(table->samplesWritten(), 4U);

    const auto summary = bench.import(log.text);

    QVERIFY(summary);
    QCOMPARE(summary.value().rows, 4U);
    QCOMPARE(summary.value().devices[0].samplesWithoutValue, 3U);
    QVERIFY(numbersOf(bench.sink, kFirst) == firstNumbers(3));
    QCOMPARE(bench.sink.samples[kFirst][2].time.steadyNs, 2'000'000);
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::TestCsvImportValueless)
#include "test_csv_import_valueless.moc"
