// SPDX-License-Identifier: GPL-3.0-or-later
#include <climits>

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "panels/device_arrangement.h"

using namespace telemetryhub::ui;

class TestDeviceArrangement : public QObject {
    Q_OBJECT

private slots:
    void newDevicesComeLastInNoGroup();
    void aDeviceMovesBetweenGroups();
    void aStepGoesOverDevicesThatAreAway();
    void aStepAtTheEdgeLeadsIntoTheNextGroup();
    void aRemovedGroupLeavesItsDevices();
    void aNameIsTakenOnlyOnce();
    void everythingIsRemembered();
};

void TestDeviceArrangement::newDevicesComeLastInNoGroup() {
    DeviceArrangement arrangement;
    arrangement.take({QStringLiteral("a"), QStringLiteral("b")});
    const auto version = arrangement.version();

    arrangement.take({QStringLiteral("b"), QStringLiteral("a")});
    QCOMPARE(arrangement.version(), version);
    arrangement.take({QStringLiteral("c"), QStringLiteral("a")});

    QCOMPARE(arrangement.groups()[0].devices.join(QLatin1Char(' ')), QStringLiteral("a b c"));
}

void TestDeviceArrangement::aDeviceMovesBetweenGroups() {
    DeviceArrangement arrangement;
    arrangement.take({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    const int boat = arrangement.addGroup(QStringLiteral("Boat"));

    arrangement.move(QStringLiteral("b"), boat, 0);
    arrangement.move(QStringLiteral("a"), boat, 0);
    arrangement.move(QStringLiteral("c"), boat, INT_MAX);
    arrangement.move(QStringLiteral("a"), boat, 2);

    QVERIFY(arrangement.groups()[0].devices.isEmpty());
    QCOMPARE(arrangement.groups()[1].devices.join(QLatin1Char(' ')), QStringLiteral("b a c"));
    QCOMPARE(arrangement.placeOf(QStringLiteral("a")).group, boat);
    QCOMPARE(arrangement.placeOf(QStringLiteral("a")).at, 1);
}

void TestDeviceArrangement::aStepGoesOverDevicesThatAreAway() {
    DeviceArrangement arrangement;
    arrangement.take({QStringLiteral("a"), QStringLiteral("away"), QStringLiteral("b")});

    QVERIFY(arrangement.step(QStringLiteral("b"), -1, {QStringLiteral("a"), QStringLiteral("b")}));

    QCOMPARE(arrangement.groups()[0].devices.join(QLatin1Char(' ')), QStringLiteral("b a away"));
}

void TestDeviceArrangement::aStepAtTheEdgeLeadsIntoTheNextGroup() {
    DeviceArrangement arrangement;
    arrangement.take({QStringLiteral("a")});
    const int boat = arrangement.addGroup(QStringLiteral("Boat"));

    QVERIFY(!arrangement.step(QStringLiteral("a"), -1, {QStringLiteral("a")}));
    QVERIFY(arrangement.step(QStringLiteral("a"), 1, {QStringLiteral("a")}));

    QCOMPARE(arrangement.placeOf(QStringLiteral("a")).group, boat);
}

void TestDeviceArrangement::aRemovedGroupLeavesItsDevices() {
    DeviceArrangement arrangement;
    arrangement.take({QStringLiteral("a"), QStringLiteral("b")});
    const int boat = arrangement.addGroup(QStringLiteral("Boat"));
    arrangement.move(QStringLiteral("a"), boat, 0);

    arrangement.removeGroup(boat);

    QCOMPARE(arrangement.groups().size(), std::size_t{1});
    QCOMPARE(arrangement.groups()[0].devices.join(QLatin1Char(' ')), QStringLiteral("b a"));
}

void TestDeviceArrangement::aNameIsTakenOnlyOnce() {
    DeviceArrangement arrangement;
    const int first = arrangement.addGroup(QStringLiteral("Group"));
    const int second = arrangement.addGroup(QStringLiteral("Group"));

    QCOMPARE(arrangement.groups()[static_cast<std::size_t>(second)].name,
             QStringLiteral("Group 2"));
    QVERIFY(!arrangement.renameGroup(first, QStringLiteral("Group 2")));
    QVERIFY(!arrangement.renameGroup(first, QStringLiteral("  ")));
    QVERIFY(arrangement.renameGroup(first, QStringLiteral(" Boat ")));
    QCOMPARE(arrangement.groupNamed(QStringLiteral("Boat")), first);
}

void TestDeviceArrangement::everythingIsRemembered() {
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("x.ini")), QSettings::IniFormat);
    DeviceArrangement before;
    before.take({QStringLiteral("a"), QStringLiteral("b")});
    const int boat = before.addGroup(QStringLiteral("Boat"));
    before.move(QStringLiteral("a"), boat, 0);
    before.setFolded(boat, true);
    before.save(settings);

    DeviceArrangement after;
    after.restore(settings);

    QVERIFY(after.groups() == before.groups());
    after.take({QStringLiteral("a")});
    QVERIFY(after.groups() == before.groups());
}

QTEST_GUILESS_MAIN(TestDeviceArrangement)
#include "test_device_arrangement.moc"
