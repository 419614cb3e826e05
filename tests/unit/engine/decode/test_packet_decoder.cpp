// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <vector>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "binary_streams.h"
#include "decode/packet_framing.h"
#include "decode_run.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

namespace {

DecodeRun packetsOf(Format format, Format inner = Format::Auto) {
    DecodeSettings settings(format);
    settings.inner = inner;
    settings.frame = smallLayout();
    return DecodeRun(makeDecoder(settings));
}

std::string fromHex(const char* hex) {
    return QByteArray::fromHex(hex).toStdString();
}

}  // namespace

class PacketDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void cobsDecodesItsExamples_data();
    void cobsDecodesItsExamples();
    void whatNoCobsSenderWritesIsAnError_data();
    void whatNoCobsSenderWritesIsAnError();
    void slipEscapesAreResolved();
    void aWrongEscapeIsOneDamageAndTheNextPacketCounts();
    void emptyPacketsAreNothing();
    void aFrameInAPacketKeepsItsChecksum();
    void aFrameMayHaveNoSyncAndAnyNumberOfSamples();
    void aPacketOfAnotherLengthIsALengthError();
    void aLineNeedsNoLineEnd();
    void aBrokenLineIsDiscardedWithItsReason();
    void textDecidesWhatUnnamedPacketsHold();
    void packetsThatAreNoTextAreShownAsHexadecimalDigits();
    void theFirstPacketAfterJoiningIsDropped();
    void aChecksumVouchesForTheFirstPacket();
    void aPacketWithoutEndIsOneDamage();
    void theEndOfAFileEndsItsLastPacket();
    void theVectorsAreRead();
};

void PacketDecoderTest::cobsDecodesItsExamples_data() {
    QTest::addColumn<QByteArray>("encoded");
    QTest::addColumn<QByteArray>("packet");
    const auto row = [](const char* encoded, const char* packet) {
        QTest::newRow(encoded) << QByteArray::fromHex(encoded) << QByteArray::fromHex(packet);
    };
    row("0101", "00");
    row("010101", "0000");
    row("0311220233", "11220033");
    row("0511223344", "11223344");
    row("021101", "1100");
    const QByteArray run(254, 'a');
    QTest::newRow("254 bytes") << QByteArray("\xFF" + run) << run;
    QTest::newRow("255 bytes") << QByteArray("\xFF" + run + "\x02z") << QByteArray(run + "z");
    QTest::newRow("a zero behind 254")
        << QByteArray("\xFF" + run + "\x01\x01") << QByteArray(run + QByteArray(1, '\0'));
}

void PacketDecoderTest::cobsDecodesItsExamples() {
    QFETCH(QByteArray, encoded);
    QFETCH(QByteArray, packet);
    std::string decoded;

    QVERIFY(kCobsFraming.decode(encoded.toStdString(), decoded));

    QCOMPARE(QByteArray::fromStdString(decoded), packet);
}

void PacketDecoderTest::whatNoCobsSenderWritesIsAnError_data() {
    QTest::addColumn<QByteArray>("encoded");
    QTest::newRow("beyond the end") << QByteArray::fromHex("0511");
    QTest::newRow("a zero") << QByteArray::fromHex("021100");
}

void PacketDecoderTest::whatNoCobsSenderWritesIsAnError() {
    QFETCH(QByteArray, encoded);
    std::string decoded;

    QVERIFY(!kCobsFraming.decode(encoded.toStdString(), decoded));
}

void PacketDecoderTest::slipEscapesAreResolved() {
    DecodeRun run = packetsOf(Format::Slip, Format::Frame);
    const std::string frame = smallFrame(0xC0, 0x7FDB);

    run.feed(slipped(frame));

    QCOMPARE(run.events(), Lines{"row count=192 level=3273.1"});
    QCOMPARE(run.counts().bytesDecoded, quint64{slipped(frame).size()});
}

void PacketDecoderTest::aWrongEscapeIsOneDamageAndTheNextPacketCounts() {
    DecodeRun run = packetsOf(Format::Slip, Format::Csv);

    run.feed(slipped("1,2") +
             "3\xDB"
             "A\xC0" +
             slipped("4,5") + "6\xDB\xC0" + slipped("7,8"));

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Syntax], quint64{2});
    QCOMPARE(run.counts().frames, quint64{3});
    QVERIFY(run.ledgerAlwaysClosed());
}

void PacketDecoderTest::emptyPacketsAreNothing() {
    DecodeRun run = packetsOf(Format::Slip, Format::Csv);

    run.feed("\xC0\xC0" + slipped("1,2") + "\xC0\xC0\xC0" + slipped("3,4"));

    QCOMPARE(run.events(), (Lines{"row value 1=1 value 2=2", "row value 1=3 value 2=4"}));
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{0});
}

void PacketDecoderTest::aFrameInAPacketKeepsItsChecksum() {
    DecodeRun run = packetsOf(Format::Cobs, Format::Frame);
    std::string bad = smallFrame(1, 10);
    bad[3] = 9;

    run.feed(cobsed(bad) + cobsed(smallFrame(2, 20)));

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Checksum], quint64{1});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::Checksum], quint64{cobsed(bad).size()});
    QCOMPARE(run.events().back(), std::string("row count=2 level=2"));
}

void PacketDecoderTest::aFrameMayHaveNoSyncAndAnyNumberOfSamples() {
    DecodeSettings settings(Format::Cobs);
    settings.inner = Format::Frame;
    settings.frame.fields = {frameField("a", NumberType::U8), frameField("b", NumberType::U8)};
    settings.frame.repeats = true;
    DecodeRun run(makeDecoder(settings));

    run.feed(cobsed(bytesOf({1, 2, 3, 0})) + cobsed(bytesOf({5, 6})));

    QCOMPARE(run.events(), (Lines{"row a=1 b=2", "row a=3 b=0", "row a=5 b=6"}));
}

void PacketDecoderTest::aPacketOfAnotherLengthIsALengthError() {
    DecodeSettings settings(Format::Slip);
    settings.inner = Format::Frame;
    settings.frame.fields = {frameField("a", NumberType::U16)};
    settings.frame.length.payloadBytes = 3;
    DecodeRun run(makeDecoder(settings));

    run.feed(slipped("ab") + slipped("abc") + slipped("abcd"));

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Length], quint64{2});
    QCOMPARE(run.counts().frames, quint64{1});
}

void PacketDecoderTest::aLineNeedsNoLineEnd() {
    DecodeRun run = packetsOf(Format::Slip, Format::Csv);

    run.feed(slipped("a [V],b\r\n") + slipped("1,2") + slipped("3,4\n") + slipped("5,6\r\n"));

    QCOMPARE(run.events(), (Lines{"row a=1 b=2", "row a=3 b=4", "row a=5 b=6"}));
    QCOMPARE(run.channels(), (Lines{"a [V]", "b"}));
    QVERIFY(run.ledgerAlwaysClosed());
}

void PacketDecoderTest::aBrokenLineIsDiscardedWithItsReason() {
    DecodeRun run = packetsOf(Format::Slip, Format::Csv);
    const std::string bad = slipped("1e999,5");

    run.feed(slipped("1,2") + slipped("3,4") + bad + slipped("5,6"));

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Range], quint64{1});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::Range], quint64{bad.size()});
    QCOMPARE(run.counts().frames, quint64{3});
}

void PacketDecoderTest::textDecidesWhatUnnamedPacketsHold() {
    DecodeRun run = packetsOf(Format::Cobs);

    run.feed(cobsed("hello") + cobsed("1,2") + cobsed("3,4") + cobsed(bytesOf({1, 2})));

    QCOMPARE(run.events(), (Lines{"text hello", "row value 1=1 value 2=2",
                                  "row value 1=3 value 2=4", "text 01 02"}));
    QVERIFY(run.description().find("CSV") != std::string::npos);
}

void PacketDecoderTest::packetsThatAreNoTextAreShownAsHexadecimalDigits() {
    DecodeRun run = packetsOf(Format::Slip);

    run.feed(slipped(bytesOf({0, 0xAB, 0xC0})) + slipped(std::string(300, '\x01')));

    QCOMPARE(run.events().front(), std::string("text 00 AB C0"));
    QVERIFY(run.events().back().ends_with("01 01 ..."));
    QCOMPARE(run.counts().textLines, quint64{2});
}

void PacketDecoderTest::theFirstPacketAfterJoiningIsDropped() {
    DecodeRun run = packetsOf(Format::Slip, Format::Csv);

    run.begin(StreamStart::MidFrame).feed(",2\xC0" + slipped("3,4")).finish();
    run.begin(StreamStart::MidFrame).feed("\xC0" + slipped("5,6")).finish();

    QCOMPARE(run.events(), (Lines{"row value 1=3 value 2=4", "row value 1=5 value 2=6"}));
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::PartialStart], quint64{3});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
}

void PacketDecoderTest::aChecksumVouchesForTheFirstPacket() {
    DecodeRun run = packetsOf(Format::Cobs, Format::Frame);

    run.begin(StreamStart::MidFrame).feed(cobsed(smallFrame(1, 10)));

    QCOMPARE(run.counts().frames, quint64{1});
}

void PacketDecoderTest::aPacketWithoutEndIsOneDamage() {
    for (const StreamStart start : {StreamStart::Boundary, StreamStart::MidFrame}) {
        DecodeRun run = packetsOf(Format::Slip, Format::Csv);
        run.begin(start);

        for (int i = 0; i < 1000; ++i)
            run.feed(std::string(1000, 'x'));
        run.feed("\xC0" + slipped("1,2"));

        const quint64 damages = start == StreamStart::Boundary ? 1 : 0;
        QCOMPARE(run.counts().framesDamaged[DiscardReason::Overlong], damages);
        QCOMPARE(run.counts().framesDamaged.total(), damages);
        QCOMPARE(run.counts().frames, quint64{1});
        QVERIFY(run.mostPendingBytes() <= Decoder::kMaxFrameBytes);
        QVERIFY(run.ledgerAlwaysClosed());
    }
}

void PacketDecoderTest::theEndOfAFileEndsItsLastPacket() {
    DecodeRun whole = packetsOf(Format::Slip, Format::Csv);
    DecodeRun cut = packetsOf(Format::Slip, Format::Csv);

    whole.feed(slipped("1,2") + "3,4").finish(StreamEnd::Complete);
    cut.feed(slipped("1,2") + "3,4").finish(StreamEnd::Cut);

    QCOMPARE(whole.counts().frames, quint64{2});
    QCOMPARE(cut.counts().frames, quint64{1});
    QCOMPARE(cut.counts().bytesDiscarded[DiscardReason::Unfinished], quint64{3});
}

void PacketDecoderTest::theVectorsAreRead() {
    QFile file(QStringLiteral(TH_CAPTURES "/framing/slip.json"));
    if (!file.open(QIODevice::ReadOnly)) QSKIP("The vectors are not here.");
    const QJsonObject vectors = QJsonDocument::fromJson(file.readAll()).object();
    const auto textOf = [](const QJsonValue& hex) {
        QByteArray text = QByteArray::fromHex(hex.toString().toLatin1()).toHex(' ').toUpper();
        return "text " + text.toStdString();
    };
    DecodeRun run = packetsOf(Format::Slip);
    Lines expected;

    for (const auto& vector : vectors[QLatin1String("ok")].toArray()) {
        const QJsonObject pair = vector.toObject();
        run.feed(fromHex(pair[QLatin1String("encoded")].toString().toLatin1()));
        const QJsonValue decoded = pair[QLatin1String("decoded")];
        if (!decoded.toString().isEmpty()) expected.push_back(textOf(decoded));
    }
    const QJsonObject stream = vectors[QLatin1String("stream")].toObject();
    run.feed(fromHex(stream[QLatin1String("bytes")].toString().toLatin1()));
    for (const auto& frame : stream[QLatin1String("frames")].toArray())
        expected.push_back(textOf(frame));

    QCOMPARE(run.events(), expected);
    for (const auto& violation : vectors[QLatin1String("violations")].toArray())
        run.feed(fromHex(violation.toString().toLatin1()));
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Syntax], quint64{1});
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::PacketDecoderTest)
#include "test_packet_decoder.moc"
