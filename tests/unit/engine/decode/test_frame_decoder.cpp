// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include <QFile>
#include <QTest>

#include "binary_streams.h"
#include "decode_run.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

namespace {

DecodeRun runOf(const FrameLayout& layout) {
    DecodeSettings settings(Format::Frame);
    settings.frame = layout;
    return DecodeRun(makeDecoder(settings));
}

std::string contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

/// The values of a table behind its first column, row by row.
std::vector<std::vector<double>> tableOf(const QString& path) {
    std::vector<std::vector<double>> table;
    const auto lines = QByteArray::fromStdString(contentOf(path)).split('\n');
    for (const QByteArray& line : lines.mid(1)) {
        std::vector<double> row;
        for (const QByteArray& cell : line.split(',').mid(1))
            row.push_back(cell.trimmed().toDouble());
        if (!row.empty()) table.push_back(row);
    }
    return table;
}

std::vector<double> valuesOf(const std::string& event) {
    std::vector<double> values;
    for (const QByteArray& part : QByteArray::fromStdString(event).split(' ').mid(1))
        values.push_back(part.split('=')[1].toDouble());
    return values;
}

FrameLayout pmsLayout() {
    FrameLayout layout;
    layout.sync = "BM";
    layout.length = {FrameLength::Kind::U16, ByteOrder::Big,
                     FrameLength::Counts::PayloadAndChecksum, 0};
    for (const char* const name : {"raw01", "raw25", "raw10", "pm01", "pm25", "pm10"})
        layout.fields.push_back(frameField(name, NumberType::U16, ByteOrder::Big));
    for (const char* const name : {"n0_3", "n0_5", "n1_0", "n2_5", "n5_0", "n10_0"})
        layout.fields.push_back(frameField(name, NumberType::U16, ByteOrder::Big, 0.01));
    layout.fields.push_back(frameField("", NumberType::U16));
    layout.checksum = ChecksumKind::Sum16;
    layout.checksumOrder = ByteOrder::Big;
    return layout;
}

FrameLayout sdsLayout() {
    FrameLayout layout;
    layout.sync = "\xAA\xC0";
    layout.fields = {frameField("pm25", NumberType::U16, ByteOrder::Little, 0.1),
                     frameField("pm10", NumberType::U16, ByteOrder::Little, 0.1),
                     frameField("", NumberType::U16)};
    layout.checksum = ChecksumKind::Sum8;
    layout.checksumFrom = 2;
    layout.tail = "\xAB";
    return layout;
}

FrameLayout countedLayout(FrameLength::Kind kind, FrameLength::Counts counts) {
    FrameLayout layout = smallLayout();
    layout.length = {kind, ByteOrder::Big, counts, 0};
    return layout;
}

}  // namespace

class FrameDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void framesOfSkippedFieldsMakeSamplesWithoutChannels();
    void everyTypeIsReadInBothOrders_data();
    void everyTypeIsReadInBothOrders();
    void aMessageOfUbxIsVouchedForByItsFletcherSum();
    void aMessageOfRtcmIsVouchedForByThreeBytes();
    void aDecimalFactorRoundsLikeTheDecimalNumber();
    void aFieldWithoutANameIsSkipped();
    void aBadChecksumIsOneDamageAndTheNextFrameCounts();
    void aSyncInsideAWrongFrameHidesNoGoodFrame();
    void aLengthThatIsWrongSwallowsNothingBehindIt();
    void noiseBetweenFramesIsToldOnce();
    void theLengthFieldCountsWhatIsSaid_data();
    void theLengthFieldCountsWhatIsSaid();
    void aPayloadShorterThanTheFieldsIsALengthError();
    void aLongerPayloadIsReadAsFarAsItsFieldsGo();
    void aRepeatingPayloadIsASampleEachTime();
    void anotherTailIsASyntaxError();
    void aStreamWithoutSyncStartsBehindWhatIsToBeSkipped();
    void aStreamWithoutSyncFindsItsStepByTheChecksum();
    void aFalseSyncAtTheEndOfTheStreamHidesNoFrame();
    void whatIsJoinedCountsAsDamageAfterTheLongestFrame();
    void theChannelsAreKnownWithTheFirstFrame();
    void aFieldCanDateTheFrames();
    void dustSensorsGiveTheirTruth_data();
    void dustSensorsGiveTheirTruth();
};

void FrameDecoderTest::everyTypeIsReadInBothOrders_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("bigEndian");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](NumberType type, const char* hex, const char* value) {
        QTest::newRow(hex) << static_cast<int>(type) << QByteArray::fromHex(hex)
                           << QByteArray(value);
    };
    row(NumberType::U8, "fe", "254");
    row(NumberType::I8, "fd", "-3");
    row(NumberType::U16, "fffe", "65534");
    row(NumberType::I16, "fffc", "-4");
    row(NumberType::U32, "fffffffb", "4294967291");
    row(NumberType::I32, "fffffffa", "-6");
    row(NumberType::U64, "8000000000000000", "9223372036854775808");
    row(NumberType::I64, "fffffffffffffff9", "-7");
    row(NumberType::F32, "40490000", "3.140625");
    row(NumberType::F64, "c004000000000000", "-2.5");
    row(NumberType::U24, "fffff8", "16777208");
    row(NumberType::I24, "fffff7", "-9");
    row(NumberType::I24, "800000", "-8388608");
    row(NumberType::I24, "7fffff", "8388607");
    row(NumberType::F16, "3555", "0.333251953125");
    row(NumberType::F16, "c100", "-2.5");
    row(NumberType::F16, "7bff", "65504");
    row(NumberType::F16, "8001", "-5.9604644775390625e-08");
    row(NumberType::F16, "03ff", "6.097555160522461e-05");
    row(NumberType::F16, "fc00", "-inf");
}

void FrameDecoderTest::everyTypeIsReadInBothOrders() {
    QFETCH(int, type);
    QFETCH(QByteArray, bigEndian);
    QFETCH(QByteArray, value);
    FrameLayout layout;
    layout.fields = {frameField("big", static_cast<NumberType>(type), ByteOrder::Big),
                     frameField("little", static_cast<NumberType>(type), ByteOrder::Little)};
    DecodeRun run = runOf(layout);
    QByteArray littleEndian = bigEndian;
    std::reverse(littleEndian.begin(), littleEndian.end());

    run.feed((bigEndian + littleEndian).toStdString());

    const auto values = valuesOf(run.events().front());
    QCOMPARE(values, (std::vector<double>{value.toDouble(), value.toDouble()}));
}

void FrameDecoderTest::aMessageOfUbxIsVouchedForByItsFletcherSum() {
    FrameLayout layout;
    layout.sync = bytesOf({0xB5, 0x62, 0x06, 0x04, 0x04, 0x00});
    layout.fields = {frameField("sections", NumberType::U16), frameField("mode", NumberType::U16)};
    layout.checksum = ChecksumKind::Fletcher8;
    layout.checksumFrom = 2;
    const std::string frame = layout.sync + bytesOf({0xFF, 0xB9, 0x00, 0x00, 0xC6, 0x8B});
    std::string wrong = frame;
    wrong.back() = '\x8C';
    DecodeRun run = runOf(layout);

    run.feed(wrong + frame);

    QCOMPARE(run.events().size(), std::size_t{2});
    QVERIFY(run.events().front().starts_with("damage checksum"));
    QCOMPARE(run.events().back(), std::string("row sections=47615 mode=0"));
}

void FrameDecoderTest::aMessageOfRtcmIsVouchedForByThreeBytes() {
    FrameLayout layout;
    layout.sync = bytesOf({0xD3, 0x00, 0x13});
    layout.length.payloadBytes = 19;
    layout.fields = {frameField("head", NumberType::U16, ByteOrder::Big)};
    layout.checksum = ChecksumKind::Crc24Q;
    layout.checksumOrder = ByteOrder::Big;
    DecodeRun run = runOf(layout);

    run.feed(layout.sync +
             bytesOf({0x3E, 0xD7, 0xD3, 0x02, 0x02, 0x98, 0x0E, 0xDE, 0xEF, 0x34, 0xB4,
                      0xBD, 0x62, 0xAC, 0x09, 0x41, 0x98, 0x6F, 0x33, 0x36, 0x0B, 0x98}));

    QCOMPARE(run.events(), (Lines{"row head=16087"}));
}

void FrameDecoderTest::aDecimalFactorRoundsLikeTheDecimalNumber() {
    FrameLayout layout;
    layout.fields = {frameField("a", NumberType::U8, ByteOrder::Little, 0.1),
                     frameField("b", NumberType::U8, ByteOrder::Little, 0.25)};
    layout.fields[1].offset = -40;
    DecodeRun run = runOf(layout);

    run.feed(bytesOf({3, 3, 7, 200}));

    QCOMPARE(run.events(), (Lines{"row a=0.3 b=-39.25", "row a=0.7 b=10"}));
}

void FrameDecoderTest::aFieldWithoutANameIsSkipped() {
    FrameLayout layout;
    layout.fields = {frameField("a", NumberType::U8), frameField("", NumberType::U32),
                     frameField("b", NumberType::U8)};
    DecodeRun run = runOf(layout);

    run.feed(bytesOf({1, 9, 9, 9, 9, 2}));

    QCOMPARE(run.events(), Lines{"row a=1 b=2"});
}

void FrameDecoderTest::aBadChecksumIsOneDamageAndTheNextFrameCounts() {
    DecodeRun run = runOf(smallLayout());
    std::string bad = smallFrame(1, 10);
    bad[2] = 7;

    run.feed(smallFrame(1, 10) + bad + smallFrame(2, 20) + bad + bad + smallFrame(3, 30));

    QCOMPARE(run.counts().frames, quint64{3});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Checksum], quint64{3});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{3});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::Checksum], quint64{3 * bad.size()});
    QCOMPARE(run.events()[1], "damage checksum " + bad);
}

void FrameDecoderTest::aSyncInsideAWrongFrameHidesNoGoodFrame() {
    DecodeRun run = runOf(smallLayout());

    run.feed(bytesOf({0xAA, 0x55, 1}) + smallFrame(2, 20) + bytesOf({0xAA}) + smallFrame(3, 30) +
             bytesOf({0xAA, 0x55, 0xAA, 0x55}) + smallFrame(4, 40));

    QCOMPARE(run.counts().frames, quint64{3});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Checksum], quint64{2});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Syntax], quint64{1});
    QVERIFY(run.ledgerAlwaysClosed());
}

void FrameDecoderTest::aLengthThatIsWrongSwallowsNothingBehindIt() {
    const FrameLayout layout = countedLayout(FrameLength::Kind::U8, FrameLength::Counts::Payload);
    const std::string good =
        withChecksum(bytesOf({0xAA, 0x55, 3, 1, 0, 20}), ChecksumKind::Crc16Modbus);
    std::string bad = good;
    bad[2] = 40;
    DecodeRun run = runOf(layout);

    run.feed(bad);
    for (int i = 0; i < 8; ++i)
        run.feed(good);

    QCOMPARE(run.counts().frames, quint64{8});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Checksum], quint64{1});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{1});
    QCOMPARE(run.counts().bytesDiscarded.total(), quint64{bad.size()});
}

void FrameDecoderTest::noiseBetweenFramesIsToldOnce() {
    DecodeRun run = runOf(smallLayout());

    run.feed(smallFrame(1, 10) + "boot" + smallFrame(2, 20) + std::string(200, '.') +
             smallFrame(3, 30));

    QCOMPARE(run.events(),
             (Lines{"row count=1 level=1", "damage syntax boot", "row count=2 level=2",
                    "damage syntax " + std::string(64, '.'), "row count=3 level=3"}));
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::Syntax], quint64{204});
}

void FrameDecoderTest::theLengthFieldCountsWhatIsSaid_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("counts");
    QTest::addColumn<QByteArray>("length");
    const auto row = [](const char* name, FrameLength::Kind kind, FrameLength::Counts counts,
                        const QByteArray& length) {
        QTest::newRow(name) << static_cast<int>(kind) << static_cast<int>(counts) << length;
    };
    using Kind = FrameLength::Kind;
    using Counts = FrameLength::Counts;
    row("u8 payload", Kind::U8, Counts::Payload, QByteArray::fromHex("03"));
    row("u8 with checksum", Kind::U8, Counts::PayloadAndChecksum, QByteArray::fromHex("05"));
    row("u8 frame", Kind::U8, Counts::Frame, QByteArray::fromHex("08"));
    row("u16 payload", Kind::U16, Counts::Payload, QByteArray::fromHex("0003"));
    row("u16 with checksum", Kind::U16, Counts::PayloadAndChecksum, QByteArray::fromHex("0005"));
    row("u16 frame", Kind::U16, Counts::Frame, QByteArray::fromHex("0009"));
}

void FrameDecoderTest::theLengthFieldCountsWhatIsSaid() {
    QFETCH(int, kind);
    QFETCH(int, counts);
    QFETCH(QByteArray, length);
    DecodeRun run = runOf(countedLayout(static_cast<FrameLength::Kind>(kind),
                                        static_cast<FrameLength::Counts>(counts)));
    const std::string frame =
        withChecksum(bytesOf({0xAA, 0x55}) + length.toStdString() + bytesOf({9, 0, 25}),
                     ChecksumKind::Crc16Modbus);

    run.feed(frame + frame).finish();

    QCOMPARE(run.events(), (Lines{"row count=9 level=2.5", "row count=9 level=2.5"}));
    QCOMPARE(run.counts().bytesDecoded, quint64{2 * frame.size()});
}

void FrameDecoderTest::aPayloadShorterThanTheFieldsIsALengthError() {
    DecodeRun run = runOf(countedLayout(FrameLength::Kind::U8, FrameLength::Counts::Frame));
    const auto framed = [](std::initializer_list<int> bytes) {
        return withChecksum(bytesOf(bytes), ChecksumKind::Crc16Modbus);
    };

    run.feed(framed({0xAA, 0x55, 7, 1, 2}) + framed({0xAA, 0x55, 2}) +
             framed({0xAA, 0x55, 8, 1, 0, 10}));

    QCOMPARE(run.counts().framesDamaged[DiscardReason::Length], quint64{2});
    QCOMPARE(run.counts().frames, quint64{1});
}

void FrameDecoderTest::aLongerPayloadIsReadAsFarAsItsFieldsGo() {
    DecodeRun run = runOf(countedLayout(FrameLength::Kind::U8, FrameLength::Counts::Payload));

    run.feed(withChecksum(bytesOf({0xAA, 0x55, 5, 1, 0, 10, 77, 78}), ChecksumKind::Crc16Modbus));

    QCOMPARE(run.events(), Lines{"row count=1 level=1"});
}

void FrameDecoderTest::aRepeatingPayloadIsASampleEachTime() {
    FrameLayout layout = countedLayout(FrameLength::Kind::U8, FrameLength::Counts::Payload);
    layout.repeats = true;
    DecodeRun run = runOf(layout);
    const auto framed = [](std::initializer_list<int> bytes) {
        return withChecksum(bytesOf(bytes), ChecksumKind::Crc16Modbus);
    };

    run.feed(framed({0xAA, 0x55, 6, 1, 0, 10, 2, 0, 20}) + framed({0xAA, 0x55, 4, 1, 0, 10, 9}));

    QCOMPARE(run.events()[0], std::string("row count=1 level=1"));
    QCOMPARE(run.events()[1], std::string("row count=2 level=2"));
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Length], quint64{1});
    QCOMPARE(run.counts().frames, quint64{2});
}

void FrameDecoderTest::anotherTailIsASyntaxError() {
    DecodeRun run = runOf(sdsLayout());
    const std::string good = bytesOf({0xAA, 0xC0, 5, 0, 7, 0, 1, 2, 15, 0xAB});
    std::string bad = good;
    bad.back() = '\n';

    run.feed(bad + good);

    QCOMPARE(run.events(), (Lines{"damage syntax " + bad, "row pm25=0.5 pm10=0.7"}));
}

void FrameDecoderTest::aStreamWithoutSyncStartsBehindWhatIsToBeSkipped() {
    FrameLayout layout;
    layout.fields = {frameField("a", NumberType::U8), frameField("b", NumberType::U16)};
    layout.skipAtStart = 2;
    DecodeRun run = runOf(layout);

    run.feed(bytesOf({9, 9, 1, 2, 0, 3, 4, 0, 5})).finish(StreamEnd::Cut);
    run.begin(StreamStart::MidFrame).feed(bytesOf({9, 9, 6, 7, 0}));

    QCOMPARE(run.events(), (Lines{"row a=1 b=2", "row a=3 b=4", "row a=6 b=7"}));
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::PartialStart], quint64{4});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::Unfinished], quint64{1});
}

void FrameDecoderTest::aStreamWithoutSyncFindsItsStepByTheChecksum() {
    FrameLayout layout = smallLayout();
    layout.sync.clear();
    DecodeRun run = runOf(layout);
    std::string stream;
    for (int i = 1; i < 6; ++i)
        stream += withChecksum(bytesOf({i, 0, 10 * i}), ChecksumKind::Crc16Modbus);

    run.begin(StreamStart::MidFrame).feed(stream.substr(2));

    QCOMPARE(run.counts().frames, quint64{4});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::PartialStart], quint64{3});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
}

void FrameDecoderTest::aFalseSyncAtTheEndOfTheStreamHidesNoFrame() {
    FrameLayout layout = countedLayout(FrameLength::Kind::U16, FrameLength::Counts::Payload);
    DecodeRun run = runOf(layout);
    const std::string good =
        withChecksum(bytesOf({0xAA, 0x55, 0, 3, 1, 0, 10}), ChecksumKind::Crc16Modbus);

    run.feed(bytesOf({0xAA, 0x55, 0x7F, 0}) + good + good).finish(StreamEnd::Cut);

    QCOMPARE(run.counts().frames, quint64{2});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::Unfinished], quint64{4});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
}

void FrameDecoderTest::whatIsJoinedCountsAsDamageAfterTheLongestFrame() {
    DecodeRun run = runOf(smallLayout());

    run.begin(StreamStart::MidFrame).feed(std::string(100, 'x') + smallFrame(1, 10));

    const auto frame = smallFrame(1, 10).size();
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::PartialStart], quint64{frame});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Syntax], quint64{1});
}

void FrameDecoderTest::theChannelsAreKnownWithTheFirstFrame() {
    FrameLayout layout = smallLayout();
    layout.fields[1].unit = "V";
    DecodeRun run = runOf(layout);

    run.feed(smallFrame(1, 10));

    QCOMPARE(run.channels(), (Lines{"count", "level [V]"}));
    QCOMPARE(run.channelKind(), ChannelSetKind::Complete);
}

void FrameDecoderTest::aFieldCanDateTheFrames() {
    DecodeSettings settings(Format::Frame);
    settings.frame = smallLayout();
    settings.frame.fields[0].name = "time_ms";
    settings.time = SampleTime::Device;
    settings.timeChannel = "time_ms";
    DecodeRun run(makeDecoder(settings));

    run.setTime(1'000'000'000);
    run.feed(smallFrame(10, 1));
    run.setTime(1'090'000'000);
    run.feed(smallFrame(50, 1));

    QCOMPARE(run.events().size(), std::size_t{2});
    QCOMPARE(run.times()[1] - run.times()[0], std::int64_t{40'000'000});
    QVERIFY(run.events()[1].ends_with("arrival_delay=0.05"));
}

void FrameDecoderTest::dustSensorsGiveTheirTruth_data() {
    QTest::addColumn<QString>("sensor");
    QTest::newRow("PMSx003") << "PMSx003";
    QTest::newRow("SDS01x") << "SDS01x";
}

void FrameDecoderTest::dustSensorsGiveTheirTruth() {
    QFETCH(QString, sensor);
    const QString folder = QStringLiteral(TH_CAPTURES "/pms/");
    const std::string capture = contentOf(folder + sensor + QStringLiteral(".bin"));
    if (capture.empty()) QSKIP("The captures are not here.");
    const auto truth = tableOf(folder + sensor + QStringLiteral(".expected.csv"));
    DecodeRun run = runOf(sensor.startsWith(QLatin1Char('P')) ? pmsLayout() : sdsLayout());

    cutIntoChunks(capture, 7, [&](std::string_view chunk) { run.feed(chunk); });

    QCOMPARE(run.events().size(), truth.size());
    for (std::size_t i = 0; i < truth.size(); ++i)
        QCOMPARE(valuesOf(run.events()[i]), truth[i]);
    QCOMPARE(run.counts().bytesDecoded, quint64{capture.size()});
}

/// No specification gives such a layout; the decoder takes it all the same.
void FrameDecoderTest::framesOfSkippedFieldsMakeSamplesWithoutChannels() {
    FrameLayout layout;
    layout.sync = "AB";
    layout.fields = {frameField("", NumberType::U8)};
    DecodeRun run = runOf(layout);

    run.begin().feed("AB1AB2AB3").finish();

    QCOMPARE(run.counts().frames, std::uint64_t{3});
    QVERIFY(run.channels().empty());
    QVERIFY(run.ledgerAlwaysClosed());
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::FrameDecoderTest)
#include "test_frame_decoder.moc"
