// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cmath>

#include <QAbstractItemModelTester>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "../chart/chart_fixture.h"
#include "panels/big_numbers.h"
#include "panels/channel_selection.h"
#include "panels/values_model.h"
#include "panels/values_panel.h"
#include "panels/values_view.h"
#include "snapshot_samples.h"
#include "support/patient_qtest.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::samples;

namespace {

engine::DeviceSnapshot deviceWith(std::uint32_t id, const std::string& name, std::size_t channels) {
    auto device = measuring(id, name);
    std::vector<engine::Channel> list;
    for (std::size_t i = 0; i < channels; ++i)
        list.push_back({"ch" + std::to_string(i), "V", std::nullopt});
    setChannels(device, std::move(list), std::vector<double>(channels, 1.5));
    return device;
}

struct Values {
    engine::History history{10'000'000};
    ChannelSelection selection;
    ValuesModel model{history, selection};
    QAbstractItemModelTester tester{&model};

    void show(std::vector<engine::DeviceSnapshot> devices) {
        const auto snapshot = snapshotOf(std::move(devices));
        selection.update(*snapshot);
        model.display(snapshot);
    }
    [[nodiscard]] QString keys() const {
        QStringList list;
        for (int row = 0; row < model.rowCount(); ++row)
            list << model.index(row).data(ValuesModel::KeyRole).toString();
        return list.join(QLatin1Char(' '));
    }
};

}  // namespace

class TestValues : public QObject {
    Q_OBJECT

private slots:
    void theMeanIsThatOfEverySampleOfTheWindow();
    void theMeanWaitsForTheWholeWindow();
    void theMeanForgetsWhatIsTooOld();
    void hiddenChannelsHaveNoRow();
    void rowsMoveAndStayThere();
    void manyChannelsPutAlarmsAndStaleFirst();
    void limitsOfAlarmsStandOnTheScale();
    void theBigScreenHasTheChosenOnes();
    void escapeLeavesTheBigScreen();
    void choicesAreRemembered();
    void aNarrowPanelHasLines();
    void rowsThatNobodyLooksAtAreNotTold();
};

void TestValues::theMeanIsThatOfEverySampleOfTheWindow() {
    engine::BlockPool pool;
    engine::History history(100'000'000);
    const engine::ReadTime start = timeAt(1'000);
    testing::ScriptedDevice source(history, pool, start, engine::DeviceId{1}, 1);
    double sum = 0;
    int count = 0;
    for (int i = 0; i < 4'000; ++i) {
        const double value = std::sin(i * 0.37) + i * 0.001;
        source.add(i * 10'000'000LL, value);
        sum += value;
        ++count;
    }
    source.flush();
    WindowMean mean(engine::DeviceId{1}, 0, 300 * samples::kSecond);

    std::size_t budget = 1'000'000;
    mean.update(history, start.steadyNs, timeAt(1'041).steadyNs, budget);

    QVERIFY(mean.mean());
    QVERIFY(std::fabs(*mean.mean() - sum / count) < 1e-12);
    QVERIFY(budget < 1'000'000 - 4'000);
}

void TestValues::theMeanWaitsForTheWholeWindow() {
    engine::BlockPool pool;
    engine::History history(100'000'000);
    const engine::ReadTime start = timeAt(1'000);
    testing::ScriptedDevice source(history, pool, start, engine::DeviceId{1}, 1);
    for (int i = 0; i < 1'000; ++i)
        source.add(i * 10'000'000LL, i);
    source.flush();
    WindowMean mean(engine::DeviceId{1}, 0, 300 * samples::kSecond);
    const std::int64_t now = timeAt(1'011).steadyNs;

    int rounds = 0;
    for (; !mean.mean() && rounds < 100; ++rounds) {
        std::size_t budget = 150;
        mean.update(history, start.steadyNs, now, budget);
    }

    QVERIFY(rounds > 3 && rounds < 100);
    QCOMPARE(*mean.mean(), 499.5);
}

void TestValues::theMeanForgetsWhatIsTooOld() {
    engine::BlockPool pool;
    engine::History history(100'000'000);
    const engine::ReadTime start = timeAt(1'000);
    testing::ScriptedDevice source(history, pool, start, engine::DeviceId{1}, 1);
    for (int second = 0; second < 20; ++second)
        source.add(second * samples::kSecond + 1, second);
    source.flush();
    WindowMean mean(engine::DeviceId{1}, 0, 5 * samples::kSecond);

    for (int second = 1; second <= 20; ++second) {
        std::size_t budget = 1'000;
        mean.update(history, start.steadyNs, timeAt(1'000 + second).steadyNs + 300'000'000, budget);
    }

    QCOMPARE(*mean.mean(), 17.0);
}

void TestValues::hiddenChannelsHaveNoRow() {
    Values v;
    v.show({deviceWith(1, "a", 3)});

    v.model.setHidden(v.model.index(1), true);
    QCOMPARE(v.keys(), QStringLiteral("a/ch0 a/ch2"));
    v.model.setChoosing(true);

    QCOMPARE(v.keys(), QStringLiteral("a/ch0 a/ch1 a/ch2"));
    QCOMPARE(v.model.index(1).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
    QVERIFY(v.model.setData(v.model.index(1), Qt::Checked, Qt::CheckStateRole));
    v.model.setChoosing(false);
    QCOMPARE(v.model.rowCount(), 3);
}

void TestValues::rowsMoveAndStayThere() {
    Values v;
    v.show({deviceWith(1, "a", 2), deviceWith(2, "b", 1)});

    v.model.move({QStringLiteral("b/ch0")}, 0);
    QCOMPARE(v.keys(), QStringLiteral("b/ch0 a/ch0 a/ch1"));
    v.show({deviceWith(1, "a", 3), deviceWith(2, "b", 1)});
    QCOMPARE(v.keys(), QStringLiteral("b/ch0 a/ch0 a/ch1 a/ch2"));
    v.model.move({QStringLiteral("b/ch0")}, 4);

    QCOMPARE(v.keys(), QStringLiteral("a/ch0 a/ch1 a/ch2 b/ch0"));
}

void TestValues::manyChannelsPutAlarmsAndStaleFirst() {
    Values v;
    auto old = unplugged(2, "old");
    setChannels(old, {{"x", "V", 1}}, {1});
    auto many = deviceWith(1, "a", 100);
    engine::AlarmStatus alarm;
    alarm.name = "high";
    alarm.channel = "ch70";
    alarm.state = engine::AlarmState::Raised;
    many.alarms = {alarm};

    v.show({many, old});

    QVERIFY(v.model.isSorted());
    QVERIFY2(v.keys().startsWith(QStringLiteral("a/ch70 old/x a/ch0 a/ch1 ")),
             qPrintable(v.keys().left(60)));
    many.alarms[0].channel = "ch71";
    v.show({many, old});
    QVERIFY2(v.keys().startsWith(QStringLiteral("a/ch71 old/x a/ch0 a/ch1 ")),
             qPrintable(v.keys().left(60)));
}

void TestValues::limitsOfAlarmsStandOnTheScale() {
    auto device = measuring(1, "Office");
    setChannels(device, {{"co2", "ppm", 0, {}, engine::ValueRange{400, 2400}}}, {900});
    engine::AlarmRule high;
    high.name = "high";
    high.channel = "co2";
    high.level = engine::AlarmLevel::Critical;
    high.limit = 1400;
    engine::AlarmRule beyond = high;
    beyond.limit = 9000;
    device.settings.processing.alarms = {high, beyond};

    const ValueRow row = valueRow(device, 0, {}, timeAt(10'000));

    QVERIFY(row.hasRange);
    QCOMPARE(row.valueAt, 0.25);
    QVERIFY((row.limits == std::vector<ValueLimit>{{0.5, AlarmLevel::Critical}}));
}

void TestValues::theBigScreenHasTheChosenOnes() {
    Values v;
    v.show({deviceWith(1, "a", 14)});
    QCOMPARE(v.model.bigRows().size(), std::size_t{4});

    QVERIFY(v.model.setBig(v.model.index(5), true));
    QVERIFY(v.model.setBig(v.model.index(2), true));
    QCOMPARE(v.model.bigRows().size(), std::size_t{2});
    QCOMPARE(v.model.bigRows()[0].name, QStringLiteral("ch5"));
    for (int row = 0; row < 14; ++row)
        v.model.setBig(v.model.index(row), true);

    QCOMPARE(v.model.bigRows().size(), std::size_t{12});
}

void TestValues::escapeLeavesTheBigScreen() {
    const engine::History history(1'000'000);
    ChannelSelection selection;
    const Theme theme(ThemeKind::Contrast);
    ValuesPanel panel(history, selection, theme);
    const auto snapshot = snapshotOf({deviceWith(1, "a", 2), unplugged(2, "b")});
    selection.update(*snapshot);
    panel.display(snapshot);

    panel.bigNumbers.trigger();
    auto* big = panel.findChild<BigNumbers*>();
    QVERIFY(big && big->isVisible());
    QVERIFY(big->accessibleDescription().contains(QStringLiteral("ch0 of a")));
    QVERIFY(!big->grab().isNull());
    QTest::keyClick(big, Qt::Key_Escape);

    QTRY_VERIFY(!panel.findChild<BigNumbers*>());
}

void TestValues::choicesAreRemembered() {
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("x.ini")), QSettings::IniFormat);
    const engine::History history(1'000'000);
    ChannelSelection selection;
    const Theme theme(ThemeKind::Dark);
    const auto snapshot = snapshotOf({deviceWith(1, "a", 3)});
    selection.update(*snapshot);
    ValuesPanel before(history, selection, theme);
    before.display(snapshot);
    before.setLook(ValueLook::Gauges);
    before.model().setHidden(before.model().index(0), true);
    before.model().setBig(before.model().index(0), true);
    before.model().move({QStringLiteral("a/ch2")}, 0);
    before.saveState(settings);

    ValuesPanel after(history, selection, theme);
    after.restoreState(settings);
    after.display(snapshot);

    QCOMPARE(after.look(), ValueLook::Gauges);
    QCOMPARE(after.model().rowCount(), 2);
    QCOMPARE(after.model().index(0).data().toString(), QStringLiteral("ch2"));
    QCOMPARE(after.model().bigRows()[0].name, QStringLiteral("ch1"));
}

void TestValues::aNarrowPanelHasLines() {
    const engine::History history(1'000'000);
    ChannelSelection selection;
    const Theme theme(ThemeKind::Dark);
    ValuesPanel panel(history, selection, theme);
    const auto snapshot = snapshotOf({deviceWith(1, "a", 3)});
    selection.update(*snapshot);
    panel.display(snapshot);
    const auto* delegate = qobject_cast<ValueDelegate*>(panel.view()->itemDelegate());

    panel.resize(320, 400);
    panel.show();
    QCOMPARE(delegate->look(), ValueLook::Tiles);
    panel.view()->setFixedWidth(120);
    QTRY_COMPARE(delegate->look(), ValueLook::List);
}

void TestValues::rowsThatNobodyLooksAtAreNotTold() {
    Values v;
    const auto with = [](double value) {
        auto device = deviceWith(1, "a", 2);
        for (auto& latest : device.latest)
            latest.value = value;
        return std::vector{device};
    };
    v.show(with(2.5));
    v.show(with(3.5));
    (void)v.model.index(1).data(ValuesModel::RowRole);
    QSignalSpy changed(&v.model, &QAbstractItemModel::dataChanged);

    v.show(with(4.5));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    v.show(with(5.5));

    QCOMPARE(changed.count(), 1);
}

QTEST_MAIN(TestValues)
#include "test_values.moc"
