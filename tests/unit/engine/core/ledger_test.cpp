// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/ledger.h"

#include <atomic>
#include <set>
#include <thread>

#include <QTest>

using namespace telemetryhub::engine;

class LedgerTest : public QObject {
    Q_OBJECT

private slots:
    void aByteThatIsNowhereOpensTheLedger();
    void samplesMoveFromQueuedToProcessedOrDropped();
    void theSumOfLedgersAddsEveryPart();
    void bytesOnTheWireAreKnownWhereThePortCounts();
    void aSnapshotClosesAtEveryMoment();
    void everyReasonHasItsOwnName();
};

void LedgerTest::aByteThatIsNowhereOpensTheLedger() {
    DeviceLedger ledger;
    DecodeCounts counts;
    counts.bytesDecoded = 6;
    counts.bytesDiscarded[DiscardReason::Checksum] = 3;

    ledger.setBytes(10, counts, 1);
    QVERIFY(ledger.snapshot().bytesClose());

    ledger.setBytes(11, counts, 1);
    QVERIFY(!ledger.snapshot().bytesClose());
}

void LedgerTest::samplesMoveFromQueuedToProcessedOrDropped() {
    DeviceLedger ledger;

    ledger.samplesOffered(10);
    ledger.samplesProcessed(4);
    ledger.samplesDropped(DropReason::Overflow, 3);
    ledger.samplesDropped(DropReason::Rejected, 1);

    const Ledger now = ledger.snapshot();
    QCOMPARE(now.samplesIn, std::uint64_t{10});
    QCOMPARE(now.samplesQueued, std::uint64_t{2});
    QCOMPARE(now.samplesDropped[DropReason::Overflow], std::uint64_t{3});
    QCOMPARE(now.samplesDropped.total(), std::uint64_t{4});
    QVERIFY(now.samplesClose());
}

void LedgerTest::theSumOfLedgersAddsEveryPart() {
    Ledger one;
    one.bytesRead = 5;
    one.bytesDecoded = 2;
    one.bytesDiscarded[DiscardReason::Syntax] = 2;
    one.bytesPending = 1;
    one.samplesIn = one.samplesQueued = 7;

    Ledger sum = one;
    sum += one;

    QCOMPARE(sum.bytesRead, std::uint64_t{10});
    QCOMPARE(sum.bytesDiscarded[DiscardReason::Syntax], std::uint64_t{4});
    QCOMPARE(sum.samplesQueued, std::uint64_t{14});
    QVERIFY(sum.closes());
}

void LedgerTest::bytesOnTheWireAreKnownWhereThePortCounts() {
    DeviceLedger counting;
    DecodeCounts counts;
    counts.bytesDecoded = 10;
    counting.setBytes(10, counts, 0);
    QVERIFY(!counting.snapshot().bytesOnTheWire());
    LineCounts line;
    line.lost[LineLoss::Overrun] = 3;
    line.lost[LineLoss::Parity] = 1;
    line.breaks = 2;

    counting.setLine(line);
    Ledger sum = counting.snapshot();
    sum += Ledger{};
    sum += counting.snapshot();

    QCOMPARE(counting.snapshot().bytesOnTheWire(), std::optional(std::uint64_t{14}));
    QVERIFY(counting.snapshot().closes());
    QCOMPARE(sum.bytesOnTheWire(), std::optional(std::uint64_t{28}));
    QCOMPARE(sum.line->breaks, std::uint64_t{4});
}

void LedgerTest::aSnapshotClosesAtEveryMoment() {
    DeviceLedger ledger;
    std::atomic<bool> done{false};
    std::thread worker([&] {
        for (int i = 0; i < 20'000; ++i) {
            ledger.samplesOffered(3);
            ledger.samplesProcessed(2);
            ledger.samplesDropped(DropReason::Overflow, 1);
        }
        done = true;
    });

    int open = 0;
    while (!done)
        open += ledger.snapshot().closes() ? 0 : 1;
    worker.join();

    QCOMPARE(open, 0);
    QCOMPARE(ledger.snapshot().samplesProcessed, std::uint64_t{40'000});
}

void LedgerTest::everyReasonHasItsOwnName() {
    std::set<std::string_view> names;

    for (std::size_t i = 0; i < kDiscardReasons; ++i)
        names.insert(discardReasonName(static_cast<DiscardReason>(i)));
    for (std::size_t i = 0; i < kDropReasons; ++i)
        names.insert(dropReasonName(static_cast<DropReason>(i)));

    QCOMPARE(names.size(), kDiscardReasons + kDropReasons);
    QVERIFY(!names.contains(""));
}

QTEST_APPLESS_MAIN(LedgerTest)
#include "ledger_test.moc"
