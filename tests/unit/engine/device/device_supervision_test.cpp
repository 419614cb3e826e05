// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>
#include <string>
#include <vector>

#include <QTemporaryDir>

#include "device_bench.h"
#include "support/patient_qtest.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::test;
using namespace std::chrono_literals;

namespace {

const Error kNotThere{ErrorCode::PortAbsent, "rig is not there."};
const Error kBusy{ErrorCode::PortBusy, "rig is in use."};

void latch(Bench& bench) {
    QVERIFY(bench.device.start());
    for (int i = 0; i < 3; ++i) {
        if (!bench.bus->opened) bench.bus->opened = true;
        bench.fail(kReadError);
    }
    QCOMPARE(bench.status().state, DeviceState::SafeState);
}

std::vector<std::string> textsOf(const Bench& bench, EventKind kind) {
    std::vector<std::string> texts;
    for (const Event& event : bench.events.since(0))
        if (event.kind == kind) texts.push_back(event.text);
    return texts;
}

PushedSample sample(double value) {
    return {{"temperature", "C", value}};
}

DeviceSettings pushSettings() {
    DeviceSettings settings;
    settings.id = "weather";
    settings.bus = PushSettings{"weather"};
    return settings;
}

/// What a device has to do, told once more and in another way than the table of the machine.
struct Model {
    static constexpr int kThreshold = 3;

    DeviceState state = DeviceState::Idle;
    bool isOpen = false;
    int faults = 0;
    int safeCommands = 0;
    std::optional<Error> openError;
    std::optional<ErrorCode> gap;
    Sequence samples = 0;

    [[nodiscard]] bool isLive() const {
        return state == DeviceState::Measuring || state == DeviceState::Error;
    }
    void close(ErrorCode why) {
        isOpen = false;
        if (samples > 0 && !gap) gap = why;
    }
    void trouble(const Error& error) {
        if (!isLive()) return;
        const bool isFault = error.code == ErrorCode::ReadFailed;
        if (isFault) ++faults;
        state = DeviceState::Error;
        if (faults >= kThreshold) {
            state = DeviceState::SafeState;
            if (isOpen || !openError) ++safeCommands;
        }
        close(error.code);
    }
    void open() {
        if (isOpen) return;
        if (openError)
            trouble(*openError);
        else
            isOpen = true;
    }
    std::optional<ErrorCode> start() {
        if (state == DeviceState::SafeState) return ErrorCode::DeviceInSafeState;
        if (state == DeviceState::Measuring) return ErrorCode::AlreadyMeasuring;
        if (state == DeviceState::Idle) state = DeviceState::Measuring;
        open();
        return std::nullopt;
    }
    void rest() {
        if (state != DeviceState::Idle) close(ErrorCode::NotMeasuring);
        state = DeviceState::Idle;
        faults = 0;
    }
    std::optional<ErrorCode> stop() {
        if (state == DeviceState::SafeState) return ErrorCode::DeviceInSafeState;
        rest();
        return std::nullopt;
    }
    std::optional<ErrorCode> reset() {
        if (state == DeviceState::Measuring) return ErrorCode::AlreadyMeasuring;
        rest();
        return std::nullopt;
    }
    void good() {
        ++samples;
        faults = 0;
        state = DeviceState::Measuring;
        gap.reset();
    }
};

std::optional<ErrorCode> refusalOf(const Result<void>& answer) {
    return answer ? std::nullopt : std::optional(answer.error().code);
}

/// Does the same to the device and to its model, and compares them.
class ModelRun {
public:
    explicit ModelRun(DeviceSettings settings) : bench(std::move(settings)) {}

    bool step(unsigned event) {
        switch (event % 9) {
            case 0: return refusalOf(bench.device.start()) == model.start();
            case 1: return event % 2 == 0 || refusalOf(bench.device.stop()) == model.stop();
            case 2: return refusalOf(bench.device.reset()) == model.reset();
            case 3:
            case 4: return good();
            case 5: return note();
            case 6: return fail(event % 2 == 0 ? kReadError : kGone);
            case 7: return chooseOpenError(event);
            default: return event % 7 != 0 || finish();
        }
    }
    [[nodiscard]] bool agrees() {
        const DeviceStatus status = bench.status();
        const Ledger ledger = bench.ledger();
        return status.state == model.state && bench.bus->opened == model.isOpen &&
               status.consecutiveFaults == model.faults && ledger.bytesClose() &&
               ledger.samplesIn == model.samples &&
               bench.bus->written.size() == static_cast<std::size_t>(model.safeCommands) * 4;
    }
    Bench bench;
    Model model;

private:
    bool good() {
        if (!model.isOpen) return true;
        const auto gap = model.gap;
        model.good();
        bench.read("1,2\n");
        const auto& blocks = bench.intake.blocks;
        const bool same = blocks.size() == 1 && blocks[0]->size() == 1 &&
                          blocks[0]->firstSequence() == model.samples &&
                          blocks[0]->gapBefore() == gap;
        bench.intake.blocks.clear();
        return same;
    }
    bool note() {
        if (model.isOpen && model.samples > 0) bench.read("a note\n");
        return bench.intake.blocks.empty();
    }
    bool fail(const Error& error) {
        if (!model.isOpen) return true;
        model.isOpen = false;
        model.trouble(error);
        bench.fail(error);
        return true;
    }
    bool chooseOpenError(unsigned event) {
        model.openError.reset();
        if (event % 4 == 1) model.openError = kReadError;
        if (event % 4 == 2) model.openError = kNotThere;
        bench.bus->openError = model.openError;
        return true;
    }
    bool finish() {
        if (!model.isOpen) return true;
        model.rest();
        bench.bus->opened = false;
        bench.bus->listener.busFinished();
        return true;
    }
};

}  // namespace

class DeviceSupervisionTest : public QObject {
    Q_OBJECT

private slots:
    void aHundredThousandRandomEventsEqualTheModel();
    void aLatchSurvivesTheProgram();
    void aResetEndsTheLatchForGood();
    void aLatchThatCannotBeReadIsALatch();
    void aLatchThatCannotBeSavedIsTold();
    void theSafeCommandGoesOutWithAFullQueue();
    void aSafeCommandThatCannotBeSentIsTold();
    void theSampleBehindAGapCarriesItsReason();
    void aStopIsAGapToo();
    void theFirstReasonOfAGapCounts();
    void anAbsenceBeyondTheLimitLatches();
    void aGoodSampleEndsAnAbsence();
    void aFaultEndsAnAbsence();
    void theBackoffStartsAgainAfterARecovery();
    void eventsTellStatesCommandsAndRefusals();
    void aChangedTroubleIsToldOnce();
    void whatIsSentStandsInTheConsole();
    void pushedSamplesBecomeBlocks();
    void aPushIsRefusedAndTakesNothing_data();
    void aPushIsRefusedAndTakesNothing();
    void onlyAPushDeviceTakesPushes();
};

void DeviceSupervisionTest::aHundredThousandRandomEventsEqualTheModel() {
    DeviceSettings settings = Bench::csvSettings();
    settings.failureThreshold = Model::kThreshold;
    settings.damageLimit.share = 1;
    settings.safeCommand = "SAFE";
    ModelRun run(settings);
    std::mt19937 random(20);
    std::array<int, 4> visits{};

    for (int i = 0; i < 100'000; ++i) {
        const auto event = static_cast<unsigned>(random());
        const bool same = run.step(event) && run.agrees();
        if (!same) qWarning("event %d of kind %u", i, event % 9);
        QVERIFY(same);
        ++visits[static_cast<std::size_t>(run.model.state)];
    }

    for (const int visit : visits)
        QVERIFY(visit > 1'000);
}

void DeviceSupervisionTest::aLatchSurvivesTheProgram() {
    const QTemporaryDir dir;
    DeviceSettings settings = Bench::csvSettings();
    settings.safeCommand = "SAFE";
    {
        Bench bench(settings, dir.path().toStdString());
        latch(bench);
    }

    Bench again(settings, dir.path().toStdString());

    QCOMPARE(again.status().state, DeviceState::SafeState);
    QCOMPARE(again.status().lastError, kReadError);
    QCOMPARE(again.status().consecutiveFaults, 3);
    QCOMPARE(again.status().safeCommandText, std::string("SAFE"));
    QVERIFY(again.status().since.wallNs > 0);
    QCOMPARE(again.device.start().error().code, ErrorCode::DeviceInSafeState);
    QCOMPARE(again.bus->openCount, 0);
}

void DeviceSupervisionTest::aResetEndsTheLatchForGood() {
    const QTemporaryDir dir;
    {
        Bench bench(Bench::csvSettings(), dir.path().toStdString());
        latch(bench);
        QVERIFY(bench.device.reset());
    }

    Bench again(Bench::csvSettings(), dir.path().toStdString());

    QCOMPARE(again.status().state, DeviceState::Idle);
    QVERIFY(again.device.start());
}

void DeviceSupervisionTest::aLatchThatCannotBeReadIsALatch() {
    const QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("rig.safe")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();

    Bench bench(Bench::csvSettings(), dir.path().toStdString());

    QCOMPARE(bench.status().state, DeviceState::SafeState);
    QVERIFY(bench.status().lastError->detail.find("rig.safe") != std::string::npos);
}

void DeviceSupervisionTest::aLatchThatCannotBeSavedIsTold() {
    const QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("state")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    Bench bench(Bench::csvSettings(), file.fileName().toStdString());

    latch(bench);

    QVERIFY(textsOf(bench, EventKind::State).back().find("could not be saved") !=
            std::string::npos);
}

void DeviceSupervisionTest::theSafeCommandGoesOutWithAFullQueue() {
    DeviceSettings settings = Bench::csvSettings();
    settings.safeCommand = "SAFE";
    settings.failureThreshold = 1;
    Bench bench(settings);
    QVERIFY(bench.device.start());
    bench.intake.answer = Offer::Full;
    bench.read("1,2\n");
    QVERIFY(bench.bus->paused);

    bench.fail(kReadError);

    QCOMPARE(bench.bus->written, std::string("SAFE"));
    QCOMPARE(bench.status().state, DeviceState::SafeState);
    QVERIFY(bench.status().safeReactionNs.has_value());
    QCOMPARE(bench.intake.last.size(), std::size_t{1});
}

void DeviceSupervisionTest::aSafeCommandThatCannotBeSentIsTold() {
    DeviceSettings settings = Bench::csvSettings();
    settings.safeCommand = "SAFE";
    settings.failureThreshold = 1;
    Bench bench(settings);
    QVERIFY(bench.device.start());
    bench.bus->openError = kGone;

    bench.fail(kReadError);

    QVERIFY(bench.bus->written.empty());
    QVERIFY(bench.status().safeCommandText.empty());
    QVERIFY(textsOf(bench, EventKind::Command).back().find("could not be sent") !=
            std::string::npos);
}

void DeviceSupervisionTest::theSampleBehindAGapCarriesItsReason() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.read("1,2\n");
    bench.fail(kGone);
    QVERIFY(bench.device.start());

    bench.read("3,4\n");
    bench.read("5,6\n");

    QCOMPARE(bench.intake.blocks.size(), std::size_t{3});
    QVERIFY(!bench.intake.blocks[0]->gapBefore());
    QCOMPARE(bench.intake.blocks[1]->gapBefore(), std::optional(ErrorCode::LinkLost));
    QCOMPARE(bench.intake.blocks[1]->firstSequence(), Sequence{2});
    QVERIFY(!bench.intake.blocks[2]->gapBefore());
}

void DeviceSupervisionTest::aStopIsAGapToo() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.read("1,2\n");
    QVERIFY(bench.device.stop());
    QVERIFY(bench.device.start());

    bench.read("3,4\n");

    QCOMPARE(bench.intake.blocks.back()->gapBefore(), std::optional(ErrorCode::NotMeasuring));
}

void DeviceSupervisionTest::theFirstReasonOfAGapCounts() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.read("1,2\n");
    bench.fail(kGone);
    bench.bus->openError = kReadError;
    QVERIFY(bench.device.start());
    bench.bus->openError.reset();
    QVERIFY(bench.device.start());

    bench.read("3,4\n");

    QCOMPARE(bench.intake.blocks.back()->gapBefore(), std::optional(ErrorCode::LinkLost));
}

void DeviceSupervisionTest::anAbsenceBeyondTheLimitLatches() {
    DeviceSettings settings = Bench::csvSettings();
    settings.absentLimit = 2s;
    Bench bench(settings);
    QVERIFY(bench.device.start());
    bench.read("1,2\n");
    bench.fail(kGone);
    bench.bus->openError = kNotThere;

    bench.clock.advance(1900ms);
    QTRY_VERIFY(bench.bus->openCount >= 2);
    QCOMPARE(bench.status().state, DeviceState::Error);
    bench.clock.advance(200ms);

    QTRY_COMPARE(bench.status().state, DeviceState::SafeState);
}

void DeviceSupervisionTest::aGoodSampleEndsAnAbsence() {
    DeviceSettings settings = Bench::csvSettings();
    settings.absentLimit = 2s;
    Bench bench(settings);
    QVERIFY(bench.device.start());
    for (int i = 0; i < 5; ++i) {
        bench.fail(kGone);
        bench.clock.advance(1500ms);
        QTRY_VERIFY(bench.bus->opened);
        bench.read("1,2\n1,2\n");
        QCOMPARE(bench.status().state, DeviceState::Measuring);
    }
}

void DeviceSupervisionTest::aFaultEndsAnAbsence() {
    DeviceSettings settings = Bench::csvSettings();
    settings.absentLimit = 2s;
    Bench bench(settings);
    QVERIFY(bench.device.start());
    bench.fail(kGone);
    bench.clock.advance(1500ms);
    bench.bus->openError = kReadError;
    QTRY_COMPARE(bench.bus->openCount, 2);

    bench.bus->openError = kNotThere;
    QTRY_COMPARE(bench.bus->openCount, 3);
    bench.clock.advance(1500ms);
    QTRY_COMPARE(bench.bus->openCount, 4);

    QCOMPARE(bench.status().state, DeviceState::Error);
}

void DeviceSupervisionTest::theBackoffStartsAgainAfterARecovery() {
    Bench bench;
    QVERIFY(bench.device.start());
    for (int i = 0; i < 20; ++i) {
        bench.fail(kGone);
        const std::int64_t wait = *bench.status().nextAttemptNs - bench.clock.steadyNs();
        QVERIFY(wait <= 100'000'000);
        QTRY_VERIFY(bench.bus->opened);
        bench.read("1,2\n1,2\n");
    }
}

void DeviceSupervisionTest::eventsTellStatesCommandsAndRefusals() {
    Bench bench;
    QVERIFY(bench.device.start());
    QVERIFY(!bench.device.start());
    bench.fail(kGone);
    QVERIFY(bench.device.stop());

    const std::vector<std::string> states{"Measuring", "Error: Unplugged.", "Idle"};
    QCOMPARE(textsOf(bench, EventKind::State), states);
    const std::vector<std::string> commands{
        "start", "start refused: The device is measuring. Stop it first.", "stop"};
    QCOMPARE(textsOf(bench, EventKind::Command), commands);
}

void DeviceSupervisionTest::aChangedTroubleIsToldOnce() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.fail(kGone);
    for (const Error& error : {kNotThere, kBusy}) {
        bench.bus->openError = error;
        for (int i = 0; i < 5; ++i)
            QVERIFY(bench.device.start());
    }

    // A link that was lost is absent from then on: no news.
    const std::vector<std::string> states{"Measuring", "Error: Unplugged.",
                                          "Error: rig is in use."};
    QCOMPARE(textsOf(bench, EventKind::State), states);
}

void DeviceSupervisionTest::whatIsSentStandsInTheConsole() {
    Bench bench;
    QVERIFY(bench.device.start());

    QVERIFY(bench.device.send("LED on\n"));
    bench.read("1,2\n3,4\nThe light is on.\n");

    const auto lines = bench.report->text().lines();
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines[0].direction, Direction::Sent);
    QCOMPARE(lines[0].text, std::string("LED on\n"));
    QCOMPARE(lines[1].direction, Direction::Received);
    const std::vector<std::string> texts{"The light is on."};
    QCOMPARE(textsOf(bench, EventKind::Text), texts);
}

void DeviceSupervisionTest::pushedSamplesBecomeBlocks() {
    Bench bench(pushSettings());
    QVERIFY(bench.device.start());

    QVERIFY(bench.device.push(std::vector<PushedSample>{sample(20.5), sample(21)}));
    QVERIFY(bench.device.push(
        std::vector<PushedSample>{{{"wind", "m/s", 3}, {"temperature", "", 22}}}));

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

void DeviceSupervisionTest::aPushIsRefusedAndTakesNothing_data() {
    QTest::addColumn<int>("what");
    QTest::addColumn<int>("code");
    QTest::addRow("not started") << 0 << int(ErrorCode::NotMeasuring);
    QTest::addRow("queue nearly full") << 1 << int(ErrorCode::QueueFull);
    QTest::addRow("a wrong sample behind a good one") << 2 << int(ErrorCode::InvalidArgument);
    QTest::addRow("no value") << 3 << int(ErrorCode::InvalidArgument);
    QTest::addRow("a channel twice") << 4 << int(ErrorCode::InvalidArgument);
    QTest::addRow("too many channels") << 5 << int(ErrorCode::InvalidArgument);
}

void DeviceSupervisionTest::aPushIsRefusedAndTakesNothing() {
    QFETCH(int, what);
    QFETCH(int, code);
    Bench bench(pushSettings());
    if (what != 0) QVERIFY(bench.device.start());
    bench.intake.isReady = what != 1;
    std::vector<PushedSample> samples{sample(1)};
    if (what == 2) samples.push_back({{"", "", 1}});
    if (what == 3) samples.push_back({});
    if (what == 4) samples.push_back({{"a", "", 1}, {"a", "", 2}});
    for (int i = 0; what == 5 && i < 256; ++i)
        samples.push_back({{"c" + std::to_string(i), "", 1}});

    const auto answer = bench.device.push(samples);

    QCOMPARE(refusalOf(answer), std::optional(ErrorCode(code)));
    QVERIFY(bench.intake.blocks.empty());
    QCOMPARE(bench.ledger().samplesIn, std::uint64_t{0});
}

void DeviceSupervisionTest::onlyAPushDeviceTakesPushes() {
    Bench bench;
    QVERIFY(bench.device.start());

    const auto answer = bench.device.push(std::vector<PushedSample>{sample(1)});

    QCOMPARE(refusalOf(answer), std::optional(ErrorCode::InvalidArgument));
}

QTEST_MAIN(DeviceSupervisionTest)
#include "device_supervision_test.moc"
