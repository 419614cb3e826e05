// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>
#include <random>

#include <QTest>

#include "imported.h"
#include "memory_target.h"
#include "telemetryhub/engine/record/csv_table.h"

namespace telemetryhub::engine {
namespace {

constexpr DeviceId kPump{1};
constexpr DeviceId kTank{2};
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Writes a table and reads it again.
struct RoundTrip : ImportBench {
    explicit RoundTrip(CsvShape shape)
        : target(log), table(makeCsvTable(shape, target, {kStart, std::chrono::hours(1), {}})) {}

    Result<CsvImportSummary> readBack() {
        if (Result<void> finished = table->finish(); !finished) return finished.error();
        return import(log.text);
    }

    TargetLog log;
    MemoryTarget target;
    std::unique_ptr<CsvTable> table;
};

/// Doubles of every kind.
double anyDouble(std::mt19937_64& random) {
    switch (random() % 5) {
        case 0: return std::round(std::uniform_real_distribution<>(-1e6, 1e6)(random)) / 1e3;
        case 1: return static_cast<double>(static_cast<std::int64_t>(random()) >> (random() % 64));
        case 2: return std::bit_cast<double>(random() % (std::uint64_t{1} << 52));  // tiny
        default: break;
    }
    for (;;) {
        const double value = std::bit_cast<double>(random());
        if (!std::isnan(value)) return value;
    }
}

ReadTime anyTime(std::mt19937_64& random) {
    return {kStart.steadyNs + static_cast<std::int64_t>(random() >> 2),
            static_cast<std::int64_t>(random())};
}

void shapes() {
    QTest::addColumn<int>("shape");
    QTest::newRow("wide") << static_cast<int>(CsvShape::Wide);
    QTest::newRow("long") << static_cast<int>(CsvShape::Long);
}

}  // namespace

class TestCsvImport : public QObject {
    Q_OBJECT

private slots:
    void everyDoubleReadsBackBitEqual_data() { shapes(); }
    void everyDoubleReadsBackBitEqual();
    void specialValuesReadBackBitEqual_data() { shapes(); }
    void specialValuesReadBackBitEqual();
    void timesReadBackToTheNanosecond_data() { shapes(); }
    void timesReadBackToTheNanosecond();
    void sequenceNumbersReadBackWithTheirGaps_data() { shapes(); }
    void sequenceNumbersReadBackWithTheirGaps();
    void namesAndUnitsReadBackAsTheyWere_data();
    void namesAndUnitsReadBackAsTheyWere();
    void devicesReadBackWithTheirOwnChannels_data() { shapes(); }
    void devicesReadBackWithTheirOwnChannels();
    void channelsOfADeviceStandInTheOrderOfTheColumns();
    void aDeviceWhoseChannelComesLateIsExtended();
    void equalTitlesOfOneDeviceStayApart_data() { shapes(); }
    void equalTitlesOfOneDeviceStayApart();
    void theOnlyDeviceHasTheNameOfTheFile();
    void columnsThatAreNeverFilledAreChannelsOfTheOnlyDevice();
    void samplesWithoutAValueStay();
    void aCountThatBeginsAnewGoesOn();
    void aRunThatWasAppendedComesBehindTheOneBefore();
    void aTableWithoutRowsHasNoDevice();
    void aTableThatASpreadsheetParsedBySemicolonIsOurs();
    void moreColumnsThanChannelsAreNamed();
};

void TestCsvImport::everyDoubleReadsBackBitEqual() {
    QFETCH(int, shape);
    RoundTrip trip(static_cast<CsvShape>(shape));
    std::mt19937_64 random(7);
    BlockSource pump(trip.pool, kPump, channelSet({"a", "b [V]", "c"}));
    trip.table->addDevice(kPump, "pump");
    std::vector<std::uint64_t> expected;
    for (int i = 0; i < 100; ++i) {
        std::vector<std::vector<double>> rows(100, std::vector<double>(3));
        for (auto& row : rows)
            for (double& value : row) {
                value = anyDouble(random);
                expected.push_back(bitsOf(value));
            }
        QVERIFY(trip.table->add(pump.block(rows)));
    }

    const auto summary = trip.readBack();

    QVERIFY2(summary, summary ? "" : summary.error().detail.c_str());
    QCOMPARE(summary.value().rowsUnread, 0U);
    QCOMPARE(summary.value().cellsUnread, 0U);
    QVERIFY(trip.sink.announced);
    std::vector<std::uint64_t> read;
    for (const ImportedSample& sample : trip.sink.samples[kPump])
        read.insert(read.end(), sample.bits.begin(), sample.bits.end());
    QVERIFY(read == expected);
}

void TestCsvImport::specialValuesReadBackBitEqual() {
    QFETCH(int, shape);
    RoundTrip trip(static_cast<CsvShape>(shape));
    using Limits = std::numeric_limits<double>;
    const std::vector<double> values = {kNan,
                                        kInfinity,
                                        -kInfinity,
                                        0.0,
                                        -0.0,
                                        Limits::max(),
                                        Limits::min(),
                                        Limits::denorm_min(),
                                        Limits::lowest(),
                                        1e16,
                                        -1e-7};
    BlockSource pump(trip.pool, kPump, channelSet({"a", "b"}));
    std::vector<std::vector<double>> rows;
    for (const double value : values) {
        rows.push_back({value, kAbsent});
        rows.push_back({kAbsent, value});
    }
    QVERIFY(trip.table->add(pump.block(rows)));

    QVERIFY(trip.readBack());

    const auto& samples = trip.sink.samples[kPump];
    QCOMPARE(samples.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE(bitsOf(trip.sink.column(0)[i]), bitsOf(rows[i][0]));
        QCOMPARE(bitsOf(trip.sink.column(1)[i]), bitsOf(rows[i][1]));
    }
}

void TestCsvImport::timesReadBackToTheNanosecond() {
    QFETCH(int, shape);
    RoundTrip trip(static_cast<CsvShape>(shape));
    constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
    std::mt19937_64 random(5);
    std::vector<ReadTime> times = {kUnknownTime,
                                   kStart,
                                   {kStart.steadyNs - 1, -1},
                                   {kStart.steadyNs, kMin},
                                   {kMax, kMax},
                                   {kMin + kStart.steadyNs, 0}};
    while (times.size() < SampleBlock::kCapacity)
        times.push_back(anyTime(random));
    BlockRef block = trip.pool.acquire(kPump, 1, channelSet({"a"}));
    for (const ReadTime& time : times)
        block.writable().append(time, std::vector<double>{1});
    QVERIFY(trip.table->add(block));

    const auto summary = trip.readBack();

    QVERIFY(summary);
    QCOMPARE(summary.value().rowsUnread, 0U);
    QVERIFY(summary.value().timeSource == CsvTimeSource::Table);
    const auto& samples = trip.sink.samples[kPump];
    QCOMPARE(samples.size(), times.size());
    for (std::size_t i = 0; i < times.size(); ++i) {
        const bool isKnown = times[i] != kUnknownTime;
        const std::int64_t start = isKnown ? kStart.steadyNs : 0;
        QCOMPARE(samples[i].time.steadyNs, times[i].steadyNs - start);
        QCOMPARE(samples[i].time.wallNs, times[i].wallNs);
    }
}

void TestCsvImport::sequenceNumbersReadBackWithTheirGaps() {
    QFETCH(int, shape);
    RoundTrip trip(static_cast<CsvShape>(shape));
    const std::vector<Sequence> firsts = {0, 7, 9, 1'000'000'000'000, (Sequence{1} << 63) + 5};
    for (const Sequence first : firsts) {
        BlockRef block = trip.pool.acquire(kPump, first, channelSet({"a"}));
        block.writable().append(kStart, std::vector<double>{1});
        block.writable().append(kStart, std::vector<double>{2});
        QVERIFY(trip.table->add(block));
    }

    const auto summary = trip.readBack();

    QVERIFY(summary);
    QCOMPARE(summary.value().devices[0].restarts, 0U);
    std::vector<Sequence> read;
    for (const ImportedSample& sample : trip.sink.samples[kPump])
        read.push_back(sample.sequence);
    std::vector<Sequence> expected;
    for (const Sequence first : firsts)
        expected.insert(expected.end(), {first, first + 1});
    QVERIFY(read == expected);
}

void TestCsvImport::namesAndUnitsReadBackAsTheyWere_data() {
    QTest::addColumn<int>("shape");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("unit");
    const auto rows = [](const char* title, const char* name, const char* unit) {
        for (const CsvShape shape : {CsvShape::Wide, CsvShape::Long})
            QTest::addRow("%s, %s", title, shape == CsvShape::Wide ? "wide" : "long")
                << static_cast<int>(shape) << QByteArray(name) << QByteArray(unit);
    };
    rows("plain", "flow", "l/s");
    rows("no unit", "flow", "");
    rows("formula", "=flow", "@x");
    rows("apostrophe", "'flow'", "'");
    rows("apostrophe and formula", "'=flow", "''-");
    rows("blank and formula", " =flow", "  -");
    rows("no-break space and formula", "\xC2\xA0=flow", "\xEF\xBB\xBF@");
    rows("apostrophe, mark and formula", "'\xEF\xBB\xBF=flow", "' +");
    rows("minus", "-12V", "+");
    rows("quotes and line ends", "a\"b\r\nc,d", "\"\n");
    rows("brackets in the name", "a [b]", "");
    rows("brackets and a unit", "a [b] [c]", "d");
    rows("brackets without a blank", "a[b]", "");
    rows("blanks around", " a ", " V ");
    rows("empty", "", "");
    rows("unit alone", "", "V");
    rows("beyond ASCII", "Füllstand €", "µ℃");
    rows("tab and semicolon", "\ta;b", ";");
}

void TestCsvImport::namesAndUnitsReadBackAsTheyWere() {
    QFETCH(int, shape);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, unit);
    RoundTrip trip(static_cast<CsvShape>(shape));
    const Channel channel{name.toStdString(), unit.toStdString(), {}};
    BlockSource pump(trip.pool, kPump, std::make_shared<ChannelSet>(std::vector<Channel>{channel}));
    BlockSource tank(trip.pool, kTank, std::make_shared<ChannelSet>(std::vector<Channel>{channel}));
    trip.table->addDevice(kPump, name.toStdString() + "1");
    trip.table->addDevice(kTank, name.toStdString() + "2");
    QVERIFY(trip.table->add(pump.block({{1}, {2}})));
    QVERIFY(trip.table->add(tank.block({{3}})));

    const auto summary = trip.readBack();

    QVERIFY2(summary, summary ? "" : summary.error().detail.c_str());
    QCOMPARE(summary.value().devices.size(), 2U);
    QCOMPARE(summary.value().devices[0].name, name.toStdString() + "1");
    QCOMPARE(summary.value().devices[1].name, name.toStdString() + "2");
    for (const CsvImportedDevice& device : summary.value().devices)
        QVERIFY((*device.channels)[0] == channel);
}

void TestCsvImport::devicesReadBackWithTheirOwnChannels() {
    QFETCH(int, shape);
    RoundTrip trip(static_cast<CsvShape>(shape));
    BlockSource pump(trip.pool, kPump, channelSet({"flow", "level [m]"}));
    BlockSource tank(trip.pool, kTank, channelSet({"level [m]", "level [ft]"}));
    trip.table->addDevice(kPump, "pump");
    trip.table->addDevice(kTank, "tank");
    QVERIFY(trip.table->add(pump.block({{1, 2}, {3, 4}})));
    QVERIFY(trip.table->add(tank.block({{5, 6}})));
    QVERIFY(trip.table->add(pump.block({{7, 8}})));

    const auto summary = trip.readBack();

    QVERIFY(summary);
    QCOMPARE(summary.value().devices.size(), 2U);
    QCOMPARE(channelTitles(summary.value().devices[0]), std::string("flow|level [m]"));
    QCOMPARE(channelTitles(summary.value().devices[1]), std::string("level [m]|level [ft]"));
    QCOMPARE(summary.value().devices[0].samples, 3U);
    QVERIFY(trip.sink.column(1, {1}) == std::vector<double>({2, 4, 8}));
    QVERIFY(trip.sink.column(1, {2}) == std::vector<double>({6}));
    QVERIFY(trip.sink.announced);
}

void TestCsvImport::channelsOfADeviceStandInTheOrderOfTheColumns() {
    ImportBench bench;
    const std::string start = "2023-11-14T22:13:20.000000000Z,0.000000000,";

    const auto summary =
        bench.import("time_utc,elapsed_s,device,seq,a,b,c\r\n" + start + "x,1,,,3\r\n" + start +
                     "x,2,1,,\r\n" + start + "x,9,4,5,\r\n");

    QVERIFY(summary);
    // Row 9 waits with a new channel while the gap before it ends the first block.
    QCOMPARE(channelTitles(summary.value().devices[0]), std::string("a|b|c"));
    QVERIFY(isAbsent(bench.sink.column(0)[0]));
    QCOMPARE(bench.sink.column(0)[1], 1.0);
    QCOMPARE(bench.sink.column(0)[2], 4.0);
    QCOMPARE(bench.sink.column(1)[2], 5.0);
    QCOMPARE(bench.sink.column(2)[0], 3.0);
}

void TestCsvImport::aDeviceWhoseChannelComesLateIsExtended() {
    RoundTrip trip(CsvShape::Long);
    BlockSource pump(trip.pool, kPump, channelSet({"a"}));
    QVERIFY(trip.table->add(pump.fullBlock(1)));
    pump.setChannels(channelSet({"a", "b"}));
    QVERIFY(trip.table->add(pump.block({{2, 3}})));

    const auto summary = trip.readBack();

    QVERIFY(summary);
    QCOMPARE(channelTitles(summary.value().devices[0]), std::string("a|b"));
    QCOMPARE(trip.sink.samples[kPump].front().bits.size(), 1U);
    QCOMPARE(trip.sink.column(1).back(), 3.0);
}

void TestCsvImport::equalTitlesOfOneDeviceStayApart() {
    QFETCH(int, shape);
    RoundTrip trip(static_cast<CsvShape>(shape));
    BlockSource pump(trip.pool, kPump, channelSet({"t", "t", "t"}));
    QVERIFY(trip.table->add(pump.block({{1, 2, 3}, {kAbsent, 4, kAbsent}, {5, kAbsent, 6}})));

    const auto summary = trip.readBack();

    QVERIFY(summary);
    QCOMPARE(channelTitles(summary.value().devices[0]), std::string("t|t|t"));
    QCOMPARE(trip.sink.column(1)[1], 4.0);
    QVERIFY(isAbsent(trip.sink.column(0)[1]));
    QCOMPARE(trip.sink.column(2)[2], 6.0);
}

void TestCsvImport::theOnlyDeviceHasTheNameOfTheFile() {
    RoundTrip trip(CsvShape::Wide);
    BlockSource pump(trip.pool, kPump, channelSet({"a"}));
    trip.table->addDevice(kPump, "pump");
    QVERIFY(trip.table->add(pump.block({{1}})));

    const auto summary = trip.readBack();

    QVERIFY(summary);
    QVERIFY(summary.value().form == CsvForm::Wide);
    QCOMPARE(summary.value().devices[0].name, std::string("bench"));
    QCOMPARE(trip.sink.names[kPump], std::string("bench"));
}

void TestCsvImport::columnsThatAreNeverFilledAreChannelsOfTheOnlyDevice() {
    RoundTrip trip(CsvShape::Wide);
    BlockSource pump(trip.pool, kPump, channelSet({"a", "b", "c"}));
    QVERIFY(trip.table->add(pump.block({{kAbsent, kAbsent, 1}})));

    const auto summary = trip.readBack();

    QVERIFY(summary);
    QCOMPARE(channelTitles(summary.value().devices[0]), std::string("a|b|c"));
}

void TestCsvImport::samplesWithoutAValueStay() {
    RoundTrip trip(CsvShape::Wide);
    BlockSource pump(trip.pool, kPump, channelSet({"a"}));
    QVERIFY(trip.table->add(pump.block({{kAbsent}, {1}, {kAbsent}})));

    QVERIFY(trip.readBack());

    QCOMPARE(trip.sink.samples[kPump].size(), 3U);
    QVERIFY(isAbsent(trip.sink.column(0)[2]));
}

void TestCsvImport::aCountThatBeginsAnewGoesOn() {
    RoundTrip trip(CsvShape::Wide);
    BlockSource before(trip.pool, kPump, channelSet({"flow"}));
    BlockSource after(trip.pool, kTank, channelSet({"flow"}));
    trip.table->addDevice(kPump, "pump");
    QVERIFY(trip.table->add(before.block({{1}, {2}})));
    trip.table->addDevice(kTank, "pump");
    QVERIFY(trip.table->add(after.block({{3}, {4}})));

    const auto summary = trip.readBack();

    QVERIFY(summary);
    QCOMPARE(summary.value().devices.size(), 1U);
    QCOMPARE(summary.value().devices[0].restarts, 1U);
    QCOMPARE(trip.sink.samples[kPump].back().sequence, 4U);
    QVERIFY(trip.sink.column(0) == std::vector<double>({1, 2, 3, 4}));
}

void TestCsvImport::aRunThatWasAppendedComesBehindTheOneBefore() {
    ImportBench bench;

    const auto summary = bench.import(
        "time_utc,elapsed_s,seq,a\r\n"
        "2023-11-14T22:13:20Z,5,1,1\r\n"
        "2023-11-14T22:13:21Z,6,2,2\r\n"
        "2023-11-14T22:14:21Z,0.5,1,3\r\n"
        "2023-11-14T22:14:22Z,1.5,2,4\r\n"
        "2023-11-14T22:14:20Z,0,1,5\r\n");  // the wall clock was set back

    QVERIFY(summary);
    QCOMPARE(summary.value().devices[0].restarts, 2U);
    std::vector<std::int64_t> steady;
    for (const ImportedSample& sample : bench.sink.samples.begin()->second)
        steady.push_back(sample.time.steadyNs);
    constexpr std::int64_t kSecond = 1'000'000'000;
    QVERIFY(steady == std::vector<std::int64_t>({5 * kSecond, 6 * kSecond, 66 * kSecond,
                                                 67 * kSecond, 67 * kSecond + 1}));
}

void TestCsvImport::aTableWithoutRowsHasNoDevice() {
    RoundTrip trip(CsvShape::Wide);
    trip.table->addDevice(kPump, "pump");
    trip.table->declare(kPump, channelSet({"a;b"}));

    const auto summary = trip.readBack();

    QVERIFY2(summary, summary ? "" : summary.error().detail.c_str());
    QVERIFY(summary.value().devices.empty());
    QCOMPARE(trip.sink.blocks, 0);
}

void TestCsvImport::aTableThatASpreadsheetParsedBySemicolonIsOurs() {
    ImportBench bench;

    const auto summary = bench.import(
        "\xEF\xBB\xBFtime_utc;elapsed_s;seq;a [V];b\n"
        "2023-11-14T22:13:20.5Z;0,500000001;1;1,5;2\n"
        "2023-11-14T22:13:21Z;1;2;;-3,25\n");

    QVERIFY(summary);
    QVERIFY(summary.value().form == CsvForm::Wide);
    QCOMPARE(summary.value().rows, 2U);
    QCOMPARE(bench.sink.samples[kPump][0].time.steadyNs, 500'000'001);
    QCOMPARE(bench.sink.samples[kPump][0].time.wallNs, 1'700'000'000'500'000'000);
    QCOMPARE(bench.sink.column(0)[0], 1.5);
    QCOMPARE(bench.sink.column(1)[1], -3.25);
}

void TestCsvImport::moreColumnsThanChannelsAreNamed() {
    ImportBench bench;
    std::string header = "time_utc,elapsed_s,seq";
    std::string row = "2023-11-14T22:13:20Z,0,1";
    for (int i = 0; i < 400; ++i) {
        header += ",c" + std::to_string(i);
        row += "," + std::to_string(i);
    }

    const auto summary = bench.import(header + "\r\n" + row + "\r\n");

    QVERIFY(summary);
    QCOMPARE(summary.value().columnsLeftOutCount, 16U);
    QCOMPARE(summary.value().columnsLeftOut.front(), std::string("c384"));
    QCOMPARE(bench.sink.samples[kPump][0].bits.size(), 384U);
    QCOMPARE(bench.sink.column(383)[0], 383.0);
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::TestCsvImport)
#include "test_csv_import.moc"
