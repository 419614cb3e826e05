// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <vector>

#include <QTest>

#include "device_bench.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::test;

namespace {

PushedSample sample(double value) {
    return {{{"temperature", "C", value}}};
}

DeviceSettings pushSettings() {
    DeviceSettings settings;
    settings.id = "weather";
    settings.bus = PushSettings{"weather"};
    return settings;
}

}  // namespace

class DevicePushTest : public QObject {
    Q_OBJECT

private slots:
    void pushedSamplesBecomeBlocks();
    void aTimeOfTheSenderCountsBetweenTheRowBeforeAndNow();
    void aPushIsRefusedAndTakesNothing_data();
    void aPushIsRefusedAndTakesNothing();
    void onlyAPushDeviceTakesPushes();
};

void DevicePushTest::pushedSamplesBecomeBlocks() {
    Bench bench(pushSettings());
    QVERIFY(bench.device.start());

    QVERIFY(bench.device.push(std::vector<PushedSample>{sample(20.5), sample(21)}));
    QVERIFY(bench.device.push(
        std::vector<PushedSample>{{{{"wind", "m/s", 3}, {"temperature", "", 22}}}}));

    QCOMPARE(bench.intake.blocks.size(), std::size_t{2});
    const SampleBlock& second = *bench.intake.blocks[1];
    QCOMPARE(second.firstSequence(), Sequence{3});
    QCOMPARE(second.channels()->channels()[0].unit, std::string("C"));
    QCOMPARE(second.column(0)[0], 22.0);
    QCOMPARE(second.column(1)[0], 3.0);
    QCOMPARE(bench.status().state, DeviceState::Measuring);
    QCOMPARE(bench.ledger().samplesIn, std::uint64_t{3});
    QVERIFY(bench.ledger().bytesClose());
}

void DevicePushTest::aTimeOfTheSenderCountsBetweenTheRowBeforeAndNow() {
    Bench bench(pushSettings());
    QVERIFY(bench.device.start());
    const ReadTime now = bench.clock.now();
    constexpr std::int64_t kSecond = 1'000'000'000;
    std::vector<PushedSample> samples(4, sample(1));
    samples[0].wallNs = now.wallNs - 10 * kSecond;
    samples[1].wallNs = now.wallNs - 20 * kSecond;
    samples[2].wallNs = now.wallNs + 5 * kSecond;

    QVERIFY(bench.device.push(samples));

    const auto times = bench.intake.blocks[0]->steadyNs();
    const auto walls = bench.intake.blocks[0]->wallNs();
    QCOMPARE(times[0], now.steadyNs - 10 * kSecond);
    QCOMPARE(walls[0], now.wallNs - 10 * kSecond);
    QCOMPARE(times[1], times[0] + 1);
    QCOMPARE(walls[1], walls[0] + 1);
    QCOMPARE(times[2], now.steadyNs);
    QCOMPARE(times[3], now.steadyNs + 1);
}

void DevicePushTest::aPushIsRefusedAndTakesNothing_data() {
    QTest::addColumn<int>("what");
    QTest::addColumn<int>("code");
    QTest::addRow("not started") << 0 << int(ErrorCode::NotMeasuring);
    QTest::addRow("queue nearly full") << 1 << int(ErrorCode::QueueFull);
    QTest::addRow("a wrong sample behind a good one") << 2 << int(ErrorCode::InvalidArgument);
    QTest::addRow("no value") << 3 << int(ErrorCode::InvalidArgument);
    QTest::addRow("a channel twice") << 4 << int(ErrorCode::InvalidArgument);
    QTest::addRow("too many channels") << 5 << int(ErrorCode::InvalidArgument);
}

void DevicePushTest::aPushIsRefusedAndTakesNothing() {
    QFETCH(int, what);
    QFETCH(int, code);
    Bench bench(pushSettings());
    if (what != 0) QVERIFY(bench.device.start());
    bench.intake.isReady = what != 1;
    std::vector<PushedSample> samples{sample(1)};
    if (what == 2) samples.push_back({{{"", "", 1}}});
    if (what == 3) samples.push_back({});
    if (what == 4) samples.push_back({{{"a", "", 1}, {"a", "", 2}}});
    for (int i = 0; what == 5 && i < 256; ++i)
        samples.push_back({{{"c" + std::to_string(i), "", 1}}});

    const auto answer = bench.device.push(samples);

    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode(code));
    QVERIFY(bench.intake.blocks.empty());
    QCOMPARE(bench.ledger().samplesIn, std::uint64_t{0});
}

void DevicePushTest::onlyAPushDeviceTakesPushes() {
    Bench bench;
    QVERIFY(bench.device.start());

    const auto answer = bench.device.push(std::vector<PushedSample>{sample(1)});

    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::InvalidArgument);
}

QTEST_MAIN(DevicePushTest)
#include "device_push_test.moc"
