// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/pipeline/device_processing.h"

#include <array>
#include <optional>

#include <QTest>

using namespace telemetryhub::engine;

namespace {

class Sink : public BlockSink {
public:
    explicit Sink(const DeviceLedger& ledger) : m_ledger(ledger) {}
    void consume(const BlockRef& block) override {
        values.push_back(block->column(0)[0]);
        processedBefore = m_ledger.snapshot().samplesProcessed;
    }
    void gapFound(DeviceId, const Gap& gap) override { gaps.push_back(gap); }
    std::vector<double> values;
    std::vector<Gap> gaps;
    std::uint64_t processedBefore = 99;

private:
    const DeviceLedger& m_ledger;
};

class Scaling final : public ProcessingStep {
public:
    Scaling(double factor, double offset) : m_factor(factor), m_offset(offset) {}
    void apply(SampleBlock& block) override {
        for (double& value : block.column(0))
            value = value * m_factor + m_offset;
    }

private:
    double m_factor;
    double m_offset;
};

}  // namespace

class DeviceProcessingTest : public QObject {
    Q_OBJECT

private slots:
    void stepsComeBeforeSinksAndTheLedgerLast();
    void theOldestSampleGivesTheLatency();
    void missingNumbersAreAGapOfTheQueue();
    void aMarkedBlockIsAGapWithItsReason();
};

void DeviceProcessingTest::stepsComeBeforeSinksAndTheLedgerLast() {
    BlockPool pool;
    ManualClock clock;
    LatencyHistogram latency;
    auto ledger = std::make_shared<DeviceLedger>();
    Sink one(*ledger);
    Sink two(*ledger);
    int finished = 0;
    DeviceProcessing::Parts parts;
    parts.steps.push_back(std::make_unique<Scaling>(3, 0));
    parts.steps.push_back(std::make_unique<Scaling>(1, 1));
    parts.sinks = {&one, &two};
    parts.ledger = ledger;
    parts.latency = &latency;
    parts.clock = &clock;
    parts.finished = [&] { ++finished; };
    DeviceProcessing processing(std::move(parts));
    BlockRef block = pool.acquire(
        DeviceId{1}, 1, std::make_shared<const ChannelSet>(std::vector<Channel>{{"a", {}, {}}}));
    block.writable().append(clock.now(), std::array{2.0});
    ledger->samplesOffered(1);

    processing.process(std::move(block));
    processing.laneFinished();

    QCOMPARE(one.values, std::vector<double>{7.0});
    QCOMPARE(two.values, std::vector<double>{7.0});
    QCOMPARE(two.processedBefore, std::uint64_t{0});
    QCOMPARE(ledger->snapshot().samplesProcessed, std::uint64_t{1});
    QCOMPARE(finished, 1);
}

void DeviceProcessingTest::theOldestSampleGivesTheLatency() {
    BlockPool pool;
    ManualClock clock;
    LatencyHistogram latency;
    DeviceProcessing::Parts parts;
    parts.ledger = std::make_shared<DeviceLedger>();
    parts.latency = &latency;
    parts.clock = &clock;
    DeviceProcessing processing(std::move(parts));
    BlockRef block = pool.acquire(
        DeviceId{1}, 1, std::make_shared<const ChannelSet>(std::vector<Channel>{{"a", {}, {}}}));
    block.writable().append(clock.now(), std::array{2.0});
    clock.advance(std::chrono::milliseconds(5));
    block.writable().append(clock.now(), std::array{2.0});

    processing.process(std::move(block));

    QVERIFY(latency.quantile(1, clock.steadyNs()) >= 5'000'000);
}

namespace {

/// A processing with one sink that is fed blocks of two samples.
struct GapBench {
    GapBench() {
        DeviceProcessing::Parts parts;
        parts.sinks = {&sink};
        parts.ledger = ledger;
        parts.latency = &latency;
        parts.clock = &clock;
        processing.emplace(std::move(parts));
    }
    void feed(Sequence first, std::optional<ErrorCode> gap = {}) {
        BlockRef block = pool.acquire(DeviceId{1}, first, channels);
        if (gap) block.writable().markGapBefore(*gap);
        for (int i = 0; i < 2; ++i) {
            block.writable().append(clock.now(), std::array{1.0});
            clock.advance(std::chrono::seconds(1));
        }
        ledger->samplesOffered(2);
        processing->process(std::move(block));
    }

    BlockPool pool;
    ManualClock clock{{0, 0}};
    LatencyHistogram latency;
    std::shared_ptr<DeviceLedger> ledger = std::make_shared<DeviceLedger>();
    Sink sink{*ledger};
    ChannelSetPtr channels =
        std::make_shared<const ChannelSet>(std::vector<Channel>{{"a", {}, {}}});
    std::optional<DeviceProcessing> processing;
};

constexpr ReadTime at(std::int64_t seconds) {
    return {seconds * 1'000'000'000, seconds * 1'000'000'000};
}

}  // namespace

void DeviceProcessingTest::missingNumbersAreAGapOfTheQueue() {
    GapBench bench;

    bench.feed(1);
    bench.feed(3);
    bench.feed(8);

    QCOMPARE(bench.sink.gaps, (std::vector<Gap>{{ErrorCode::QueueFull, at(3), at(4), 8, 3}}));
}

void DeviceProcessingTest::aMarkedBlockIsAGapWithItsReason() {
    GapBench bench;

    bench.feed(1);
    bench.feed(3, ErrorCode::LinkLost);
    bench.feed(10, ErrorCode::DeviceSilent);

    QCOMPARE(bench.sink.gaps, (std::vector<Gap>{{ErrorCode::LinkLost, at(1), at(2), 3, 0},
                                                {ErrorCode::DeviceSilent, at(3), at(4), 10, 5}}));
}

QTEST_APPLESS_MAIN(DeviceProcessingTest)
#include "device_processing_test.moc"
