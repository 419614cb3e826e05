// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLayout>
#include <QTest>

#include "panels/health_panel.h"
#include "panels/health_words.h"
#include "snapshot_samples.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::samples;

namespace {

QString plain(QString text) {
    return text.replace(QChar(0x202F), QLatin1Char(' '));
}

std::shared_ptr<engine::Snapshot> withLoss(std::uint64_t overflow, std::uint64_t rejected) {
    auto device = measuring(1, "Bench rig");
    device.ledger.samplesDropped[engine::DropReason::Overflow] = overflow;
    device.ledger.samplesDropped[engine::DropReason::Rejected] = rejected;
    return snapshotOf({device, measuring(2, "Pump")});
}

std::shared_ptr<engine::Snapshot> withRecording(std::uint64_t waiting, std::int64_t behindNs) {
    auto snapshot = snapshotOf({});
    engine::RecordingSnapshot recording;
    recording.notYetDurable = waiting;
    recording.lastCommitNs = snapshot->time.steadyNs - behindNs;
    recording.bytes = 1'000'000;
    snapshot->recording = recording;
    return snapshot;
}

const HealthRow* rowAt(const HealthPanel& panel, int at) {
    return qobject_cast<HealthRow*>(panel.widget()->layout()->itemAt(at)->widget());
}

}  // namespace

class TestHealth : public QObject {
    Q_OBJECT

private slots:
    void aLossNamesWhoWhyAndWhatHelps();
    void aLossSaysWhenItWasSeen();
    void theDiskSaysHowFarItIsBehind();
    void aDiskThatDoesNotAnswerWarns();
    void aDiskThatIsSoonFullWarns();
    void aLiveCsvThatLosesSaysWhatAndWhy();
    void busyWorkersWarn();
    void aRowOverItsLimitComesFirst();
};

void TestHealth::aLossNamesWhoWhyAndWhatHelps() {
    const auto content = droppedContent(*withLoss(200, 56), std::nullopt);

    QCOMPARE(content.figure, QStringLiteral("256 samples"));
    QCOMPARE(content.more, QStringLiteral("\u00b7 overflow 200 \u00b7 refused 56"));
    QVERIFY2(content.sentence.startsWith(QStringLiteral("256 samples of Bench rig were lost: ")),
             qPrintable(content.sentence));
    QVERIFY(plain(content.sentence).contains(QStringLiteral("More than 1 000 blocks of queue")));
}

void TestHealth::aLossSaysWhenItWasSeen() {
    const Theme theme(ThemeKind::Dark);
    HealthPanel panel(theme);
    const auto sentence = [&] {
        for (const auto* row : panel.findChildren<HealthRow*>())
            if (row->content().sentence.contains(QStringLiteral("were lost")))
                return row->content().sentence;
        return QString();
    };

    panel.display(withLoss(10, 0));
    QVERIFY(!sentence().contains(QStringLiteral("the last at")));
    panel.display(withLoss(11, 0));

    QVERIFY2(sentence().contains(QStringLiteral("the last at")), qPrintable(sentence()));
}

void TestHealth::theDiskSaysHowFarItIsBehind() {
    QCOMPARE(plain(diskContent(*withRecording(10, 120'000'000), 12'300).figure),
             QStringLiteral("0.12 s behind"));
    QCOMPARE(plain(diskContent(*withRecording(10, 120'000'000), 12'300).more),
             QStringLiteral("\u00b7 12.3 kB/s"));
    QCOMPARE(diskContent(*withRecording(0, 9'000'000'000), 0).figure, QStringLiteral("up to date"));
}

void TestHealth::aDiskThatDoesNotAnswerWarns() {
    const auto content = diskContent(*withRecording(1'000, 5'000'000'000), 0);

    QCOMPARE(content.tone, HealthRow::Tone::Warning);
    QVERIFY(plain(content.sentence).startsWith(QStringLiteral("1 000 samples wait for the disk")));
}

void TestHealth::aDiskThatIsSoonFullWarns() {
    const auto snapshot = withRecording(0, 0);
    snapshot->recording->freeBytes = 1'000'000;
    snapshot->recording->secondsToFull = 7200;
    QCOMPARE(recordingContent(*snapshot).tone, HealthRow::Tone::Plain);

    snapshot->recording->secondsToFull = 600;

    QCOMPARE(recordingContent(*snapshot).tone, HealthRow::Tone::Warning);
    QVERIFY(plain(recordingContent(*snapshot).sentence).contains(QStringLiteral("10 min")));
}

void TestHealth::aLiveCsvThatLosesSaysWhatAndWhy() {
    const auto snapshot = snapshotOf({});
    snapshot->recorder.emplace();
    QCOMPARE(liveCsvContent(*snapshot).tone, HealthRow::Tone::Plain);

    snapshot->recorder->lost = 5;
    QCOMPARE(liveCsvContent(*snapshot).tone, HealthRow::Tone::Warning);
    QVERIFY(plain(liveCsvContent(*snapshot).sentence).contains(QStringLiteral("5 samples")));
    snapshot->recorder->state = engine::RecordingState::Suspended;
    snapshot->recorder->error = engine::Error{engine::ErrorCode::StorageFailed, "No space."};

    const HealthRow::Content suspended = liveCsvContent(*snapshot);
    QCOMPARE(suspended.tone, HealthRow::Tone::Warning);
    QVERIFY(suspended.sentence.contains(QStringLiteral("suspended: No space.")));
    snapshot->recorder->state = engine::RecordingState::Failed;
    QCOMPARE(liveCsvContent(*snapshot).tone, HealthRow::Tone::Critical);
}

void TestHealth::busyWorkersWarn() {
    const auto snapshot = snapshotOf({});
    snapshot->workers.utilisation = 0.5;
    QVERIFY(workersContent(*snapshot).sentence.isEmpty());

    snapshot->workers.utilisation = 0.95;

    QCOMPARE(workersContent(*snapshot).tone, HealthRow::Tone::Warning);
}

void TestHealth::aRowOverItsLimitComesFirst() {
    const Theme theme(ThemeKind::Dark);
    HealthPanel panel(theme);
    panel.display(withLoss(0, 0));
    QVERIFY(rowAt(panel, 1)->accessibleName().startsWith(QStringLiteral("Queue")));

    auto losing = withLoss(5, 0);
    losing->recorder.emplace();
    losing->recorder->error = engine::Error{engine::ErrorCode::StorageFailed, "No space."};
    panel.display(losing);

    QVERIFY(rowAt(panel, 1)->accessibleName().startsWith(QStringLiteral("Live CSV")));
    QVERIFY(rowAt(panel, 2)->accessibleName().startsWith(QStringLiteral("Dropped")));
    QVERIFY(rowAt(panel, 3)->accessibleName().startsWith(QStringLiteral("Queue")));
    panel.display(withLoss(0, 0));
    QVERIFY(rowAt(panel, 1)->accessibleName().startsWith(QStringLiteral("Queue")));
}

QTEST_MAIN(TestHealth)
#include "test_health.moc"
