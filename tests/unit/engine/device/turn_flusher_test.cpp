// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/turn_flusher.h"

#include <QEventLoop>
#include <QTest>
#include <QTimer>

using namespace telemetryhub::engine;

namespace {

class Holder : public Flushable {
public:
    void flush() override { ++flushed; }
    int flushed = 0;
};

/// Runs the event loop, which ends its turns by waiting, until `holds()`.
template <typename Condition>
bool runUntil(Condition&& holds) {
    QEventLoop loop;
    QTimer check;
    QObject::connect(&check, &QTimer::timeout, &loop, [&] {
        if (holds()) loop.quit();
    });
    check.start(1);
    QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
    loop.exec();
    return holds();
}

}  // namespace

class TurnFlusherTest : public QObject {
    Q_OBJECT

private slots:
    void aTurnEndsWithAFlushWhenAWorkerWaits();
    void nothingWaitsLongWhenNoWorkerWaits();
    void oneFlushAnAsk();
    void whoIsForgottenIsNotFlushed();
};

void TurnFlusherTest::aTurnEndsWithAFlushWhenAWorkerWaits() {
    TurnFlusher flusher([] { return true; });
    Holder one;
    Holder two;

    flusher.flushSoon(one);
    flusher.flushSoon(two);
    QCOMPARE(one.flushed, 0);

    QVERIFY(runUntil([&] { return one.flushed == 1; }));
    QCOMPARE(two.flushed, 1);
}

void TurnFlusherTest::nothingWaitsLongWhenNoWorkerWaits() {
    TurnFlusher flusher([] { return false; });
    Holder holder;

    flusher.flushSoon(holder);

    QVERIFY(runUntil([&] { return holder.flushed == 1; }));
}

void TurnFlusherTest::oneFlushAnAsk() {
    TurnFlusher flusher([] { return true; });
    Holder one;
    Holder two;
    flusher.flushSoon(one);
    QVERIFY(runUntil([&] { return one.flushed == 1; }));

    flusher.flushSoon(two);
    QVERIFY(runUntil([&] { return two.flushed == 1; }));

    QCOMPARE(one.flushed, 1);
}

void TurnFlusherTest::whoIsForgottenIsNotFlushed() {
    TurnFlusher flusher([] { return true; });
    Holder one;
    Holder two;
    flusher.flushSoon(one);
    flusher.flushSoon(two);

    flusher.forget(one);

    QVERIFY(runUntil([&] { return two.flushed == 1; }));
    QCOMPARE(one.flushed, 0);
}

QTEST_GUILESS_MAIN(TurnFlusherTest)
#include "turn_flusher_test.moc"
