// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <vector>

#include <QTest>

#include "decode_run.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

class TeleplotDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void aWordForNoNumberIsNoDamage();
    void aLineOfDataBecomesSamples_data();
    void aLineOfDataBecomesSamples();
    void everyOtherLineIsText_data();
    void everyOtherLineIsText();
    void aBrokenLineIsDamage_data();
    void aBrokenLineIsDamage();
    void aTextValueBecomesATextLine_data();
    void aTextValueBecomesATextLine();
    void shapesAndCommandsAreReadAndDropped_data();
    void shapesAndCommandsAreReadAndDropped();
    void theUnitIsThatOfTheFirstLine();
    void aNameIsAChannelWhateverTheOrder();
    void aPointHasTwoChannels();
    void moreNamesThanChannelsAreDamage();
    void arrivalDatesTheSamplesUnlessTheDeviceIsAsked();
    void theDevicesTimesDateTheSamples();
    void timesFrom1973OnAreThoseOfTheWall();
    void aSampleWithoutTimeIsDatedByItsArrival();
};

void TeleplotDecoderTest::aLineOfDataBecomesSamples_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<Lines>("rows");
    const auto row = [](const char* name, const char* line, const Lines& rows) {
        QTest::newRow(name) << QByteArray(line) << rows;
    };
    row("value", ">temp:20.5", {"row temp=20.5"});
    row("time and value", ">temp:1627551892437:20.5", {"row temp=20.5"});
    row("several values", ">temp:20.5;21;-3e2", {"row temp=20.5", "row temp=21", "row temp=-300"});
    row("several times", ">temp:100:20;110:21", {"row temp=20", "row temp=21"});
    row("semicolon at the end", ">temp:20;", {"row temp=20"});
    row("unit", ">temp:20§°C", {"row temp=20"});
    row("unit and flag", ">temp:20§°C|g", {"row temp=20"});
    row("several flags", ">temp:20|np,g", {"row temp=20"});
    row("unknown flag", ">temp:20|later", {"row temp=20"});
    row("clear first", ">temp:20|clr", {"row temp=20"});
    row("widget", ">temp,gauge:20", {"row temp=20"});
    row("point", ">pos:1:2|xy", {"row pos.x=1 pos.y=2"});
    row("point with time", ">pos:1:2:1000|xy", {"row pos.x=1 pos.y=2"});
    row("points", ">pos:1:2;3:4|xy,clr", {"row pos.x=1 pos.y=2", "row pos.x=3 pos.y=4"});
    row("name with blanks", ">motor speed:5", {"row motor speed=5"});
    row("not a number", ">temp:nan", {"row temp=nan"});
}

void TeleplotDecoderTest::aLineOfDataBecomesSamples() {
    QFETCH(QByteArray, line);
    QFETCH(Lines, rows);
    DecodeRun run(Format::Teleplot);

    run.feed(line.toStdString() + "\r\n");

    QCOMPARE(run.events(), rows);
    QCOMPARE(run.counts().frames, quint64{rows.size()});
    QVERIFY(run.ledgerAlwaysClosed());
}

void TeleplotDecoderTest::everyOtherLineIsText_data() {
    QTest::addColumn<QByteArray>("line");
    for (const char* line : {"temp:20", "Booting", " >temp:20", "1,2,3", "a=5"})
        QTest::newRow(line) << QByteArray(line);
}

void TeleplotDecoderTest::everyOtherLineIsText() {
    QFETCH(QByteArray, line);
    DecodeRun run(Format::Teleplot);

    run.feed(line.toStdString() + "\n");

    QCOMPARE(run.events(), Lines{"text " + line.toStdString()});
    QCOMPARE(run.channels(), Lines{});
}

void TeleplotDecoderTest::aBrokenLineIsDamage_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("reason");
    for (const char* line : {">", ">temp", ">:20", ">temp:", ">temp:abc", ">temp:20;x",
                             ">temp:1:2:3", ">temp::20", ">te|mp:20", ">temp:20|!?", ">pos:1|xy",
                             ">pos:1:2:3:4|xy", ">temp:12abc", ">temp:20 21", "> help"})
        QTest::newRow(line) << QByteArray(line) << QByteArray("syntax");
    QTest::newRow("too large") << QByteArray(">temp:1e999") << QByteArray("range");
    QTest::newRow("too large among others") << QByteArray(">temp:1;1e999") << QByteArray("range");
    QTest::newRow("Latin-1") << QByteArray(
                                    ">temp:20\xA7"
                                    "C")
                             << QByteArray("syntax");
}

void TeleplotDecoderTest::aBrokenLineIsDamage() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, reason);
    DecodeRun run(Format::Teleplot);

    run.feed(line.toStdString() + "\n");

    QCOMPARE(run.events(), Lines{"damage " + reason.toStdString() + " " + line.toStdString()});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{1});
    QCOMPARE(run.channels(), Lines{});
}

void TeleplotDecoderTest::aTextValueBecomesATextLine_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("text") << QByteArray(">state:Turned on|t") << QByteArray("state: Turned on");
    QTest::newRow("time") << QByteArray(">state:1627:Off; now|t") << QByteArray("state: Off; now");
    QTest::newRow("colon") << QByteArray(">state:at: home|np,t") << QByteArray("state: at: home");
}

void TeleplotDecoderTest::aTextValueBecomesATextLine() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, text);
    DecodeRun run(Format::Teleplot);

    run.feed(line.toStdString() + "\n");

    QCOMPARE(run.events(), Lines{"text " + text.toStdString()});
    QCOMPARE(run.counts().textLines, quint64{1});
}

void TeleplotDecoderTest::shapesAndCommandsAreReadAndDropped_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("shape") << QByteArray(">3D|cube:S:cube:P:1:1:1:R:0:0:0:W:2:H:2:D:2:C:#2ecc71");
    QTest::newRow("clear alone") << QByteArray(">pos:|xy,clr");
}

void TeleplotDecoderTest::shapesAndCommandsAreReadAndDropped() {
    QFETCH(QByteArray, line);
    DecodeRun run(Format::Teleplot);

    run.feed(line.toStdString() + "\n");

    QCOMPARE(run.events(), Lines{});
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{0});
}

void TeleplotDecoderTest::theUnitIsThatOfTheFirstLine() {
    DecodeRun run(Format::Teleplot);

    run.feed(">temp:20§°C\n>hum:30\n>temp:21§K\n>hum:31§%\n");

    QCOMPARE(run.channels(), (Lines{"temp [°C]", "hum"}));
}

void TeleplotDecoderTest::aNameIsAChannelWhateverTheOrder() {
    DecodeRun run(Format::Teleplot);

    run.feed(">a:1\n>b:2\n>b:3\n>a:4\n");

    QCOMPARE(run.channels(), (Lines{"a", "b"}));
    QCOMPARE(run.events(), (Lines{"row a=1", "row b=2", "row b=3", "row a=4"}));
}

void TeleplotDecoderTest::aPointHasTwoChannels() {
    DecodeRun run(Format::Teleplot);

    run.feed(">pos:1:2|xy\n>pos:5\n");

    QCOMPARE(run.channels(), (Lines{"pos.x", "pos.y", "pos"}));
    QCOMPARE(run.events(), (Lines{"row pos.x=1 pos.y=2", "row pos=5"}));
}

void TeleplotDecoderTest::moreNamesThanChannelsAreDamage() {
    DecodeRun run(Format::Teleplot);

    for (int i = 0; i < 300; ++i)
        run.feed(">name" + std::to_string(i) + ":1\n");

    QCOMPARE(run.channels().size(), std::size_t{256});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Length], quint64{44});
    QVERIFY(run.ledgerAlwaysClosed());
}

void TeleplotDecoderTest::arrivalDatesTheSamplesUnlessTheDeviceIsAsked() {
    DecodeRun run(Format::Teleplot);
    run.setTime(1'000'000'000);

    run.feed(">a:100:1;110:2\n");

    QCOMPARE(run.channels(), Lines{"a"});
    QVERIFY(run.events().size() == 2);
    QCOMPARE(run.times(), (std::vector<std::int64_t>{1'000'000'000, 1'000'000'001}));
}

void TeleplotDecoderTest::theDevicesTimesDateTheSamples() {
    DecodeSettings settings(Format::Teleplot);
    settings.time = SampleTime::Device;
    DecodeRun run(makeDecoder(settings));

    run.setTime(1'000'000'000);
    run.feed(">a:100:1\n");
    run.setTime(1'050'000'000);
    run.feed(">a:110:2;120.5:3\n");

    QCOMPARE(run.channels(), (Lines{"a", "arrival_delay [s]"}));
    QCOMPARE(run.events(), (Lines{"row a=1 arrival_delay=0", "row a=2 arrival_delay=0.04",
                                  "row a=3 arrival_delay=0.0295"}));
    QCOMPARE(run.times(), (std::vector<std::int64_t>{1'000'000'000, 1'010'000'000, 1'020'500'000}));
    QCOMPARE(run.samples().readTime().steadyNs, std::int64_t{1'050'000'000});
}

void TeleplotDecoderTest::timesFrom1973OnAreThoseOfTheWall() {
    DecodeSettings settings(Format::Teleplot);
    settings.time = SampleTime::Device;
    DecodeRun run(makeDecoder(settings));

    run.setTime(1'000'000'000);
    run.feed(">a:1700000000500:1\n");

    QVERIFY(run.events().size() == 1);
    QCOMPARE(run.wallTimes(), std::vector<std::int64_t>{1'700'000'000'500'000'000});
}

void TeleplotDecoderTest::aSampleWithoutTimeIsDatedByItsArrival() {
    DecodeSettings settings(Format::Teleplot);
    settings.time = SampleTime::Device;
    DecodeRun run(makeDecoder(settings));

    run.setTime(1'000'000'000);
    run.feed(">a:100:1\n");
    run.setTime(1'050'000'000);
    run.feed(">a:2\n");

    QCOMPARE(run.events().back(), std::string("row a=2"));
    QCOMPARE(run.times().back(), std::int64_t{1'050'000'000});
}

void TeleplotDecoderTest::aWordForNoNumberIsNoDamage() {
    DecodeRun run(Format::Teleplot);

    run.feed(">t:1\n>t:ERR\n>t:1000:2;1010:---;1020:3\n");

    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
    QCOMPARE(run.counts().frames, quint64{3});
    QCOMPARE(run.counts().textCells, quint64{1});
    QCOMPARE(run.events()[1], std::string("text t: ERR"));
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::TeleplotDecoderTest)
#include "test_teleplot_decoder.moc"
