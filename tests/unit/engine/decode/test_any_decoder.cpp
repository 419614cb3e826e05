// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include <QTest>

#include "decode_run.h"

Q_DECLARE_METATYPE(telemetryhub::engine::Format)

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

namespace {

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
    void rowsAreTimedByTheirPlaceInTheRead_data() { addFormats(); }
    void rowsAreTimedByTheirPlaceInTheRead();
    void theResultDoesNotDependOnTheChunks_data();
    void theResultDoesNotDependOnTheChunks();
    void theLedgerClosesAfterEveryChunkOfAnyBytes_data() { addFormats(); }
    void theLedgerClosesAfterEveryChunkOfAnyBytes();
    void aLineOf100MegabytesCostsBoundedMemoryAndOneDamage_data() { addFormats(); }
    void aLineOf100MegabytesCostsBoundedMemoryAndOneDamage();
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

void AnyDecoderTest::rowsAreTimedByTheirPlaceInTheRead() {
    QFETCH(Format, format);
    constexpr std::int64_t kMs = 1'000'000;
    const std::string line = dataOf(format) + "\r\n";
    DecodeRun run(format);
    run.begin();
    run.samples().clock().beginRead({{1000 * kMs, 1000 * kMs}, 5 * line.size(), 0});
    run.feed(line + line + line + line + line);
    const std::size_t earlier = run.events().size();
    const std::size_t half = line.size() / 2;

    // The second half of a line, three lines and the first half of another.
    run.samples().clock().beginRead({{1001 * kMs, 1001 * kMs}, half, 0});
    run.feed(line.substr(0, half));
    run.samples().clock().beginRead({{1005 * kMs, 1005 * kMs}, 4 * line.size(), 0});
    run.feed(line.substr(half) + line + line + line + line.substr(0, half));
    static_cast<void>(run.events());

    const auto pieceNs =
        static_cast<std::int64_t>(half) * 4 * kMs / static_cast<std::int64_t>(4 * line.size());
    QCOMPARE(run.times().size(), earlier + 4);
    for (std::size_t i = 0; i < 4; ++i) {
        const std::int64_t expected = 1005 * kMs - pieceNs - static_cast<std::int64_t>(3 - i) * kMs;
        QVERIFY(std::abs(run.times()[earlier + i] - expected) < kMs / 1000);
    }
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::AnyDecoderTest)
#include "test_any_decoder.moc"
