// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <QTest>

#include "decode_run.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

class CsvDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void theSeparatorIsFoundInTheFirstLineOfData_data();
    void theSeparatorIsFoundInTheFirstLineOfData();
    void titlesNameTheChannels_data();
    void titlesNameTheChannels();
    void withoutTitlesChannelsAreNamedByPosition();
    void aRowIsDroppedWholeWithItsReason_data();
    void aRowIsDroppedWholeWithItsReason();
    void oddFieldsOfARowAreReadAsTheyAre_data();
    void oddFieldsOfARowAreReadAsTheyAre();
    void aDevicesNanIsANumberAndNotAbsent();
    void linesWithoutNumbersAreText_data();
    void linesWithoutNumbersAreText();
    void textColumnsGiveNoChannel();
    void aTextColumnThatBringsNumbersBecomesAChannel();
    void aColumnThatIsSometimesTextKeepsItsNumbers_data();
    void aColumnThatIsSometimesTextKeepsItsNumbers();
    void threeRowsThatAgreeChangeTheLayout();
    void titlesThatComeAgainAreNoText();
    void otherTitlesAddChannelsAndKeepTheOldOnes();
    void channelsKeepTheirPlaceWhenTitlesChangeTheirOrder();
    void aWiderLineThanAnyDeviceIsDamage();
    void aLineOf256ColumnsIsData();
    void lonelyNumbersAmidNoiseMakeNoChannel();
    void titlesAreHeldUntilTheNextLineTells();
    void twoColumnsOfOneNameAreTwoChannels();
};

void CsvDecoderTest::theSeparatorIsFoundInTheFirstLineOfData_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("row");
    QTest::newRow("comma") << QByteArray("1,2.5,3")
                           << QByteArray("row value 1=1 value 2=2.5 value 3=3");
    QTest::newRow("comma and blanks")
        << QByteArray(" 1, 2 ,3 ") << QByteArray("row value 1=1 value 2=2 value 3=3");
    QTest::newRow("semicolon") << QByteArray("1;2") << QByteArray("row value 1=1 value 2=2");
    QTest::newRow("tab") << QByteArray("1\t2") << QByteArray("row value 1=1 value 2=2");
    QTest::newRow("blanks") << QByteArray("  1   2 \t3 ")
                            << QByteArray("row value 1=1 value 2=2 value 3=3");
    QTest::newRow("trailing comma") << QByteArray("1,2,") << QByteArray("row value 1=1 value 2=2");
    QTest::newRow("one column") << QByteArray("-7") << QByteArray("row value 1=-7");
    QTest::newRow("byte order mark") << QByteArray(
                                            "\xEF\xBB\xBF"
                                            "1,2")
                                     << QByteArray("row value 1=1 value 2=2");
}

void CsvDecoderTest::theSeparatorIsFoundInTheFirstLineOfData() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, row);
    DecodeRun run(Format::Csv);

    run.feed(line.toStdString() + "\n").feed(line.toStdString() + "\n");

    QCOMPARE(run.events(), Lines(2, row.toStdString()));
    QCOMPARE(run.counts().frames, quint64{2});
    QCOMPARE(run.channelKind(), ChannelSetKind::Complete);
}

void CsvDecoderTest::titlesNameTheChannels_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("comma") << QByteArray("time,temp [°C]\n1,2\n");
    QTest::newRow("semicolon and blanks") << QByteArray("time; temp [°C]\n1; 2\n");
    QTest::newRow("quoted") << QByteArray("\"time\",\"temp [°C]\"\n1,2\n");
    QTest::newRow("blanks") << QByteArray("time temp[°C]\n1 2\n");
    QTest::newRow("comment sign") << QByteArray("# time, temp [°C]\n1,2\n");
    QTest::newRow("after prose") << QByteArray("Booting.\nReady\ntime,temp [°C]\n\n1,2\n");
    QTest::newRow("trailing separators") << QByteArray("time,temp [°C],\n1,2,\n");
}

void CsvDecoderTest::titlesNameTheChannels() {
    QFETCH(QByteArray, lines);
    DecodeRun run(Format::Csv);

    run.feed(lines.toStdString());

    QCOMPARE(run.channels(), (Lines{"time", "temp [°C]"}));
    QCOMPARE(run.events().back(), std::string("row time=1 temp=2"));
    QVERIFY(run.description().find("with titles") != std::string::npos);
}

void CsvDecoderTest::withoutTitlesChannelsAreNamedByPosition() {
    DecodeRun run(Format::Csv);

    run.feed("1,2\n");

    QCOMPARE(run.channels(), (Lines{"value 1", "value 2"}));
    QCOMPARE(run.description(), std::string("CSV, 2 columns, comma"));
}

void CsvDecoderTest::aRowIsDroppedWholeWithItsReason_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const QByteArray& line, const char* reason) {
        QTest::newRow(name) << line << QByteArray(reason);
    };
    row("too few", "1,2", "length");
    row("too many", "1,2,3,4", "length");
    row("digits and letters", "1,12x,3", "syntax");
    row("hexadecimal", "1,0x10,3", "syntax");
    row("two points", "1,1.2.3,3", "syntax");
    row("out of range", "1,1e999,3", "range");
    row("out of range below", "1,-1e999,3", "range");
    row("zero byte", QByteArray("1,2\0,3", 6), "syntax");
    row("bytes that are no UTF-8", "1,2,3\xC3\x28", "syntax");
    row("control character", "1,2\x07,3", "syntax");
}

void CsvDecoderTest::aRowIsDroppedWholeWithItsReason() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, reason);
    DecodeRun run(Format::Csv);
    run.feed("1,2,3\n");

    run.feed(line.toStdString() + "\r\n").feed("4,5,6\n");

    const Lines events = run.events();
    QCOMPARE(events.size(), std::size_t{3});
    QVERIFY2(events[1].starts_with("damage " + reason.toStdString()), events[1].c_str());
    QCOMPARE(events[2], std::string("row value 1=4 value 2=5 value 3=6"));
    QCOMPARE(run.counts().bytesDiscarded.total(), static_cast<quint64>(line.size() + 2));
    QCOMPARE(run.counts().framesDamaged.total(), quint64{1});
    QVERIFY(run.ledgerAlwaysClosed());
}

void CsvDecoderTest::oddFieldsOfARowAreReadAsTheyAre_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("row");
    const auto row = [](const char* name, const char* line, const char* values) {
        QTest::newRow(name) << QByteArray(line) << QByteArray(values);
    };
    row("empty first", ",2,3", "row b=2 c=3");
    row("empty in the middle", "1,,3", "row a=1 c=3");
    row("empty last", "1,2,", "row a=1 b=2");
    row("blank", "1,  ,3", "row a=1 c=3");
    row("word", "1,OVER,3", "row a=1 c=3");
    row("dashes", "1,---,3", "row a=1 c=3");
    row("quoted number", "1,\"2.5\",3", "row a=1 b=2.5 c=3");
    row("minus zero", "1,-0,3", "row a=1 b=-0 c=3");
    row("plus", "1,+2,3", "row a=1 b=2 c=3");
    row("exponent", "1,2e3,3", "row a=1 b=2000 c=3");
    row("infinity", "1,-INF,3", "row a=1 b=-inf c=3");
    row("trailing comma", "1,2,3,", "row a=1 b=2 c=3");
}

void CsvDecoderTest::oddFieldsOfARowAreReadAsTheyAre() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, row);
    DecodeRun run(Format::Csv);
    run.feed("a,b,c\n1,2,3\n");

    run.feed(line.toStdString() + "\n");

    QCOMPARE(run.events().back(), row.toStdString());
}

void CsvDecoderTest::aDevicesNanIsANumberAndNotAbsent() {
    DecodeRun run(Format::Csv);

    run.feed("a,b\n1,nan\nNaN,\n");

    QCOMPARE(run.events(), (Lines{"row a=1 b=nan", "row a=nan"}));
}

void CsvDecoderTest::linesWithoutNumbersAreText_data() {
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("before data") << QByteArray() << QByteArray("Sensor ready, all fine.");
    QTest::newRow("number in a sentence") << QByteArray() << QByteArray("Error 5, 7");
    QTest::newRow("clock in a sentence") << QByteArray() << QByteArray("12:30:05 started");
    QTest::newRow("sentence amid commas")
        << QByteArray("1,2\n3,4\n") << QByteArray("Error, low battery");
    QTest::newRow("sentence amid blanks")
        << QByteArray("1 2\n3 4\n") << QByteArray("Sensor 3 failed");
    QTest::newRow("two words amid blanks") << QByteArray("1 2\n3 4\n") << QByteArray("All fine");
    QTest::newRow("word amid one column") << QByteArray("1\n2\n") << QByteArray("Ready");
    QTest::newRow("comment") << QByteArray("1,2\n3,4\n") << QByteArray("#5,6");
    QTest::newRow("a log") << QByteArray() << QByteArray("I (312) boot: ok");
}

void CsvDecoderTest::linesWithoutNumbersAreText() {
    QFETCH(QByteArray, start);
    QFETCH(QByteArray, line);
    DecodeRun run(Format::Csv);
    run.feed(start.toStdString());
    const Lines channelsBefore = run.channels();

    run.feed(line.toStdString() + "\n");

    QCOMPARE(run.events().back(), "text " + line.toStdString());
    QCOMPARE(run.channels(), channelsBefore);
    QCOMPARE(run.counts().textLines, quint64{1});
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{0});
}

void CsvDecoderTest::textColumnsGiveNoChannel() {
    DecodeRun run(Format::Csv);

    run.feed(
        "when,where,temp\n2024-01-01 12:00:00,\"roof, south\",20.5\n2024-01-01 "
        "12:00:01,cellar,21\n");

    QCOMPARE(run.channels(), Lines{"temp"});
    QCOMPARE(run.events(), (Lines{"row temp=20.5", "row temp=21"}));
}

void CsvDecoderTest::aTextColumnThatBringsNumbersBecomesAChannel() {
    DecodeRun run(Format::Csv);

    run.feed("a,b\n1,warming\n2,5\n3,6\n");

    QCOMPARE(run.channels(), (Lines{"a", "b"}));
    QCOMPARE(run.events(), (Lines{"row a=1", "row a=2 b=5", "row a=3 b=6"}));
    QCOMPARE(run.counts().textCells, quint64{1});
}

void CsvDecoderTest::aColumnThatIsSometimesTextKeepsItsNumbers_data() {
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArray>("cut");
    for (const char* word : {"ERR", "FAIL", "---", "no sensor", "12:30", "0x1F"})
        QTest::newRow(word) << QByteArray(word) << QByteArray(",");
    QTest::newRow("amid blanks") << QByteArray("ERR") << QByteArray(" ");
    QTest::newRow("amid semicolons") << QByteArray("n/a") << QByteArray(";");
}

void CsvDecoderTest::aColumnThatIsSometimesTextKeepsItsNumbers() {
    QFETCH(QByteArray, word);
    QFETCH(QByteArray, cut);
    DecodeRun run(Format::Csv);
    std::string stream = "ms" + cut.toStdString() + "temp\n";
    Lines expected;
    for (int i = 0; i < 30; ++i) {
        const std::string number = std::to_string(i);
        const bool isText = i % 3 == 0;
        stream += number + cut.toStdString() + (isText ? word.toStdString() : number) + "\n";
        expected.push_back("row ms=" + number + (isText ? "" : " temp=" + number));
    }

    run.feed(stream);

    Lines rows = run.events();
    std::erase_if(rows, [](const std::string& event) { return event.starts_with("text "); });
    QCOMPARE(rows, expected);
    QCOMPARE(run.channels(), (Lines{"ms", "temp"}));
    QCOMPARE(run.counts().textCells, quint64{10});
    QCOMPARE(run.counts().textLines, quint64{1});
    QVERIFY(std::count(run.events().begin(), run.events().end(),
                       "text temp: " + word.toStdString()) == 1);
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
    QVERIFY(run.description().ends_with(", 10 cells of text"));
    QVERIFY(run.ledgerAlwaysClosed());
}

void CsvDecoderTest::threeRowsThatAgreeChangeTheLayout() {
    DecodeRun run(Format::Csv);

    run.feed("1,2\n").feed("1,2,3\n4,5,6\n1,2\n").feed("1,2,3\n4,5,6\n7,8,9\n10,11,12\n");

    QCOMPARE(run.events(),
             (Lines{"row value 1=1 value 2=2", "damage length 1,2,3", "damage length 4,5,6",
                    "row value 1=1 value 2=2", "damage length 1,2,3", "damage length 4,5,6",
                    "row value 1=7 value 2=8 value 3=9", "row value 1=10 value 2=11 value 3=12"}));
}

void CsvDecoderTest::titlesThatComeAgainAreNoText() {
    DecodeRun run(Format::Csv);

    run.feed("time,room temp\n1,2\n").finish().begin().feed("time,room temp\n3,4\n");

    QCOMPARE(run.events(), (Lines{"row time=1 room temp=2", "row time=3 room temp=4"}));
    QCOMPARE(run.counts().textLines, quint64{0});
}

void CsvDecoderTest::otherTitlesAddChannelsAndKeepTheOldOnes() {
    DecodeRun run(Format::Csv);

    run.feed("a,b\n1,2\nb,c\n3,4\nb,c,d\n5,6,7\n");

    QCOMPARE(run.channels(), (Lines{"a", "b", "c", "d"}));
    QCOMPARE(run.events(), (Lines{"row a=1 b=2", "row b=3 c=4", "row b=5 c=6 d=7"}));
}

void CsvDecoderTest::channelsKeepTheirPlaceWhenTitlesChangeTheirOrder() {
    DecodeRun run(Format::Csv);

    run.feed("a,b\n1,2\nb,a\n3,4\n");

    QCOMPARE(run.channels(), (Lines{"a", "b"}));
    QCOMPARE(run.events().back(), std::string("row a=4 b=3"));
}

void CsvDecoderTest::aWiderLineThanAnyDeviceIsDamage() {
    std::string wide = "1";
    for (int i = 1; i < 257; ++i)
        wide += ",1";
    DecodeRun run(Format::Csv);

    run.feed(wide + "\n1,2\n" + wide + "\n" + wide + "\n" + wide + "\n" + wide + "\n");

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Length], quint64{5});
    QCOMPARE(run.channels(), (Lines{"value 1", "value 2"}));
}

void CsvDecoderTest::aLineOf256ColumnsIsData() {
    std::string wide = "0";
    for (int i = 1; i < 256; ++i)
        wide += "," + std::to_string(i);
    DecodeRun run(Format::Csv);

    run.feed(wide + "\n" + wide + ",\n");

    QCOMPARE(run.channels().size(), std::size_t{256});
    QCOMPARE(run.counts().frames, quint64{2});
    QVERIFY(run.events().back().ends_with("value 256=255"));
}

void CsvDecoderTest::lonelyNumbersAmidNoiseMakeNoChannel() {
    DecodeRun run(Format::Csv);

    run.feed("\x93\xFF\x01\n5\n\x80\x81\n7\n8\n\xFE\n");

    QCOMPARE(run.channels(), Lines{});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Unrecognised], quint64{3});

    run.feed("1,2\n3,4\n5,6\n");
    QCOMPARE(run.events().back(), std::string("row value 1=5 value 2=6"));
}

void CsvDecoderTest::titlesAreHeldUntilTheNextLineTells() {
    DecodeRun run(Format::Csv);

    run.setTime(100);
    run.feed("left,right\n");
    QCOMPARE(run.pendingBytes(), std::size_t{11});
    QCOMPARE(run.events(), Lines{});
    run.setTime(200);
    run.feed("Still booting.\n");

    QCOMPARE(run.pendingBytes(), std::size_t{0});
    QCOMPARE(run.events(), (Lines{"text left,right", "text Still booting."}));
    QCOMPARE(run.times(), (std::vector<std::int64_t>{100, 200}));
}

void CsvDecoderTest::twoColumnsOfOneNameAreTwoChannels() {
    DecodeRun run(Format::Csv);

    run.feed("x,x,x\n1,2,3\n");

    QCOMPARE(run.channels(), (Lines{"x", "x 2", "x 3"}));
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::CsvDecoderTest)
#include "test_csv_decoder.moc"
