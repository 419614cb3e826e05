// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <vector>

#include <QTest>

#include "decode_run.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

class JsonDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void aWordForNoNumberCostsItsOwnMemberAlone_data();
    void aWordForNoNumberCostsItsOwnMemberAlone();
    void aLineBecomesASample_data();
    void aLineBecomesASample();
    void aLineWithoutANumberIsText_data();
    void aLineWithoutANumberIsText();
    void aBrokenLineIsOneDamage_data();
    void aBrokenLineIsOneDamage();
    void aNumberOutOfRangeDropsTheLine();
    void theLimitsOfALineAreKept_data();
    void theLimitsOfALineAreKept();
    void aNameIsAChannelWhateverTheOrder();
    void moreNamesThanChannelsAreBounded();
    void aLineAsLongAsTheLimitIsRead();
    void aNamedNumberDatesTheSamples();
    void aNamedTextDatesTheSamples();
};

void JsonDecoderTest::aLineBecomesASample_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("row");
    const auto row = [](const char* name, const char* line, const char* values) {
        QTest::newRow(name) << QByteArray(line) << QByteArray(values);
    };
    row("object", R"({"a":1,"b":-2.5e3})", "row a=1 b=-2500");
    row("blanks", "  { \"a\" : 1 ,\t\"b\" : 2 } ", "row a=1 b=2");
    row("nested", R"({"imu":{"x":1,"y":{"z":2}},"t":3})", "row imu.x=1 imu.y.z=2 t=3");
    row("array", R"({"cells":[3.1,3.2]})", "row cells.0=3.1 cells.1=3.2");
    row("objects in an array", R"({"c":[{"v":1},{"v":2}]})", "row c.0.v=1 c.1.v=2");
    row("array alone", "[1,2.5,-3]", "row value 1=1 value 2=2.5 value 3=-3");
    row("array with a hole", "[1,null,3]", "row value 1=1 value 3=3");
    row("array of objects", R"([{"a":1},{"a":2}])", "row value 1.a=1 value 2.a=2");
    row("number alone", "42.5", "row value 1=42.5");
    row("truth", R"({"on":true,"off":false})", "row on=1 off=0");
    row("null is no sample", R"({"a":null,"b":2})", "row b=2");
    row("texts are no channels", R"({"id":"x\u00e9\n","b":2})", "row b=2");
    row("beyond 2^53", R"({"n":9007199254740993})", "row n=9007199254740992");
    row("beyond 64 bits", R"({"n":123456789012345678901234567890})",
        "row n=1.2345678901234568e+29");
    row("escaped name", R"({"t\u00b0":5})", "row t°=5");
    row("the same name twice", R"({"a":1,"a":2})", "row a=2");
}

void JsonDecoderTest::aLineBecomesASample() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, row);
    DecodeRun run(Format::Json);

    run.feed(line.toStdString() + "\r\n");

    QCOMPARE(run.events(), Lines{row.toStdString()});
}

void JsonDecoderTest::aLineWithoutANumberIsText_data() {
    QTest::addColumn<QByteArray>("line");
    for (const char* line : {"{}", "[]", R"({"state":"on"})", R"({"a":null})", "Booting", "true",
                             "NaN", "01", "12 apples", R"("5")", "-"})
        QTest::newRow(line) << QByteArray(line);
}

void JsonDecoderTest::aLineWithoutANumberIsText() {
    QFETCH(QByteArray, line);
    DecodeRun run(Format::Json);

    run.feed(line.toStdString() + "\n");

    QCOMPARE(run.events(), Lines{"text " + line.toStdString()});
    QCOMPARE(run.channels(), Lines{});
}

void JsonDecoderTest::aBrokenLineIsOneDamage_data() {
    QTest::addColumn<QByteArray>("line");
    for (const char* line : {"{",
                             "[",
                             "{\"a\":1",
                             "{\"a\":}",
                             "{\"a\" 1}",
                             "{\"a\":1,}",
                             "{a:1}",
                             "{'a':1}",
                             "{\"a\":1}}",
                             "{\"a\":1]",
                             "[1,2",
                             "[1,]",
                             "[1 2]",
                             "{\"a\":01}",
                             "{\"a\":.5}",
                             "{\"a\":5.}",
                             "{\"a\":+5}",
                             "{\"a\":apples}",
                             "{\"a\":NaN",
                             "{\"a\":nul}",
                             "{\"a\":tru}",
                             "{\"a\":truely}",
                             "{\"a\":nullx}",
                             "{\"a\":1}{\"a\":2}",
                             "{\"a\":1} x",
                             "{\"a\":\"x}",
                             "{\"a\":\"\\q\",\"b\":1}",
                             "{\"a\":1,\"b\":\"\\u12\"}",
                             "[1]]",
                             "{\"a\":1e}",
                             "{\"a\":1x}",
                             "{\"\\q\":1}",
                             "{\"a\":[1,{\"b\":2]}",
                             "[INFO] ready"})
        QTest::newRow(line) << QByteArray(line);
    QTest::newRow("a number with a byte that is none") << QByteArray("{\"abc\":1\xFF}");
}

void JsonDecoderTest::aBrokenLineIsOneDamage() {
    QFETCH(QByteArray, line);
    DecodeRun run(Format::Json);

    run.feed("{\"a\":1}\n" + line.toStdString() + "\n{\"a\":2}\n");

    QCOMPARE(run.events(), (Lines{"row a=1", "damage syntax " + line.toStdString(), "row a=2"}));
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Syntax], quint64{1});
    QCOMPARE(run.channels(), Lines{"a"});
}

void JsonDecoderTest::aNumberOutOfRangeDropsTheLine() {
    DecodeRun run(Format::Json);

    run.feed("{\"a\":1,\"b\":1e999}\n1e999\n");

    QCOMPARE(run.events(), (Lines{"damage range {\"a\":1,\"b\":1e999}", "damage range 1e999"}));
}

void JsonDecoderTest::theLimitsOfALineAreKept_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("fits");
    const auto nested = [](int depth) {
        return QByteArray("{\"a\":").repeated(depth) + "1" + QByteArray("}").repeated(depth);
    };
    QTest::newRow("deep") << nested(16) << true;
    QTest::newRow("too deep") << nested(17) << false;
    QTest::newRow("far too deep") << QByteArray("[").repeated(60'000) << false;
    QTest::newRow("wide") << "[1" + QByteArray(",1").repeated(255) + "]" << true;
    QTest::newRow("too wide") << "[1" + QByteArray(",1").repeated(256) + "]" << false;
    QTest::newRow("long name") << "{\"" + QByteArray(256, 'n') + "\":1}" << true;
    QTest::newRow("too long a name") << "{\"" + QByteArray(257, 'n') + "\":1}" << false;
}

void JsonDecoderTest::theLimitsOfALineAreKept() {
    QFETCH(QByteArray, line);
    QFETCH(bool, fits);
    DecodeRun run(Format::Json);

    run.feed(line.toStdString() + "\n");

    QCOMPARE(run.counts().frames, quint64{fits ? 1U : 0U});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{fits ? 0U : 1U});
}

void JsonDecoderTest::aNameIsAChannelWhateverTheOrder() {
    DecodeRun run(Format::Json);

    run.feed("{\"a\":1,\"b\":2}\n{\"b\":3,\"a\":4}\n{\"c\":5}\n{\"a\":6,\"b\":7}\n");

    QCOMPARE(run.channels(), (Lines{"a", "b", "c"}));
    QCOMPARE(run.events(), (Lines{"row a=1 b=2", "row a=4 b=3", "row c=5", "row a=6 b=7"}));
    QCOMPARE(run.channelKind(), ChannelSetKind::Open);
}

void JsonDecoderTest::moreNamesThanChannelsAreBounded() {
    DecodeRun run(Format::Json);

    for (int i = 0; i < 300; ++i)
        run.feed("{\"name" + std::to_string(i) + "\":1}\n");

    QCOMPARE(run.channels().size(), std::size_t{256});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Length], quint64{44});
    QVERIFY(run.ledgerAlwaysClosed());
}

void JsonDecoderTest::aLineAsLongAsTheLimitIsRead() {
    DecodeRun run(Format::Json);
    std::string line = "{\"a\":1,\"text\":\"\"}";
    line.insert(line.size() - 2, std::string(Decoder::kMaxFrameBytes - line.size(), 'x'));

    run.feed("{\"a\":1}\n" + line + "\n{\"a\":2}\n");

    QCOMPARE(run.events(), (Lines{"row a=1", "row a=1", "row a=2"}));
}

void JsonDecoderTest::aNamedNumberDatesTheSamples() {
    DecodeSettings settings(Format::Json);
    settings.time = SampleTime::Device;
    settings.timeChannel = "sys.t_ms";
    DecodeRun run(makeDecoder(settings));

    run.setTime(1'000'000'000);
    run.feed("{\"sys\":{\"t_ms\":500},\"a\":1}\n");
    run.setTime(1'050'000'000);
    run.feed("{\"sys\":{\"t_ms\":510},\"a\":2}\n{\"a\":3}\n");

    QCOMPARE(run.events(), (Lines{"row sys.t_ms=500 a=1 arrival_delay=0",
                                  "row sys.t_ms=510 a=2 arrival_delay=0.04", "row a=3"}));
    QCOMPARE(run.times(), (std::vector<std::int64_t>{1'000'000'000, 1'010'000'000, 1'050'000'000}));
}

void JsonDecoderTest::aNamedTextDatesTheSamples() {
    DecodeSettings settings(Format::Json);
    settings.time = SampleTime::Device;
    settings.timeChannel = "time";
    DecodeRun run(makeDecoder(settings));

    run.setTime(1'000'000'000);
    run.feed("{\"time\":\"2023-11-14T22:13:20.5Z\",\"a\":1}\n");

    QCOMPARE(run.events(), Lines{"row a=1 arrival_delay=0"});
    QCOMPARE(run.wallTimes(), std::vector<std::int64_t>{1'700'000'000'500'000'000});
}

void JsonDecoderTest::aWordForNoNumberCostsItsOwnMemberAlone_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<int>("textCells");
    QTest::newRow("null") << QByteArray(R"({"t":null,"h":3})") << QByteArray("row h=3") << 0;
    QTest::newRow("string") << QByteArray(R"({"t":"nan","h":3})") << QByteArray("row h=3") << 1;
    QTest::newRow("bare word") << QByteArray(R"({"t":ERR,"h":3})") << QByteArray("row h=3") << 1;
    QTest::newRow("dashes") << QByteArray(R"({"t":---,"h":3})") << QByteArray("row h=3") << 1;
    QTest::newRow("bare NaN") << QByteArray(R"({"t":NaN,"h":3})") << QByteArray("row t=nan h=3")
                              << 0;
    QTest::newRow("infinity") << QByteArray(R"({"n":"NaN \" ERR","t":-Infinity,"h":3})")
                              << QByteArray("row t=-inf h=3") << 0;
}

void JsonDecoderTest::aWordForNoNumberCostsItsOwnMemberAlone() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, row);
    QFETCH(int, textCells);
    DecodeRun run(Format::Json);
    run.feed("{\"t\":1,\"h\":2}\n");

    run.feed(line.toStdString() + "\n");

    QCOMPARE(run.events().back(), row.toStdString());
    QCOMPARE(run.counts().textCells, static_cast<quint64>(textCells));
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::JsonDecoderTest)
#include "test_json_decoder.moc"
