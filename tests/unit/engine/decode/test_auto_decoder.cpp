// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <QTest>

#include "decode_run.h"
#include "telemetryhub/engine/decode/auto_decoder.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

namespace {

AutoDecision decisionOf(const DecodeRun& run) {
    return dynamic_cast<const AutoDecoder&>(run.decoder()).decision();
}

/// Empty when nothing was decided.
QByteArray chosenName(const DecodeRun& run) {
    const auto chosen = decisionOf(run).chosen;
    if (!chosen) return {};
    return *chosen == Format::Csv ? "csv" : *chosen == Format::Plotter ? "plotter" : "nmea";
}

}  // namespace

class AutoDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void theFirstLinesDecide_data();
    void theFirstLinesDecide();
    void anEndedStreamDecidesOnOneLine_data();
    void anEndedStreamDecidesOnOneLine();
    void keptLinesAreDecodedWithTheirOwnTimes();
    void aStreamJoinedInTheMiddleLosesOnlyItsFirstLine();
    void proseOfAStartingDeviceIsShownAtOnce();
    void proseAloneMakesNoChannel();
    void randomBytesMakeNoChannel_data();
    void randomBytesMakeNoChannel();
    void dataAfterNoiseIsFound();
    void aLineThatIsTooLongToKeepIsOneDamage();
    void whatIsKeptIsBounded();
    void aRestartKeepsTheDecision();
    void aRestartWithoutDataDecidesAnew();
    void theSameFormatKeepsItsNamesAfterADoubt();
    void aCutStreamDecidesNothing();
    void theReasonsAreTold();
};

void AutoDecoderTest::theFirstLinesDecide_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<int>("rows");
    const auto row = [](const char* name, const QByteArray& lines, const char* format, int rows) {
        QTest::newRow(name) << lines << QByteArray(format) << rows;
    };
    row("sentence with checksum", "$APHDM,218.634,M*39\r\n", "nmea", 1);
    row("sentences without checksum", "$SDDBT,7.2,f,2.2,M\r\n$SDDBT,7.2,f,2.2,M\r\n", "nmea", 2);
    row("labels", "temp:20 hum:30\ntemp:21 hum:31\n", "plotter", 2);
    row("labels in another order", "temp:20 hum:30\nhum:31\n", "plotter", 2);
    row("labels with units", "temp:20 C\ntemp:21 C\n", "plotter", 2);
    row("labels and commas", "a:1,b:2\na:3,b:4\n", "plotter", 2);
    row("commas", "1,2,3\n4,5,6\n", "csv", 2);
    row("one column", "5\n6\n", "csv", 2);
    row("blanks", "1 2\n3 4\n", "csv", 2);
    row("titles and a line", "time,temp\n1,20\n", "csv", 1);
    row("titles with units and a line", "t [s];temp [°C]\n1;20\n", "csv", 1);
    row("a column of times", "12:30:05,20\n12:30:06,21\n", "csv", 2);
    row("after prose", "Booting.\nSensor found\n1,2\n3,4\n", "csv", 2);
    row("one line of numbers", "1,2,3\n", "", 0);
    row("lines of other counts", "1,2,3\n4,5\n6,7,8\n", "", 0);
    row("one labelled line", "temp:20\n", "", 0);
    row("two labels once", "temp:20\nhum:30\n", "", 0);
    row("clocks in sentences", "12:30:05 started\n12:30:06 stopped\n12:30:07 started\n", "", 0);
    row("sentences with numbers", "Sensor 3 ready, 4 to go\nSensor 4 ready, 3 to go\n", "", 0);
    row("key and value pairs", "V\t12800\nI\t-15\nP\t20\n", "", 0);
    row("two words and two numbers", "Hello World\n1 2\n", "", 0);
    row("wrong checksum", "$APHDM,218.634,M*38\r\n$APHDM,218.634,M*38\r\n", "", 0);
    row("log with a number", "Heap free:23456 bytes now\nHeap free:23440 bytes now\n", "", 0);
    row("JSON", "{\"a\":1,\"b\":2}\n{\"a\":1,\"b\":2}\n", "", 0);
    row("empty lines", "\n\r\n\n", "", 0);
}

void AutoDecoderTest::theFirstLinesDecide() {
    QFETCH(QByteArray, lines);
    QFETCH(QByteArray, format);
    QFETCH(int, rows);
    DecodeRun run(Format::Auto);

    run.feed(lines.toStdString());

    QCOMPARE(chosenName(run), format);
    QCOMPARE(run.counts().frames, static_cast<quint64>(rows));
    QVERIFY(run.ledgerAlwaysClosed());
    if (format.isEmpty()) QCOMPARE(run.channels(), Lines{});
}

void AutoDecoderTest::anEndedStreamDecidesOnOneLine_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("format");
    QTest::newRow("row") << QByteArray("1,2,3\n") << QByteArray("csv");
    QTest::newRow("row without line end") << QByteArray("1,2,3") << QByteArray("csv");
    QTest::newRow("labels") << QByteArray("Ready.\ntemp:20 hum:30\n") << QByteArray("plotter");
    QTest::newRow("sentence") << QByteArray("$SDDBT,7.2,f,2.2,M") << QByteArray("nmea");
    QTest::newRow("clock") << QByteArray("12:30:05 started\n") << QByteArray();
    QTest::newRow("prose") << QByteArray("Hello, I am 5\n") << QByteArray();
    QTest::newRow("number amid noise") << QByteArray("\xFF\x80\n5\n\xFE\n") << QByteArray();
}

void AutoDecoderTest::anEndedStreamDecidesOnOneLine() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, format);
    DecodeRun run(Format::Auto);

    run.feed(bytes.toStdString()).finish();

    QCOMPARE(chosenName(run), format);
    QCOMPARE(run.counts().frames, format.isEmpty() ? quint64{0} : quint64{1});
    QCOMPARE(run.pendingBytes(), std::size_t{0});
    QVERIFY(run.ledgerAlwaysClosed());
}

void AutoDecoderTest::keptLinesAreDecodedWithTheirOwnTimes() {
    DecodeRun run(Format::Auto);

    run.setTime(100);
    run.feed("1,2\n3,");
    QCOMPARE(run.pendingBytes(), std::size_t{6});
    run.setTime(200);
    run.feed("4\n5,6\n");

    QCOMPARE(run.events(), (Lines{"row value 1=1 value 2=2", "row value 1=3 value 2=4",
                                  "row value 1=5 value 2=6"}));
    QCOMPARE(run.times(), (std::vector<std::int64_t>{100, 200, 200}));
    QCOMPARE(run.pendingBytes(), std::size_t{0});
}

void AutoDecoderTest::aStreamJoinedInTheMiddleLosesOnlyItsFirstLine() {
    DecodeRun run(Format::Auto);

    run.begin(StreamStart::MidFrame).feed("2,3\n4,5,6\n7,8,9\n");

    QCOMPARE(run.counts().frames, quint64{2});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::PartialStart], quint64{4});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
}

void AutoDecoderTest::proseOfAStartingDeviceIsShownAtOnce() {
    DecodeRun run(Format::Auto);

    run.feed("Booting, 3 sensors.\nAll is well!\n");

    QCOMPARE(run.events(), (Lines{"text Booting, 3 sensors.", "text All is well!"}));
    QCOMPARE(run.pendingBytes(), std::size_t{0});
}

void AutoDecoderTest::proseAloneMakesNoChannel() {
    DecodeRun run(Format::Auto);

    for (int i = 0; i < 100; ++i)
        run.feed("12:30:05 started, try " + std::to_string(i) + "\nError 5\nready\nOK, done\n");
    run.finish();

    QCOMPARE(run.channels(), Lines{});
    QCOMPARE(run.counts().textLines, quint64{400});
}

void AutoDecoderTest::randomBytesMakeNoChannel_data() {
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<QByteArray>("alphabet");
    for (quint32 seed = 1; seed <= 4; ++seed) {
        QTest::addRow("all bytes, seed %u", seed) << seed << QByteArray();
        QTest::addRow("much like data, seed %u", seed)
            << seed << QByteArray("0123456789,;:. \nab$*\xFF\x80\x02\xE0\xFE\x1C", 26);
    }
}

void AutoDecoderTest::randomBytesMakeNoChannel() {
    QFETCH(quint32, seed);
    QFETCH(QByteArray, alphabet);
    std::mt19937 random(seed);
    std::string noise(300'000, '\0');
    for (char& byte : noise) {
        const auto number = static_cast<int>(random() % 256);
        byte = alphabet.isEmpty() ? static_cast<char>(number)
                                  : alphabet[number % static_cast<int>(alphabet.size())];
    }

    for (const Format format : {Format::Auto, Format::Nmea}) {
        DecodeRun run(format);
        cutIntoChunks(noise, 1000, [&](std::string_view chunk) { run.feed(chunk); });
        run.finish();

        QCOMPARE(run.channels(), Lines{});
        QVERIFY(run.counts().framesDamaged.total() > 0);
        QVERIFY(run.ledgerAlwaysClosed());
    }
}

void AutoDecoderTest::dataAfterNoiseIsFound() {
    DecodeRun run(Format::Auto);

    run.feed("\xFF\x80\x01\n1,2\n3,4\n5,6\n7,8\n");
    QCOMPARE(chosenName(run), QByteArray());
    run.feed("9,10\n");

    QCOMPARE(chosenName(run), QByteArray("csv"));
    QCOMPARE(run.counts().frames, quint64{5});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Unrecognised], quint64{1});
}

void AutoDecoderTest::aLineThatIsTooLongToKeepIsOneDamage() {
    DecodeRun run(Format::Auto);

    run.feed(std::string(50'000, '7')).feed(std::string(50'000, '7')).feed("\n1,2\n3,4\n");

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Unrecognised], quint64{1});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::Unrecognised], quint64{100'001});
    QCOMPARE(run.counts().frames, quint64{2});
}

void AutoDecoderTest::whatIsKeptIsBounded() {
    DecodeRun run(Format::Auto);

    for (int i = 0; i < 200; ++i)
        run.feed(i % 2 == 0 ? "1,2,3\n" : "1,2\n");
    QVERIFY(run.mostPendingBytes() <= AutoDecoder::kMaxKeptLines * 6);
    for (int i = 0; i < 200; ++i)
        run.feed((i % 2 == 0 ? "5;" : "") + std::string(1000, '1') + "\n");

    QVERIFY(run.mostPendingBytes() <= AutoDecoder::kMaxKeptBytes);
    QVERIFY(run.ledgerAlwaysClosed());
}

void AutoDecoderTest::aRestartKeepsTheDecision() {
    DecodeRun run(Format::Auto);
    run.feed("time,temp\n1,20\n").finish(StreamEnd::Cut);

    run.begin(StreamStart::MidFrame).feed("0\n3,22\n");

    QCOMPARE(run.events().back(), std::string("row time=3 temp=22"));
}

void AutoDecoderTest::aRestartWithoutDataDecidesAnew() {
    DecodeRun run(Format::Auto);
    run.feed("1,2\n3,4\n").finish(StreamEnd::Cut).begin();

    for (int i = 0; i < 40; ++i)
        run.feed("temp:20 hum:30\n");

    QCOMPARE(chosenName(run), QByteArray("plotter"));
    QCOMPARE(run.channels(), (Lines{"value 1", "value 2", "temp", "hum"}));
    QCOMPARE(run.counts().frames, quint64{2 + 40 - AutoDecoder::kLinesToDoubt});
    QVERIFY(run.ledgerAlwaysClosed());
}

void AutoDecoderTest::theSameFormatKeepsItsNamesAfterADoubt() {
    DecodeRun run(Format::Auto);
    run.feed("time,temp\n1,20\n").finish(StreamEnd::Cut).begin();

    for (int i = 0; i < 40; ++i)
        run.feed("Still booting.\n");
    QCOMPARE(chosenName(run), QByteArray());
    run.feed("3,22\n4,23\n");

    QCOMPARE(run.events().back(), std::string("row time=4 temp=23"));
    QVERIFY(run.ledgerAlwaysClosed());
}

void AutoDecoderTest::aCutStreamDecidesNothing() {
    DecodeRun run(Format::Auto);

    run.feed("1,2\n3,").finish(StreamEnd::Cut);

    QCOMPARE(run.events(), Lines{"text 1,2"});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::Unfinished], quint64{2});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
}

void AutoDecoderTest::theReasonsAreTold() {
    DecodeRun undecided(Format::Auto);
    DecodeRun decided(Format::Auto);

    undecided.feed(std::string(3703, 'x'));
    decided.feed("Hello\n").feed(sentence("APHDM,218.634,M"));

    QCOMPARE(undecided.description(),
             std::string("no format fits so far: no whole line in 3703 bytes"));
    QCOMPARE(decided.description(),
             std::string("NMEA 0183, 1 channel (sentence with valid checksum)"));
    QCOMPARE(decisionOf(decided).candidates.size(), std::size_t{3});
    for (const auto& candidate : decisionOf(decided).candidates)
        QVERIFY(!candidate.reason.empty());
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::AutoDecoderTest)
#include "test_auto_decoder.moc"
