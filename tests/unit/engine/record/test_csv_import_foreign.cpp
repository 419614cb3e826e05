// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include <QTest>

#include "imported.h"

namespace telemetryhub::engine {
namespace {

constexpr DeviceId kOnly{1};
constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kMay = 1'714'566'605 * kSecond;  // 2024-05-01T12:30:05Z

}  // namespace

class TestCsvImportForeign : public QObject {
    Q_OBJECT

private slots:
    void delimitersAreFound_data();
    void delimitersAreFound();
    void timesAreRecognised_data();
    void timesAreRecognised();
    void aValueIsNotTakenForATime_data();
    void aValueIsNotTakenForATime();
    void wallTimesCountFromTheFirstSample();
    void withoutTimesRowsAreASecondApart();
    void columnsWithoutTitlesHaveTheirPlaceAsName();
    void titlesTellUnits();
    void columnsOfTextAreLeftOutAndNamed();
    void whatStandsBeforeTheTableIsPassedOver();
    void aMarkedLineOfTitlesIsOne();
    void wordsForNoValueAreAbsent();
    void timesThatGoBackAreCounted();
    void anUnreadableRowLeavesAGap();
    void missingCellsAreAbsent();
    void aColumnThatIsEmptyAtFirstIsAChannel();
    void moreColumnsThanChannelsAreLeftOut();
    void aLastRowWithoutALineEndIsRead();
};

void TestCsvImportForeign::delimitersAreFound_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<char>("delimiter");
    QTest::addColumn<char>("decimalSign");

    const auto row = [](const char* name, const char* text, char delimiter, char decimalSign) {
        QTest::newRow(name) << QByteArray(text) << delimiter << decimalSign;
    };
    row("comma", "a,b\n1.5,2\n-3,4\n", ',', '.');
    row("semicolon", "a;b\n1.5;2\n-3;4\n", ';', '.');
    row("tab", "a\tb\n1.5\t2\n-3\t4\n", '\t', '.');
    row("decimal comma", "a;b\n1,5;2\n-3;4\n", ';', ',');
    row("decimal comma in every cell", "a;b\n1,5;2,0\n-3,0;4,0\n", ';', ',');
    row("decimal comma and tab", "a\tb\r\n1,5\t2\r\n-3\t4\r\n", '\t', ',');
    row("quoted cells", "\"a\",\"b\"\n\"1.5\",\"2\"\n\"-3\",\"4\"\n", ',', '.');
    row("quoted decimal comma", "\"a\";\"b\"\n\"1,5\";\"2\"\n\"-3\";\"4\"\n", ';', ',');
    row("byte order mark",
        "\xEF\xBB\xBF"
        "a,b\n1.5,2\n-3,4\n",
        ',', '.');
    row("no titles", "1.5,2\n-3,4\n", ',', '.');
    row("blanks", " a , b \n 1.5 , 2 \n -3 , +4 \n", ',', '.');
}

void TestCsvImportForeign::delimitersAreFound() {
    QFETCH(QByteArray, text);
    QFETCH(char, delimiter);
    QFETCH(char, decimalSign);
    ImportBench bench;

    const auto summary = bench.import(text.toStdString());

    QVERIFY2(summary, summary ? "" : summary.error().detail.c_str());
    QVERIFY(summary.value().form == CsvForm::Foreign);
    QCOMPARE(summary.value().delimiter, delimiter);
    QCOMPARE(summary.value().decimalSign, decimalSign);
    QCOMPARE(summary.value().rows, 2U);
    QVERIFY(bench.sink.column(0) == std::vector<double>({1.5, -3}));
    QVERIFY(bench.sink.column(1) == std::vector<double>({2, 4}));
}

void TestCsvImportForeign::timesAreRecognised_data() {
    QTest::addColumn<QByteArray>("title");
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<int>("source");
    QTest::addColumn<qint64>("ns");

    const auto row = [](const char* title, const char* first, const char* second,
                        CsvTimeSource source, std::int64_t ns) {
        QTest::addRow("%s %s", title, first)
            << QByteArray(title) << QByteArray(first) << QByteArray(second)
            << static_cast<int>(source) << qint64{ns};
    };
    const auto calendar = CsvTimeSource::Calendar;
    const auto elapsed = CsvTimeSource::Elapsed;
    row("timestamp", "2024-05-01T12:30:05Z", "2024-05-01T12:30:06Z", calendar, kMay);
    row("any", "2024-05-01 12:30:05.250", "2024-05-01 12:30:06", calendar, kMay + kSecond / 4);
    row("any", "2024-05-01T14:30:05+02:00", "2024-05-01T14:30:06+02:00", calendar, kMay);
    row("date", "2024/05/01 12:30:05", "2024/05/01 12:30:06", calendar, kMay);
    row("Datum", "1.5.2024 12:30:05", "1.5.2024 12:30:06", calendar, kMay);
    row("date", "2024-05-01", "2024-05-02", calendar, 1'714'521'600 * kSecond);
    row("Time", "1714566605.123456789", "1714566606", calendar, kMay + 123'456'789);
    row("epoch_ms", "1714566605123", "1714566606123", calendar, kMay + 123'000'000);
    row("timestamp", "1714566605123", "1714566606123", calendar, kMay + 123'000'000);
    row("ts", "1714566605123456", "1714566606123456", calendar, kMay + 123'456'000);
    row("unix", "1714566605123456789", "1714566606123456789", calendar, kMay + 123'456'789);
    row("", "1714566605", "1714566606", calendar, kMay);
    row("time", "0.1", "0.2", elapsed, kSecond / 10);
    row("Time [ms]", "1500", "1501", elapsed, 3 * kSecond / 2);
    row("time_us", "1500", "1501", elapsed, 1'500'000);
    row("Elapsed (min)", "2", "3", elapsed, 120 * kSecond);
    row("t", "1e-3", "2e-3", elapsed, 1'000'000);
    row("seconds", "-2", "-1", elapsed, -2 * kSecond);
    row("elapsed_s", "200000000", "200000001", elapsed, 200'000'000 * kSecond);
    row("time", "12:30:05,5", "12:30:06", elapsed, 45'005 * kSecond + kSecond / 2);
}

void TestCsvImportForeign::timesAreRecognised() {
    QFETCH(QByteArray, title);
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    QFETCH(int, source);
    QFETCH(qint64, ns);
    ImportBench bench;
    std::string text = title.isEmpty() ? "" : title.toStdString() + ";a\n";
    text += first.toStdString() + ";1\n" + second.toStdString() + ";2\n";

    const auto summary = bench.import(text);

    QVERIFY2(summary, summary ? "" : summary.error().detail.c_str());
    QCOMPARE(static_cast<int>(summary.value().timeSource), source);
    QCOMPARE(summary.value().timeColumn, title.toStdString());
    const auto& samples = bench.sink.samples[kOnly];
    QCOMPARE(samples.size(), 2U);
    QCOMPARE(samples[0].bits.size(), 1U);
    QCOMPARE(samples[0].time.wallNs, ns);
    QVERIFY(samples[1].time.steadyNs > samples[0].time.steadyNs);
}

void TestCsvImportForeign::aValueIsNotTakenForATime_data() {
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("another word") << QByteArray("response time,a\n1,2\n2,3\n");
    QTest::newRow("a temperature") << QByteArray("T,a\n20.5,2\n20.1,3\n");
    QTest::newRow("no title") << QByteArray("1,2\n2,3\n");
    QTest::newRow("ambiguous dates") << QByteArray("date,a,b\n05/01/2024,1,2\n05/02/2024,2,3\n");
}

void TestCsvImportForeign::aValueIsNotTakenForATime() {
    QFETCH(QByteArray, text);
    ImportBench bench;

    const auto summary = bench.import(text.toStdString());

    QVERIFY(summary);
    QVERIFY(summary.value().timeSource == CsvTimeSource::SampleNumber);
    QCOMPARE(bench.sink.samples[kOnly][0].bits.size(), 2U);
}

void TestCsvImportForeign::wallTimesCountFromTheFirstSample() {
    ImportBench bench;

    QVERIFY(bench.import("date,time,a\n2024-05-01,12:30:05,1\n2024-05-01,12:30:05.000000001,2\n"));

    const auto& samples = bench.sink.samples[kOnly];
    QCOMPARE(samples[0].time.wallNs, kMay);
    QCOMPARE(samples[0].time.steadyNs, 0);
    QCOMPARE(samples[1].time.wallNs, kMay + 1);
    QCOMPARE(samples[1].time.steadyNs, 1);
    QCOMPARE(samples[0].bits.size(), 1U);
}

void TestCsvImportForeign::withoutTimesRowsAreASecondApart() {
    ImportBench bench;

    const auto summary = bench.import("a,b\n1,2\n3,4\n5,6\n");

    QVERIFY(summary);
    QVERIFY(summary.value().timeSource == CsvTimeSource::SampleNumber);
    QVERIFY(summary.value().timeColumn.empty());
    QCOMPARE(bench.sink.samples[kOnly][2].time.steadyNs, 2 * kSecond);
    QCOMPARE(bench.sink.samples[kOnly][2].sequence, 3U);
}

void TestCsvImportForeign::columnsWithoutTitlesHaveTheirPlaceAsName() {
    ImportBench bench;

    const auto summary = bench.import("2024-05-01T12:30:05Z,ok,1,2\n2024-05-01T12:30:06Z,ok,3,4\n");

    QVERIFY(summary);
    QCOMPARE(channelTitles(summary.value().devices[0]), std::string("column 3|column 4"));
    QCOMPARE(summary.value().columnsLeftOut, std::vector<std::string>({"column 2"}));
    QCOMPARE(summary.value().rows, 2U);
}

void TestCsvImportForeign::titlesTellUnits() {
    ImportBench bench;

    const auto summary = bench.import("speed[m/s],flow [l], level\n1,2,3\n");

    QVERIFY(summary);
    QCOMPARE(channelTitles(summary.value().devices[0]), std::string("speed [m/s]|flow [l]|level"));
    QCOMPARE(summary.value().devices[0].name, std::string("bench"));
}

void TestCsvImportForeign::columnsOfTextAreLeftOutAndNamed() {
    ImportBench bench;

    const auto summary = bench.import("a,state,b\n1,\"on, or\n\"\"off\"\"\",2\n3,off,4\n");

    QVERIFY(summary);
    QCOMPARE(summary.value().rowsUnread, 0U);
    QCOMPARE(summary.value().columnsLeftOut, std::vector<std::string>({"state"}));
    QVERIFY(bench.sink.column(1) == std::vector<double>({2, 4}));
}

void TestCsvImportForeign::whatStandsBeforeTheTableIsPassedOver() {
    ImportBench bench;

    const auto summary =
        bench.import("Logger 3000\nserial 17, 18\n\ntime,a,b,c\n0,1,2,3\n1,4,5,6\n2,7,8,9\n");

    QVERIFY(summary);
    QCOMPARE(summary.value().rows, 3U);
    QCOMPARE(summary.value().rowsUnread, 0U);
    QCOMPARE(channelTitles(summary.value().devices[0]), std::string("a|b|c"));
}

void TestCsvImportForeign::aMarkedLineOfTitlesIsOne() {
    ImportBench bench;

    const auto summary = bench.import("# time,a\n0,1\n1,4\n");

    QVERIFY(summary);
    QCOMPARE(summary.value().timeColumn, std::string("time"));
    QCOMPARE(channelTitles(summary.value().devices[0]), std::string("a"));
}

void TestCsvImportForeign::wordsForNoValueAreAbsent() {
    ImportBench bench;

    const auto summary = bench.import("a,b\n1,2\nN/A,3\n-,4\nnull,5\n,6\n-NaN,7\n");

    QVERIFY(summary);
    QCOMPARE(summary.value().cellsUnread, 0U);
    for (std::size_t row = 1; row < 5; ++row)
        QVERIFY(isAbsent(bench.sink.column(0)[row]));
    QCOMPARE(bitsOf(bench.sink.column(0)[5]), bitsOf(std::numeric_limits<double>::quiet_NaN()));
}

void TestCsvImportForeign::timesThatGoBackAreCounted() {
    ImportBench bench;

    const auto summary = bench.import("time,a\n1,1\n3,2\n2,3\n4,4\n");

    QVERIFY(summary);
    QCOMPARE(summary.value().timesBack, 1U);
    QCOMPARE(summary.value().rows, 4U);
}

void TestCsvImportForeign::anUnreadableRowLeavesAGap() {
    ImportBench bench;

    const auto summary = bench.import("time,a,b\n1,1,2\n2,x,y\n3,3,z\nlater,4,5\n5,6,7\n");

    QVERIFY(summary);
    QCOMPARE(summary.value().rows, 3U);
    QCOMPARE(summary.value().rowsUnread, 2U);
    QCOMPARE(summary.value().cellsUnread, 1U);
    QCOMPARE(summary.value().problems.size(), 3U);
    QCOMPARE(summary.value().problems[0].line, 3U);
    QVERIFY(summary.value().problems[0].reason.find("'x'") != std::string::npos);
    QCOMPARE(summary.value().problems[1].line, 4U);
    QVERIFY(summary.value().problems[2].reason.find("later") != std::string::npos);
    std::vector<Sequence> sequences;
    for (const ImportedSample& sample : bench.sink.samples[kOnly])
        sequences.push_back(sample.sequence);
    QVERIFY(sequences == std::vector<Sequence>({1, 3, 5}));
}

void TestCsvImportForeign::missingCellsAreAbsent() {
    ImportBench bench;

    const auto summary = bench.import("a,b,c\n1,2,3\n4,5\n6,7,8,\n9,10,11,12\n,,\n1,2,3\n1,2,3\n");

    QVERIFY(summary);
    QCOMPARE(summary.value().rows, 5U);
    QCOMPARE(summary.value().rowsUnread, 1U);
    QCOMPARE(summary.value().problems[0].line, 5U);
    QVERIFY(isAbsent(bench.sink.column(2)[1]));
    QCOMPARE(bench.sink.column(2)[2], 8.0);
}

void TestCsvImportForeign::aColumnThatIsEmptyAtFirstIsAChannel() {
    ImportBench bench;
    std::string text = "a,b\n";
    for (int i = 0; i < 300; ++i)
        text += "1,\n";

    const auto summary = bench.import(text + "1,2\n");

    QVERIFY(summary);
    QCOMPARE(bench.sink.column(1).back(), 2.0);
}

void TestCsvImportForeign::moreColumnsThanChannelsAreLeftOut() {
    ImportBench bench;
    std::string titles = "time";
    std::string row = "1";
    for (int i = 0; i < 10'000; ++i) {
        titles += ",c" + std::to_string(i);
        row += "," + std::to_string(i);
    }

    const auto summary = bench.import(titles + "\n" + row + "\n" + row + "\n");

    QVERIFY(summary);
    QCOMPARE(summary.value().rows, 2U);
    QCOMPARE(summary.value().devices[0].channels->size(), ChannelSet::kMaxChannels);
    QCOMPARE(summary.value().columnsLeftOutCount, 10'000U - ChannelSet::kMaxChannels);
    QCOMPARE(summary.value().columnsLeftOut.size(), CsvImportSummary::kMaxColumnsNamed);
    QCOMPARE(summary.value().columnsLeftOut.front(), std::string("c256"));
    QCOMPARE(bench.sink.column(255)[1], 255.0);
}

void TestCsvImportForeign::aLastRowWithoutALineEndIsRead() {
    ImportBench bench;

    const auto summary = bench.import("a,b\n1,2\n3,4");

    QVERIFY(summary);
    QCOMPARE(bench.sink.column(1).back(), 4.0);
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::TestCsvImportForeign)
#include "test_csv_import_foreign.moc"
