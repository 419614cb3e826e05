// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTemporaryDir>

#include "gateway_bench.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/record/sample_columns.h"
#include "telemetryhub/engine/record/session_reader.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::test;

namespace {

SampleColumns recorded(SessionReader& reader, DeviceId device) {
    SampleColumns all;
    SampleSelection selection;
    selection.device = device;
    selection.channels = {0};
    reader.readSamples(selection, [&all](const SampleColumns& samples) {
        all.append(samples);
        return true;
    });
    return all;
}

void push(GatewayCore& gateway, DeviceId device, int from, int count) {
    for (int i = from; i < from + count; ++i)
        gateway.push(device, {PushedSample{{{"a", "V", static_cast<double>(i)}}}}, {});
}

std::uint64_t processed(const GatewayCore& gateway, DeviceId device) {
    return look(gateway, device).ledger.samplesProcessed;
}

}  // namespace

class GatewayRecordingTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void whatComesBetweenStartAndStopIsRecorded();
    void aRecordingFromTheBeginningHoldsEverythingAfterShutdown();
    void eventsTextAndLedgerAreInTheFile();
    void theLedgerOfARemovedDeviceIsComplete();
    void rawBytesAreKeptWhenAskedFor();
    void aSecondRecordingIsRefusedWhileOneRuns();
    void aFolderThatCannotBeWrittenIsTold();
    void theReplayOfARecordingRaisesTheSameAlarms();

private:
    [[nodiscard]] RecordingSettings recording() const {
        RecordingSettings settings;
        settings.folder = m_folder->path().toStdString();
        settings.path = m_folder->filePath(QStringLiteral("a.thub")).toStdString();
        settings.program = "test";
        return settings;
    }
    [[nodiscard]] std::unique_ptr<SessionReader> reader() const {
        auto opened = SessionReader::open(recording().path);
        if (!opened) qFatal("%s", opened.error().detail.c_str());
        return std::move(opened).value();
    }
    /// Waits for the answer of `ask(answer)`.
    template <typename Ask>
    Result<void> answerTo(Ask ask) {
        std::optional<Result<void>> answer;
        ask([&answer](Result<void> result) { answer = std::move(result); });
        const auto waited = QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000);
        return waited ? *answer : Error{ErrorCode::Internal, "no answer"};
    }
    Result<void> start(GatewayCore& gateway, const RecordingSettings& settings) {
        return answerTo([&](GatewayCore::Answer answer) {
            gateway.startRecording(settings, this, std::move(answer));
        });
    }
    Result<void> stop(GatewayCore& gateway) {
        return answerTo(
            [&](GatewayCore::Answer answer) { gateway.stopRecording(this, std::move(answer)); });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void GatewayRecordingTest::whatComesBetweenStartAndStopIsRecorded() {
    const auto gateway = makeGateway();
    const DeviceId device = addAndStart(*gateway, "push:rig");
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);
    push(*gateway, device, 1, 10);
    QTRY_COMPARE(processed(*gateway, device), std::uint64_t{10});

    QVERIFY(start(*gateway, recording()));
    QCOMPARE(gateway->snapshot()->recording->state, RecordingState::Recording);
    push(*gateway, device, 11, 20);
    QTRY_COMPARE(processed(*gateway, device), std::uint64_t{30});
    QTRY_COMPARE(gateway->snapshot()->recording->durable, std::uint64_t{20});
    QVERIFY(stop(*gateway));
    push(*gateway, device, 31, 5);
    QTRY_COMPARE(processed(*gateway, device), std::uint64_t{35});

    const auto last = gateway->snapshot()->recording;
    QCOMPARE(last->state, RecordingState::Finished);
    QVERIFY(last->closes() && last->lost == 0 && last->notYetDurable == 0);
    const auto file = reader();
    const SampleColumns samples = recorded(*file, device);
    QCOMPARE(samples.size(), std::size_t{20});
    QCOMPARE(samples.sequences.front(), Sequence{11});
    QCOMPARE(samples.columns[0].back(), 30.0);
    QCOMPARE(file->info().state, SessionInfo::State::Closed);
}

void GatewayRecordingTest::aRecordingFromTheBeginningHoldsEverythingAfterShutdown() {
    GatewaySettings settings;
    settings.recording = recording();
    const auto gateway = makeGateway(settings);
    const DeviceId device = addAndStart(*gateway, "sim:demo?rate=2000");
    QTRY_VERIFY(processed(*gateway, device) > 500);

    gateway->shutdown();

    const std::uint64_t count = processed(*gateway, device);
    QCOMPARE(gateway->snapshot()->recording->durable, count);
    QCOMPARE(recorded(*reader(), device).size(), count);
}

void GatewayRecordingTest::eventsTextAndLedgerAreInTheFile() {
    GatewaySettings settings;
    settings.recording = recording();
    const auto gateway = makeGateway(settings);
    const DeviceId device = addAndStart(*gateway, "sim:demo?rate=50");
    QTRY_VERIFY(processed(*gateway, device) > 10);
    gateway->shutdown();

    const auto file = reader();
    bool measuring = false;
    for (const Event& event : file->events(0, 1000))
        measuring |= event.kind == EventKind::State && event.device == device;
    QVERIFY(measuring);
    const RecordedDeviceInfo* info = file->info().find(device);
    const auto count = [info](std::string_view name) {
        for (const auto& [counter, value] : info->counts)
            if (counter == name) return value;
        return std::uint64_t{0};
    };
    QCOMPARE(count("samples_processed"), info->samples);
    QCOMPARE(count("bytes_read"), count("bytes_decoded") + count("bytes_pending"));
    QCOMPARE(info->device.specification, std::string("sim:demo?rate=50"));
}

void GatewayRecordingTest::theLedgerOfARemovedDeviceIsComplete() {
    GatewaySettings settings;
    settings.recording = recording();
    const auto gateway = makeGateway(settings);
    const DeviceId device = addAndStart(*gateway, "sim:demo?rate=20000");
    QTRY_VERIFY(processed(*gateway, device) > 500);

    gateway->removeDevice(device);
    QTRY_COMPARE(gateway->snapshot()->removed.samplesQueued, std::uint64_t{0});
    gateway->shutdown();

    const auto file = reader();
    const RecordedDeviceInfo* info = file->info().find(device);
    QVERIFY(info);
    const auto count = [info](std::string_view name) {
        for (const auto& [counter, value] : info->counts)
            if (counter == name) return value;
        return std::uint64_t{0};
    };
    QVERIFY(info->samples > 500);
    QCOMPARE(count("samples_processed"), info->samples);
    QCOMPARE(count("samples_processed"), gateway->snapshot()->removed.samplesProcessed);
    QCOMPARE(count("bytes_read"), gateway->snapshot()->removed.bytesRead);
}

void GatewayRecordingTest::rawBytesAreKeptWhenAskedFor() {
    GatewaySettings settings;
    settings.recording = recording();
    settings.recording->raw = RawBytes::Kept;
    const auto gateway = makeGateway(settings);
    const DeviceId device = addAndStart(*gateway, "sim:demo?rate=500");
    QTRY_VERIFY(processed(*gateway, device) > 50);
    gateway->shutdown();

    const auto file = reader();
    std::uint64_t bytes = 0;
    std::vector<RawPiece::Kind> kinds;
    file->readRaw(device, [&](const RawPiece& piece) {
        bytes += piece.bytes.size();
        if (piece.kind != RawPiece::Kind::Bytes) kinds.push_back(piece.kind);
        return true;
    });
    QCOMPARE(bytes, look(*gateway, device).ledger.bytesRead);
    QVERIFY((kinds == std::vector{RawPiece::Kind::BeginsAtBoundary, RawPiece::Kind::EndsCut}));
}

void GatewayRecordingTest::aSecondRecordingIsRefusedWhileOneRuns() {
    const auto gateway = makeGateway();
    QVERIFY(start(*gateway, recording()));

    const auto second = start(*gateway, recording());

    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::AlreadyExists);
    QVERIFY(stop(*gateway));
    QVERIFY(start(*gateway, recording()));
    QVERIFY(gateway->snapshot()->recording->path.ends_with("a.2.thub"));
}

void GatewayRecordingTest::aFolderThatCannotBeWrittenIsTold() {
    const auto gateway = makeGateway();
    RecordingSettings settings = recording();
    settings.path = "/proc/nowhere/a.thub";

    const auto started = start(*gateway, settings);

    QVERIFY(!started);
    QCOMPARE(started.error().code, ErrorCode::StorageFailed);
    QVERIFY(!gateway->snapshot()->recording);
}

void GatewayRecordingTest::theReplayOfARecordingRaisesTheSameAlarms() {
    GatewaySettings settings;
    settings.recording = recording();
    const auto alarmsOf = [](const GatewayCore& gateway) {
        QStringList texts;
        for (const Event& event : gateway.events(0))
            if (event.kind == EventKind::Alarm) texts << QString::fromStdString(event.text);
        return texts;
    };
    QStringList first;
    {
        const auto gateway = makeGateway(settings);
        DeviceSettings rig = parseDeviceSpec("push:rig").value();
        AlarmRule rule;
        rule.name = "a high";
        rule.channel = "a";
        rule.limit = 15;
        rig.processing.alarms = {rule};
        const auto device = gateway->addDevice(rig);
        gateway->command(device.value(), DeviceCommand::Start);
        QTRY_COMPARE(look(*gateway, device.value()).state, DeviceState::Measuring);
        push(*gateway, device.value(), 1, 20);
        push(*gateway, device.value(), 1, 3);
        QTRY_COMPARE(processed(*gateway, device.value()), std::uint64_t{23});
        first = alarmsOf(*gateway);
        gateway->shutdown();
    }

    const auto gateway = makeGateway();
    const DeviceId replay = addAndStart(*gateway, "replay:" + recording().path + "?speed=max");
    QTRY_COMPARE(processed(*gateway, replay), std::uint64_t{23});

    QVERIFY(first.size() >= 2);
    QCOMPARE(alarmsOf(*gateway), first);
}

QTEST_GUILESS_MAIN(GatewayRecordingTest)
#include "gateway_recording_test.moc"
