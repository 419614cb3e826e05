// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <QTest>

#include "binary_streams.h"
#include "decode_run.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

namespace {

void addSubjects() {
    QTest::addColumn<int>("subject");
    int index = 0;
    for (const BinarySubject& subject : binarySubjects())
        QTest::newRow(subject.name) << index++;
}

BinarySubject subjectAt(int index) {
    return binarySubjects()[static_cast<std::size_t>(index)];
}

bool sameCounts(const DecodeCounts& a, const DecodeCounts& b) {
    return a.bytesDecoded == b.bytesDecoded && a.bytesDiscarded == b.bytesDiscarded &&
           a.framesDamaged == b.framesDamaged && a.frames == b.frames && a.textLines == b.textLines;
}

}  // namespace

/// What holds for every format that is not lines.
class BinaryDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void aCleanStreamIsDecodedToTheLastByte_data() { addSubjects(); }
    void aCleanStreamIsDecodedToTheLastByte();
    void theResultDoesNotDependOnTheChunks_data();
    void theResultDoesNotDependOnTheChunks();
    void aCloneGoesOnAsTheOriginalWould_data() { addSubjects(); }
    void aCloneGoesOnAsTheOriginalWould();
    void garbageCostsBoundedMemoryAndTheFramesBehindItCount_data() { addSubjects(); }
    void garbageCostsBoundedMemoryAndTheFramesBehindItCount();
    void joiningAnywhereIsNoDamage_data() { addSubjects(); }
    void joiningAnywhereIsNoDamage();
    void aCutLinkDiscardsWhatIsUnfinishedWithoutDamage_data() { addSubjects(); }
    void aCutLinkDiscardsWhatIsUnfinishedWithoutDamage();
    void channelsAndCountsSurviveARestart_data() { addSubjects(); }
    void channelsAndCountsSurviveARestart();
};

void BinaryDecoderTest::aCleanStreamIsDecodedToTheLastByte() {
    QFETCH(int, subject);
    const BinarySubject of = subjectAt(subject);
    DecodeRun run(makeDecoder(of.settings));

    run.feed(of.stream).finish();

    const auto skipped = of.settings.frame.skipAtStart;
    QVERIFY(run.counts().frames >= 2);
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
    QVERIFY(run.counts().bytesDecoded + skipped + 1 >= of.stream.size());
    QVERIFY(run.ledgerAlwaysClosed());
}

void BinaryDecoderTest::theResultDoesNotDependOnTheChunks_data() {
    QTest::addColumn<int>("subject");
    QTest::addColumn<int>("chunkBytes");
    QTest::addColumn<bool>("midFrame");
    int index = 0;
    for (const BinarySubject& subject : binarySubjects()) {
        for (const int chunkBytes : {1, 7, 64, 0})
            for (const bool midFrame : {false, true})
                QTest::addRow("%s, %d bytes%s", subject.name, chunkBytes,
                              midFrame ? ", joined" : "")
                    << index << chunkBytes << midFrame;
        ++index;
    }
}

void BinaryDecoderTest::theResultDoesNotDependOnTheChunks() {
    QFETCH(int, subject);
    QFETCH(int, chunkBytes);
    QFETCH(bool, midFrame);
    const BinarySubject of = subjectAt(subject);
    const StreamStart start = midFrame ? StreamStart::MidFrame : StreamStart::Boundary;
    for (std::uint32_t seed = 1; seed <= 3; ++seed) {
        const std::string stream = damagedStream(of.stream, seed, 12'000).substr(seed);
        DecodeRun whole(makeDecoder(of.settings));
        DecodeRun cut(makeDecoder(of.settings));

        whole.begin(start).feed(stream);
        cut.begin(start);
        cutIntoChunks(stream, static_cast<std::size_t>(chunkBytes),
                      [&](std::string_view chunk) { cut.feed(chunk); });

        QCOMPARE(cut.pendingBytes(), whole.pendingBytes());
        whole.finish();
        cut.finish();
        QCOMPARE(cut.events(), whole.events());
        QCOMPARE(cut.channels(), whole.channels());
        QVERIFY(sameCounts(cut.counts(), whole.counts()));
        QVERIFY(cut.ledgerAlwaysClosed());
        QVERIFY(whole.counts().frames > 0);
        QVERIFY(cut.mostPendingBytes() <= Decoder::kMaxFrameBytes + 64);
    }
}

void BinaryDecoderTest::aCloneGoesOnAsTheOriginalWould() {
    QFETCH(int, subject);
    const BinarySubject of = subjectAt(subject);
    const std::string stream = damagedStream(of.stream, 5, 3'000);
    for (std::size_t cut = 1; cut < stream.size(); cut += 1 + stream.size() / 40) {
        DecodeRun original(makeDecoder(of.settings));
        original.feed(stream.substr(0, cut));
        const std::size_t eventsAtCut = original.events().size();
        DecodeRun copy(original);

        original.feed(stream.substr(cut)).finish();
        copy.feed(stream.substr(cut)).finish();

        const auto& all = original.events();
        const Lines later(all.begin() + static_cast<std::ptrdiff_t>(eventsAtCut), all.end());
        QCOMPARE(copy.events(), later);
        QCOMPARE(copy.channels(), original.channels());
        QVERIFY(sameCounts(copy.counts(), original.counts()));
    }
}

void BinaryDecoderTest::garbageCostsBoundedMemoryAndTheFramesBehindItCount() {
    QFETCH(int, subject);
    const BinarySubject of = subjectAt(subject);
    DecodeRun run(makeDecoder(of.settings));
    std::mt19937 random(3);
    std::string garbage;
    std::generate_n(std::back_inserter(garbage), 300'000,
                    [&] { return static_cast<char>(random() % 256); });

    run.feed(garbage).feed(std::string(200'000, 'x'));
    for (const char mark : {'\xC0', '\0'})
        run.feed(std::string(1, mark));
    const auto before = run.counts().frames;
    for (int i = 0; i < 3; ++i)
        run.feed(of.stream);

    QVERIFY(run.counts().frames >= before + 4);
    QVERIFY(run.mostPendingBytes() <= Decoder::kMaxFrameBytes + 64);
    QVERIFY(run.ledgerAlwaysClosed());
}

void BinaryDecoderTest::joiningAnywhereIsNoDamage() {
    QFETCH(int, subject);
    const BinarySubject of = subjectAt(subject);
    const std::string stream = of.stream + of.stream + of.stream;
    for (std::size_t joined = 0; joined < of.stream.size(); ++joined) {
        DecodeRun run(makeDecoder(of.settings));

        run.begin(StreamStart::MidFrame).feed(stream.substr(joined)).finish();

        QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
        QVERIFY(run.counts().frames >= 4);
        QVERIFY(run.ledgerAlwaysClosed());
    }
}

void BinaryDecoderTest::aCutLinkDiscardsWhatIsUnfinishedWithoutDamage() {
    QFETCH(int, subject);
    const BinarySubject of = subjectAt(subject);
    for (std::size_t cut = 0; cut <= of.stream.size(); ++cut) {
        DecodeRun run(makeDecoder(of.settings));

        run.feed(of.stream.substr(0, cut)).finish(StreamEnd::Cut);

        QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
        QVERIFY(run.ledgerAlwaysClosed());
        QCOMPARE(run.pendingBytes(), std::size_t{0});
    }
}

void BinaryDecoderTest::channelsAndCountsSurviveARestart() {
    QFETCH(int, subject);
    const BinarySubject of = subjectAt(subject);
    DecodeRun run(makeDecoder(of.settings));
    run.feed(of.stream).finish(StreamEnd::Cut);
    const auto channels = run.channels();
    const auto frames = run.counts().frames;

    run.begin(StreamStart::Boundary).feed(of.stream).finish(StreamEnd::Cut);

    QCOMPARE(run.channels(), channels);
    QCOMPARE(run.counts().frames, 2 * frames);
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::BinaryDecoderTest)
#include "test_binary_decoder.moc"
