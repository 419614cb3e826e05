// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include <QTest>

#include "decode_run.h"

Q_DECLARE_METATYPE(telemetryhub::engine::Format)

// Sanitizers bring an operator new of their own, and a program has one.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define TH_COUNTS_ALLOCATIONS 0
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define TH_COUNTS_ALLOCATIONS 0
#endif
#endif
#ifndef TH_COUNTS_ALLOCATIONS
#define TH_COUNTS_ALLOCATIONS 1
#endif

namespace {

std::atomic<std::size_t> allocations{0};

}  // namespace

#if TH_COUNTS_ALLOCATIONS
namespace {

void* counted(std::size_t bytes) {
    allocations.fetch_add(1, std::memory_order_relaxed);
    if (void* const memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
    throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t bytes) {
    return counted(bytes);
}
void* operator new[](std::size_t bytes) {
    return counted(bytes);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}
#endif

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

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

void addFormats() {
    QTest::addColumn<Format>("format");
    QTest::newRow("csv") << Format::Csv;
    QTest::newRow("plotter") << Format::Plotter;
    QTest::newRow("teleplot") << Format::Teleplot;
    QTest::newRow("json") << Format::Json;
    QTest::newRow("keyvalue") << Format::KeyValue;
    QTest::newRow("nmea") << Format::Nmea;
    QTest::newRow("auto") << Format::Auto;
}

}  // namespace

/// What holds for every decoder.
class AnyDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void theResultDoesNotDependOnTheChunks_data();
    void theResultDoesNotDependOnTheChunks();
    void theLedgerClosesAfterEveryChunkOfAnyBytes_data() { addFormats(); }
    void theLedgerClosesAfterEveryChunkOfAnyBytes();
    void aLineOf100MegabytesCostsBoundedMemoryAndOneDamage_data() { addFormats(); }
    void aLineOf100MegabytesCostsBoundedMemoryAndOneDamage();
    void theSteadyStateAllocatesNothing_data();
    void theSteadyStateAllocatesNothing();
    void everyLineEndEndsALine_data() { addFormats(); }
    void everyLineEndEndsALine();
    void joiningInTheMiddleDropsTheFirstLineWithoutDamage_data() { addFormats(); }
    void joiningInTheMiddleDropsTheFirstLineWithoutDamage();
    void theEndOfAFileEndsItsLastLine_data() { addFormats(); }
    void theEndOfAFileEndsItsLastLine();
    void aCutLinkDiscardsTheUnfinishedLineWithoutDamage_data() { addFormats(); }
    void aCutLinkDiscardsTheUnfinishedLineWithoutDamage();
    void channelsAndCountsSurviveARestart_data() { addFormats(); }
    void channelsAndCountsSurviveARestart();
    void aLineAsLongAsTheLimitIsStillALine();
    void aCloneContinuesAsItsOriginal_data() { addFormats(); }
    void aCloneContinuesAsItsOriginal();
    void theDevicesClockChangesNothingButTimes_data() { addFormats(); }
    void theDevicesClockChangesNothingButTimes();
};

namespace {

/// Lines of data of a format, three of which are data whatever the format is decided from.
std::string dataOf(Format format) {
    if (format == Format::Plotter) return "temp:20 hum:30";
    if (format == Format::Teleplot) return ">temp:20";
    if (format == Format::Json) return "{\"temp\":20,\"hum\":30}";
    if (format == Format::KeyValue) return "temp=20 hum=30";
    if (format == Format::Nmea) return "$APHDM,218.634,M*39";
    return "1,2,3";
}

}  // namespace

void AnyDecoderTest::theResultDoesNotDependOnTheChunks_data() {
    QTest::addColumn<Format>("format");
    QTest::addColumn<int>("chunkBytes");
    QTest::addColumn<bool>("midFrame");
    for (const auto& [name, format] :
         {std::pair{"csv", Format::Csv}, std::pair{"plotter", Format::Plotter},
          std::pair{"teleplot", Format::Teleplot}, std::pair{"json", Format::Json},
          std::pair{"keyvalue", Format::KeyValue}, std::pair{"nmea", Format::Nmea},
          std::pair{"auto", Format::Auto}})
        for (const int chunkBytes : {1, 7, 64, 4096, 0})
            for (const bool midFrame : {false, true})
                QTest::addRow("%s, %d bytes%s", name, chunkBytes, midFrame ? ", joined" : "")
                    << format << chunkBytes << midFrame;
}

void AnyDecoderTest::theResultDoesNotDependOnTheChunks() {
    QFETCH(Format, format);
    QFETCH(int, chunkBytes);
    QFETCH(bool, midFrame);
    const StreamStart start = midFrame ? StreamStart::MidFrame : StreamStart::Boundary;
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
        const std::string stream = hostileStream(seed, 30'000);
        DecodeRun whole(format);
        DecodeRun cut(format);

        whole.begin(start).feed(stream);
        cut.begin(start);
        cutIntoChunks(stream, static_cast<std::size_t>(chunkBytes),
                      [&](std::string_view chunk) { cut.feed(chunk); });

        QCOMPARE(cut.pendingBytes(), whole.pendingBytes());
        whole.finish();
        cut.finish();
        QCOMPARE(cut.events(), whole.events());
        QCOMPARE(cut.channels(), whole.channels());
        QVERIFY(cut.counts().bytesDiscarded == whole.counts().bytesDiscarded);
        QVERIFY(cut.counts().framesDamaged == whole.counts().framesDamaged);
        QCOMPARE(cut.counts().bytesDecoded, whole.counts().bytesDecoded);
        QCOMPARE(cut.counts().frames, whole.counts().frames);
        QCOMPARE(cut.counts().textLines, whole.counts().textLines);
        QCOMPARE(cut.description(), whole.description());
    }
}

void AnyDecoderTest::theLedgerClosesAfterEveryChunkOfAnyBytes() {
    QFETCH(Format, format);
    for (std::uint32_t seed = 100; seed < 124; ++seed) {
        const std::string stream = hostileStream(seed, 5'000);
        DecodeRun run(format);

        run.begin(seed % 2 ? StreamStart::MidFrame : StreamStart::Boundary);
        cutIntoChunks(stream, seed % 3, [&](std::string_view chunk) { run.feed(chunk); });
        run.finish(seed % 5 ? StreamEnd::Complete : StreamEnd::Cut);
        run.begin().feed(stream).finish(StreamEnd::Cut);

        QVERIFY(run.ledgerAlwaysClosed());
        QVERIFY(run.mostPendingBytes() <= 2 * Decoder::kMaxFrameBytes);
        const auto rows =
            std::count_if(run.events().begin(), run.events().end(),
                          [](const std::string& event) { return event.starts_with("row"); });
        QCOMPARE(run.counts().frames, static_cast<quint64>(rows));
    }
}

void AnyDecoderTest::aLineOf100MegabytesCostsBoundedMemoryAndOneDamage() {
    QFETCH(Format, format);
    DecodeRun run(format);
    const std::string lines = dataOf(format) + "\n" + dataOf(format) + "\n";
    run.feed(lines);
    const std::string piece(1'000'000, '7');

    for (int i = 0; i < 100; ++i)
        run.feed(piece);
    run.feed("\n").feed(lines);

    QVERIFY(run.mostPendingBytes() <= Decoder::kMaxFrameBytes);
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Overlong], quint64{1});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::Overlong], quint64{100'000'001});
    QCOMPARE(run.counts().frames, quint64{4});
    QVERIFY(run.ledgerAlwaysClosed());
}

void AnyDecoderTest::theSteadyStateAllocatesNothing_data() {
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

void AnyDecoderTest::theSteadyStateAllocatesNothing() {
    QFETCH(Format, format);
    QFETCH(QByteArray, line);
    QFETCH(bool, byDevice);
    DecodeSettings settings(format);
    settings.time = byDevice ? SampleTime::Device : SampleTime::Arrival;
    settings.timeChannel = "a";
    if (!TH_COUNTS_ALLOCATIONS) QSKIP("Allocations are counted in builds without sanitizers.");
    std::string lines;
    for (int i = 0; i < 1000; ++i)
        lines += line.toStdString();
    Discard output;
    const auto decoder = makeDecoder(settings);
    decoder->begin(StreamStart::Boundary);
    const auto decodeInChunks = [&] {
        for (std::size_t at = 0; at < lines.size(); at += 777)
            decoder->decode(std::string_view(lines).substr(at, 777), output);
    };
    decodeInChunks();

    const std::size_t before = allocations.load(std::memory_order_relaxed);
    decodeInChunks();
    const std::size_t after = allocations.load(std::memory_order_relaxed);

    QCOMPARE(after - before, std::size_t{0});
}

void AnyDecoderTest::everyLineEndEndsALine() {
    QFETCH(Format, format);
    const std::string line = dataOf(format);
    for (const std::string end : {"\n", "\r\n", "\r", "\n\n", "\r\n\r\n"}) {
        DecodeRun run(format);

        for (int i = 0; i < 3; ++i)
            run.feed(line).feed(end);

        QCOMPARE(run.counts().frames, quint64{3});
        QCOMPARE(run.pendingBytes(), std::size_t{0});
        QCOMPARE(run.counts().bytesDiscarded.total(), quint64{0});
    }
}

void AnyDecoderTest::joiningInTheMiddleDropsTheFirstLineWithoutDamage() {
    QFETCH(Format, format);
    const std::string line = dataOf(format) + "\r\n";
    DecodeRun run(format);

    run.begin(StreamStart::MidFrame).feed("0" + line + line + line);

    QCOMPARE(run.counts().frames, quint64{2});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::PartialStart], quint64{line.size() + 1});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
}

void AnyDecoderTest::theEndOfAFileEndsItsLastLine() {
    QFETCH(Format, format);
    const std::string line = dataOf(format);
    DecodeRun run(format);

    run.feed(line + "\n" + line).finish(StreamEnd::Complete);

    QCOMPARE(run.counts().frames, quint64{2});
    QVERIFY(run.ledgerAlwaysClosed());
}

void AnyDecoderTest::aCutLinkDiscardsTheUnfinishedLineWithoutDamage() {
    QFETCH(Format, format);
    const std::string line = dataOf(format);
    DecodeRun run(format);

    run.feed(line + "\n" + line + "\n" + line).finish(StreamEnd::Cut);

    QCOMPARE(run.counts().frames, quint64{2});
    QCOMPARE(run.counts().bytesDiscarded[DiscardReason::Unfinished], quint64{line.size()});
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
    QVERIFY(run.ledgerAlwaysClosed());
}

void AnyDecoderTest::channelsAndCountsSurviveARestart() {
    QFETCH(Format, format);
    const std::string lines = dataOf(format) + "\n" + dataOf(format) + "\n";
    DecodeRun run(format);
    run.feed(lines).finish(StreamEnd::Cut);
    const Lines channels = run.channels();

    run.begin(StreamStart::Boundary).feed(lines);

    QCOMPARE(run.channels(), channels);
    QCOMPARE(run.counts().frames, quint64{4});
}

void AnyDecoderTest::aLineAsLongAsTheLimitIsStillALine() {
    DecodeRun run(Format::Csv);

    run.feed(std::string(Decoder::kMaxFrameBytes, 'x') + "\n");
    run.feed(std::string(Decoder::kMaxFrameBytes + 1, 'x') + "\n");

    QCOMPARE(run.counts().textLines, quint64{1});
    QCOMPARE(run.counts().framesDamaged[DiscardReason::Overlong], quint64{1});
}

void AnyDecoderTest::aCloneContinuesAsItsOriginal() {
    QFETCH(Format, format);
    for (std::uint32_t seed = 30; seed < 42; ++seed) {
        const std::string stream = hostileStream(seed, 8'000);
        // Anywhere, also in the middle of a line.
        const std::size_t cut = stream.size() * (seed - 29) / 14;
        DecodeRun original(format);
        original.feed(std::string_view(stream).substr(0, cut));
        const std::size_t before = original.events().size();
        DecodeRun copy(original);

        copy.feed(std::string_view(stream).substr(cut)).finish();
        const Lines apart = copy.events();
        original.feed(std::string_view(stream).substr(cut)).finish();

        QCOMPARE(apart, Lines(original.events().begin() + static_cast<std::ptrdiff_t>(before),
                              original.events().end()));
        QCOMPARE(copy.counts().bytesDecoded, original.counts().bytesDecoded);
        QVERIFY(copy.counts().bytesDiscarded == original.counts().bytesDiscarded);
        QCOMPARE(copy.description(), original.description());
        QVERIFY(copy.ledgerAlwaysClosed() && original.ledgerAlwaysClosed());
    }
}

void AnyDecoderTest::theDevicesClockChangesNothingButTimes() {
    QFETCH(Format, format);
    DecodeSettings settings(format);
    settings.time = SampleTime::Device;
    settings.timeChannel = "time";
    for (std::uint32_t seed = 50; seed < 54; ++seed) {
        const std::string stream = hostileStream(seed, 20'000);
        DecodeRun arrival(format);
        DecodeRun device(makeDecoder(settings));
        DecodeRun cut(makeDecoder(settings));

        arrival.feed(stream).finish();
        device.feed(stream).finish();
        cutIntoChunks(stream, 7, [&](std::string_view chunk) { cut.feed(chunk); });
        cut.finish();

        QCOMPARE(device.events().size(), arrival.events().size());
        QCOMPARE(cut.events(), device.events());
        QCOMPARE(cut.times(), device.times());
        QVERIFY(device.ledgerAlwaysClosed());
    }
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::AnyDecoderTest)
#include "test_any_decoder.moc"
