// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <vector>

#include <QTest>

#include "decode_run.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

class PlotterDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void aWordForNoNumberCostsItsOwnPartAlone_data();
    void aWordForNoNumberCostsItsOwnPartAlone();
    void aLineBecomesASample_data();
    void aLineBecomesASample();
    void aLineWithoutMeasurementIsText_data();
    void aLineWithoutMeasurementIsText();
    void separatorsBehindMeasurementsAreNoData();
    void aLabelIsAChannelWhateverTheOrder();
    void aMissingLabelIsAbsentAndNotZero();
    void aLineOfNamesNamesBareValues_data();
    void aLineOfNamesNamesBareValues();
    void aNumberOutOfRangeDropsTheLine();
    void labelledChannelsMayStillGrow();
    void moreLabelsThanChannelsAreBounded();
    void bytesThatAreNoTextAreDamage();
    void lonelyNumbersAmidNoiseMakeNoChannel();
};

void PlotterDecoderTest::aLineBecomesASample_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("row");
    const auto row = [](const char* name, const char* line, const char* values) {
        QTest::newRow(name) << QByteArray(line) << QByteArray(values);
    };
    row("labels and blanks", "temp:20.5 hum:30", "row temp=20.5 hum=30");
    row("labels and commas", "temp:20.5,hum:30", "row temp=20.5 hum=30");
    row("labels and tabs", "temp:20.5\thum:30\t", "row temp=20.5 hum=30");
    row("labels and all of them", "temp:20.5, \thum:30", "row temp=20.5 hum=30");
    row("blank behind the colon", "temp: 20.5 hum: 30", "row temp=20.5 hum=30");
    row("blanks round the colon", "temp : 20.5, hum : 30", "row temp=20.5 hum=30");
    row("blank before the colon", "temp :20.5", "row temp=20.5");
    row("words without a label are dropped", "temp:20.5 C hum:30 %", "row temp=20.5 hum=30");
    row("half parts are dropped", "temp:20.5 hum:", "row temp=20.5");
    row("unit behind the number", "temp:12abc", "row temp=12");
    row("hexadecimal", "flags:0x10", "row flags=0");
    row("nan is a number", "temp:nan", "row temp=nan");
    row("a word as value", "temp:20 state:ok", "row temp=20");
    row("bare", "1 2.5\t-3", "row value 1=1 value 2=2.5 value 3=-3");
    row("bare with a trailing separator", "1,2,", "row value 1=1 value 2=2");
    row("bare with a word", "1 off 3", "row value 1=1 value 3=3");
    row("labels of digits alone", "1:5 2:6", "row 1=5 2=6");
    row("bare with letters behind the number", "12abc 7", "row value 1=12 value 2=7");
    row("bare with separators around", "\t 1, 2 ,", "row value 1=1 value 2=2");
    row("labels with separators around", ", a:1,b:2,\t", "row a=1 b=2");
    row("blanks and tabs round the colon", "a : 1\tb : 2\t", "row a=1 b=2");
    row("blanks in front of one colon alone", "a:1 b : 2", "row a=1 b=2");
    row("colon in front makes no label", ":5 6 7", "row value 2=6 value 3=7");
    row("unit in the label", "temp[°C]:20", "row temp=20");
}

void PlotterDecoderTest::aLineBecomesASample() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, row);
    DecodeRun run(Format::Plotter);

    run.feed(line.toStdString() + "\r\n");

    // A word among bare numbers is told before them.
    QCOMPARE(run.events().back(), row.toStdString());
    QCOMPARE(run.counts().frames, quint64{1});
}

void PlotterDecoderTest::aLineWithoutMeasurementIsText_data() {
    QTest::addColumn<QByteArray>("line");
    for (const char* line :
         {"12:30:05 started", "12:30 started", "Hello world", "Warning: 3 sensors failed",
          "temp:\thum:", "temp:off", "Sensor 3 ready", ":5", "Time: 12:30:05", "label:"})
        QTest::newRow(line) << QByteArray(line);
}

void PlotterDecoderTest::aLineWithoutMeasurementIsText() {
    QFETCH(QByteArray, line);
    DecodeRun run(Format::Plotter);

    run.feed(line.toStdString() + "\n");

    QCOMPARE(run.events(), Lines{"text " + line.toStdString()});
    QCOMPARE(run.channels(), Lines{});
}

void PlotterDecoderTest::separatorsBehindMeasurementsAreNoData() {
    DecodeRun run(Format::Plotter);

    run.feed("1 2\n\t\n,\n3 4\n");

    QCOMPARE(run.events(), (Lines{"row value 1=1 value 2=2", "text ,", "row value 1=3 value 2=4"}));
}

void PlotterDecoderTest::aLabelIsAChannelWhateverTheOrder() {
    DecodeRun run(Format::Plotter);

    run.feed("a:1 b:2\nb:3 a:4\nc:5 a:6 b:7\n");

    QCOMPARE(run.channels(), (Lines{"a", "b", "c"}));
    QCOMPARE(run.events(), (Lines{"row a=1 b=2", "row a=4 b=3", "row a=6 b=7 c=5"}));
}

void PlotterDecoderTest::aMissingLabelIsAbsentAndNotZero() {
    DecodeRun run(Format::Plotter);

    run.feed("a:1 b:2\nb:3\n");

    QCOMPARE(run.events().back(), std::string("row b=3"));
}

void PlotterDecoderTest::aLineOfNamesNamesBareValues_data() {
    QTest::addColumn<QByteArray>("names");
    QTest::newRow("words") << QByteArray("temp hum");
    QTest::newRow("labels without values") << QByteArray("temp:\thum:");
    QTest::newRow("labels without values, commas") << QByteArray("temp:,hum:");
}

void PlotterDecoderTest::aLineOfNamesNamesBareValues() {
    QFETCH(QByteArray, names);
    DecodeRun run(Format::Plotter);

    run.feed(names.toStdString() + "\n20 30\n21 31\n");

    QCOMPARE(run.channels(), (Lines{"temp", "hum"}));
    QCOMPARE(run.events().back(), std::string("row temp=21 hum=31"));
}

void PlotterDecoderTest::aNumberOutOfRangeDropsTheLine() {
    DecodeRun run(Format::Plotter);

    run.feed("a:1 b:2\na:1e999 b:3\n");

    QCOMPARE(run.events(), (Lines{"row a=1 b=2", "damage range a:1e999 b:3"}));
}

void PlotterDecoderTest::labelledChannelsMayStillGrow() {
    DecodeRun labelled(Format::Plotter);
    DecodeRun bare(Format::Plotter);

    labelled.feed("a:1\n");
    bare.feed("1 2\n");

    QCOMPARE(labelled.channelKind(), ChannelSetKind::Open);
    QCOMPARE(bare.channelKind(), ChannelSetKind::Complete);
}

void PlotterDecoderTest::moreLabelsThanChannelsAreBounded() {
    DecodeRun run(Format::Plotter);

    for (int i = 0; i < 300; ++i)
        run.feed("label" + std::to_string(i) + ":1\n");

    QCOMPARE(run.channels().size(), std::size_t{256});
    QCOMPARE(run.counts().frames, quint64{256});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Length], quint64{44});
    QVERIFY(run.ledgerAlwaysClosed());
}

void PlotterDecoderTest::bytesThatAreNoTextAreDamage() {
    DecodeRun run(Format::Plotter);

    run.feed("a:1\n").feed(std::string_view("a\0:\0002\n", 6)).feed("a:\xFF\n");

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Syntax], quint64{2});
    QCOMPARE(run.counts().frames, quint64{1});
}

void PlotterDecoderTest::lonelyNumbersAmidNoiseMakeNoChannel() {
    DecodeRun run(Format::Plotter);

    run.feed("\x93\xFF\x01\n5\n\x80\x81\n7\n");

    QCOMPARE(run.channels(), Lines{});
}

void PlotterDecoderTest::aWordForNoNumberCostsItsOwnPartAlone_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("last");
    QTest::newRow("labelled") << QByteArray("t:1 h:2\nt:ERR h:3\n") << QByteArray("row h=3");
    QTest::newRow("bare") << QByteArray("1 2\n3 ERR\n") << QByteArray("row value 1=3");
    QTest::newRow("first bare line") << QByteArray("3\tovf\n") << QByteArray("row value 1=3");
}

void PlotterDecoderTest::aWordForNoNumberCostsItsOwnPartAlone() {
    QFETCH(QByteArray, lines);
    QFETCH(QByteArray, last);
    DecodeRun run(Format::Plotter);

    run.feed(lines.toStdString());

    QCOMPARE(run.events().back(), last.toStdString());
    QCOMPARE(run.counts().textCells, quint64{1});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::PlotterDecoderTest)
#include "test_plotter_decoder.moc"
