// SPDX-License-Identifier: GPL-3.0-or-later
#include <bit>
#include <cmath>

#include <QTest>

#include "faulty_bus_bench.h"

Q_DECLARE_METATYPE(telemetryhub::engine::FaultPlan)

namespace telemetryhub::engine {

class FaultyBusStreamTest : public QObject {
    Q_OBJECT

private slots:
    void anEmptyPlanChangesNothing();
    void theSameBytesComeHoweverTheyAreCut_data();
    void theSameBytesComeHoweverTheyAreCut();
    void aSeedRepeatsAndAnotherOneDiffers_data() { theSameBytesComeHoweverTheyAreCut_data(); }
    void aSeedRepeatsAndAnotherOneDiffers();
    void eachOpeningDrawsOtherPlaces();
    void theShareOfBytesIsTheOneAsked_data();
    void theShareOfBytesIsTheOneAsked();
    void bytesAreLostAndSmearedInRuns();
    void aTruncatedLineKeepsItsHead();
    void aStreamWithoutLineEndsIsNotTruncatedForEver();
    void aFlippedByteDiffersInOneBit();
};

void FaultyBusStreamTest::anEmptyPlanChangesNothing() {
    FaultBench bench{FaultPlan{}};
    QVERIFY(bench.bus.open());
    const std::string chunk = "1,2\n3,";

    bench.send(chunk);
    QCOMPARE(static_cast<const void*>(bench.listener.lastView),
             static_cast<const void*>(chunk.data()));
    QCOMPARE(bench.listener.times.back(), bench.clock.now());
    QVERIFY(bench.bus.write("GET\n"));
    bench.bus.setPaused(true);
    QVERIFY(bench.wire->paused);
    bench.bus.setPaused(false);
    QVERIFY(!bench.wire->paused);
    bench.wire->boundary = false;
    QVERIFY(!bench.bus.startsAtBoundary());
    bench.wire->listener.busFailed(kWireError);

    QCOMPARE(bench.wire->written, std::string("GET\n"));
    QCOMPARE(bench.bus.description(), std::string("scripted"));
    QCOMPARE(bench.listener.bytes, chunk);
    QVERIFY(bench.listener.failures == std::vector<Error>{kWireError});
    QVERIFY(!bench.bus.isOpen());
    bench.wire->openError = kWireError;
    QCOMPARE(bench.bus.open().error(), kWireError);
    bench.wire->openError.reset();
    QVERIFY(bench.bus.open());
    bench.wire->listener.busFinished();
    QCOMPARE(bench.listener.finished, 1);
    QVERIFY(!bench.bus.isOpen());
}

void FaultyBusStreamTest::theSameBytesComeHoweverTheyAreCut_data() {
    QTest::addColumn<FaultPlan>("plan");
    QTest::newRow("drop") << planWith(&FaultPlan::drop, 0.02);
    QTest::newRow("truncate") << planWith(&FaultPlan::truncate, 0.05);
    QTest::newRow("flip") << planWith(&FaultPlan::flip, 0.01);
    QTest::newRow("garbage") << planWith(&FaultPlan::garbage, 0.05);
    FaultPlan all = planWith(&FaultPlan::drop, 0.02);
    all.truncate = all.garbage = 0.05;
    all.flip = 0.01;
    QTest::newRow("all") << all;
}

void FaultyBusStreamTest::theSameBytesComeHoweverTheyAreCut() {
    QFETCH(FaultPlan, plan);
    const std::string sent = feedText(1000);

    const std::string whole = arrived(plan, sent, sent.size());

    QVERIFY(whole != sent);
    for (const std::size_t chunk : {1U, 7U, 16U, 63U, 64U, 1000U, 4096U})
        QVERIFY2(arrived(plan, sent, chunk) == whole, std::to_string(chunk).c_str());
}

void FaultyBusStreamTest::aSeedRepeatsAndAnotherOneDiffers() {
    QFETCH(FaultPlan, plan);
    const std::string sent = feedText(1000);
    FaultPlan other = plan;
    other.seed = 2;

    QVERIFY(arrived(plan, sent, 100) == arrived(plan, sent, 100));
    QVERIFY(arrived(plan, sent, 100) != arrived(other, sent, 100));
}

void FaultyBusStreamTest::eachOpeningDrawsOtherPlaces() {
    const std::string sent = feedText(1000);
    FaultBench bench(planWith(&FaultPlan::drop, 0.02));
    std::vector<std::string> openings;

    for (int i = 0; i < 2; ++i) {
        QVERIFY(bench.bus.open());
        bench.send(sent);
        openings.push_back(std::exchange(bench.listener.bytes, {}));
        bench.bus.close();
    }

    QVERIFY(openings[0] != openings[1]);
}

void FaultyBusStreamTest::theShareOfBytesIsTheOneAsked_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<double>("share");
    for (const char* kind : {"drop", "garbage", "flip"})
        for (const double share : {0.001, 0.01, 0.5, 1.0})
            QTest::addRow("%s %g", kind, share) << QString::fromLatin1(kind) << share;
}

void FaultyBusStreamTest::theShareOfBytesIsTheOneAsked() {
    QFETCH(QString, kind);
    QFETCH(double, share);
    const bool isDrop = kind == QStringLiteral("drop");
    const auto member = isDrop                              ? &FaultPlan::drop
                        : kind == QStringLiteral("garbage") ? &FaultPlan::garbage
                                                            : &FaultPlan::flip;
    constexpr std::size_t kBytes = 1'000'000;
    const std::string sent(kBytes, 'x');

    const std::string got = arrived(planWith(member, share), sent, 4096);

    const auto kept = static_cast<double>(std::count(got.begin(), got.end(), 'x'));
    const double hit = 1 - kept / static_cast<double>(kBytes);
    QCOMPARE(got.size() == kBytes, !isDrop);
    QVERIFY2(std::abs(hit - share) <= 0.1 * share + 0.0005, std::to_string(hit).c_str());
}

void FaultyBusStreamTest::bytesAreLostAndSmearedInRuns() {
    std::string sent;
    for (int i = 0; i < 10'000; ++i)
        sent += QByteArray::number(i).rightJustified(16, '.').toStdString();

    const std::string kept = arrived(planWith(&FaultPlan::drop, 0.5), sent, 100);
    const std::string smeared = arrived(planWith(&FaultPlan::garbage, 0.5), sent, 100);

    std::size_t at = 0;
    for (std::size_t run = 0; run < sent.size(); run += 16)
        if (kept.compare(at, 16, sent, run, 16) == 0) at += 16;
    QCOMPARE(at, kept.size());
    QCOMPARE(smeared.size(), sent.size());
    int clean = 0;
    for (std::size_t run = 0; run < sent.size(); run += 64)
        clean += smeared.compare(run, 64, sent, run, 64) == 0 ? 1 : 0;
    QVERIFY2(clean > 1000 && clean < 1500, std::to_string(clean).c_str());
}

void FaultyBusStreamTest::aTruncatedLineKeepsItsHead() {
    const std::string line = "abcdefghijklmnopqrstuvwxyz0123456789\n";

    const std::string one = arrived(planWith(&FaultPlan::truncate, 1), line, 5);

    QVERIFY(one.size() < 24);
    QCOMPARE(one, line.substr(0, one.size()));
    std::string many;
    for (int i = 0; i < 10'000; ++i)
        many += line;
    const std::string got = arrived(planWith(&FaultPlan::truncate, 0.1), many, 4096);
    const auto ends = std::count(got.begin(), got.end(), '\n');
    QVERIFY2(ends > 8800 && ends < 9200, std::to_string(ends).c_str());
}

void FaultyBusStreamTest::aStreamWithoutLineEndsIsNotTruncatedForEver() {
    const std::string sent(256'000, 'x');

    const std::string got = arrived(planWith(&FaultPlan::truncate, 0.1), sent, 4096);

    QVERIFY(got.size() > 200'000);
    QVERIFY(got.size() < sent.size());
}

void FaultyBusStreamTest::aFlippedByteDiffersInOneBit() {
    const std::string sent = feedText(100);

    const std::string got = arrived(planWith(&FaultPlan::flip, 1), sent, 10);

    QCOMPARE(got.size(), sent.size());
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const auto bits = static_cast<unsigned char>(sent[i] ^ got[i]);
        QCOMPARE(std::popcount(bits), 1);
    }
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::FaultyBusStreamTest)
#include "faulty_bus_stream_test.moc"
