// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include <QTest>

#include "memory_target.h"
#include "telemetryhub/engine/record/csv_long_writer.h"

namespace telemetryhub::engine {
namespace {

constexpr DeviceId kPump{1};
constexpr DeviceId kTank{2};
const std::string kHeader = "time_utc,elapsed_s,device,seq,channel,value,unit\r\n";
const std::string kFirstTime = "2023-11-14T22:13:20.000000000Z,0.000000000,";

/// A long table in memory.
struct LongTable {
    explicit LongTable(TargetScript script = {})
        : target(log, script),
          table(makeCsvTable(CsvShape::Long, target, {kStart, std::chrono::seconds(1), {}})) {}

    BlockPool pool;
    TargetLog log;
    MemoryTarget target;
    std::unique_ptr<CsvTable> table;
};

}  // namespace

class TestCsvLongWriter : public QObject {
    Q_OBJECT

private slots:
    void everyPresentValueHasARow();
    void theHeaderIsThereWithoutABlock();
    void textCellsAreQuotedAndNeverFormulas();
    void aDeviceWithoutANameHasItsNumber();
    void valuesOfUnknownTimeHaveEmptyCells();
    void channelsThatComeLateNeedNoHeader();
    void absentTwinsKeepTheirPlace();
    void rowsReachTheTargetWholeWhenTheBufferIsFull();
    void aFailedWriteCountsNoSample();
    void finishingCompletesTheTarget();
};

void TestCsvLongWriter::everyPresentValueHasARow() {
    LongTable table;
    BlockSource pump(table.pool, kPump, channelSet({"flow [l/s]", "level"}));
    table.table->addDevice(kPump, "pump");

    QVERIFY(table.table->add(pump.block(
        {{1.5, std::numeric_limits<double>::quiet_NaN()}, {kAbsent, kAbsent}, {kAbsent, -0.0}})));
    QVERIFY(table.table->finish());

    QCOMPARE(
        QString::fromStdString(table.log.text),
        QString::fromStdString(kHeader + kFirstTime + "pump,1,flow,1.5,l/s\r\n" + kFirstTime +
                               "pump,1,level,nan,\r\n"
                               "2023-11-14T22:13:20.002000000Z,0.002000000,pump,3,level,-0,\r\n"));
    QCOMPARE(table.table->samplesWritten(), 3U);
}

void TestCsvLongWriter::theHeaderIsThereWithoutABlock() {
    LongTable table;

    QVERIFY(table.table->finish());

    QCOMPARE(table.log.text, kHeader);
}

void TestCsvLongWriter::textCellsAreQuotedAndNeverFormulas() {
    LongTable table;
    BlockSource pump(table.pool, kPump,
                     std::make_shared<ChannelSet>(std::vector<Channel>{{"-a,b", "@m", {}}}));
    table.table->addDevice(kPump, "=pump\n");

    QVERIFY(table.table->add(pump.block({{-1}})));
    QVERIFY(table.table->finish());

    QCOMPARE(table.log.text, kHeader + kFirstTime + "\"'=pump\n\",1,\"'-a,b\",-1,'@m\r\n");
}

void TestCsvLongWriter::aDeviceWithoutANameHasItsNumber() {
    LongTable table;
    BlockSource tank(table.pool, kTank, channelSet({"a"}));

    QVERIFY(table.table->add(tank.block({{1}})));
    QVERIFY(table.table->flush());

    QCOMPARE(table.log.text, kHeader + kFirstTime + "2,1,a,1,\r\n");
}

void TestCsvLongWriter::valuesOfUnknownTimeHaveEmptyCells() {
    LongTable table;
    BlockRef block = table.pool.acquire(kPump, 7, channelSet({"a"}));
    block.writable().append(kUnknownTime, std::vector<double>{1});

    QVERIFY(table.table->add(block));
    QVERIFY(table.table->finish());

    QCOMPARE(table.log.text, kHeader + ",,1,7,a,1,\r\n");
}

void TestCsvLongWriter::channelsThatComeLateNeedNoHeader() {
    LongTable table({.isFile = false});
    BlockSource pump(table.pool, kPump, channelSet({"a"}));
    BlockSource tank(table.pool, kTank, channelSet({"c"}));

    QVERIFY(table.table->add(pump.block({{1}})));
    pump.setChannels(channelSet({"a", "b"}));
    QVERIFY(table.table->add(pump.block({{2, 3}})));
    QVERIFY(table.table->add(tank.block({{4}})));
    QVERIFY(table.table->finish());

    QVERIFY(table.log.text.find(",1,2,b,3,\r\n") != std::string::npos);
    QVERIFY(table.log.text.ends_with(",2,1,c,4,\r\n"));
    QVERIFY(table.log.widenings.empty());
}

void TestCsvLongWriter::absentTwinsKeepTheirPlace() {
    LongTable table;
    BlockSource pump(table.pool, kPump, channelSet({"t", "t", "t [s]"}));

    QVERIFY(table.table->add(pump.block({{kAbsent, 2, kAbsent}})));
    QVERIFY(table.table->finish());

    QCOMPARE(table.log.text, kHeader + kFirstTime + "1,1,t,,\r\n" + kFirstTime + "1,1,t,2,\r\n");
}

void TestCsvLongWriter::rowsReachTheTargetWholeWhenTheBufferIsFull() {
    LongTable table;
    BlockSource pump(table.pool, kPump, channelSet({"a", "b"}));

    for (int i = 0; i < 20; ++i)
        QVERIFY(table.table->add(pump.fullBlock(0.1 + 0.2)));

    QVERIFY(table.log.writes > 1);
    QVERIFY(table.log.text.ends_with("\r\n"));
    QVERIFY(table.table->finish());
    QCOMPARE(lineCount(table.log.text), 2 * table.table->samplesWritten() + 1);
    QCOMPARE(table.table->samplesWritten(), 20U * 256U);
}

void TestCsvLongWriter::aFailedWriteCountsNoSample() {
    LongTable table({true, 1, 0, Widened::Rewritten});
    BlockSource pump(table.pool, kPump, channelSet({"a", "b"}));

    QVERIFY(table.table->add(pump.block({{1, 2}})));

    QVERIFY(!table.table->finish());
    QCOMPARE(table.table->samplesWritten(), 0U);
    QCOMPARE(table.log.syncs, 0);
}

void TestCsvLongWriter::finishingCompletesTheTarget() {
    LongTable table;

    QVERIFY(table.table->finish());

    QCOMPARE(table.log.syncs, 1);
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::TestCsvLongWriter)
#include "test_csv_long_writer.moc"
