// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QTest>

#include "device_bench.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::test;

namespace {

const Error kNotThere{ErrorCode::PortAbsent, "rig is not there."};

/// What a device has to do, told once more and in another way than the table of the machine.
struct Model {
    static constexpr int kThreshold = 3;

    DeviceState state = DeviceState::Idle;
    bool isOpen = false;
    int faults = 0;
    int safeCommands = 0;
    const Error* openError = nullptr;
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
    void alarm() {
        if (!isLive()) return;
        state = DeviceState::SafeState;
        if (isOpen || !openError) ++safeCommands;
        close(ErrorCode::AlarmRaised);
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
        switch (event % 10) {
            case 0: return refusalOf(bench.device.start()) == model.start();
            case 1: return event % 2 == 0 || refusalOf(bench.device.stop()) == model.stop();
            case 2: return refusalOf(bench.device.reset()) == model.reset();
            case 3:
            case 4: return good();
            case 5: return note();
            case 6: return fail(event % 2 == 0 ? kReadError : kGone);
            case 7: return chooseOpenError(event);
            case 8: return event % 7 != 0 || alarm();
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
        const Error* const errors[]{nullptr, &kReadError, &kNotThere, nullptr};
        model.openError = errors[event % 4];
        bench.bus->openError.reset();
        if (model.openError) bench.bus->openError = *model.openError;
        return true;
    }
    bool alarm() {
        model.alarm();
        bench.device.trip({ErrorCode::AlarmRaised, "too hot"});
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

class DeviceModelTest : public QObject {
    Q_OBJECT

private slots:
    void aHundredThousandRandomEventsEqualTheModel();
};

void DeviceModelTest::aHundredThousandRandomEventsEqualTheModel() {
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
        if (!same) qWarning("event %d of kind %u", i, event % 10);
        QVERIFY(same);
        ++visits[static_cast<std::size_t>(run.model.state)];
    }

    for (const int visit : visits)
        QVERIFY(visit > 1'000);
}

QTEST_MAIN(DeviceModelTest)
#include "device_model_test.moc"
