// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/turn_flusher.h"

#include "support/patient_qtest.h"

using namespace telemetryhub::engine;

namespace {

class Holder : public Flushable {
public:
    void flush() override { ++flushed; }
    int flushed = 0;
};

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

    QTRY_COMPARE(one.flushed, 1);
    QCOMPARE(two.flushed, 1);
}

void TurnFlusherTest::nothingWaitsLongWhenNoWorkerWaits() {
    TurnFlusher flusher([] { return false; });
    Holder holder;

    flusher.flushSoon(holder);

    QTRY_COMPARE(holder.flushed, 1);
}

void TurnFlusherTest::oneFlushAnAsk() {
    TurnFlusher flusher([] { return true; });
    Holder one;
    Holder two;
    flusher.flushSoon(one);
    QTRY_COMPARE(one.flushed, 1);

    flusher.flushSoon(two);
    QTRY_COMPARE(two.flushed, 1);

    QCOMPARE(one.flushed, 1);
}

void TurnFlusherTest::whoIsForgottenIsNotFlushed() {
    TurnFlusher flusher([] { return true; });
    Holder one;
    Holder two;
    flusher.flushSoon(one);
    flusher.flushSoon(two);

    flusher.forget(one);

    QTRY_COMPARE(two.flushed, 1);
    QCOMPARE(one.flushed, 0);
}

QTEST_GUILESS_MAIN(TurnFlusherTest)
#include "turn_flusher_test.moc"
