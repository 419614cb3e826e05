// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/downloads.h"

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include <QTest>

#include "api_bench.h"
#include "support/patient_qtest.h"

using namespace telemetryhub::test;

namespace {

/// Downloads without an end, of clients that take what the test says.
struct Rig {
    /// One more, whose stream is kept; nothing when it was refused.
    bool start() {
        const auto pipe = std::make_shared<DownloadPipe>(home, clock);
        const auto started = downloads.start(pipe, [this](DownloadPipe& to) {
            while (to.write(std::string(DownloadPipe::kPieceBytes, 'x')))
                ++written;
            ++endings;
        });
        if (!started) return false;
        streams.push_back(downloadStream(pipe));
        return true;
    }
    /// What a client gets: a piece, an empty one at the end, nothing yet.
    std::optional<std::string> take(HttpStream& stream) {
        auto piece = std::make_shared<std::optional<std::string>>();
        stream.pull([piece](std::string text) { *piece = std::move(text); });
        if (!QTest::qWaitFor([&] {
                loop.runPosted();
                return piece->has_value();
            }))
            return std::nullopt;
        return *piece;
    }

    ManualClock clock;
    ManualLoop loop;
    std::shared_ptr<LoopExecutor> home = std::make_shared<LoopExecutor>(loop);
    std::atomic<int> written{0};
    std::atomic<int> endings{0};
    Downloads downloads;
    std::vector<std::unique_ptr<HttpStream>> streams;
};

constexpr int kFullPipe = static_cast<int>(DownloadPipe::kMaxPieces);

}  // namespace

class DownloadsTest : public QObject {
    Q_OBJECT

private slots:
    void aDownloadStopsWhenTheClientGoes();
    void aSlowClientGivesWayWhenAnotherOneWantsToDownload();
    void whoTakesEnoughIsNotInterrupted();
    void aBodyThatWasGivenUpIsBroken();
    void theFirstPieceWaitsUntilItIsFull();
    void aTableThatMayNotBeginIsNotSent();
};

void DownloadsTest::aDownloadStopsWhenTheClientGoes() {
    const ManualClock clock;
    ManualLoop loop;
    const auto home = std::make_shared<LoopExecutor>(loop);
    const auto pipe = std::make_shared<DownloadPipe>(home, clock);
    std::atomic<std::uint64_t> written{0};
    std::atomic<bool> hasEnded{false};
    Downloads downloads;
    QVERIFY(downloads.start(pipe, [&](DownloadPipe& to) {
        PipeTarget target(to, [] { return Result<void>(); });
        while (target.write(std::string(10'000, 'x')))
            written = target.writtenBytes();
        hasEnded = true;
    }));
    auto stream = downloadStream(pipe);
    const std::uint64_t most = DownloadPipe::kPieceBytes * (DownloadPipe::kMaxPieces + 1) + 10'000;
    QTRY_VERIFY(written > DownloadPipe::kPieceBytes * DownloadPipe::kMaxPieces);
    QVERIFY(written <= most);

    stream.reset();

    QTRY_VERIFY(hasEnded);
}

void DownloadsTest::aSlowClientGivesWayWhenAnotherOneWantsToDownload() {
    Rig rig;
    for (std::size_t i = 0; i < Downloads::kMaxThreads; ++i)
        QVERIFY(rig.start());
    QTRY_COMPARE(rig.written.load(), 4 * kFullPipe);
    QVERIFY(!rig.start());

    rig.clock.advance(DownloadPipe::kSlowPiece);
    for (const std::size_t quick : {0U, 1U, 3U})
        QVERIFY(rig.take(*rig.streams[quick]));

    QVERIFY(rig.start());
    QTRY_COMPARE(rig.endings.load(), 1);
    QVERIFY(rig.streams[2]->isBroken());
    QVERIFY(!rig.streams[0]->isBroken());
    QVERIFY(!rig.start());
}

void DownloadsTest::whoTakesEnoughIsNotInterrupted() {
    Rig rig;
    for (std::size_t i = 0; i < Downloads::kMaxThreads; ++i)
        QVERIFY(rig.start());
    QTRY_COMPARE(rig.written.load(), 4 * kFullPipe);

    for (int i = 0; i < 10; ++i) {
        rig.clock.advance(DownloadPipe::kSlowPiece - std::chrono::milliseconds(1));
        QVERIFY(!rig.start());
        for (const auto& stream : rig.streams)
            QCOMPARE(rig.take(*stream)->size(), DownloadPipe::kPieceBytes);
    }
}

void DownloadsTest::aBodyThatWasGivenUpIsBroken() {
    const ManualClock clock;
    ManualLoop loop;
    const auto home = std::make_shared<LoopExecutor>(loop);
    const auto pipe = std::make_shared<DownloadPipe>(home, clock);
    const auto stream = downloadStream(pipe);
    QVERIFY(pipe->write("first"));
    pipe->giveUp();

    QVERIFY(!pipe->write("second"));
    // The writer may have been done in the same moment.
    pipe->end(DownloadPipe::Ending::Whole);
    std::optional<std::string> piece;
    stream->pull([&piece](std::string text) { piece = std::move(text); });

    QCOMPARE(piece, std::optional<std::string>(""));
    QVERIFY(stream->isBroken());
}

void DownloadsTest::theFirstPieceWaitsUntilItIsFull() {
    const ManualClock clock;
    ManualLoop loop;
    const auto pipe = std::make_shared<DownloadPipe>(std::make_shared<LoopExecutor>(loop), clock);
    int begun = 0;
    PipeTarget target(*pipe, [&begun] {
        ++begun;
        return Result<void>();
    });

    QVERIFY(target.writeHeader("a,b\r\n"));
    QVERIFY(target.complete());
    QCOMPARE(begun, 0);
    QVERIFY(target.write(std::string(DownloadPipe::kPieceBytes, 'x')));
    QCOMPARE(begun, 1);
    QVERIFY(target.finish());

    QCOMPARE(begun, 1);
}

void DownloadsTest::aTableThatMayNotBeginIsNotSent() {
    const ManualClock clock;
    ManualLoop loop;
    const auto pipe = std::make_shared<DownloadPipe>(std::make_shared<LoopExecutor>(loop), clock);
    PipeTarget target(*pipe, [] { return Result<void>(Error{ErrorCode::Stopping, "no"}); });
    QVERIFY(target.writeHeader("a,b\r\n"));

    QVERIFY(!target.finish());

    QVERIFY(target.hasBegun());
    pipe->end(DownloadPipe::Ending::Broken);
    std::optional<std::string> piece;
    downloadStream(pipe)->pull([&piece](std::string text) { piece = std::move(text); });
    QCOMPARE(piece, std::optional<std::string>(""));
}

QTEST_GUILESS_MAIN(DownloadsTest)
#include "downloads_test.moc"
