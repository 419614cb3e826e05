// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "chart/state_trail.h"

using namespace telemetryhub::ui;
using telemetryhub::engine::DeviceState;

class TestStateTrail : public QObject {
    Q_OBJECT

private slots:
    void aStateIsNewsOnce() {
        StateTrail trail;

        QVERIFY(trail.record(DeviceState::Measuring, 5));
        QVERIFY(!trail.record(DeviceState::Measuring, 5));
        QVERIFY(trail.record(DeviceState::Error, 7));

        QCOMPARE(trail.entries(), (std::vector<StateTrail::Entry>{{DeviceState::Measuring, 5},
                                                                  {DeviceState::Error, 7}}));
    }

    void theOldestStatesAreForgotten() {
        StateTrail trail;

        for (std::int64_t i = 0; i < 5000; ++i)
            trail.record(i % 2 ? DeviceState::Error : DeviceState::Measuring, i);

        QCOMPARE(trail.entries().size(), StateTrail::kMaxEntries);
        QCOMPARE(trail.entries().back().sinceNs, 4999);
    }
};

QTEST_APPLESS_MAIN(TestStateTrail)
#include "test_state_trail.moc"
