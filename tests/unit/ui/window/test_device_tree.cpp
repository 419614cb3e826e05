// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "chart/channel_mime.h"
#include "panels/channel_selection.h"
#include "panels/device_actions.h"
#include "panels/device_tree.h"
#include "panels/devices_panel.h"
#include "snapshot_samples.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/history/history.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::samples;
using RowKind = DeviceModel::RowKind;

namespace {

engine::DeviceSnapshot battery(std::uint32_t id, const std::string& name) {
    auto device = measuring(id, name);
    setChannels(device, {{"Voltage", "V", 2}, {"Charge", "%", 1}, {"Satellites", "", 0}},
                {12.78, 86.4, 11});
    return device;
}

QString plain(QString text) {
    return text.replace(QChar(0x202F), QLatin1Char(' '));
}

/// The names of the rows below each other, with an indent a level.
QStringList outline(const DeviceModel& model, const QModelIndex& parent = {}, int depth = 0) {
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        lines << QString(depth, QLatin1Char('-')) + index.data(Qt::DisplayRole).toString();
        if (model.kindOf(index) == RowKind::Group) lines << outline(model, index, depth + 1);
    }
    return lines;
}

struct Fixture {
    engine::History history{1'000'000};
    ChannelSelection selection;
    DeviceModel model{history, selection, nullptr};
    QAbstractItemModelTester tester{&model};

    void show(std::vector<engine::DeviceSnapshot> devices) {
        const auto snapshot = snapshotOf(std::move(devices));
        selection.update(*snapshot);
        model.display(snapshot);
    }
};

}  // namespace

class TestDeviceTree : public QObject {
    Q_OBJECT

private slots:
    void channelsStandBelowTheirDevice();
    void figuresEndWhereTheirSeparatorsMeet();
    void aStaleChannelSaysItsAge();
    void devicesStandInTheirGroups();
    void aHeadingCountsTheStatesOfItsDevices();
    void aRenamedGroupKeepsItsRows();
    void aDroppedDeviceMovesIntoTheGroup();
    void aDroppedDeviceStandsBeforeTheOneBelow();
    void aDraggedChannelCanBeDroppedOnAChart();
    void theFilterFindsNamePortStateAndChannel();
    void manyDevicesAreSortedByNeed();
    void rowsThatNobodyLooksAtAreNotTold();
    void aChannelIsShownAndHiddenBySpace();
    void altAndArrowsMoveADevice();
    void groupsAndFoldsAreRemembered();
    void whatNeedsAPersonHasItsButtons();
};

void TestDeviceTree::channelsStandBelowTheirDevice() {
    Fixture f;
    f.show({battery(1, "House"), idle(2, "Air")});
    const QModelIndex house = f.model.index(0);

    QCOMPARE(f.model.rowCount(), 2);
    QCOMPARE(f.model.rowCount(house), 3);
    QCOMPARE(f.model.rowCount(f.model.index(1)), 0);
    const QModelIndex charge = f.model.index(1, 0, house);
    QCOMPARE(f.model.kindOf(charge), RowKind::Channel);
    QCOMPARE(f.model.parent(charge), house);
    const auto row = charge.data(DeviceModel::RowRole).value<ChannelRow>();
    QCOMPARE(row.name, QStringLiteral("Charge"));
    QCOMPARE(row.value, QStringLiteral("86.4"));
    QCOMPARE(row.unit, QStringLiteral("%"));
    QVERIFY(row.shown);
}

void TestDeviceTree::figuresEndWhereTheirSeparatorsMeet() {
    Fixture f;
    f.show({battery(1, "House")});
    const auto row = [&](int at) {
        return f.model.index(at, 0, f.model.index(0))
            .data(DeviceModel::RowRole)
            .value<ChannelRow>();
    };

    QCOMPARE(row(0).fraction, QString());
    QCOMPARE(row(1).fraction, QStringLiteral("0"));
    QCOMPARE(row(2).fraction, QStringLiteral(".00"));
}

void TestDeviceTree::aStaleChannelSaysItsAge() {
    Fixture f;
    auto device = unplugged(1, "House");
    setChannels(device, {{"Voltage", "V", 2}}, {12.78});
    f.show({device});

    const QModelIndex channel = f.model.index(0, 0, f.model.index(0));
    const auto row = channel.data(DeviceModel::RowRole).value<ChannelRow>();
    QVERIFY(row.stale);
    QCOMPARE(plain(row.age), QStringLiteral("0.61 s"));
    QVERIFY(plain(channel.data(Qt::AccessibleTextRole).toString())
                .startsWith(QStringLiteral("Voltage, 12.78 V, 0.61 s old")));
}

void TestDeviceTree::devicesStandInTheirGroups() {
    Fixture f;
    f.show({battery(1, "a"), idle(2, "b"), idle(3, "c")});
    const int boat = f.model.arrangement().addGroup(QStringLiteral("Boat"));
    f.model.arrangement().move(QStringLiteral("c"), boat, 0);
    f.model.arrangement().move(QStringLiteral("a"), boat, 0);

    f.model.arrange();

    QCOMPARE(outline(f.model).join(QLatin1Char(' ')), QStringLiteral("b Boat -a -c"));
    QCOMPARE(f.model.indexOf(engine::DeviceId{1}).row(), 0);
    QVERIFY(f.model.indexOf(engine::DeviceId{1}).parent().isValid());
    f.show({idle(2, "b"), idle(3, "c"), battery(4, "a")});
    QCOMPARE(outline(f.model).join(QLatin1Char(' ')), QStringLiteral("b Boat -a -c"));
}

void TestDeviceTree::aHeadingCountsTheStatesOfItsDevices() {
    Fixture f;
    f.show({battery(1, "a"), latched(2, "b"), idle(3, "c")});
    const int boat = f.model.arrangement().addGroup(QStringLiteral("Boat"));
    for (const char* name : {"a", "b", "c"})
        f.model.arrangement().move(QLatin1String(name), boat, 0);
    f.model.arrange();

    const auto row = f.model.index(0).data(DeviceModel::RowRole).value<GroupRow>();

    QCOMPARE(row.devices, 3);
    QVERIFY((row.states == std::array{1, 1, 0, 1}));
    QVERIFY(f.model.index(0)
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(QStringLiteral("SafeState: 1")));
}

void TestDeviceTree::aRenamedGroupKeepsItsRows() {
    Fixture f;
    f.show({battery(1, "a")});
    const int boat = f.model.arrangement().addGroup(QStringLiteral("Boat"));
    f.model.arrangement().move(QStringLiteral("a"), boat, 0);
    f.model.arrange();
    QSignalSpy removed(&f.model, &QAbstractItemModel::rowsRemoved);

    QVERIFY(f.model.setData(f.model.index(0), QStringLiteral("Ship"), Qt::EditRole));

    QCOMPARE(removed.count(), 0);
    QCOMPARE(outline(f.model).join(QLatin1Char(' ')), QStringLiteral("Ship -a"));
}

void TestDeviceTree::aDroppedDeviceMovesIntoTheGroup() {
    Fixture f;
    f.show({battery(1, "a"), idle(2, "b")});
    f.model.arrangement().addGroup(QStringLiteral("Boat"));
    f.model.arrange();
    const std::unique_ptr<QMimeData> mime(f.model.mimeData({f.model.index(0)}));

    QVERIFY(f.model.dropMimeData(mime.get(), Qt::MoveAction, -1, -1, f.model.index(2)));

    QCOMPARE(outline(f.model).join(QLatin1Char(' ')), QStringLiteral("b Boat -a"));
}

void TestDeviceTree::aDroppedDeviceStandsBeforeTheOneBelow() {
    Fixture f;
    f.show({idle(1, "a"), idle(2, "b"), idle(3, "c")});
    const std::unique_ptr<QMimeData> mime(f.model.mimeData({f.model.index(2)}));

    QVERIFY(f.model.dropMimeData(mime.get(), Qt::MoveAction, 1, 0, {}));

    QCOMPARE(outline(f.model).join(QLatin1Char(' ')), QStringLiteral("a c b"));
}

void TestDeviceTree::aDraggedChannelCanBeDroppedOnAChart() {
    Fixture f;
    f.show({battery(7, "House")});

    const std::unique_ptr<QMimeData> mime(
        f.model.mimeData({f.model.index(1, 0, f.model.index(0))}));

    QVERIFY((channelsOf(*mime) == std::vector<ChannelId>{{engine::DeviceId{7}, 1}}));
    QCOMPARE(mime->text(), QStringLiteral("House Charge"));
    QVERIFY(!f.model.canDropMimeData(mime.get(), Qt::MoveAction, 0, 0, {}));
}

void TestDeviceTree::theFilterFindsNamePortStateAndChannel() {
    Fixture f;
    f.show({battery(1, "House"), idle(2, "Air"), unplugged(3, "Fuel")});
    const auto found = [&](const char* text) {
        f.model.setFilter(QLatin1String(text));
        return outline(f.model).join(QLatin1Char(' '));
    };

    QCOMPARE(found("hou"), QStringLiteral("House"));
    QCOMPARE(found("ttyS0"), QStringLiteral("Air"));
    QCOMPARE(found("error"), QStringLiteral("Fuel"));
    QCOMPARE(found("charge"), QStringLiteral("House"));
    QCOMPARE(found("nothing at all"), QString());
    QCOMPARE(found(""), QStringLiteral("House Air Fuel"));
}

void TestDeviceTree::manyDevicesAreSortedByNeed() {
    Fixture f;
    std::vector<engine::DeviceSnapshot> devices;
    for (std::uint32_t id = 1; id <= DeviceModel::kSortedFrom; ++id)
        devices.push_back(idle(id, "d" + std::to_string(id)));
    devices[10] = unplugged(11, "d11");
    devices[20] = latched(21, "d21");
    devices[30] = measuring(31, "d31");
    devices[30].lastSample = timeAt(9'000);

    f.show(devices);

    QVERIFY(f.model.isSorted());
    QCOMPARE(outline(f.model).mid(0, 4).join(QLatin1Char(' ')), QStringLiteral("d21 d11 d31 d1"));
    devices[20].state = engine::DeviceState::Idle;
    f.show(devices);
    QCOMPARE(outline(f.model).mid(0, 3).join(QLatin1Char(' ')), QStringLiteral("d11 d31 d1"));
}

void TestDeviceTree::rowsThatNobodyLooksAtAreNotTold() {
    Fixture f;
    f.show({measuring(1, "a"), measuring(2, "b")});
    const auto rate = [&](double hz) {
        auto first = measuring(1, "a");
        auto second = measuring(2, "b");
        first.rateHz = second.rateHz = hz;
        return std::vector{first, second};
    };
    f.show(rate(2));
    f.show(rate(3));
    (void)f.model.index(0).data(DeviceModel::RowRole);
    QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);

    f.show(rate(4));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 0);
    // Told, and nobody asked again.
    f.show(rate(5));

    QCOMPARE(changed.count(), 1);
}

void TestDeviceTree::aChannelIsShownAndHiddenBySpace() {
    Fixture f;
    f.show({battery(1, "House")});
    const Theme theme(ThemeKind::Dark);
    DeviceTree tree(f.model, theme, nullptr);
    tree.expandAll();
    tree.setCurrentIndex(f.model.index(1, 0, f.model.index(0)));

    QTest::keyClick(&tree, Qt::Key_Space);
    QVERIFY(!f.selection.isShown(engine::DeviceId{1}, 1));
    QTest::keyClick(&tree, Qt::Key_Space);

    QVERIFY(f.selection.isShown(engine::DeviceId{1}, 1));
}

void TestDeviceTree::altAndArrowsMoveADevice() {
    Fixture f;
    f.show({idle(1, "a"), idle(2, "b"), idle(3, "c")});
    const Theme theme(ThemeKind::Dark);
    DeviceTree tree(f.model, theme, nullptr);
    tree.setCurrentIndex(f.model.index(2));

    QTest::keyClick(&tree, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(&tree, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(&tree, Qt::Key_Up, Qt::AltModifier);

    QCOMPARE(outline(f.model).join(QLatin1Char(' ')), QStringLiteral("c a b"));
    QCOMPARE(tree.currentIndex().row(), 0);
    QTest::keyClick(&tree, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(outline(f.model).join(QLatin1Char(' ')), QStringLiteral("a c b"));
}

void TestDeviceTree::groupsAndFoldsAreRemembered() {
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("x.ini")), QSettings::IniFormat);
    auto gateway = std::move(engine::GatewayCore::create({}).value());
    const Theme theme(ThemeKind::Dark);
    QWidget window;
    DeviceActions actions(*gateway, theme, &window);
    QAction connectAction;
    ChannelSelection selection;
    const auto snapshot = snapshotOf({battery(1, "a"), battery(2, "b")});
    selection.update(*snapshot);
    {
        DevicesPanel panel(actions, connectAction, {gateway->history(), selection}, theme);
        panel.display(snapshot);
        auto* model = qobject_cast<DeviceModel*>(panel.view()->model());
        model->arrangement().addGroup(QStringLiteral("Boat"));
        model->arrangement().move(QStringLiteral("b"), 1, 0);
        model->arrange();
        panel.view()->setExpanded(model->index(0), true);
        panel.view()->setExpanded(model->index(0), false);
        panel.saveState(settings);
    }

    DevicesPanel panel(actions, connectAction, {gateway->history(), selection}, theme);
    panel.restoreState(settings);
    panel.display(snapshot);

    QCOMPARE(outline(panel.model()).join(QLatin1Char(' ')), QStringLiteral("a Boat -b"));
    QVERIFY(!panel.view()->isExpanded(panel.model().index(0)));
}

void TestDeviceTree::whatNeedsAPersonHasItsButtons() {
    Fixture f;
    f.show({latched(1, "Rig"), unplugged(2, "Fuel")});
    const Theme theme(ThemeKind::Dark);
    const DeviceTreeDelegate delegate(theme, nullptr);
    const auto parts = [&](int at) {
        const QModelIndex index = f.model.index(at);
        const QRect row(0, 0, 320, delegate.sizeHint({}, index).height());
        QSet<int> found;
        for (int y = 0; y < row.height(); y += 2)
            for (int x = 0; x < row.width(); x += 2)
                found.insert(static_cast<int>(delegate.partAt({x, y}, row, index)));
        return found;
    };

    QVERIFY(parts(0).contains(static_cast<int>(DeviceRowPart::Reset)));
    QVERIFY(parts(0).contains(static_cast<int>(DeviceRowPart::Cause)));
    QVERIFY(!parts(0).contains(static_cast<int>(DeviceRowPart::StartStop)));
    QVERIFY(parts(1).contains(static_cast<int>(DeviceRowPart::TryNow)));
    QVERIFY(parts(1).contains(static_cast<int>(DeviceRowPart::StartStop)));
}

QTEST_MAIN(TestDeviceTree)
#include "test_device_tree.moc"
