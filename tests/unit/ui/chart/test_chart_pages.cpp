// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include <QAbstractButton>
#include <QApplication>
#include <QDropEvent>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "chart/channel_chooser.h"
#include "chart/chart_pages.h"
#include "chart/chart_tabs.h"
#include "chart/chart_view.h"
#include "chart/live_chart.h"
#include "chart_fixture.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/hub/snapshot.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

namespace {

/// Pages over one device of four channels with 100 s of data.
struct Charts {
    Charts() {
        auto owned = std::make_unique<ScriptedSource>();
        source = owned.get();
        ScriptedDevice& device = source->makeDevice(4);
        for (std::int64_t ns = 0; ns < 100 * kSecond; ns += 100 * kMillisecond)
            device.add(ns, std::array{1.0, 2.0, 3.0, 4.0});
        device.flush();
        source->nowNs = 100 * kSecond;
        pages = std::make_unique<ChartPages>(std::move(owned), catalog, theme);
        engine::Snapshot snapshot;
        engine::DeviceSnapshot one;
        one.device = engine::DeviceId{1};
        one.settings.id = "Pump";
        std::vector<engine::Channel> channels;
        for (const char* name : {"a", "b", "c", "d"})
            channels.push_back({name, "V", std::nullopt});
        one.channels = std::make_shared<engine::ChannelSet>(std::move(channels));
        snapshot.devices.push_back(one);
        catalog.update(snapshot);
        pages->resize(1000, 640);
        pages->show();
        pages->activateWindow();
    }
    ChartPanel& active() { return pages->activePanel(); }
    ChartView& view() { return active().chart().view(); }
    ChartGrid& grid() { return pages->grid(pages->currentPage()); }
    [[nodiscard]] static ChannelId id(std::size_t channel) {
        return {engine::DeviceId{1}, channel};
    }

    Theme theme{ThemeKind::Dark};
    ChannelCatalog catalog;
    ScriptedSource* source = nullptr;
    std::unique_ptr<ChartPages> pages;
};

}  // namespace

class TestChartPages : public QObject {
    Q_OBJECT

private slots:
    void theOverviewExistsAndCannotBeClosed() {
        Charts charts;
        QCOMPARE(charts.pages->pageCount(), 1);
        QCOMPARE(charts.pages->pageName(0), QStringLiteral("Overview"));

        charts.pages->closePage(0);

        QCOMPARE(charts.pages->pageCount(), 1);
        QCOMPARE(charts.active().channels().shown().size(), std::size_t{4});
    }

    void aNewPageBeginsEmptyInFront() {
        Charts charts;

        charts.pages->addPage();

        QCOMPARE(charts.pages->currentPage(), 1);
        QVERIFY(charts.active().channels().shown().empty());
        QVERIFY(charts.view().isVisible());
        QVERIFY(!charts.pages->grid(0).isVisible());
    }

    void aClosedPageComesBackWithItsChannelsWhereItStood() {
        Charts charts;
        charts.pages->addPage();
        charts.pages->renamePage(1, QStringLiteral("Bench"));
        charts.active().channels().setShown(Charts::id(2), true);
        charts.pages->addPage();

        charts.pages->closePage(1);
        QCOMPARE(charts.pages->pageCount(), 2);
        charts.pages->undoClose();

        QCOMPARE(charts.pages->pageName(1), QStringLiteral("Bench"));
        QCOMPARE(charts.pages->currentPage(), 1);
        QVERIFY(charts.active().channels().isShown(Charts::id(2)));
        QVERIFY(!charts.pages->canUndoClose());
    }

    void f2RenamesThePageInPlace() {
        Charts charts;
        QVERIFY(QTest::qWaitForWindowActive(charts.pages.get()));
        charts.view().setFocus();

        QTest::keyClick(&charts.view(), Qt::Key_F2);
        QLineEdit* editor = charts.pages->findChild<ChartTabs*>()->editor();
        QVERIFY(editor);
        QTest::keyClicks(editor, QStringLiteral("Engine room"));
        QTest::keyClick(editor, Qt::Key_Return);

        QCOMPARE(charts.pages->pageName(0), QStringLiteral("Engine room"));
    }

    void escapeLeavesTheNameOfAPage() {
        Charts charts;
        charts.pages->findChild<ChartTabs*>()->rename(0);
        QLineEdit* editor = charts.pages->findChild<ChartTabs*>()->editor();

        QTest::keyClicks(editor, QStringLiteral("nonsense"));
        QTest::keyClick(editor, Qt::Key_Escape);

        QCOMPARE(charts.pages->pageName(0), QStringLiteral("Overview"));
    }

    void tabsThatMoveTakeTheirPages() {
        Charts charts;
        charts.pages->addPage();
        charts.active().channels().setShown(Charts::id(1), true);

        charts.pages->findChild<ChartTabs*>()->moveTab(1, 0);

        QCOMPARE(charts.pages->pageName(1), QStringLiteral("Overview"));
        QCOMPARE(charts.pages->grid(0).activePanel().channels().shown().size(), std::size_t{1});
        charts.pages->closePage(1);
        QCOMPARE(charts.pages->pageCount(), 2);
    }

    void splittingMakesAnEmptyActivePanelBeside() {
        Charts charts;
        charts.view().setSpan(7 * kSecond);
        const QSignalSpy active(charts.pages.get(), &ChartPages::activePanelChanged);

        charts.grid().split(charts.active(), Qt::Horizontal);
        charts.grid().split(charts.active(), Qt::Vertical);

        QCOMPARE(charts.grid().panels().size(), std::size_t{3});
        QCOMPARE(active.count(), 2);
        QVERIFY(charts.active().channels().shown().empty());
        QCOMPARE(charts.view().view().spanNs(), 7 * kSecond);
        QCOMPARE(charts.active().mark(), ChartPanel::Mark::Active);
        QCOMPARE(charts.grid().panels()[0]->mark(), ChartPanel::Mark::Waiting);
    }

    void aPanelThatClosesLeavesItsRoomAndComesBack() {
        Charts charts;
        charts.grid().split(charts.active(), Qt::Horizontal);
        charts.grid().split(charts.active(), Qt::Vertical);
        charts.active().channels().setShown(Charts::id(3), true);

        charts.grid().close(charts.active());
        charts.grid().close(*charts.grid().panels()[1]);
        QCOMPARE(charts.grid().panels().size(), std::size_t{1});
        QCOMPARE(charts.active().mark(), ChartPanel::Mark::None);
        charts.grid().close(charts.active());
        QCOMPARE(charts.grid().panels().size(), std::size_t{1});
        charts.pages->undoClose();
        charts.pages->undoClose();

        QCOMPARE(charts.grid().panels().size(), std::size_t{3});
        QVERIFY(charts.active().channels().isShown(Charts::id(3)));
    }

    void aClickIntoAPanelMakesItActive() {
        Charts charts;
        QVERIFY(QTest::qWaitForWindowActive(charts.pages.get()));
        charts.grid().split(charts.active(), Qt::Horizontal);
        ChartPanel* first = charts.grid().panels()[0];

        QTest::mouseClick(first->chart().view().viewport(), Qt::LeftButton, {}, {200, 200});

        QCOMPARE(&charts.active(), first);
        QVERIFY(first->chart().toolRow()->isVisible());
        QVERIFY(!charts.grid().panels()[1]->chart().toolRow()->isVisible());
    }

    void theKeyboardGoesFromPanelToPanel() {
        Charts charts;
        QVERIFY(QTest::qWaitForWindowActive(charts.pages.get()));
        charts.grid().split(charts.active(), Qt::Horizontal);

        QTest::keyClick(&charts.view(), Qt::Key_Right, Qt::AltModifier);

        QCOMPARE(&charts.active(), charts.grid().panels()[0]);
        QVERIFY(charts.view().hasFocus());
    }

    void onlyThePageInFrontDraws() {
        Charts charts;
        const ChartView& hidden = charts.view();
        charts.pages->addPage();
        const std::int64_t before = hidden.frame().nowNs;

        charts.source->nowNs += kSecond;
        QTRY_COMPARE(charts.view().frame().nowNs, 101 * kSecond);

        QCOMPARE(hidden.frame().nowNs, before);
    }

    void jumpingStopsAllPanelsOfThePageAroundTheMoment() {
        Charts charts;
        charts.grid().split(charts.active(), Qt::Horizontal);
        const std::int64_t moment = ScriptedSource::kStart.steadyNs + 50 * kSecond;
        for (ChartPanel* panel : charts.grid().panels())
            panel->chart().view().setSpan(10 * kSecond);

        charts.pages->jumpTo(moment);

        for (ChartPanel* panel : charts.grid().panels()) {
            const ChartView& view = panel->chart().view();
            QVERIFY(!view.view().isFollowing());
            QCOMPARE(view.visibleSpan().fromNs, moment - 5 * kSecond);
            QVERIFY(view.frame().crosshair.has_value());
            const auto& window = view.frame().window;
            QVERIFY(std::abs(window.timeOf(*view.frame().crosshair) - 50 * kSecond) <
                    3 * window.stepNs);
        }
        QVERIFY(!charts.pages->isFollowing());
    }

    void aMomentJustPassedIsStillUnderTheCrosshair() {
        Charts charts;
        charts.view().setSpan(10 * kSecond);

        charts.pages->jumpTo(ScriptedSource::kStart.steadyNs + 99 * kSecond);

        const auto& frame = charts.view().frame();
        QVERIFY(std::abs(frame.window.timeOf(*frame.crosshair) - 99 * kSecond) <
                3 * frame.window.stepNs);
    }

    void pagesPanelsAndChannelsAreRemembered() {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("w.ini")), QSettings::IniFormat);
        {
            Charts charts;
            charts.active().channels().setShown(Charts::id(0), false);
            charts.view().setAxisRange({0, ValueSide::Left}, ValueRange{-2, 9});
            charts.pages->addPage();
            charts.pages->renamePage(1, QStringLiteral("Bench"));
            charts.active().channels().setShown(Charts::id(2), true);
            charts.grid().split(charts.active(), Qt::Vertical);
            charts.view().setLaneLayout(LaneLayout::ByChannel);
            charts.view().setSpan(250 * kMillisecond);
            charts.pages->saveState(settings);
        }

        Charts charts;
        charts.pages->restoreState(settings);

        QCOMPARE(charts.pages->pageCount(), 2);
        QCOMPARE(charts.pages->pageName(1), QStringLiteral("Bench"));
        QCOMPARE(charts.pages->currentPage(), 1);
        QCOMPARE(charts.grid().panels().size(), std::size_t{2});
        QCOMPARE(charts.view().laneLayout(), LaneLayout::ByChannel);
        QCOMPARE(charts.view().view().spanNs(), 250 * kMillisecond);
        QVERIFY(charts.view().view().isFollowing());
        QVERIFY(charts.grid().panels()[0]->channels().isShown(Charts::id(2)));
        const ChartPanel& overview = charts.pages->grid(0).activePanel();
        QCOMPARE(overview.channels().shown().size(), std::size_t{3});
        QCOMPARE(overview.chart().view().axisRanges().size(), std::size_t{3});
    }

    void brokenSettingsLeaveTheOverview() {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("w.ini")), QSettings::IniFormat);
        settings.setValue(QStringLiteral("charts/pages"),
                          QByteArray(R"([{"name":"x"},{"overview":true,"root":{"parts":[]}},{}])"));
        settings.setValue(QStringLiteral("charts/current"), 99);
        Charts charts;

        charts.pages->restoreState(settings);

        QCOMPARE(charts.pages->pageCount(), 2);
        QCOMPARE(charts.active().channels().shown().size(), std::size_t{4});
    }

    void theChooserWorksByKeyboardAlone() {
        Charts charts;
        QVERIFY(QTest::qWaitForWindowActive(charts.pages.get()));
        charts.pages->addPage();
        charts.view().setFocus();

        QTest::keyClick(&charts.view(), Qt::Key_C);
        ChannelChooser* chooser = charts.active().chooser();
        QVERIFY(chooser);
        QTRY_VERIFY(chooser->filter()->hasFocus());
        QTest::keyClick(chooser->filter(), Qt::Key_Down);
        QTest::keyClick(chooser->filter(), Qt::Key_Return);
        QVERIFY(charts.active().channels().isShown(Charts::id(1)));
        QTest::keyClicks(chooser->filter(), QStringLiteral("pump d"));
        QTest::keyClick(chooser->filter(), Qt::Key_Return);
        QTest::keyClick(chooser->filter(), Qt::Key_Escape);

        QCOMPARE(charts.active().channels().shown().size(), std::size_t{2});
        QVERIFY(charts.active().channels().isShown(Charts::id(3)));
        QTRY_VERIFY(charts.view().hasFocus());
    }

    void channelsMoveBetweenLanes() {
        Charts charts;
        QCOMPARE(charts.view().lanes().size(), std::size_t{1});

        charts.active().moveToLane(Charts::id(2), 1);
        QCOMPARE(charts.view().lanes().size(), std::size_t{2});
        charts.active().moveToLane(Charts::id(0), 1);

        QCOMPARE(charts.view().laneLayout(), LaneLayout::Arranged);
        QCOMPARE(charts.view().lanes().size(), std::size_t{2});
        QCOMPARE(charts.view().channels()[0].lane, 2);
        QCOMPARE(charts.view().channels()[1].lane, 1);
    }

    void aDropJoinsTheLaneOrMakesOne() {
        Charts charts;
        charts.pages->addPage();
        const auto drop = [&](std::size_t channel, QPointF place) {
            const auto mime = channelMime({Charts::id(channel)}, QStringLiteral("x"));
            QDragEnterEvent enter(place.toPoint(), Qt::CopyAction, mime.get(), Qt::LeftButton, {});
            QApplication::sendEvent(charts.view().viewport(), &enter);
            QVERIFY(enter.isAccepted());
            QDropEvent event(place, Qt::CopyAction, mime.get(), Qt::LeftButton, {});
            QApplication::sendEvent(charts.view().viewport(), &event);
        };

        drop(0, {300, 200});
        QCOMPARE(charts.view().lanes().size(), std::size_t{1});
        drop(1, charts.view().plotInView(0).center());
        QCOMPARE(charts.view().lanes().size(), std::size_t{1});
        drop(2, charts.view().plotInView(0).bottomLeft() + QPointF(100, -4));

        QCOMPARE(charts.view().channels().size(), std::size_t{3});
        QCOMPARE(charts.view().lanes().size(), std::size_t{2});
    }

    void somethingElseIsNotTaken() {
        Charts charts;
        QMimeData mime;
        mime.setText(QStringLiteral("hello"));

        QDragEnterEvent enter({300, 200}, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(charts.view().viewport(), &enter);

        QVERIFY(!enter.isAccepted());
    }

    void theToolsFoldTheirWordsAndKeepNoWindowWide() {
        Charts charts;
        charts.pages->resize(1400, 600);
        QCoreApplication::processEvents();
        const auto words = [&] {
            int shown = 0;
            for (const auto* button :
                 charts.active().chart().toolRow()->findChildren<QToolButton*>())
                shown += button->toolButtonStyle() == Qt::ToolButtonTextBesideIcon ? 1 : 0;
            return shown;
        };
        const int wide = words();

        charts.pages->resize(420, 600);
        QCoreApplication::processEvents();

        QVERIFY(charts.pages->width() <= 430);
        QVERIFY(words() < wide);
        charts.pages->resize(1400, 600);
        QCoreApplication::processEvents();
        QCOMPARE(words(), wide);
    }

    void everyButtonHasANameAndAnExplanation() {
        Charts charts;
        charts.grid().split(charts.active(), Qt::Horizontal);
        charts.active().toggleChooser();

        for (const auto* button : charts.pages->findChildren<QAbstractButton*>()) {
            if (!button->isVisible()) continue;
            // Made by Qt: the scroll buttons of the tabs, the field's clear button.
            if (qobject_cast<ChartTabs*>(button->parentWidget()) ||
                qobject_cast<QLineEdit*>(button->parentWidget()))
                continue;
            QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->toolTip()));
            QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->accessibleName()));
        }
    }
};

QTEST_MAIN(TestChartPages)
#include "test_chart_pages.moc"
