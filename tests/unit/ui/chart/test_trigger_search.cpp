// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include <QTest>

#include "chart/trigger_search.h"
#include "chart_fixture.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

namespace {

constexpr engine::DeviceId kDevice{1};
constexpr std::int64_t kStart = ScriptedSource::kStart.steadyNs;

struct Fed {
    Fed() : device(source.makeDevice(1)) {}
    void add(std::initializer_list<double> values) {
        for (const double value : values)
            device.add(written++ * kMillisecond, value);
        device.flush();
    }
    [[nodiscard]] TriggerSearch search(TriggerKind kind, double value, std::int64_t fromMs = 0) {
        return {{kDevice, 0}, kind, value, kStart + fromMs * kMillisecond};
    }
    /// The number of the sample; -1: none.
    [[nodiscard]] std::int64_t next(TriggerSearch& search) const {
        const auto hit = search.next(source.history());
        return hit ? (*hit - kStart) / kMillisecond : -1;
    }
    ScriptedSource source;
    ScriptedDevice& device;
    std::int64_t written = 0;
};

}  // namespace

class TestTriggerSearch : public QObject {
    Q_OBJECT

private slots:
    void aRisingEdgeIsTheFirstSampleAtOrAboveTheValue() {
        Fed fed;
        fed.add({0, 4, 5, 6, 4, 9});
        TriggerSearch search = fed.search(TriggerKind::Rising, 5);

        QCOMPARE(fed.next(search), 2);
        QCOMPARE(fed.next(search), 5);
        QCOMPARE(fed.next(search), -1);
    }

    void aFallingEdgeIsTheFirstSampleAtOrBelowTheValue() {
        Fed fed;
        fed.add({9, 6, 5, 4, 8, 1});
        TriggerSearch search = fed.search(TriggerKind::Falling, 5);

        QCOMPARE(fed.next(search), 2);
        QCOMPARE(fed.next(search), 5);
    }

    void levelsNeedNoEdge() {
        Fed fed;
        fed.add({7, 7, 1});
        TriggerSearch above = fed.search(TriggerKind::Above, 5);
        TriggerSearch below = fed.search(TriggerKind::Below, 5);

        QCOMPARE(fed.next(above), 0);
        QCOMPARE(fed.next(above), 1);
        QCOMPARE(fed.next(above), -1);
        QCOMPARE(fed.next(below), 2);
    }

    void anEdgeMayBeginBeforeTheSearch() {
        Fed fed;
        fed.add({0, 0, 9, 9});
        TriggerSearch search = fed.search(TriggerKind::Rising, 5, 2);

        QCOMPARE(fed.next(search), 2);
    }

    void samplesThatComeLaterAreSearchedOnce() {
        Fed fed;
        TriggerSearch search = fed.search(TriggerKind::Rising, 5);
        QCOMPARE(fed.next(search), -1);
        fed.add({0, 1});
        QCOMPARE(fed.next(search), -1);

        fed.add({9});

        QCOMPARE(fed.next(search), 2);
        QCOMPARE(fed.next(search), -1);
    }

    void aMomentThatComesInTwoPartsIsSearchedToItsEnd() {
        Fed fed;
        fed.device.add(0, 0.0);
        fed.device.add(kMillisecond, 1);
        fed.device.flush();
        TriggerSearch search = fed.search(TriggerKind::Rising, 5);
        QCOMPARE(fed.next(search), -1);

        fed.device.add(kMillisecond, 9);
        fed.device.flush();

        QCOMPARE(fed.next(search), 1);
        QCOMPARE(fed.next(search), -1);
    }

    void whatIsIgnoredCanBeginAnEdge() {
        Fed fed;
        fed.add({0, 9, 0, 9, 0, 9});
        TriggerSearch search = fed.search(TriggerKind::Rising, 5);
        QCOMPARE(fed.next(search), 1);

        search.ignoreUntil(kStart + 5 * kMillisecond);

        QCOMPARE(fed.next(search), 5);
    }

    void noNumberBeginsNoEdge() {
        Fed fed;
        fed.add({0, std::numeric_limits<double>::quiet_NaN(), 9, 0, 9});
        TriggerSearch search = fed.search(TriggerKind::Rising, 5);

        QCOMPARE(fed.next(search), 4);
    }
};

QTEST_GUILESS_MAIN(TestTriggerSearch)
#include "test_trigger_search.moc"
