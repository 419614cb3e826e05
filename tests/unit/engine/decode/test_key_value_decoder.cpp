// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <vector>

#include <QTest>

#include "decode_run.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

class KeyValueDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void aWordForNoNumberCostsItsOwnPairAlone();
    void aLineBecomesASample_data();
    void aLineBecomesASample();
    void aLineWithoutANumberIsText_data();
    void aLineWithoutANumberIsText();
    void theUnitBehindTheFirstNumberIsTheChannels_data();
    void theUnitBehindTheFirstNumberIsTheChannels();
    void aKeyIsAChannelWhateverTheOrder();
    void aMissingKeyIsAbsentAndNotZero();
    void aNumberOutOfRangeDropsTheLine();
    void bytesThatAreNoTextAreDamage();
    void lonelyPairsAmidNoiseMakeNoChannel();
    void moreKeysThanChannelsAreBounded();
    void aNamedPairDatesTheSamples_data();
    void aNamedPairDatesTheSamples();
};

void KeyValueDecoderTest::aLineBecomesASample_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("row");
    const auto row = [](const char* name, const char* line, const char* values) {
        QTest::newRow(name) << QByteArray(line) << QByteArray(values);
    };
    row("blanks", "temp=20.5 hum=30", "row temp=20.5 hum=30");
    row("commas", "temp=20.5,hum=30", "row temp=20.5 hum=30");
    row("semicolons", "temp=20.5;hum=30;", "row temp=20.5 hum=30");
    row("tabs", "temp=20.5\thum=30\t", "row temp=20.5 hum=30");
    row("units", "temp=20.5C, hum=30 %", "row temp=20.5 hum=30");
    row("units apart", "temp=20.5 °C hum=30 %", "row temp=20.5 hum=30");
    row("blanks round the sign", "temp = 20.5, hum =30, p= 5", "row temp=20.5 hum=30 p=5");
    row("words are no channels", "state=ok temp=20 mode=auto", "row temp=20");
    row("a key without a value", "temp= hum=30", "row hum=30");
    row("a key without a value at the end", "hum=30 temp=", "row hum=30");
    row("a quoted text", "msg=\"x=5 y=6\" temp=20", "row temp=20");
    row("a text without its closing quote", "temp=20 msg=\"x=5", "row temp=20");
    row("hexadecimal is no number", "flags=0x10 temp=20", "row temp=20");
    row("a date is no number", "day=2024-05-01 temp=20", "row temp=20");
    row("a version is no number", "v=1.2.3 temp=20", "row temp=20");
    row("a clock is no number", "at=12:30 temp=20", "row temp=20");
    row("prose around", "Reading: temp=20 done", "row temp=20");
    row("exponent and sign", "a=-1.5e-3 b=+2", "row a=-0.0015 b=2");
    row("not a number", "a=nan", "row a=nan");
    row("a key of digits is none", "1=5 a=6", "row a=6");
    row("unit in the key", "temp[°C]=20", "row temp=20");
}

void KeyValueDecoderTest::aLineBecomesASample() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, row);
    DecodeRun run(Format::KeyValue);

    run.feed(line.toStdString() + "\r\n");

    QCOMPARE(run.events(), Lines{row.toStdString()});
}

void KeyValueDecoderTest::aLineWithoutANumberIsText_data() {
    QTest::addColumn<QByteArray>("line");
    for (const char* line : {"Hello", "state=ok", "= 5", "a=", "a= b= c=", "5=6", "1,2,3",
                             "====", "time=12:30:05", "a=5b6"})
        QTest::newRow(line) << QByteArray(line);
}

void KeyValueDecoderTest::aLineWithoutANumberIsText() {
    QFETCH(QByteArray, line);
    DecodeRun run(Format::KeyValue);

    run.feed(line.toStdString() + "\n");

    QCOMPARE(run.events(), Lines{"text " + line.toStdString()});
    QCOMPARE(run.channels(), Lines{});
}

void KeyValueDecoderTest::theUnitBehindTheFirstNumberIsTheChannels_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("channel");
    QTest::newRow("letters") << QByteArray("a=5mV") << QByteArray("a [mV]");
    QTest::newRow("percent") << QByteArray("a=5%") << QByteArray("a [%]");
    QTest::newRow("degrees") << QByteArray("a=5°C") << QByteArray("a [°C]");
    QTest::newRow("percent apart") << QByteArray("a=5 %") << QByteArray("a [%]");
    QTest::newRow("quotient") << QByteArray("a=5m/s2") << QByteArray("a [m/s2]");
    QTest::newRow("letters apart are none") << QByteArray("a=5 done") << QByteArray("a");
    QTest::newRow("brackets come first") << QByteArray("a[V]=5x") << QByteArray("a [V]");
    QTest::newRow("none") << QByteArray("a=5") << QByteArray("a");
}

void KeyValueDecoderTest::theUnitBehindTheFirstNumberIsTheChannels() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, channel);
    DecodeRun run(Format::KeyValue);

    run.feed(line.toStdString() + "\na=6K\n");

    QCOMPARE(run.channels(), Lines{channel.toStdString()});
}

void KeyValueDecoderTest::aKeyIsAChannelWhateverTheOrder() {
    DecodeRun run(Format::KeyValue);

    run.feed("a=1 b=2\nb=3 a=4\nc=5 a=6 b=7\n");

    QCOMPARE(run.channels(), (Lines{"a", "b", "c"}));
    QCOMPARE(run.events(), (Lines{"row a=1 b=2", "row a=4 b=3", "row a=6 b=7 c=5"}));
    QCOMPARE(run.channelKind(), ChannelSetKind::Open);
}

void KeyValueDecoderTest::aMissingKeyIsAbsentAndNotZero() {
    DecodeRun run(Format::KeyValue);

    run.feed("a=1 b=2\nb=3\n");

    QCOMPARE(run.events().back(), std::string("row b=3"));
}

void KeyValueDecoderTest::aNumberOutOfRangeDropsTheLine() {
    DecodeRun run(Format::KeyValue);

    run.feed("a=1 b=2\na=1e999 b=3\n");

    QCOMPARE(run.events(), (Lines{"row a=1 b=2", "damage range a=1e999 b=3"}));
}

void KeyValueDecoderTest::bytesThatAreNoTextAreDamage() {
    DecodeRun run(Format::KeyValue);

    run.feed("a=1\n").feed(std::string_view("a\0=\0002\n", 6)).feed("a=\xFF\n");

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Syntax], quint64{2});
    QCOMPARE(run.counts().frames, quint64{1});
}

void KeyValueDecoderTest::lonelyPairsAmidNoiseMakeNoChannel() {
    DecodeRun run(Format::KeyValue);

    run.feed("\x93\xFF\x01\nq=5\n\x80\x81\nz=7\n");

    QCOMPARE(run.channels(), Lines{});
}

void KeyValueDecoderTest::moreKeysThanChannelsAreBounded() {
    DecodeRun run(Format::KeyValue);

    for (int i = 0; i < 300; ++i)
        run.feed("key" + std::to_string(i) + "=1\n");

    QCOMPARE(run.channels().size(), std::size_t{256});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Length], quint64{44});
    QVERIFY(run.ledgerAlwaysClosed());
}

void KeyValueDecoderTest::aNamedPairDatesTheSamples_data() {
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::newRow("seconds") << QByteArray("t=5 a=1") << QByteArray("t=5.01 a=2");
    QTest::newRow("unit") << QByteArray("t=5000ms a=1") << QByteArray("t=5010ms a=2");
    QTest::newRow("Unix milliseconds")
        << QByteArray("t=1700000000000ms a=1") << QByteArray("t=1700000000010ms a=2");
    QTest::newRow("text") << QByteArray("a=1 t=2023-11-14T22:13:20Z")
                          << QByteArray("a=2 t=2023-11-14T22:13:20.01Z");
}

void KeyValueDecoderTest::aNamedPairDatesTheSamples() {
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    DecodeSettings settings(Format::KeyValue);
    settings.time = SampleTime::Device;
    settings.timeChannel = "t";
    DecodeRun run(makeDecoder(settings));

    run.setTime(1'000'000'000);
    run.feed(first.toStdString() + "\n");
    run.setTime(1'050'000'000);
    run.feed(second.toStdString() + "\n");

    QVERIFY(run.events().back().ends_with("a=2 arrival_delay=0.04"));
    QCOMPARE(run.times().back(), std::int64_t{1'010'000'000});
}

void KeyValueDecoderTest::aWordForNoNumberCostsItsOwnPairAlone() {
    DecodeRun run(Format::KeyValue);

    run.feed("t=ERR h=1\nt=2 h=3\nt=ERR h=4\n");

    QCOMPARE(run.events(), (Lines{"row h=1", "row h=3 t=2", "text t: ERR", "row h=4"}));
    QCOMPARE(run.counts().textCells, quint64{1});
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::KeyValueDecoderTest)
#include "test_key_value_decoder.moc"
