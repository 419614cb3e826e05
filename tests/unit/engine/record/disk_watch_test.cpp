// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/disk_watch.h"

#include <QTemporaryDir>

#include "support/patient_qtest.h"

namespace telemetryhub::engine {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::uint64_t kMega = 1'000'000;
constexpr std::uint64_t kPlenty = 1'000'000 * kMega;
using Warning = DiskWatch::Warning;

}  // namespace

class DiskWatchTest : public QObject {
    Q_OBJECT

private slots:
    void theFirstSecondsTellNothing();
    void thePaceOfTheLastMinuteTellsWhenItIsFull();
    void whatDoesNotGrowIsNeverFull();
    void anUnknownDiskHasNoForecastAndNoWarning();
    void eachWarningIsToldOnce();
    void aDiskThatWasEmptiedIsWarnedOfAgain();
    void aDiskThatFillsFastIsWarnedOfBeforeItIsSmall();
    void freeBytesAreThoseOfTheFolder();
};

void DiskWatchTest::theFirstSecondsTellNothing() {
    DiskWatch watch;
    watch.look(0, 0, kPlenty);
    watch.look(4 * kSecond, 1000 * kMega, kPlenty);

    QVERIFY(!watch.secondsToFull());
}

void DiskWatchTest::thePaceOfTheLastMinuteTellsWhenItIsFull() {
    DiskWatch watch;
    // An hour of standing still, then 1 MB a second.
    watch.look(0, 0, kPlenty);
    for (std::int64_t second = 3600; second <= 3660; ++second)
        watch.look(second * kSecond, static_cast<std::uint64_t>(second - 3600) * kMega,
                   7200 * kMega);

    QCOMPARE(watch.secondsToFull().value(), std::int64_t{7200});
}

void DiskWatchTest::whatDoesNotGrowIsNeverFull() {
    DiskWatch watch;
    watch.look(0, kMega, kPlenty);
    watch.look(10 * kSecond, kMega, kPlenty);

    QVERIFY(!watch.secondsToFull());
}

void DiskWatchTest::anUnknownDiskHasNoForecastAndNoWarning() {
    DiskWatch watch;
    watch.look(0, 0, std::nullopt);
    watch.look(10 * kSecond, kMega, std::nullopt);

    QVERIFY(!watch.secondsToFull());
    QCOMPARE(watch.newWarning(), Warning::None);
}

void DiskWatchTest::eachWarningIsToldOnce() {
    DiskWatch watch;
    watch.look(0, 0, 400 * kMega);
    QCOMPARE(watch.newWarning(), Warning::Soon);
    QCOMPARE(watch.newWarning(), Warning::None);
    watch.look(kSecond, 0, 10 * kMega);

    QCOMPARE(watch.newWarning(), Warning::Critical);
    QCOMPARE(watch.newWarning(), Warning::None);
    watch.look(2 * kSecond, 0, 400 * kMega);
    QCOMPARE(watch.newWarning(), Warning::None);
}

void DiskWatchTest::aDiskThatWasEmptiedIsWarnedOfAgain() {
    DiskWatch watch;
    watch.look(0, 0, 400 * kMega);
    QCOMPARE(watch.newWarning(), Warning::Soon);
    watch.look(kSecond, 0, kPlenty);
    QCOMPARE(watch.newWarning(), Warning::None);
    watch.look(2 * kSecond, 0, 400 * kMega);

    QCOMPARE(watch.newWarning(), Warning::Soon);
}

void DiskWatchTest::aDiskThatFillsFastIsWarnedOfBeforeItIsSmall() {
    DiskWatch watch;
    watch.look(0, 0, 20'000 * kMega);
    watch.look(10 * kSecond, 1000 * kMega, 19'000 * kMega);

    QCOMPARE(watch.newWarning(), Warning::Critical);
}

void DiskWatchTest::freeBytesAreThoseOfTheFolder() {
    const QTemporaryDir folder;

    QVERIFY(DiskWatch::freeBytes(folder.filePath(QStringLiteral("a.thub")).toStdString()) > 0U);
    QVERIFY(DiskWatch::freeBytes("a.thub") > 0U);
    QVERIFY(!DiskWatch::freeBytes(folder.filePath(QStringLiteral("no/a.thub")).toStdString()));
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::DiskWatchTest)
#include "disk_watch_test.moc"
