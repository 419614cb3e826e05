// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/session_replay_bus.h"

#include <algorithm>
#include <array>

#include <QTemporaryDir>
#include <QTimer>

#include "support/patient_qtest.h"
#include "unit/engine/bus/recording_listener.h"

namespace telemetryhub::engine {
namespace {

constexpr DeviceId kDevice{1};
constexpr std::int64_t kMs = 1'000'000;
constexpr ReadTime kRecorded{5'000 * kMs, 1'600'000'000'000 * kMs};

ReadTime later(const ReadTime& time, std::int64_t milliseconds) {
    return {time.steadyNs + milliseconds * kMs, time.wallNs + milliseconds * kMs};
}

}  // namespace

class SessionReplayBusTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void samplesArePlayedAsLinesWithTheirTitles();
    void atSpeedOneTheyKeepTheirDistances();
    void asFastAsPossibleTheyEndAtThePresent();
    void asFastAsPossibleAPauseChangesNoTime();
    void aRepeatedReplayEndsAtThePresentToo();
    void aFasterReplayShortensTheDistances();
    void aPauseHoldsItAndAStepPlaysOneSample();
    void seekingGoesOnFromThere();
    void itSaysWhereItIs();
    void severalDevicesWantAName();
    void whatIsMissingIsToldWhenItIsOpened();
    void wrongCommandsAreRefused();
    void aReplayGetsTheAlarmsAndLooksOfTheRecording();
    void samplesWithoutAChannelAreNothingToPlay();

private:
    void addSamples(SessionWriter& writer, DeviceId device);
    [[nodiscard]] ReplaySettings settings(std::optional<double> speed) const {
        ReplaySettings replay;
        replay.path = m_path;
        replay.device = "dev";
        replay.speed = speed;
        return replay;
    }
    [[nodiscard]] QStringList lines() const {
        return QString::fromStdString(m_listener.bytes)
            .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    }

    QTemporaryDir m_folder;
    std::string m_path;
    BlockPool m_pool;
    SystemClock m_clock;
    RecordingListener m_listener;
};

/// Twenty samples, 10 ms apart.
void SessionReplayBusTest::addSamples(SessionWriter& writer, DeviceId device) {
    const auto channels = std::make_shared<const ChannelSet>(
        std::vector<Channel>{{"a, b", "V", 2}, {"c", "", std::nullopt}});
    BlockRef block = m_pool.acquire(device, 1, channels);
    for (int i = 0; i < 20; ++i)
        block.writable().append(later(kRecorded, 10 * i),
                                std::array{i + 0.5, i % 2 ? kAbsent : -1e300});
    QVERIFY(writer.add(*block));
}

void SessionReplayBusTest::initTestCase() {
    m_path = m_folder.filePath(QStringLiteral("a.thub")).toStdString();
    auto writer = SessionWriter::create(m_path, {kRecorded, "test", {}});
    QVERIFY(writer);
    const std::string profile = R"({"title": "Rig", "alarms": [
        {"name": "too high", "channel": "c", "high": 7}]})";
    QVERIFY(writer.value()->addDevice({kDevice, "dev", "sim:demo", profile}));
    QVERIFY(writer.value()->addDevice({DeviceId{2}, "other", "sim:demo", {}}));
    addSamples(*writer.value(), kDevice);
    addSamples(*writer.value(), DeviceId{2});
    QVERIFY(writer.value()->finish(kRecorded));
}

void SessionReplayBusTest::init() {
    m_listener = RecordingListener();
}

void SessionReplayBusTest::samplesArePlayedAsLinesWithTheirTitles() {
    SessionReplayBus bus(settings({}), m_listener, m_clock);
    QVERIFY(bus.open());
    QTRY_COMPARE(m_listener.finished, 1);

    QCOMPARE(lines().size(), qsizetype{21});
    QCOMPARE(lines()[0], QStringLiteral("\"a, b [V]\",c"));
    QCOMPARE(lines()[1], QStringLiteral("0.5,-1e+300"));
    QCOMPARE(lines()[2], QStringLiteral("1.5,"));
    QVERIFY(!bus.isOpen());
}

void SessionReplayBusTest::atSpeedOneTheyKeepTheirDistances() {
    SessionReplayBus bus(settings(1), m_listener, m_clock);
    const ReadTime before = m_clock.now();
    QVERIFY(bus.open());
    QTRY_COMPARE(m_listener.finished, 1);

    QCOMPARE(m_listener.times.size(), std::size_t{20});
    for (std::size_t i = 1; i < m_listener.times.size(); ++i)
        QCOMPARE(m_listener.times[i].steadyNs - m_listener.times[i - 1].steadyNs, 10 * kMs);
    QVERIFY(m_listener.times[0].steadyNs >= before.steadyNs);
    // None is played before its time.
    QVERIFY(m_clock.steadyNs() - before.steadyNs >= 190 * kMs);
}

void SessionReplayBusTest::asFastAsPossibleTheyEndAtThePresent() {
    SessionReplayBus bus(settings({}), m_listener, m_clock);
    const ReadTime before = m_clock.now();
    QVERIFY(bus.open());
    QTRY_COMPARE(m_listener.finished, 1);

    const auto& times = m_listener.times;
    QCOMPARE(times.back().steadyNs - times.front().steadyNs, 190 * kMs);
    QVERIFY(times.back().steadyNs >= before.steadyNs);
    QVERIFY(times.back().steadyNs <= m_clock.steadyNs());
}

void SessionReplayBusTest::asFastAsPossibleAPauseChangesNoTime() {
    SessionReplayBus bus(settings({}), m_listener, m_clock);
    QTimer room;
    connect(&room, &QTimer::timeout, this, [&bus] { bus.setPaused(false); });
    m_listener.onBytes = [&bus] { bus.setPaused(true); };
    room.start(1);
    QVERIFY(bus.open());
    QTRY_COMPARE(m_listener.finished, 1);

    const auto& times = m_listener.times;
    QCOMPARE(times.size(), std::size_t{20});
    for (std::size_t i = 1; i < times.size(); ++i)
        QCOMPARE(times[i].steadyNs - times[i - 1].steadyNs, 10 * kMs);
    QVERIFY(times.back().steadyNs <= m_clock.steadyNs());
}

void SessionReplayBusTest::aRepeatedReplayEndsAtThePresentToo() {
    ReplaySettings twice = settings({});
    twice.repeat = 2;
    SessionReplayBus bus(twice, m_listener, m_clock);
    QVERIFY(bus.open());
    QTRY_COMPARE(m_listener.finished, 1);

    const auto& times = m_listener.times;
    QCOMPARE(times.size(), std::size_t{40});
    QVERIFY(std::is_sorted(times.begin(), times.end(), [](const ReadTime& a, const ReadTime& b) {
        return a.steadyNs < b.steadyNs;
    }));
    QVERIFY(times.back().steadyNs <= m_clock.steadyNs());
}

void SessionReplayBusTest::aFasterReplayShortensTheDistances() {
    SessionReplayBus bus(settings(10), m_listener, m_clock);
    QVERIFY(bus.open());
    QTRY_COMPARE(m_listener.finished, 1);

    QCOMPARE(m_listener.times.back().steadyNs - m_listener.times.front().steadyNs, 19 * kMs);
}

void SessionReplayBusTest::aPauseHoldsItAndAStepPlaysOneSample() {
    SessionReplayBus bus(settings(1), m_listener, m_clock);
    QVERIFY(bus.open());
    QVERIFY(bus.control({ReplayCommand::Kind::Pause, 0}));
    QVERIFY(bus.replayStatus()->isPaused);

    QVERIFY(bus.control({ReplayCommand::Kind::Step, 0}));
    QVERIFY(bus.control({ReplayCommand::Kind::Step, 0}));
    QCOMPARE(lines().size(), qsizetype{3});

    QVERIFY(bus.control({ReplayCommand::Kind::Resume, 0}));
    QTRY_COMPARE(m_listener.finished, 1);
    QCOMPARE(lines().size(), qsizetype{21});
    QVERIFY(std::is_sorted(
        m_listener.times.begin(), m_listener.times.end(),
        [](const ReadTime& a, const ReadTime& b) { return a.steadyNs < b.steadyNs; }));
}

void SessionReplayBusTest::seekingGoesOnFromThere() {
    SessionReplayBus bus(settings(1), m_listener, m_clock);
    QVERIFY(bus.open());
    QVERIFY(bus.control({ReplayCommand::Kind::Seek, 0.9}));
    QTRY_COMPARE(m_listener.finished, 1);

    // The title line and the last two samples: 171 ms of 190 ms are over.
    QCOMPARE(lines().size(), qsizetype{3});
    QCOMPARE(lines()[1], QStringLiteral("18.5,-1e+300"));
}

void SessionReplayBusTest::itSaysWhereItIs() {
    SessionReplayBus bus(settings(1), m_listener, m_clock);
    QVERIFY(!bus.replayStatus());
    QVERIFY(bus.open());
    QVERIFY(bus.control({ReplayCommand::Kind::Pause, 0}));
    QVERIFY(bus.control({ReplayCommand::Kind::Seek, 0.5}));
    QVERIFY(bus.control({ReplayCommand::Kind::Speed, 4}));

    const auto status = bus.replayStatus();
    QVERIFY(status);
    QCOMPARE(status->lengthNs, 190 * kMs);
    QCOMPARE(status->speed, 4.0);
    // The sample behind the half.
    QCOMPARE(status->share, 100.0 / 190);
}

void SessionReplayBusTest::severalDevicesWantAName() {
    ReplaySettings replay = settings(1);
    replay.device.clear();
    SessionReplayBus unnamed(replay, m_listener, m_clock);
    const auto opened = unnamed.open();
    QVERIFY(!opened);
    QVERIFY(opened.error().detail.find("dev other") != std::string::npos);

    replay.device = "nobody";
    SessionReplayBus unknown(replay, m_listener, m_clock);
    QCOMPARE(unknown.open().error().code, ErrorCode::NotFound);
}

void SessionReplayBusTest::whatIsMissingIsToldWhenItIsOpened() {
    ReplaySettings replay = settings(1);
    replay.path = "/nowhere/a.thub";
    SessionReplayBus bus(replay, m_listener, m_clock);

    QCOMPARE(bus.open().error().code, ErrorCode::NotFound);
    QVERIFY(!bus.isOpen());
}

void SessionReplayBusTest::wrongCommandsAreRefused() {
    SessionReplayBus bus(settings(1), m_listener, m_clock);
    QVERIFY(bus.open());

    QVERIFY(!bus.control({ReplayCommand::Kind::Seek, 1.5}));
    QVERIFY(!bus.control({ReplayCommand::Kind::Speed, -1}));
    QVERIFY(!bus.write("x"));
}

void SessionReplayBusTest::aReplayGetsTheAlarmsAndLooksOfTheRecording() {
    DeviceSettings device;
    device.bus = settings(1);

    QVERIFY(prepareSessionReplay(device));

    QCOMPARE(device.decode.format, Format::Csv);
    QCOMPARE(device.processing.alarms.size(), std::size_t{1});
    QCOMPARE(device.processing.alarms[0].limit, 7.0);
    QCOMPARE(device.processing.channels.size(), std::size_t{1});
    QVERIFY(device.processing.channels[0].decimals == 2);
}

void SessionReplayBusTest::samplesWithoutAChannelAreNothingToPlay() {
    const std::string path = m_folder.filePath(QStringLiteral("mute.thub")).toStdString();
    auto writer = SessionWriter::create(path, {kRecorded, "test", {}});
    QVERIFY(writer);
    QVERIFY(writer.value()->addDevice({kDevice, "dev", "sim:demo", {}}));
    QVERIFY(writer.value()->addDevice({DeviceId{2}, "mute", "sim:demo", {}}));
    addSamples(*writer.value(), kDevice);
    BlockRef block =
        m_pool.acquire(DeviceId{2}, 1, std::make_shared<const ChannelSet>(std::vector<Channel>()));
    block.writable().append(kRecorded, {});
    block.writable().append(later(kRecorded, 10), {});
    QVERIFY(writer.value()->add(*block));
    QVERIFY(writer.value()->finish(kRecorded));

    ReplaySettings replay = settings({});
    replay.path = path;
    replay.device = "mute";
    SessionReplayBus mute(replay, m_listener, m_clock);
    const auto opened = mute.open();
    QVERIFY(!opened);
    QVERIFY(opened.error().detail.find("hold no value") != std::string::npos);

    // The only one that can be played needs no name.
    replay.device.clear();
    SessionReplayBus other(replay, m_listener, m_clock);
    QVERIFY(other.open());
    QTRY_COMPARE(m_listener.finished, 1);
    QCOMPARE(lines().size(), qsizetype{21});
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::SessionReplayBusTest)
#include "session_replay_bus_test.moc"
