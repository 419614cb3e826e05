// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "memory_target.h"
#include "telemetryhub/engine/record/csv_writer.h"

namespace telemetryhub::engine {
namespace {

constexpr DeviceId kPump{1};
constexpr DeviceId kTank{2};
constexpr std::int64_t kSecondNs = 1'000'000'000;

/// A writer on a target in memory.
struct Table {
    explicit Table(TargetScript script = {})
        : target(log, script),
          writer(target, {kStart, std::chrono::milliseconds(1500),
                          [this](const std::string& text) { warnings.push_back(text); }}) {}

    BlockPool pool;
    TargetLog log;
    std::vector<std::string> warnings;
    MemoryTarget target;
    CsvWriter writer;
};

}  // namespace

class TestCsvWriter : public QObject {
    Q_OBJECT

private slots:
    void oneDeviceHasNoDeviceColumn();
    void aCompleteDeviceHasItsHeaderAtOnce();
    void openChannelsAreWaitedForByTheTimesOfTheBlocks();
    void heldBlocksAreWrittenWhenTheyBecomeMany();
    void declaredChannelsAreInTheHeaderBeforeTheFirstBlock();
    void aDeclaredDeviceNeedNotSend();
    void anEmptyTableHasAHeader();
    void severalDevicesShareColumnsOfEqualTitle();
    void equalTitlesOfOneDeviceStayApart();
    void aLateChannelWidensTheTable();
    void aSecondDeviceWidensTheTable();
    void aContinuationIsTold();
    void aStreamLeavesOutLateChannelsAndCountsThem();
    void aStreamForOneDeviceLeavesOutASecond();
    void aDeviceThatComesBackUnderItsNameGoesOnInItsTable();
    void rowsReachTheTargetWholeWhenTheBufferIsFull();
    void aFailedWriteCountsNoSample();
    void samplesWithoutAChannelHaveRowsOfTimesAndNumbers();
    void channelsBehindSamplesWithoutOneWidenTheTable();
};

void TestCsvWriter::oneDeviceHasNoDeviceColumn() {
    Table table;
    BlockSource pump(table.pool, kPump, channelSet({"flow [l/s]", "=level"}));
    table.writer.addDevice(kPump, "pump");

    QVERIFY(table.writer.add(pump.block({{1.5, 2}, {kAbsent, -0.0}})));
    QVERIFY(table.writer.finish());

    QCOMPARE(QString::fromStdString(table.log.text),
             QStringLiteral("time_utc,elapsed_s,seq,flow [l/s],'=level\r\n"
                            "2023-11-14T22:13:20.000000000Z,0.000000000,1,1.5,2\r\n"
                            "2023-11-14T22:13:20.001000000Z,0.001000000,2,,-0\r\n"));
    QCOMPARE(table.writer.samplesWritten(), 2U);
    QCOMPARE(table.log.syncs, 1);
}

void TestCsvWriter::aCompleteDeviceHasItsHeaderAtOnce() {
    Table table;
    BlockSource pump(table.pool, kPump, channelSet({"a"}));
    BlockSource tank(table.pool, kTank, channelSet({"b"}));
    table.writer.addDevice(kPump, "pump");
    table.writer.addDevice(kTank, "tank");

    QVERIFY(table.writer.add(pump.block({{1}})));
    QVERIFY(table.writer.holdsBlocks());  // the tank may bring channels
    QVERIFY(table.writer.add(tank.block({{2}})));

    QVERIFY(!table.writer.holdsBlocks());
    QVERIFY(table.writer.hasRows());
}

void TestCsvWriter::openChannelsAreWaitedForByTheTimesOfTheBlocks() {
    Table table;
    BlockSource pump(table.pool, kPump, channelSet({"a"}, ChannelSetKind::Open));
    table.writer.addDevice(kPump, "pump");

    QVERIFY(table.writer.add(pump.block({{1}})));
    pump.advance(kSecondNs);
    pump.setChannels(channelSet({"a", "b"}, ChannelSetKind::Open));
    QVERIFY(table.writer.add(pump.block({{2, 3}})));
    QVERIFY(table.writer.holdsBlocks());
    pump.advance(kSecondNs);
    QVERIFY(table.writer.add(pump.block({{4, 5}})));
    QVERIFY(!table.writer.holdsBlocks());
    QVERIFY(table.writer.flush());

    QVERIFY(table.log.widenings.empty());
    const QString text = QString::fromStdString(table.log.text);
    QVERIFY(text.startsWith(QStringLiteral("time_utc,elapsed_s,seq,a,b\r\n")));
    QVERIFY(text.contains(QStringLiteral(",1,1,\r\n")));
    QVERIFY(text.contains(QStringLiteral(",2,2,3\r\n")));
    QVERIFY(text.endsWith(QStringLiteral(",3,4,5\r\n")));
}

void TestCsvWriter::heldBlocksAreWrittenWhenTheyBecomeMany() {
    Table table;
    std::vector<std::string> titles(256);
    for (std::size_t i = 0; i < titles.size(); ++i)
        titles[i] = std::to_string(i);
    BlockSource pump(table.pool, kPump, channelSet(titles, ChannelSetKind::Open));
    table.writer.addDevice(kPump, "pump");

    int blocks = 0;
    do {
        QVERIFY(table.writer.add(pump.fullBlock(1, 1)));
        ++blocks;
    } while (table.writer.holdsBlocks() && blocks < 100);

    QCOMPARE(blocks, 32);  // half a megabyte each
}

void TestCsvWriter::declaredChannelsAreInTheHeaderBeforeTheFirstBlock() {
    Table table({.isFile = false});
    BlockSource pump(table.pool, kPump, channelSet({"a"}, ChannelSetKind::Open));
    table.writer.addDevice(kPump, "pump");
    table.writer.declare(kPump, channelSet({"a", "b", "c"}, ChannelSetKind::Open));

    QVERIFY(table.writer.settle());
    QCOMPARE(table.log.text, std::string("time_utc,elapsed_s,seq,a,b,c\r\n"));
    QVERIFY(table.writer.add(pump.block({{1}})));
    pump.setChannels(channelSet({"a", "b", "c"}, ChannelSetKind::Open));
    QVERIFY(table.writer.add(pump.block({{2, kAbsent, 3}})));
    QVERIFY(table.writer.finish());

    QVERIFY(table.log.text.find(",1,1,,\r\n") != std::string::npos);
    QVERIFY(table.log.text.ends_with(",2,2,,3\r\n"));
    QCOMPARE(table.writer.cellsLeftOut(), 0U);
}

void TestCsvWriter::aDeclaredDeviceNeedNotSend() {
    Table table;
    BlockSource pump(table.pool, kPump, channelSet({"a"}));
    table.writer.addDevice(kPump, "pump");
    table.writer.addDevice(kTank, "tank");
    table.writer.declare(kPump, channelSet({"a"}));
    table.writer.declare(kTank, channelSet({"b"}));

    QVERIFY(table.writer.add(pump.block({{1}})));

    QVERIFY(!table.writer.holdsBlocks());
    QCOMPARE(table.log.text, std::string("time_utc,elapsed_s,device,seq,a,b\r\n"));
}

void TestCsvWriter::anEmptyTableHasAHeader() {
    Table table;

    QVERIFY(table.writer.finish());

    QCOMPARE(table.log.text, std::string("time_utc,elapsed_s,seq\r\n"));
}

void TestCsvWriter::severalDevicesShareColumnsOfEqualTitle() {
    Table table;
    BlockSource pump(table.pool, kPump, channelSet({"level [m]", "flow"}));
    BlockSource tank(table.pool, kTank, channelSet({"level [ft]", "level [m]"}));
    table.writer.addDevice(kPump, "pump, left");
    table.writer.addDevice(kTank, "=tank");

    QVERIFY(table.writer.add(pump.block({{1, 2}})));
    QVERIFY(table.writer.add(tank.block({{3, 4}})));
    QVERIFY(table.writer.finish());

    QCOMPARE(QString::fromStdString(table.log.text),
             QStringLiteral("time_utc,elapsed_s,device,seq,level [m],flow,level [ft]\r\n"
                            "2023-11-14T22:13:20.000000000Z,0.000000000,\"pump, left\",1,1,2,\r\n"
                            "2023-11-14T22:13:20.000000000Z,0.000000000,'=tank,1,4,,3\r\n"));
}

void TestCsvWriter::equalTitlesOfOneDeviceStayApart() {
    Table table;
    BlockSource pump(table.pool, kPump, channelSet({"t", "t"}));

    QVERIFY(table.writer.add(pump.block({{1, 2}})));
    QVERIFY(table.writer.finish());

    const QString text = QString::fromStdString(table.log.text);
    QVERIFY(text.startsWith(QStringLiteral("time_utc,elapsed_s,seq,t,t\r\n")));
    QVERIFY(text.endsWith(QStringLiteral(",1,1,2\r\n")));
}

void TestCsvWriter::aLateChannelWidensTheTable() {
    Table table;
    BlockSource pump(table.pool, kPump, channelSet({"a"}));
    table.writer.addDevice(kPump, "pump");
    QVERIFY(table.writer.add(pump.block({{1}})));

    pump.setChannels(channelSet({"a", "b", "c"}));
    QVERIFY(table.writer.add(pump.block({{2, 3, 4}})));
    QVERIFY(table.writer.finish());

    QCOMPARE(table.log.widenings.size(), 1U);
    QCOMPARE(table.log.widenings[0].header, std::string("time_utc,elapsed_s,seq,a,b,c\r\n"));
    QCOMPARE(table.log.widenings[0].newColumns, 2U);
    QVERIFY(table.log.widenings[0].deviceCell.empty());
    QVERIFY(QString::fromStdString(table.log.text).endsWith(QStringLiteral(",2,2,3,4\r\n")));
    QVERIFY(table.warnings.empty());
}

void TestCsvWriter::aSecondDeviceWidensTheTable() {
    Table table;
    BlockSource pump(table.pool, kPump, channelSet({"a"}));
    BlockSource tank(table.pool, kTank, channelSet({"a", "b"}));
    table.writer.addDevice(kPump, "=pump");
    QVERIFY(table.writer.add(pump.block({{1}})));

    table.writer.addDevice(kTank, "tank");
    QVERIFY(table.log.widenings.empty());  // not before it sends
    QVERIFY(table.writer.add(tank.block({{2, 3}})));
    QVERIFY(table.writer.add(pump.block({{4}})));
    QVERIFY(table.writer.finish());

    QCOMPARE(table.log.widenings.size(), 1U);
    QCOMPARE(table.log.widenings[0].header, std::string("time_utc,elapsed_s,device,seq,a,b\r\n"));
    QCOMPARE(table.log.widenings[0].newColumns, 1U);
    QCOMPARE(table.log.widenings[0].deviceCell, std::string("'=pump"));
    const QString text = QString::fromStdString(table.log.text);
    QVERIFY(text.contains(QStringLiteral(",tank,1,2,3\r\n")));
    QVERIFY(text.endsWith(QStringLiteral(",'=pump,2,4,\r\n")));
}

void TestCsvWriter::aContinuationIsTold() {
    Table table({true, 0, 0, Widened::Continued});
    BlockSource pump(table.pool, kPump, channelSet({"a"}));
    QVERIFY(table.writer.add(pump.block({{1}})));

    pump.setChannels(channelSet({"a", "b"}));
    QVERIFY(table.writer.add(pump.block({{2, 3}})));

    QCOMPARE(table.warnings.size(), 1U);
    QVERIFY(table.warnings[0].find("memory") != std::string::npos);
}

void TestCsvWriter::aStreamLeavesOutLateChannelsAndCountsThem() {
    Table table({false, 0, 0, Widened::Rewritten});
    BlockSource pump(table.pool, kPump, channelSet({"a"}));
    QVERIFY(table.writer.add(pump.block({{1}})));

    pump.setChannels(channelSet({"a", "b", "c"}));
    QVERIFY(table.writer.add(pump.block({{2, 3, kAbsent}, {4, 5, 6}})));
    QVERIFY(table.writer.finish());

    QVERIFY(table.log.widenings.empty());
    QCOMPARE(table.writer.cellsLeftOut(), 3U);
    QCOMPARE(table.writer.samplesWritten(), 3U);
    QCOMPARE(table.warnings.size(), 1U);
    QVERIFY(QString::fromStdString(table.log.text).endsWith(QStringLiteral(",3,4\r\n")));
}

void TestCsvWriter::aStreamForOneDeviceLeavesOutASecond() {
    Table table({false, 0, 0, Widened::Rewritten});
    BlockSource pump(table.pool, kPump, channelSet({"a"}));
    BlockSource tank(table.pool, kTank, channelSet({"a"}));
    table.writer.addDevice(kPump, "pump");
    QVERIFY(table.writer.add(pump.block({{1}})));

    table.writer.addDevice(kTank, "tank");
    QVERIFY(table.writer.add(tank.block({{2}, {3}})));
    QVERIFY(table.writer.add(tank.block({{4}})));
    QVERIFY(table.writer.finish());

    QCOMPARE(table.writer.samplesWritten(), 1U);
    QCOMPARE(table.writer.samplesLeftOut(), 3U);
    QCOMPARE(table.warnings.size(), 1U);
    QCOMPARE(lineCount(table.log.text), 2U);
}

void TestCsvWriter::aDeviceThatComesBackUnderItsNameGoesOnInItsTable() {
    Table table({.isFile = false});
    BlockSource before(table.pool, kPump, channelSet({"flow"}));
    BlockSource after(table.pool, kTank, channelSet({"flow"}));
    table.writer.addDevice(kPump, "pump");
    QVERIFY(table.writer.add(before.block({{1}, {2}})));

    table.writer.addDevice(kTank, "pump");
    QVERIFY(table.writer.add(after.block({{3}})));
    QVERIFY(table.writer.finish());

    QVERIFY(table.warnings.empty());
    QCOMPARE(table.writer.samplesLeftOut(), std::uint64_t{0});
    QVERIFY(table.log.text.starts_with("time_utc,elapsed_s,seq,flow\r\n"));
    QVERIFY(table.log.text.ends_with(",1,3\r\n"));
}

void TestCsvWriter::rowsReachTheTargetWholeWhenTheBufferIsFull() {
    Table table;
    BlockSource pump(table.pool, kPump, channelSet({"a", "b"}));

    for (int i = 0; i < 40; ++i)
        QVERIFY(table.writer.add(pump.fullBlock(0.1 + 0.2)));

    QCOMPARE(table.log.writes, 3);
    QCOMPARE(lineCount(table.log.text), table.writer.samplesWritten() + 1);
    QVERIFY(table.log.text.ends_with("\r\n"));
}

void TestCsvWriter::aFailedWriteCountsNoSample() {
    Table table({true, 2, 0, Widened::Rewritten});
    BlockSource pump(table.pool, kPump, channelSet({"a", "b"}));

    Result<void> added;
    for (int i = 0; i < 40 && added; ++i)
        added = table.writer.add(pump.fullBlock(0.1 + 0.2));

    QVERIFY(!added);
    QVERIFY(added.error().code == ErrorCode::StorageFailed);
    QCOMPARE(lineCount(table.log.text), table.writer.samplesWritten() + 1);
}

void TestCsvWriter::samplesWithoutAChannelHaveRowsOfTimesAndNumbers() {
    Table table;
    BlockSource pump(table.pool, kPump, channelSet({}));
    table.writer.addDevice(kPump, "pump");

    QVERIFY(table.writer.add(pump.block({{}, {}})));
    QVERIFY(table.writer.finish());

    QCOMPARE(QString::fromStdString(table.log.text),
             QStringLiteral("time_utc,elapsed_s,seq\r\n"
                            "2023-11-14T22:13:20.000000000Z,0.000000000,1\r\n"
                            "2023-11-14T22:13:20.001000000Z,0.001000000,2\r\n"));
    QCOMPARE(table.writer.samplesWritten(), 2U);
}

void TestCsvWriter::channelsBehindSamplesWithoutOneWidenTheTable() {
    Table table;
    BlockSource pump(table.pool, kPump, channelSet({}));
    table.writer.addDevice(kPump, "pump");
    QVERIFY(table.writer.add(pump.block({{}, {}})));
    QVERIFY(table.writer.settle());

    pump.setChannels(channelSet({"a"}));
    QVERIFY(table.writer.add(pump.block({{1}})));
    QVERIFY(table.writer.finish());

    QCOMPARE(table.log.widenings.size(), 1U);
    QCOMPARE(table.log.widenings[0].newColumns, 1U);
    QVERIFY(table.log.text.ends_with(",3,1\r\n"));
    QCOMPARE(table.writer.samplesWritten(), 3U);
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::TestCsvWriter)
#include "test_csv_writer.moc"
