// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/traffic_log.h"

#include <atomic>
#include <memory>
#include <thread>
#include <utility>

#include <QTest>

using namespace telemetryhub::engine;

class TrafficLogTest : public QObject {
    Q_OBJECT

private slots:
    void nothingIsKeptWhileNobodyWatches();
    void piecesComeBackInOrderWithTimeAndDirection();
    void onlyNewPiecesAreHandedOut();
    void aDamagedFrameSaysWhyAndWhichBytes();
    void theOldestFallOutAndAreCounted();
    void manySmallPiecesAreBoundedToo();
    void aLongReadIsSeveralPieces();
    void itIsForgottenWhenTheLastOneLooksAway();
    void numbersAreNeverGivenTwice();
    void aWatchEndsWithItsHandle();
    void itIsWatchedAndFilledFromTwoThreads();
};

void TrafficLogTest::nothingIsKeptWhileNobodyWatches() {
    TrafficLog log;

    log.add({}, Direction::Received, "a");
    log.watch();

    QVERIFY(log.since(0).empty());
}

void TrafficLogTest::piecesComeBackInOrderWithTimeAndDirection() {
    TrafficLog log;
    log.watch();

    log.add({1, 2}, Direction::Sent, "?");
    log.add({3, 4}, Direction::Received, std::string_view("\x00\xFF", 2));

    const auto pieces = log.since(0);
    QCOMPARE(pieces.size(), std::size_t{2});
    QCOMPARE(pieces[0].direction, Direction::Sent);
    QCOMPARE(pieces[1].time.wallNs, std::int64_t{4});
    QCOMPARE(pieces[1].bytes, std::string("\x00\xFF", 2));
    QVERIFY(!pieces[1].damage);
}

void TrafficLogTest::onlyNewPiecesAreHandedOut() {
    TrafficLog log;
    log.watch();
    log.add({}, Direction::Received, "a");
    const std::uint64_t seen = log.since(0).back().number;

    log.add({}, Direction::Received, "b");

    const auto pieces = log.since(seen);
    QCOMPARE(pieces.size(), std::size_t{1});
    QCOMPARE(pieces[0].bytes, std::string("b"));
    QVERIFY(log.since(pieces[0].number).empty());
}

void TrafficLogTest::aDamagedFrameSaysWhyAndWhichBytes() {
    TrafficLog log;
    log.watch();

    log.addDamage({5, 6}, DiscardReason::Checksum, "$GPGGA*00");

    const auto pieces = log.since(0);
    QCOMPARE(pieces[0].damage, std::optional(DiscardReason::Checksum));
    QCOMPARE(pieces[0].bytes, std::string("$GPGGA*00"));
}

void TrafficLogTest::theOldestFallOutAndAreCounted() {
    TrafficLog log;
    log.watch();
    const std::string piece(TrafficLog::kMaxPieceBytes, 'x');

    for (int i = 0; i < 200; ++i)
        log.add({i, 0}, Direction::Received, piece);

    const auto pieces = log.since(0);
    QVERIFY(pieces.size() * piece.size() <= TrafficLog::kMaxBytes);
    QCOMPARE(pieces.back().time.steadyNs, std::int64_t{199});
    QCOMPARE(log.droppedCount(), std::uint64_t{200 - pieces.size()});
}

void TrafficLogTest::manySmallPiecesAreBoundedToo() {
    TrafficLog log;
    log.watch();

    for (std::size_t i = 0; i < TrafficLog::kMaxBytes; ++i)
        log.add({}, Direction::Received, "x");

    QVERIFY(log.since(0).size() * sizeof(TrafficPiece) <= TrafficLog::kMaxBytes);
}

void TrafficLogTest::aLongReadIsSeveralPieces() {
    TrafficLog log;
    log.watch();

    log.add({}, Direction::Received, std::string(TrafficLog::kMaxPieceBytes + 1, 'x'));

    const auto pieces = log.since(0);
    QCOMPARE(pieces.size(), std::size_t{2});
    QCOMPARE(pieces[1].bytes, std::string("x"));
}

void TrafficLogTest::itIsForgottenWhenTheLastOneLooksAway() {
    TrafficLog log;
    log.watch();
    log.watch();
    log.add({}, Direction::Received, "a");

    log.unwatch();
    QCOMPARE(log.since(0).size(), std::size_t{1});
    log.unwatch();

    QVERIFY(log.since(0).empty());
    QVERIFY(!log.isWatched());
}

void TrafficLogTest::numbersAreNeverGivenTwice() {
    TrafficLog log;
    log.watch();
    log.add({}, Direction::Received, "a");
    log.unwatch();
    log.watch();

    log.add({}, Direction::Received, "b");

    QCOMPARE(log.since(0)[0].number, std::uint64_t{2});
}

void TrafficLogTest::aWatchEndsWithItsHandle() {
    const auto log = std::make_shared<TrafficLog>();
    {
        TrafficWatch watch(log);
        TrafficWatch moved(std::move(watch));
        QVERIFY(moved.isOn() && log->isWatched());
        TrafficWatch other;
        other = std::move(moved);
        QVERIFY(log->isWatched());
    }

    QVERIFY(!log->isWatched());
}

void TrafficLogTest::itIsWatchedAndFilledFromTwoThreads() {
    const auto log = std::make_shared<TrafficLog>();
    std::atomic<bool> ends{false};
    std::thread io([&] {
        for (int i = 0; !ends.load(); ++i) {
            log->add({i, i}, Direction::Received, "some bytes");
            log->addDamage({i, i}, DiscardReason::Syntax, "some");
        }
    });

    std::uint64_t newest = 0;
    bool ordered = true;
    for (int round = 0; round < 200; ++round) {
        const TrafficWatch watch(log);
        for (int look = 0; look < 10; ++look) {
            for (const TrafficPiece& piece : watch.since(newest)) {
                ordered = ordered && piece.number > newest;
                newest = piece.number;
            }
        }
    }
    ends.store(true);
    io.join();

    QVERIFY(ordered);
    QVERIFY(log->since(0).empty());
}

QTEST_APPLESS_MAIN(TrafficLogTest)
#include "traffic_log_test.moc"
