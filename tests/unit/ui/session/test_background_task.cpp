// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QSignalSpy>
#include <QThread>

#include "session/background_task.h"
#include "support/patient_qtest.h"

using namespace telemetryhub::ui;

class TestBackgroundTask : public QObject {
    Q_OBJECT

private slots:
    void theWorkRunsElsewhereAndTheEndIsToldHere();
    void progressIsTold();
    void cancellingIsNoticedByTheWork();
    void destroyingItCancelsAndWaits();
};

void TestBackgroundTask::theWorkRunsElsewhereAndTheEndIsToldHere() {
    const QThread* worked = nullptr;
    BackgroundTask task([&](const BackgroundTask::Progress&) { worked = QThread::currentThread(); },
                        nullptr);
    const QThread* told = nullptr;
    connect(&task, &BackgroundTask::finished, this, [&] { told = QThread::currentThread(); });

    QTRY_COMPARE(told, QThread::currentThread());
    QVERIFY(worked != nullptr && worked != QThread::currentThread());
}

void TestBackgroundTask::progressIsTold() {
    std::atomic<bool> seen{false};
    BackgroundTask task(
        [&](const BackgroundTask::Progress& progress) {
            progress(0.5);
            while (!seen)
                std::this_thread::yield();
        },
        nullptr);
    QSignalSpy progressed(&task, &BackgroundTask::progressed);

    QTRY_COMPARE(progressed.count(), 1);
    seen = true;

    QCOMPARE(progressed.first().first().toDouble(), 0.5);
}

void TestBackgroundTask::cancellingIsNoticedByTheWork() {
    bool ended = false;
    BackgroundTask task(
        [&](const BackgroundTask::Progress& progress) {
            while (progress(0.1))
                std::this_thread::yield();
            ended = true;
        },
        nullptr);
    QSignalSpy finished(&task, &BackgroundTask::finished);

    task.cancel();

    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(ended);
}

void TestBackgroundTask::destroyingItCancelsAndWaits() {
    bool ended = false;
    auto task = std::make_unique<BackgroundTask>(
        [&](const BackgroundTask::Progress& progress) {
            while (progress(0))
                std::this_thread::yield();
            ended = true;
        },
        nullptr);

    task.reset();

    QVERIFY(ended);
}

QTEST_MAIN(TestBackgroundTask)
#include "test_background_task.moc"
