// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "chart/channel_chooser_model.h"
#include "chart/panel_channels.h"
#include "telemetryhub/engine/hub/snapshot.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;

namespace {

engine::DeviceSnapshot deviceOf(std::uint32_t id, const std::string& name, std::size_t channels) {
    engine::DeviceSnapshot device;
    device.device = engine::DeviceId{id};
    device.settings.id = name;
    std::vector<engine::Channel> list;
    for (std::size_t i = 0; i < channels; ++i)
        list.push_back({"ch" + std::to_string(i), i % 2 == 0 ? "V" : "A", std::nullopt});
    device.channels = std::make_shared<engine::ChannelSet>(std::move(list));
    return device;
}

engine::Snapshot snapshotOf(std::vector<engine::DeviceSnapshot> devices) {
    engine::Snapshot snapshot;
    snapshot.devices = std::move(devices);
    return snapshot;
}

ChannelId idOf(std::uint32_t device, std::size_t channel) {
    return {engine::DeviceId{device}, channel};
}

}  // namespace

class TestPanelChannels : public QObject {
    Q_OBJECT

private slots:
    void aNewPanelShowsNothingByItself() {
        ChannelCatalog catalog;
        const PanelChannels panel(catalog, PanelChannels::Start::Empty);

        catalog.update(snapshotOf({deviceOf(1, "a", 4)}));

        QVERIFY(panel.shown().empty());
    }

    void panelsChooseApartFromEachOther() {
        ChannelCatalog catalog;
        PanelChannels first(catalog, PanelChannels::Start::Usual);
        PanelChannels second(catalog, PanelChannels::Start::Empty);
        catalog.update(snapshotOf({deviceOf(1, "a", 4)}));

        second.setShown(idOf(1, 2), true);
        first.setShown(idOf(1, 0), false);

        QCOMPARE(first.shown().size(), std::size_t{3});
        QCOMPARE(second.shown().size(), std::size_t{1});
        QCOMPARE(second.shown().front().slot, 2);
        QVERIFY(second.isShown(idOf(1, 2)) && !second.isShown(idOf(1, 0)));
    }

    void whatWasHiddenLeavesNoRoomForAnother() {
        ChannelCatalog catalog;
        PanelChannels panel(catalog, PanelChannels::Start::Usual);
        catalog.update(snapshotOf({deviceOf(1, "a", 12)}));

        panel.setShown(idOf(1, 0), false);
        catalog.update(snapshotOf({deviceOf(1, "a", 12), deviceOf(2, "b", 1)}));

        QCOMPARE(panel.shown().size(), std::size_t{8});
        QVERIFY(!panel.isShown(idOf(1, 8)));
        QVERIFY(panel.isShown(idOf(2, 0)));
    }

    void devicesThatLeaveGiveTheirRoomToOthers() {
        ChannelCatalog catalog;
        const PanelChannels panel(catalog, PanelChannels::Start::Usual);
        catalog.update(snapshotOf({deviceOf(1, "a", 8), deviceOf(2, "b", 8)}));

        catalog.update(snapshotOf({deviceOf(2, "b", 8)}));
        catalog.update(snapshotOf({deviceOf(2, "b", 8), deviceOf(3, "c", 8)}));

        QVERIFY(panel.isShown(idOf(3, 7)));
    }

    void aDeviceThatComesBackFindsChannelsAndLanes() {
        ChannelCatalog catalog;
        PanelChannels panel(catalog, PanelChannels::Start::Empty);
        catalog.update(snapshotOf({deviceOf(1, "a", 4), deviceOf(2, "b", 2)}));
        panel.arrange({{idOf(2, 0)}, {idOf(1, 3), idOf(1, 1)}});

        catalog.update(snapshotOf({deviceOf(2, "b", 2)}));
        QCOMPARE(panel.shown().size(), std::size_t{1});
        catalog.update(snapshotOf({deviceOf(2, "b", 2), deviceOf(9, "a", 4)}));

        QCOMPARE(panel.shown().size(), std::size_t{3});
        QVERIFY(panel.isShown(idOf(9, 3)));
        QCOMPARE(panel.shown()[0].lane, 1);
        QCOMPARE(panel.shown()[2].lane, 2);
    }

    void aRestartFindsTheChoiceAndTakesNothingBack() {
        ChannelCatalog catalog;
        PanelChannels panel(catalog, PanelChannels::Start::Usual);
        catalog.update(snapshotOf({deviceOf(1, "a", 4)}));
        panel.setShown(idOf(1, 1), false);
        const QJsonObject state = panel.state();

        ChannelCatalog later;
        PanelChannels restored(later, PanelChannels::Start::Usual);
        restored.restore(state);
        later.update(snapshotOf({deviceOf(5, "a", 4), deviceOf(6, "new", 2)}));

        QCOMPARE(restored.shown().size(), std::size_t{5});
        QVERIFY(!restored.isShown(idOf(5, 1)));
        QVERIFY(restored.isShown(idOf(6, 1)));
    }

    void changedIsToldOnlyWhenTheListDiffers() {
        ChannelCatalog catalog;
        PanelChannels panel(catalog, PanelChannels::Start::Empty);
        catalog.update(snapshotOf({deviceOf(1, "a", 4)}));
        const QSignalSpy changed(&panel, &PanelChannels::changed);

        panel.add({idOf(1, 0), idOf(1, 1)});
        panel.add({idOf(1, 1)});
        panel.setShown(idOf(1, 0), true);
        panel.setShown(idOf(7, 0), true);

        QCOMPARE(changed.count(), 1);
    }

    void theCatalogForgetsRemovedDevicesAndKeepsTheirColours() {
        ChannelCatalog catalog;
        catalog.update(snapshotOf({deviceOf(1, "a", 2), deviceOf(2, "b", 2)}));
        const QSignalSpy changed(&catalog, &ChannelCatalog::changed);

        catalog.update(snapshotOf({deviceOf(2, "b", 2)}));
        QVERIFY(!catalog.find(idOf(1, 0)));
        catalog.update(snapshotOf({deviceOf(2, "b", 2), deviceOf(3, "a", 3)}));
        catalog.update(snapshotOf({deviceOf(2, "b", 2), deviceOf(3, "a", 3)}));

        QCOMPARE(changed.count(), 2);
        QCOMPARE(catalog.find(idOf(3, 1))->slot, 1);
        QCOMPARE(catalog.find(idOf(3, 2))->slot, 4);
        QCOMPARE(catalog.find(ChannelNames{QStringLiteral("b"), QStringLiteral("ch1")})->slot, 3);
    }

    void theFilterFindsChannelsByAllItsWords() {
        ChannelCatalog catalog;
        catalog.update(snapshotOf({deviceOf(1, "Pump", 3), deviceOf(2, "Boiler", 3)}));
        PanelChannels panel(catalog, PanelChannels::Start::Empty);
        ChannelChooserModel model(catalog, panel);
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 8);

        model.setFilter(QStringLiteral("pump CH1"));

        QCOMPARE(model.channelCount(), std::size_t{1});
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(!model.channelAt(0));
        QCOMPARE(model.channelAt(1)->name, QStringLiteral("ch1"));
        model.setFilter(QStringLiteral("a"));
        QCOMPARE(model.channelCount(), std::size_t{2});
    }

    void aRowOfTheChooserShowsAndHides() {
        ChannelCatalog catalog;
        catalog.update(snapshotOf({deviceOf(1, "a", 3)}));
        PanelChannels panel(catalog, PanelChannels::Start::Empty);
        ChannelChooserModel model(catalog, panel);

        model.toggle(0);
        model.toggle(2);
        QVERIFY(panel.isShown(idOf(1, 1)));
        QCOMPARE(model.index(2).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
        model.toggle(2);

        QVERIFY(panel.shown().empty());
    }

    void aThousandDevicesOfTwoHundredChannelsAreFilteredInAMoment() {
        ChannelCatalog catalog;
        engine::Snapshot snapshot;
        for (std::uint32_t id = 1; id <= 1000; ++id)
            snapshot.devices.push_back(deviceOf(id, "device " + std::to_string(id), 200));
        catalog.update(snapshot);
        PanelChannels panel(catalog, PanelChannels::Start::Empty);
        ChannelChooserModel model(catalog, panel);
        QCOMPARE(model.channelCount(), std::size_t{200'000});

        QElapsedTimer timer;
        timer.start();
        model.setFilter(QStringLiteral("ch19"));
        const auto filtered = timer.restart();
        catalog.update(snapshot);

        QCOMPARE(model.channelCount(), std::size_t{11'000});
        // Generous, for builds with sanitizers.
        QVERIFY2(filtered < 3000, qPrintable(QString::number(filtered)));
        QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
        qInfo("filter %lld ms, idle update %lld ms", filtered, timer.elapsed());
    }
};

QTEST_GUILESS_MAIN(TestPanelChannels)
#include "test_panel_channels.moc"
