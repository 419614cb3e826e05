// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/pipeline/alarm_board.h"

#include <algorithm>
#include <limits>
#include <random>

#include <QTest>

#include "processing_bench.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::test;

namespace {

using Texts = std::vector<std::string>;

AlarmRule rule(AlarmKind kind, double limit = 0) {
    AlarmRule alarm;
    alarm.name = "alarm";
    alarm.channel = "a";
    alarm.kind = kind;
    alarm.limit = limit;
    return alarm;
}

ReadTime at(double seconds) {
    const auto ns = static_cast<std::int64_t>(seconds * 1e9);
    return {ns, ns};
}

/// A board over the channels a and b, fed row by row.
class Board {
public:
    explicit Board(AlarmRule alarm) : Board(std::vector<AlarmRule>{std::move(alarm)}) {}
    explicit Board(const std::vector<AlarmRule>& rules)
        : m_board(DeviceId{1}, rules, m_log, [this](const Error& error) { trips << error.code; }) {
        m_board.setActive(true, at(0));
    }
    AlarmBoard* operator->() { return &m_board; }
    Board& row(double seconds, std::optional<double> a, std::optional<double> b = 0) {
        m_source.row(seconds, {a, b});
        return *this;
    }
    /// Rows since the last call come as one block.
    Board& take() {
        m_board.consume(m_source.take());
        return *this;
    }
    void skip(Sequence count) { m_source.skip(count); }
    /// The texts of all events.
    [[nodiscard]] Texts told() const {
        Texts texts;
        for (const Event& event : m_log.since(0))
            texts.push_back(event.text);
        return texts;
    }
    [[nodiscard]] std::vector<Event> events() const { return m_log.since(0); }
    [[nodiscard]] AlarmState state() const {
        const auto all = m_board.status();
        return all.empty() ? AlarmState::Normal : all.front().state;
    }

    QList<ErrorCode> trips;

private:
    EventLog m_log;
    BlockSource m_source{{"a", "b"}};
    AlarmBoard m_board;
};

}  // namespace

class AlarmBoardTest : public QObject {
    Q_OBJECT

private slots:
    void anExcursionOfOneSampleIsCaught();
    void anEventHasTimeValueAndSequence();
    void aLowLimitIsWatchedToo();
    void theHysteresisKeepsAnAlarmUp();
    void theDelayAsksForAllOfIt();
    void aDelayEndsWithoutANewSample();
    void noNumberIsNoValue();
    void aRateIsWatchedEitherWay();
    void aRateIsReckonedFromAnEarlierRead();
    void overAGapThereIsNoRate();
    void silenceIsAnAlarmWhileTheDeviceIsActive();
    void silenceIsKnownWhileTheDeviceIsInError();
    void silenceThatAsksForSafeStateDoesNotRestInError();
    void aTripBehindTheFlappingLimitIsATrip();
    void silenceOfOneChannelIsHeardAmongOthers();
    void aSampleWithoutAChannelBreaksTheSilenceOfItsDevice();
    void aTextLineRaisesUntilItIsAcknowledged();
    void aLatchedAlarmWaitsForItsAcknowledgement();
    void anAcknowledgedAlarmEndsByItself();
    void anUnknownAlarmCannotBeAcknowledged();
    void aCriticalAlarmCanAskForSafeState();
    void aDeviceThatRestsHasNoAlarms();
    void anAlarmThatFlapsIsToldAsASum();
    void blocksMakeNoDifference();
};

void AlarmBoardTest::anExcursionOfOneSampleIsCaught() {
    Board board(rule(AlarmKind::High, 10));
    for (int i = 0; i < 250; ++i)
        board.row(i, i == 100 ? 10.001 : 10);
    board.take();

    QCOMPARE(board.told(), (Texts{"alarm raised: a 10.001 is above 10", "alarm cleared: 10"}));
    QCOMPARE(board.state(), AlarmState::Normal);
}

void AlarmBoardTest::anEventHasTimeValueAndSequence() {
    AlarmRule critical = rule(AlarmKind::High, 10);
    critical.level = AlarmLevel::Critical;
    Board board(critical);
    board.row(1, 5).row(2, 11).take();

    const Event event = board.events().at(0);
    QCOMPARE(event.kind, EventKind::Alarm);
    QCOMPARE(event.severity, Severity::Critical);
    QCOMPARE(event.time, at(2));
    QCOMPARE(event.sequence, Sequence{2});
    QCOMPARE(event.value.value(), 11.0);
    QCOMPARE(QString::fromStdString(event.channel), QStringLiteral("a"));
    const AlarmStatus status = board->status().at(0);
    QCOMPARE(status.raised.sequence, Sequence{2});
    QCOMPARE(status.raised.value.value(), 11.0);
}

void AlarmBoardTest::aLowLimitIsWatchedToo() {
    Board board(rule(AlarmKind::Low, -1));
    board.row(0, -1).row(1, -1.5).take();

    QCOMPARE(board.state(), AlarmState::Raised);
}

void AlarmBoardTest::theHysteresisKeepsAnAlarmUp() {
    AlarmRule high = rule(AlarmKind::High, 10);
    high.hysteresis = 2;
    Board board(high);

    board.row(0, 11).row(1, 8.5).take();
    QCOMPARE(board.state(), AlarmState::Raised);
    board.row(2, 8).take();
    QCOMPARE(board.state(), AlarmState::Normal);
    board.row(3, 9).take();
    QCOMPARE(board.state(), AlarmState::Normal);
}

void AlarmBoardTest::theDelayAsksForAllOfIt() {
    AlarmRule high = rule(AlarmKind::High, 10);
    high.delay = std::chrono::seconds(5);
    Board board(high);

    board.row(0, 11).row(4, 11).row(4.5, 9).row(5, 11).row(9, 11).take();
    QCOMPARE(board.state(), AlarmState::Normal);
    board.row(10, 11).take();
    QCOMPARE(board.state(), AlarmState::Raised);
}

void AlarmBoardTest::aDelayEndsWithoutANewSample() {
    AlarmRule high = rule(AlarmKind::High, 10);
    high.delay = std::chrono::seconds(5);
    Board board(high);
    board.row(1, 11).take();

    board->look(at(5.9));
    QCOMPARE(board.state(), AlarmState::Normal);
    board->look(at(6));
    QCOMPARE(board.state(), AlarmState::Raised);
}

void AlarmBoardTest::noNumberIsNoValue() {
    Board board(rule(AlarmKind::High, 10));
    board.row(0, 11).row(1, std::nullopt).row(2, std::numeric_limits<double>::quiet_NaN()).take();

    QCOMPARE(board.state(), AlarmState::Raised);
}

void AlarmBoardTest::aRateIsWatchedEitherWay() {
    Board board(rule(AlarmKind::Rate, 10));

    board.row(0, 0).row(1, 10).take();
    QCOMPARE(board.state(), AlarmState::Normal);
    board.row(2, -5).take();
    QCOMPARE(board.state(), AlarmState::Raised);
    QCOMPARE(board.told().back(),
             std::string("alarm raised: a changes by -15 /s, more than 10 /s"));
    board.row(3, -5).take();
    QCOMPARE(board.state(), AlarmState::Normal);
}

void AlarmBoardTest::aRateIsReckonedFromAnEarlierRead() {
    Board board(rule(AlarmKind::Rate, 10));

    board.row(0, 0).row(1, 1).row(1, 50).row(1, 2).take();

    QCOMPARE(board.told(),
             (Texts{"alarm raised: a changes by 50 /s, more than 10 /s", "alarm cleared: 2 /s"}));
}

void AlarmBoardTest::overAGapThereIsNoRate() {
    Board board(rule(AlarmKind::Rate, 10));
    board.row(0, 0).take();
    board->gapFound(DeviceId{1}, {});
    board.row(1, 100).take();

    QCOMPARE(board.state(), AlarmState::Normal);
}

void AlarmBoardTest::silenceIsAnAlarmWhileTheDeviceIsActive() {
    AlarmRule silent = rule(AlarmKind::NoData);
    silent.channel.clear();
    silent.delay = std::chrono::seconds(3);
    Board board(silent);

    board.row(1, 1).take();
    board->look(at(4));
    QCOMPARE(board.state(), AlarmState::Normal);
    board->look(at(4.1));
    QCOMPARE(board.told(), (Texts{"alarm raised: no sample for more than 3 s"}));
    board.row(5, std::nullopt).take();
    QCOMPARE(board.state(), AlarmState::Normal);

    board->setActive(false, at(6));
    board->look(at(100));
    QCOMPARE(board.state(), AlarmState::Normal);
    board->setActive(true, at(100));
    board->look(at(103));
    QCOMPARE(board.state(), AlarmState::Normal);
}

void AlarmBoardTest::silenceIsKnownWhileTheDeviceIsInError() {
    AlarmRule silent = rule(AlarmKind::NoData);
    silent.channel.clear();
    silent.delay = std::chrono::seconds(3);
    Board board(silent);
    board.row(1, 1).take();
    board->look(at(5));
    QCOMPARE(board.state(), AlarmState::Raised);

    board->setInError(true, at(6));
    QCOMPARE(board.state(), AlarmState::Normal);
    board->look(at(100));
    QCOMPARE(board.state(), AlarmState::Normal);
    board->setInError(false, at(100));
    board->look(at(103));
    QCOMPARE(board.state(), AlarmState::Normal);

    board->look(at(103.1));
    QCOMPARE(board.state(), AlarmState::Raised);
    // What is stopped in Error rests for good.
    board->setInError(true, at(104));
    board->setActive(false, at(104));
    board->setInError(false, at(104));
    board->look(at(200));
    QCOMPARE(board.state(), AlarmState::Normal);
}

void AlarmBoardTest::silenceThatAsksForSafeStateDoesNotRestInError() {
    AlarmRule silent = rule(AlarmKind::NoData);
    silent.channel.clear();
    silent.delay = std::chrono::seconds(3);
    silent.level = AlarmLevel::Critical;
    silent.safeState = true;
    Board board(silent);
    board.row(1, 1).take();

    board->setInError(true, at(2));
    board->look(at(5));

    QCOMPARE(board.state(), AlarmState::Raised);
}

void AlarmBoardTest::aTripBehindTheFlappingLimitIsATrip() {
    AlarmRule hot = rule(AlarmKind::High, 80);
    hot.level = AlarmLevel::Critical;
    hot.safeState = true;
    EventLog log;
    std::vector<Error> trips;
    AlarmBoard board(DeviceId{1}, {hot}, log, [&](const Error& error) { trips.push_back(error); });
    board.setActive(true, at(0));
    BlockSource source({"a"});

    constexpr std::size_t kRaised = 3 * AlarmBoard::kToldASecond;
    for (std::size_t i = 0; i < kRaised; ++i)
        source.row(1 + 0.01 * static_cast<double>(i), {90})
            .row(1.005 + 0.01 * static_cast<double>(i), {20});
    board.consume(source.take());

    QCOMPARE(trips.size(), kRaised);
    QCOMPARE(trips.back().code, ErrorCode::AlarmRaised);
    QVERIFY(log.since(0).size() < kRaised);
}

void AlarmBoardTest::silenceOfOneChannelIsHeardAmongOthers() {
    AlarmRule silent = rule(AlarmKind::NoData);
    silent.delay = std::chrono::seconds(3);
    Board board(silent);

    board.row(1, 1).row(2, std::nullopt, 2).take();
    board.row(4.5, std::nullopt, 2).take();
    board->look(at(4.5));

    QCOMPARE(board.told(), (Texts{"alarm raised: no value of a for more than 3 s"}));
}

void AlarmBoardTest::aSampleWithoutAChannelBreaksTheSilenceOfItsDevice() {
    AlarmRule ofDevice = rule(AlarmKind::NoData);
    ofDevice.channel.clear();
    ofDevice.delay = std::chrono::seconds(3);
    AlarmRule ofChannel = rule(AlarmKind::NoData);
    ofChannel.delay = std::chrono::seconds(3);
    EventLog log;
    AlarmBoard board(DeviceId{1}, {ofDevice, ofChannel, rule(AlarmKind::High, 1)}, log, {});
    board.setActive(true, at(0));
    BlockSource mute({});

    board.consume(mute.row(2, {}).row(3, {}).take());
    board.look(at(4));

    const auto events = log.since(0);
    QCOMPARE(events.size(), std::size_t{1});
    QCOMPARE(events[0].text, std::string("alarm raised: no value of a for more than 3 s"));
}

void AlarmBoardTest::aTextLineRaisesUntilItIsAcknowledged() {
    AlarmRule text = rule(AlarmKind::Text);
    text.text = "brownout";
    Board board(text);

    board->textLine(at(1), "all is well");
    QCOMPARE(board.state(), AlarmState::Normal);
    board->textLine(at(2), "E: brownout detected");
    board->textLine(at(3), "E: brownout detected");
    QCOMPARE(board.state(), AlarmState::Raised);
    QVERIFY(board->acknowledge("alarm", at(4)));

    QCOMPARE(board.state(), AlarmState::Normal);
    QCOMPARE(board.told(),
             (Texts{"alarm raised: the device said: E: brownout detected", "alarm acknowledged"}));
}

void AlarmBoardTest::aLatchedAlarmWaitsForItsAcknowledgement() {
    AlarmRule latched = rule(AlarmKind::High, 10);
    latched.latched = true;
    Board board(latched);

    board.row(0, 11).row(1, 9).take();
    QCOMPARE(board.state(), AlarmState::Returned);
    QCOMPARE(board.told().back(), std::string("alarm cleared: 9, waits for an acknowledgement"));
    QVERIFY(board->acknowledge({}, at(2)));

    QCOMPARE(board.state(), AlarmState::Normal);
}

void AlarmBoardTest::anAcknowledgedAlarmEndsByItself() {
    AlarmRule latched = rule(AlarmKind::High, 10);
    latched.latched = true;
    Board board(latched);

    board.row(0, 11).take();
    QVERIFY(board->acknowledge("alarm", at(1)));
    QCOMPARE(board.state(), AlarmState::Acknowledged);
    board.row(2, 9).take();

    QCOMPARE(board.state(), AlarmState::Normal);
}

void AlarmBoardTest::anUnknownAlarmCannotBeAcknowledged() {
    Board board(rule(AlarmKind::High, 10));

    QCOMPARE(board->acknowledge("other", at(0)).error().code, ErrorCode::NotFound);
}

void AlarmBoardTest::aCriticalAlarmCanAskForSafeState() {
    AlarmRule critical = rule(AlarmKind::High, 10);
    critical.level = AlarmLevel::Critical;
    critical.safeState = true;
    Board board(critical);

    board.row(0, 10).take();
    QVERIFY(board.trips.isEmpty());
    board.row(1, 11).row(2, 12).row(3, 9).take();

    QCOMPARE(board.trips, QList({ErrorCode::AlarmRaised}));
}

void AlarmBoardTest::aDeviceThatRestsHasNoAlarms() {
    Board board(rule(AlarmKind::High, 10));
    board.row(0, 11).take();

    board->setActive(false, at(1));

    QCOMPARE(board.told().back(), std::string("alarm cleared"));
    QCOMPARE(board.state(), AlarmState::Normal);
}

void AlarmBoardTest::anAlarmThatFlapsIsToldAsASum() {
    Board board(rule(AlarmKind::High, 10));
    for (int i = 0; i < 200; ++i)
        board.row(10 + i * 0.001, i % 2 == 0 ? 11 : 9);
    board.take();
    QCOMPARE(board.events().size(), std::size_t{AlarmBoard::kToldASecond});

    board->look(at(12));

    QCOMPARE(board.events().size(), std::size_t{AlarmBoard::kToldASecond + 1});
    QVERIFY(board.told().back().starts_with("alarm changed 190 more times"));
}

void AlarmBoardTest::blocksMakeNoDifference() {
    std::mt19937 random(3);
    std::normal_distribution<double> value(0, 6);
    std::vector<double> values(2000);
    for (double& one : values)
        one = value(random);
    AlarmRule high = rule(AlarmKind::High, 10);
    high.hysteresis = 3;
    AlarmRule low = rule(AlarmKind::Low, -8);
    low.name = "low";
    low.delay = std::chrono::seconds(2);
    AlarmRule rate = rule(AlarmKind::Rate, 12);
    rate.name = "rate";
    const auto run = [&](std::size_t chunk) {
        Board board({high, low, rate});
        for (std::size_t i = 0; i < values.size(); ++i) {
            board.row(static_cast<double>(i), values[i]);
            if ((i + 1) % chunk == 0 || i + 1 == values.size()) board.take();
        }
        // The order among alarms is that of the rules within a block; each one's own is fixed.
        Texts told = board.told();
        std::stable_sort(told.begin(), told.end(), [](const std::string& a, const std::string& b) {
            return a.substr(0, a.find(' ')) < b.substr(0, b.find(' '));
        });
        return told;
    };

    const Texts single = run(1);

    QVERIFY(single.size() > 100);
    QCOMPARE(run(64), single);
    QCOMPARE(run(250), single);
}

QTEST_APPLESS_MAIN(AlarmBoardTest)
#include "alarm_board_test.moc"
