// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/latch_store.h"

#include <functional>
#include <string>
#include <vector>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace telemetryhub::engine;

namespace {

const Latch kLatch{{ErrorCode::ReadFailed, "The read failed: \"EIO\"."},
                   1'700'000'000'123'456'789,
                   5,
                   std::string("\x01\x00\xFF", 3)};

}  // namespace

class LatchStoreTest : public QObject {
    Q_OBJECT

private slots:
    void aLatchReadsBackAsItWas();
    void nothingIsLatchedBeforeTheFirst();
    void eachDeviceHasItsOwn();
    void nothingIsWaitedFor();
    void clearingWhatIsNotThereIsNoError();
    void halfAFileIsALatch();
};

void LatchStoreTest::aLatchReadsBackAsItWas() {
    const QTemporaryDir dir;
    const std::string folder = dir.filePath(QStringLiteral("a/state")).toStdString();
    LatchStore store(folder, [](const auto& job) { job(); });

    QVERIFY(store.save("rig", kLatch));

    QCOMPARE(LatchStore(folder, {}).load("rig"), std::optional(kLatch));
    QVERIFY(store.clear("rig"));
    QVERIFY(!store.load("rig"));
}

void LatchStoreTest::nothingIsLatchedBeforeTheFirst() {
    QVERIFY(!LatchStore("/nowhere/at/all", {}).load("rig"));
    QVERIFY(!LatchStore("", {}).load("rig"));
}

void LatchStoreTest::eachDeviceHasItsOwn() {
    const QTemporaryDir dir;
    LatchStore store(dir.path().toStdString(), [](const auto& job) { job(); });

    QVERIFY(store.save("..", kLatch));
    QVERIFY(store.save("a:b", kLatch));

    QVERIFY(store.load("..").has_value());
    QVERIFY(store.load("a:b").has_value());
    QVERIFY(!store.load("a").has_value());
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden).size(), qsizetype{2});
}

void LatchStoreTest::nothingIsWaitedFor() {
    const QTemporaryDir dir;
    std::vector<std::function<void()>> jobs;
    LatchStore store(dir.path().toStdString(), [&jobs](auto job) { jobs.push_back(job); });

    QVERIFY(store.save("rig", kLatch));

    QVERIFY(store.load("rig").has_value());
    QCOMPARE(jobs.size(), std::size_t{1});
    QVERIFY(store.clear("rig"));
    for (const auto& job : jobs)
        job();  // of a file that is gone
}

void LatchStoreTest::clearingWhatIsNotThereIsNoError() {
    const QTemporaryDir dir;
    LatchStore store(dir.path().toStdString(), [](const auto& job) { job(); });

    QVERIFY(store.clear("rig"));
}

void LatchStoreTest::halfAFileIsALatch() {
    const QTemporaryDir dir;
    LatchStore store(dir.path().toStdString(), [](const auto& job) { job(); });
    QVERIFY(store.save("rig", kLatch));
    QFile file(dir.filePath(QStringLiteral("rig.safe")));
    QVERIFY(file.resize(file.size() / 2));

    const auto latch = store.load("rig");

    QVERIFY(latch.has_value());
    QVERIFY(latch->cause.detail.find("rig.safe") != std::string::npos);
}

QTEST_APPLESS_MAIN(LatchStoreTest)
#include "latch_store_test.moc"
