// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <string>
#include <string_view>

#include <QTest>

#include "binary_streams.h"
#include "support/own_memory.h"
#include "telemetryhub/engine/core/sample_writer.h"
#include "telemetryhub/engine/decode/decoder.h"

Q_DECLARE_METATYPE(telemetryhub::engine::Format)

namespace telemetryhub::engine {

namespace {

/// Takes results without keeping them.
class Discard final : public DecoderOutput, private BlockReceiver {
public:
    Discard() : DecoderOutput(m_writer), m_writer(m_pool, DeviceId{1}, *this) {}
    void textLine(std::string_view) override {}
    void damaged(DiscardReason, std::string_view) override {}

private:
    void receive(BlockRef) override {}

    BlockPool m_pool;
    SampleWriter m_writer;
};

constexpr std::size_t kPieces = 1000;

/// What decoding so many `piece`s in a row asks for behind twice as many.
std::size_t steadyAllocations(const DecodeSettings& settings, const std::string& piece) {
    constexpr std::size_t kChunkBytes = 777;
    std::string stream;
    for (std::size_t i = 0; i < kPieces; ++i)
        stream += piece;
    Discard output;
    const auto decoder = makeDecoder(settings);
    decoder->begin(StreamStart::Boundary);
    const auto decodeInChunks = [&] {
        for (std::size_t at = 0; at < stream.size(); at += kChunkBytes)
            decoder->decode(std::string_view(stream).substr(at, kChunkBytes), output);
    };
    // Twice: where the chunks cut the frames differs between the passes.
    decodeInChunks();
    decodeInChunks();

    const std::size_t before = test::allocationCount();
    decodeInChunks();
    return test::allocationCount() - before;
}

}  // namespace

/// What a decoder asks of memory, whatever its format.
class DecoderMemoryTest : public QObject {
    Q_OBJECT

private slots:
    void theSteadyStateAllocatesNothing_data();
    void theSteadyStateAllocatesNothing();
    void theSteadyStateOfWhatIsNotLinesAllocatesNothing_data();
    void theSteadyStateOfWhatIsNotLinesAllocatesNothing();
};

void DecoderMemoryTest::theSteadyStateAllocatesNothing_data() {
    QTest::addColumn<Format>("format");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("byDevice");
    const auto row = [](const char* name, Format format, const char* line) {
        QTest::addRow("%s", name) << format << QByteArray(line) << false;
        QTest::addRow("%s, by the device", name) << format << QByteArray(line) << true;
    };
    row("csv", Format::Csv, "1,2.5,-3,4e5,nan,,7,8\n");
    row("csv with a text column", Format::Csv, "12:30:05,2.5,ok,\"a,b\"\n");
    row("csv with damage", Format::Csv, "1,2x\n");
    row("labels", Format::Plotter, "temp:20.5 hum:30 x : 5\n");
    row("bare", Format::Plotter, "1 2 3\n");
    row("a long text beside a time", Format::KeyValue,
        "a=5 state=\"a text that is much longer than any name\" a_very_long_key_with_text=on\n");
    row("Teleplot with times", Format::Teleplot, ">temp:100:20.5;110:21\n");
    row("Teleplot", Format::Teleplot, ">temp:20.5§C\n>pos:1:2|xy\n>state:on|t\n");
    row("JSON", Format::Json, "{\"a\":1.5,\"imu\":{\"x\":[1,2]},\"id\":\"x\",\"on\":true}\n");
    row("JSON with damage", Format::Json, "{\"a\":1.5,\"b\":}\n");
    row("pairs", Format::KeyValue, "temp=20.5C, hum=30 %, state=ok\n");
    row("rmc", Format::Nmea, "$GPRMC,194101,A,4426.1130,N,07140.5596,W,5.2,77.3,160906,15.8,W\r\n");
    row("xdr", Format::Nmea, "$APXDR,A,0.135,D,PTCH*7C\r\n");
    row("found by itself", Format::Auto, "1,2,3\n");
}

void DecoderMemoryTest::theSteadyStateAllocatesNothing() {
    QFETCH(Format, format);
    QFETCH(QByteArray, line);
    QFETCH(bool, byDevice);
    DecodeSettings settings(format);
    settings.time = byDevice ? SampleTime::Device : SampleTime::Arrival;
    settings.timeChannel = "a";

    QCOMPARE(steadyAllocations(settings, line.toStdString()), std::size_t{0});
}

void DecoderMemoryTest::theSteadyStateOfWhatIsNotLinesAllocatesNothing_data() {
    QTest::addColumn<std::size_t>("subject");
    QTest::addColumn<std::size_t>("most");
    std::size_t index = 0;
    for (const BinarySubject& subject : binarySubjects()) {
        // Its pieces hold a line of text, which CSV looks at whether it names channels.
        const bool hasWords = std::string_view(subject.name) == "cobs of anything";
        QTest::newRow(subject.name) << index++ << (hasWords ? kPieces : std::size_t{0});
    }
}

void DecoderMemoryTest::theSteadyStateOfWhatIsNotLinesAllocatesNothing() {
    QFETCH(std::size_t, subject);
    QFETCH(std::size_t, most);
    const BinarySubject of = binarySubjects()[subject];

    QCOMPARE(steadyAllocations(of.settings, of.stream), most);
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::DecoderMemoryTest)
#include "test_decoder_memory.moc"
