// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/pipeline/job_thread.h"

#include <atomic>
#include <future>
#include <vector>

#include "support/patient_qtest.h"

using namespace telemetryhub::engine;

class JobThreadTest : public QObject {
    Q_OBJECT

private slots:
    void jobsOfAHigherPriorityGoFirst();
    void aFullListRefusesVisibly();
    void whatWasAcceptedRunsBeforeTheEnd();
    void afterTheEndJobsAreRefused();
};

void JobThreadTest::jobsOfAHigherPriorityGoFirst() {
    JobThread jobs;
    std::promise<void> open;
    std::vector<int> order;
    QVERIFY(jobs.post(JobPriority::Normal, [gate = open.get_future().share()] { gate.wait(); }));
    QTRY_COMPARE(jobs.waitingCount(), std::size_t{0});

    QVERIFY(jobs.post(JobPriority::Normal, [&] { order.push_back(2); }));
    QVERIFY(jobs.post(JobPriority::Normal, [&] { order.push_back(3); }));
    QVERIFY(jobs.post(JobPriority::High, [&] { order.push_back(1); }));
    open.set_value();
    jobs.stop();

    QCOMPARE(order, (std::vector<int>{1, 2, 3}));
}

void JobThreadTest::aFullListRefusesVisibly() {
    JobThread jobs;
    std::promise<void> open;
    QVERIFY(jobs.post(JobPriority::Normal, [gate = open.get_future().share()] { gate.wait(); }));
    QTRY_COMPARE(jobs.waitingCount(), std::size_t{0});
    for (std::size_t i = 0; i < JobThread::kMaxWaiting; ++i)
        QVERIFY(jobs.post(JobPriority::Normal, [] {}));

    const auto refused = jobs.post(JobPriority::High, [] {});

    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::QueueFull);
    open.set_value();
}

void JobThreadTest::whatWasAcceptedRunsBeforeTheEnd() {
    std::atomic<int> ran{0};
    {
        JobThread jobs;
        for (int i = 0; i < 10; ++i)
            QVERIFY(jobs.post(JobPriority::Normal, [&] { ++ran; }));
    }
    QCOMPARE(ran.load(), 10);
}

void JobThreadTest::afterTheEndJobsAreRefused() {
    JobThread jobs;
    jobs.stop();

    const auto refused = jobs.post(JobPriority::Normal, [] {});

    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Stopping);
}

QTEST_GUILESS_MAIN(JobThreadTest)
#include "job_thread_test.moc"
