// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "panels/device_model.h"
#include "panels/device_words.h"
#include "snapshot_samples.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::samples;

namespace {

/// Readable rows: ordinary spaces for the narrow ones.
QString plain(QString text) {
    return text.replace(QChar(0x202F), QLatin1Char(' '));
}

}  // namespace

class TestDeviceModel : public QObject {
    Q_OBJECT

private slots:
    void aMeasuringRowSaysRateAgeAndLosses();
    void aStaleRowWarnsAndSaysHowOldItIs();
    void aLossIsSaidAndWarns();
    void anIdleRowHasNoRate();
    void anErrorRowNamesTheReasonAndTheNextTry();
    void aSafeStateRowNamesFaultsCommandAndTime();
    void screenReadersHearTheWholeRow();
    void onlyRowsThatDifferAreRepainted();
    void aChangeOfStateAsksForANewHeight();
    void devicesComeAndGoInTheirOrder();
    void theOverallSentenceBeginsWithTheWorst();
    void aRehearsalStandsBesideTheLink();
    void aDeviceInTheNetworkHasNoPlug();
    void staleMeansThreeIntervalsAndAtLeastASecond_data();
    void staleMeansThreeIntervalsAndAtLeastASecond();
};

void TestDeviceModel::aMeasuringRowSaysRateAgeAndLosses() {
    const DeviceRow row = deviceRow(measuring(1, "House battery"), timeAt(10'000));

    QCOMPARE(row.name, QStringLiteral("House battery"));
    QCOMPARE(plain(row.duration), QStringLiteral("2 h 14 min"));
    QCOMPARE(plain(row.rate), QStringLiteral("1.00 Hz"));
    QCOMPARE(row.link, QStringLiteral("ttyUSB0 \u00b7 NMEA 0183"));
    QCOMPARE(plain(row.age), QStringLiteral("0.61 s \u00b7 lost 0"));
    QVERIFY(!row.warns);
}

void TestDeviceModel::aStaleRowWarnsAndSaysHowOldItIs() {
    auto device = measuring(1, "Wind");
    device.lastSample->steadyNs = timeAt(9'996).steadyNs;

    const DeviceRow row = deviceRow(device, timeAt(10'000));

    QCOMPARE(plain(row.age), QStringLiteral("4.0 s old \u00b7 lost 0"));
    QVERIFY(row.warns);
}

void TestDeviceModel::aLossIsSaidAndWarns() {
    auto device = measuring(1, "Wind");
    device.ledger.samplesDropped[engine::DropReason::Overflow] = 1256;

    const DeviceRow row = deviceRow(device, timeAt(10'000));

    QCOMPARE(plain(row.age), QStringLiteral("0.61 s \u00b7 lost 1 256"));
    QVERIFY(row.warns);
}

void TestDeviceModel::anIdleRowHasNoRate() {
    const DeviceRow row = deviceRow(idle(1, "Air quality"), timeAt(10'000));

    QCOMPARE(row.rate, QStringLiteral("\u2013"));
    QCOMPARE(row.age, QStringLiteral("never started"));
    QVERIFY(row.problem.isEmpty());
}

void TestDeviceModel::anErrorRowNamesTheReasonAndTheNextTry() {
    const DeviceRow row = deviceRow(unplugged(1, "Fuel"), timeAt(10'000));

    QCOMPARE(row.problem, QStringLiteral("Unplugged: ttyUSB0 is gone. Plug it in again."));
    QCOMPARE(plain(row.retry), QStringLiteral("try 6 \u00b7 next in 6 s"));
    QCOMPARE(plain(row.duration), QStringLiteral("48 s"));
}

void TestDeviceModel::aSafeStateRowNamesFaultsCommandAndTime() {
    const auto device = latched(1, "Bench rig");

    const DeviceRow row = deviceRow(device, timeAt(10'000));

    QVERIFY(
        row.problem.startsWith(QStringLiteral("5 faults in a row, the last: silent for 1.0 s.")));
    QVERIFY(row.problem.contains(QStringLiteral("OUT 0 was sent at ")));
    QVERIFY(row.problem.endsWith(QStringLiteral("Sampling is off.")));
    QVERIFY(row.retry.isEmpty());
}

void TestDeviceModel::screenReadersHearTheWholeRow() {
    const DeviceRow row = deviceRow(measuring(1, "House battery"), timeAt(10'000));

    QCOMPARE(plain(row.spoken),
             QStringLiteral("House battery, Measuring 2 h 14 min, 1.00 Hz, lost 0"));
}

void TestDeviceModel::onlyRowsThatDifferAreRepainted() {
    DeviceModel model;
    const QAbstractItemModelTester tester(&model);
    const auto before = snapshotOf({measuring(1, "a"), idle(2, "b")});
    model.display(before);
    const auto look = [&] {
        for (int row = 0; row < model.rowCount(); ++row)
            (void)model.index(row).data(DeviceModel::RowRole);
    };
    look();
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

    model.display(before);
    QCOMPARE(changed.count(), 0);
    auto after = *before;
    after.devices[0].rateHz = 2;
    model.display(std::make_shared<engine::Snapshot>(after));

    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].value<QModelIndex>().row(), 0);
}

void TestDeviceModel::aChangeOfStateAsksForANewHeight() {
    DeviceModel model;
    model.display(snapshotOf({measuring(1, "a")}));
    QSignalSpy heights(&model, &DeviceModel::rowStateChanged);

    model.display(snapshotOf({unplugged(1, "a")}));

    QCOMPARE(heights.count(), 1);
}

void TestDeviceModel::devicesComeAndGoInTheirOrder() {
    DeviceModel model;
    const QAbstractItemModelTester tester(&model);

    model.display(snapshotOf({idle(1, "a"), idle(2, "b")}));
    model.display(snapshotOf({idle(2, "b"), idle(3, "c")}));

    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.row(0).name, QStringLiteral("b"));
    QCOMPARE(model.row(1).name, QStringLiteral("c"));
    QCOMPARE(model.indexOf(engine::DeviceId{3}).row(), 1);
    QVERIFY(!model.indexOf(engine::DeviceId{1}).isValid());
}

void TestDeviceModel::theOverallSentenceBeginsWithTheWorst() {
    QCOMPARE(overallText(*snapshotOf({})), QStringLiteral("No device yet."));
    QCOMPARE(overallText(*snapshotOf({idle(1, "a")})), QStringLiteral("Nothing is measured."));
    QCOMPARE(overallText(*snapshotOf({measuring(1, "a"), unplugged(2, "Fuel"), latched(3, "Rig")})),
             QStringLiteral("Rig is in SafeState; Fuel is unplugged; 1 device measures."));
    QCOMPARE(worstState(*snapshotOf({measuring(1, "a"), unplugged(2, "b")})),
             engine::DeviceState::Error);
}

void TestDeviceModel::aRehearsalStandsBesideTheLink() {
    engine::DeviceSnapshot device = measuring(1, "rig");
    QVERIFY(!linkLine(device).contains(QStringLiteral("rehearses")));

    device.formatText = "CSV";
    device.faultText = "drop:0.01";

    QVERIFY(linkLine(device).contains(QStringLiteral("\u00b7 rehearses drop:0.01 \u00b7")));
}

void TestDeviceModel::aDeviceInTheNetworkHasNoPlug() {
    auto tcp = unplugged(1, "Meter");
    tcp.settings.bus = engine::TcpSettings{"192.168.1.5", 4000};
    auto udp = unplugged(1, "Buoy");
    udp.settings.bus = engine::UdpSettings{5000, {}, {}, {}};

    QCOMPARE(overallText(*snapshotOf({tcp})), QStringLiteral("Meter is not connected."));
    QCOMPARE(overallText(*snapshotOf({udp})), QStringLiteral("Buoy has no network."));
}

void TestDeviceModel::staleMeansThreeIntervalsAndAtLeastASecond_data() {
    QTest::addColumn<qint64>("intervalMs");
    QTest::addColumn<qint64>("ageMs");
    QTest::addColumn<bool>("stale");
    QTest::newRow("fast, young") << qint64{10} << qint64{900} << false;
    QTest::newRow("fast, over a second") << qint64{10} << qint64{1001} << true;
    QTest::newRow("slow, under three") << qint64{5000} << qint64{14'000} << false;
    QTest::newRow("slow, over three") << qint64{5000} << qint64{15'001} << true;
    QTest::newRow("unknown interval") << qint64{0} << qint64{1001} << true;
}

void TestDeviceModel::staleMeansThreeIntervalsAndAtLeastASecond() {
    QFETCH(qint64, intervalMs);
    QFETCH(qint64, ageMs);
    QFETCH(bool, stale);
    auto device = measuring(1, "a");
    device.usualIntervalNs = intervalMs * 1'000'000;
    device.lastSample->steadyNs = timeAt(10'000).steadyNs - ageMs * 1'000'000;

    QCOMPARE(isStale(device, timeAt(10'000)), stale);
    device.state = engine::DeviceState::Error;
    QVERIFY(isStale(device, timeAt(10'000)));
}

QTEST_GUILESS_MAIN(TestDeviceModel)
#include "test_device_model.moc"
