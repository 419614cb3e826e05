// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QDir>
#include <QTemporaryDir>
#include <QToolBar>

#include "panels/health_panel.h"
#include "panels/health_row.h"
#include "panels/recording_words.h"
#include "snapshot_samples.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "telemetryhub/engine/record/session_reader.h"
#include "telemetryhub/ui/main_window.h"
#include "theme/theme.h"
#include "window/record_action.h"
#include "window/status_line.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;

namespace {

std::shared_ptr<engine::Snapshot> recordingSnapshot(engine::RecordingState state) {
    auto snapshot = samples::snapshotOf({});
    engine::RecordingSnapshot recording;
    recording.path = "/data/run.thub";
    recording.state = state;
    recording.start = samples::timeAt(10'000 - 134);
    recording.offered = 12'400;
    recording.durable = 12'345;
    recording.notYetDurable = 50;
    recording.lost = 5;
    recording.bytes = 4'020'000;
    recording.freeBytes = 38'200'000'000;
    recording.secondsToFull = 3 * 86'400;
    if (state != engine::RecordingState::Recording)
        recording.error =
            engine::Error{engine::ErrorCode::StorageFailed, "There is no space left in /data."};
    snapshot->recording = recording;
    return snapshot;
}

/// Its digits are grouped by narrow spaces, which no test wants to spell.
QString plain(QString text) {
    return text.replace(QChar(0x202F), QLatin1Char(' '));
}

const HealthRow* rowNamed(const HealthPanel& panel, const QString& label) {
    for (const auto* row : panel.findChildren<HealthRow*>())
        if (row->accessibleName().startsWith(label)) return row;
    return nullptr;
}

}  // namespace

class TestRecording : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void theKeyStartsARecordingAndEndsIt();
    void aRecordingThatCannotBeginSaysWhy();
    void aFailedRecordingMakesRoomForAnother();
    void withoutSettingsThereIsNothingToStart();
    void theStatusLineSaysTimeAndSamples();
    void troubleHasItsOwnWords_data();
    void troubleHasItsOwnWords();
    void theHealthRowTellsSpaceTimeAndLoss();
    void anEndedRecordingIsNotCalledRecording();
    void noticesAppearInTheStatusLine();

private:
    [[nodiscard]] std::unique_ptr<MainWindow> makeWindow(const QString& path = {});

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<engine::GatewayCore> m_gateway;
};

void TestRecording::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    auto created = engine::GatewayCore::create({});
    QVERIFY(created.hasValue());
    m_gateway = std::move(created.value());
    engine::DeviceSettings device;
    device.id = "demo";
    m_gateway->command(m_gateway->addDevice(device).value(), engine::DeviceCommand::Start);
}

void TestRecording::cleanup() {
    m_gateway.reset();
}

std::unique_ptr<MainWindow> TestRecording::makeWindow(const QString& path) {
    engine::RecordingSettings settings;
    settings.folder = m_folder->path().toStdString();
    settings.path = path.toStdString();
    return std::make_unique<MainWindow>(
        *m_gateway, MainWindowOptions{nullptr, {}, RecordingCommands{settings}});
}

void TestRecording::theKeyStartsARecordingAndEndsIt() {
    const auto window = makeWindow();
    window->show();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
    auto* action = window->findChild<RecordAction*>();
    auto* line = window->findChild<StatusLine*>();

    QTest::keyClick(window.get(), Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(line->recordingText().startsWith(QStringLiteral("Recording 0:00:0")));
    QTRY_COMPARE(action->toggle.text(), QStringLiteral("Stop &recording"));
    QTRY_VERIFY(m_gateway->snapshot()->recording->durable > 10);
    QTest::keyClick(window.get(), Qt::Key_R, Qt::ControlModifier);

    QTRY_COMPARE(action->toggle.text(), QStringLiteral("&Record"));
    QTRY_VERIFY(line->sentence().startsWith(QStringLiteral("Recorded ")));
    QTRY_VERIFY(line->recordingText().isEmpty());
    const QStringList files = QDir(m_folder->path()).entryList({QStringLiteral("*.thub")});
    QCOMPARE(files.size(), 1);
    const auto session =
        engine::SessionReader::open(m_folder->filePath(files.front()).toStdString());
    QVERIFY(session.hasValue());
    QCOMPARE(session.value()->info().state, engine::SessionInfo::State::Closed);
    QVERIFY(session.value()->info().devices.front().samples > 10);
}

void TestRecording::aRecordingThatCannotBeginSaysWhy() {
    const auto window = makeWindow(m_folder->filePath(QStringLiteral("no/such/run.thub")));
    window->show();
    auto* action = window->findChild<RecordAction*>();
    QFile blocker(m_folder->filePath(QStringLiteral("no")));
    QVERIFY(blocker.open(QIODevice::WriteOnly));

    action->toggle.trigger();

    auto* line = window->findChild<StatusLine*>();
    QTRY_VERIFY(line->sentence().contains(QStringLiteral("run.thub")) ||
                line->sentence().contains(QStringLiteral("no/such")));
    QTRY_VERIFY(action->toggle.isEnabled());
    QCOMPARE(action->toggle.text(), QStringLiteral("&Record"));
}

void TestRecording::aFailedRecordingMakesRoomForAnother() {
    const auto window = makeWindow();
    auto* action = window->findChild<RecordAction*>();
    engine::RecordingSettings settings;
    settings.path = m_folder->filePath(QStringLiteral("failed.thub")).toStdString();
    bool begun = false;
    m_gateway->startRecording(settings, this,
                              [&](const auto& answer) { begun = answer.hasValue(); });
    QTRY_VERIFY(begun);
    action->display(*recordingSnapshot(engine::RecordingState::Failed));
    QCOMPARE(action->toggle.text(), QStringLiteral("&Record"));

    action->toggle.trigger();

    // Between the two there is a moment without one.
    std::optional<engine::RecordingSnapshot> next;
    QTRY_VERIFY((next = m_gateway->snapshot()->recording) && next->path != settings.path);
    QCOMPARE(next->state, engine::RecordingState::Recording);
}

void TestRecording::withoutSettingsThereIsNothingToStart() {
    const MainWindow window(*m_gateway);

    QVERIFY(!window.findChild<RecordAction*>()->toggle.isEnabled());
}

void TestRecording::theStatusLineSaysTimeAndSamples() {
    const Theme theme(ThemeKind::Dark);
    StatusLine line(theme, nullptr);

    line.display(recordingSnapshot(engine::RecordingState::Recording));

    QCOMPARE(plain(line.recordingText()), QStringLiteral("Recording 0:02:14 · 12 400 samples"));
    const QString tip =
        plain(recordingToolTip(*recordingSnapshot(engine::RecordingState::Recording)->recording));
    QVERIFY(tip.contains(QStringLiteral("/data/run.thub")));
    QVERIFY(tip.contains(QStringLiteral("12 345 samples safe on the disk, 50 on their way")));
    QVERIFY(tip.contains(QStringLiteral("lost 5 · 38.2 GB free, full in 3 d · 4.02 MB")));
}

void TestRecording::troubleHasItsOwnWords_data() {
    QTest::addColumn<engine::RecordingState>("state");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("disk full") << engine::RecordingState::Suspended
                               << QStringLiteral("Suspended: disk full")
                               << QStringLiteral("Recording is suspended: There is no space left");
    QTest::newRow("failed") << engine::RecordingState::Failed << QStringLiteral("Recording failed")
                            << QStringLiteral("Recording stopped: There is no space left");
}

void TestRecording::troubleHasItsOwnWords() {
    QFETCH(engine::RecordingState, state);
    QFETCH(QString, word);
    QFETCH(QString, sentence);
    const Theme theme(ThemeKind::Dark);
    StatusLine line(theme, nullptr);
    HealthPanel health(theme);

    line.display(recordingSnapshot(state));
    health.display(recordingSnapshot(state));

    QCOMPARE(line.recordingText(), word);
    const auto* row = rowNamed(health, QStringLiteral("Recording"));
    QVERIFY(row->content().sentence.startsWith(sentence));
    QVERIFY(row->content().sentence.contains(QStringLiteral("5 samples were not recorded")));
    QVERIFY(row->content().tone != HealthRow::Tone::Plain);
}

void TestRecording::theHealthRowTellsSpaceTimeAndLoss() {
    const Theme theme(ThemeKind::Dark);
    HealthPanel health(theme);

    health.display(samples::snapshotOf({}));
    QCOMPARE(rowNamed(health, QStringLiteral("Recording"))->content().figure,
             QStringLiteral("off"));
    health.display(recordingSnapshot(engine::RecordingState::Recording));

    const auto& content = rowNamed(health, QStringLiteral("Recording"))->content();
    QCOMPARE(plain(content.figure), QStringLiteral("12 345 samples safe"));
    QCOMPARE(plain(content.more), QStringLiteral("· lost 5 · 38.2 GB free, full in 3 d · 4.02 MB"));
    QVERIFY(content.sentence.isEmpty());
}

void TestRecording::anEndedRecordingIsNotCalledRecording() {
    const Theme theme(ThemeKind::Dark);
    StatusLine line(theme, nullptr);
    auto snapshot = recordingSnapshot(engine::RecordingState::Finished);
    snapshot->recording->error.reset();

    line.display(snapshot);

    QVERIFY(line.recordingText().isEmpty());
    QVERIFY(!isRunning(*snapshot->recording));
}

void TestRecording::noticesAppearInTheStatusLine() {
    const auto window = makeWindow();
    window->show();
    auto* line = window->findChild<StatusLine*>();

    emit m_gateway->recordingNoticed(
        {engine::RecordingNotice::Kind::Suspended, "The disk of /data is full."});
    QCOMPARE(line->sentence(), QStringLiteral("The disk of /data is full."));
    emit m_gateway->recordingNoticed(
        {engine::RecordingNotice::Kind::Resumed, "Recording goes on."});

    QCOMPARE(line->sentence(), QStringLiteral("Recording goes on."));
}

QTEST_MAIN(TestRecording)
#include "test_recording.moc"
