// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/ring.h"

#include <deque>
#include <random>

#include <QTest>

using namespace telemetryhub::engine;

class RingTest : public QObject {
    Q_OBJECT

private slots:
    void itemsLeaveInTheOrderTheyCame();
    void itEqualsADequeOverRandomUse();
};

void RingTest::itemsLeaveInTheOrderTheyCame() {
    Ring<int> ring;

    for (int i = 0; i < 9; ++i)
        ring.push(i);

    QCOMPARE(ring.size(), std::size_t{9});
    QCOMPARE(ring.front(), 0);
    for (int i = 0; i < 9; ++i)
        QCOMPARE(ring.pop(), i);
    QVERIFY(ring.empty());
}

void RingTest::itEqualsADequeOverRandomUse() {
    Ring<int> ring;
    std::deque<int> model;
    std::mt19937 random(1);

    for (int i = 0; i < 20'000; ++i) {
        if (model.empty() || random() % 5 < 3) {
            ring.push(i);
            model.push_back(i);
        } else {
            QCOMPARE(ring.pop(), model.front());
            model.pop_front();
        }
        QCOMPARE(ring.size(), model.size());
    }
}

QTEST_APPLESS_MAIN(RingTest)
#include "ring_test.moc"
