// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "panels/channel_digits.h"
#include "panels/channel_selection.h"
#include "panels/values_model.h"
#include "snapshot_samples.h"

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

}  // namespace

class TestChannels : public QObject {
    Q_OBJECT

private slots:
    void digitsGrowToTheFinestValueAndStay();
    void ownDigitsWin();
    void atMostSixSignificantDigitsAreShown();
    void absentAndInfiniteValuesTeachNothing();
    void eightChannelsOfADeviceAreShownAtFirst();
    void sixteenChannelsAreShownInAll();
    void aDeviceAddedAgainKeepsItsColoursAndChoices();
    void changedIsToldOnlyWhenTheShownListDiffers();
    void aTileFollowsItsChannel();
    void aTileOfAnErrorIsStaleAtOnce();
    void aValueBeforeTheFirstIsADash();
    void theCheckMarkShowsAndHidesInTheCharts();
};

void TestChannels::digitsGrowToTheFinestValueAndStay() {
    ChannelDigits digits;
    digits.observe(12.5);
    QCOMPARE(digits.decimals(), 1);
    digits.observe(12.78);
    QCOMPARE(digits.decimals(), 2);
    digits.observe(13);

    QCOMPARE(digits.decimals(), 2);
}

void TestChannels::ownDigitsWin() {
    ChannelDigits digits(1);

    digits.observe(1.2345);

    QCOMPARE(digits.decimals(), 1);
}

void TestChannels::atMostSixSignificantDigitsAreShown() {
    ChannelDigits digits;
    digits.observe(0.1 + 0.2);
    QCOMPARE(digits.decimals(), 5);
    digits.observe(1234.56789);

    QCOMPARE(digits.decimals(), 2);
}

void TestChannels::absentAndInfiniteValuesTeachNothing() {
    ChannelDigits digits;

    digits.observe(engine::kAbsent);
    digits.observe(std::numeric_limits<double>::infinity());

    QCOMPARE(digits.decimals(), 0);
}

void TestChannels::eightChannelsOfADeviceAreShownAtFirst() {
    ChannelSelection selection;

    selection.update(*snapshotOf({deviceWith(1, "a", 12)}));

    QCOMPARE(selection.shownChannels().size(), std::size_t{8});
    QCOMPARE(selection.shownChannels()[7].channel, std::size_t{7});
    QCOMPARE(selection.shownChannels()[7].slot, 7);
    QVERIFY(!selection.isShown(engine::DeviceId{1}, 8));
}

void TestChannels::sixteenChannelsAreShownInAll() {
    ChannelSelection selection;

    selection.update(
        *snapshotOf({deviceWith(1, "a", 8), deviceWith(2, "b", 8), deviceWith(3, "c", 8)}));

    QCOMPARE(selection.shownChannels().size(), std::size_t{16});
}

void TestChannels::aDeviceAddedAgainKeepsItsColoursAndChoices() {
    ChannelSelection selection;
    selection.update(*snapshotOf({deviceWith(1, "a", 2), deviceWith(2, "b", 2)}));
    selection.setShown(engine::DeviceId{2}, 1, false);

    selection.update(*snapshotOf({deviceWith(1, "a", 2)}));
    const auto again = deviceWith(7, "b", 2);
    selection.update(*snapshotOf({deviceWith(1, "a", 2), again}));

    QCOMPARE(selection.slot(again, 0), 2);
    QCOMPARE(selection.slot(again, 1), 3);
    QVERIFY(selection.isShown(engine::DeviceId{7}, 0));
    QVERIFY(!selection.isShown(engine::DeviceId{7}, 1));
}

void TestChannels::changedIsToldOnlyWhenTheShownListDiffers() {
    ChannelSelection selection;
    QSignalSpy changed(&selection, &ChannelSelection::changed);

    selection.update(*snapshotOf({deviceWith(1, "a", 2)}));
    selection.update(*snapshotOf({deviceWith(1, "a", 2)}));
    QCOMPARE(changed.count(), 1);
    selection.setShown(engine::DeviceId{1}, 0, true);
    QCOMPARE(changed.count(), 1);
    selection.setShown(engine::DeviceId{1}, 0, false);

    QCOMPARE(changed.count(), 2);
}

void TestChannels::aTileFollowsItsChannel() {
    const engine::History history(1'000'000);
    ChannelSelection selection;
    ValuesModel model(history, selection);
    const QAbstractItemModelTester tester(&model);
    auto device = measuring(1, "House battery");
    setChannels(device, {{"Voltage", "V", 2}, {"Current", "A", std::nullopt}}, {12.7, -8.42});
    const auto snapshot = snapshotOf({device});
    selection.update(*snapshot);

    model.display(snapshot);

    QCOMPARE(model.rowCount(), 2);
    const auto first = model.index(0).data(ValuesModel::RowRole).value<ValueRow>();
    QCOMPARE(first.name, QStringLiteral("Voltage"));
    QCOMPARE(first.value, QStringLiteral("12.70"));
    QCOMPARE(first.unit, QStringLiteral("V"));
    QVERIFY(!first.stale);
    const auto second = model.index(1).data(ValuesModel::RowRole).value<ValueRow>();
    QCOMPARE(second.value, QStringLiteral("\u22128.42"));
    QCOMPARE(second.slot, 1);
}

void TestChannels::aTileOfAnErrorIsStaleAtOnce() {
    const engine::History history(1'000'000);
    ChannelSelection selection;
    ValuesModel model(history, selection);
    auto device = unplugged(1, "Fuel");
    setChannels(device, {{"Flow", "L/h", std::nullopt}}, {6.82});
    const auto snapshot = snapshotOf({device});
    selection.update(*snapshot);

    model.display(snapshot);

    const auto row = model.index(0).data(ValuesModel::RowRole).value<ValueRow>();
    QVERIFY(row.stale);
    QCOMPARE(row.value, QStringLiteral("6.82"));
    QCOMPARE(row.age, QStringLiteral("0.61\u202fs"));
    QCOMPARE(row.valueAt, -1.0);
}

void TestChannels::aValueBeforeTheFirstIsADash() {
    const engine::History history(1'000'000);
    ChannelSelection selection;
    ValuesModel model(history, selection);
    auto device = measuring(1, "a");
    setChannels(device, {{"x", "", std::nullopt}}, {});
    const auto snapshot = snapshotOf({device});
    selection.update(*snapshot);

    model.display(snapshot);

    QCOMPARE(model.index(0).data(ValuesModel::RowRole).value<ValueRow>().value,
             QStringLiteral("\u2013"));
}

void TestChannels::theCheckMarkShowsAndHidesInTheCharts() {
    const engine::History history(1'000'000);
    ChannelSelection selection;
    ValuesModel model(history, selection);
    const auto snapshot = snapshotOf({deviceWith(1, "a", 2)});
    selection.update(*snapshot);
    model.display(snapshot);

    QVERIFY(model.setData(model.index(1), Qt::Unchecked, Qt::CheckStateRole));

    QCOMPARE(selection.shownChannels().size(), std::size_t{1});
    QCOMPARE(model.index(1).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
}

QTEST_GUILESS_MAIN(TestChannels)
#include "test_channels.moc"
