// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/connection_table.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <QtTest>

#include "unit/engine/serve/connection_rig.h"

using namespace telemetryhub::engine;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const std::string kGet = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n";
const std::string kPost =
    "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    "Content-Length: 9\r\n\r\n";

ListenerLimits seats(std::size_t count) {
    ListenerLimits limits;
    limits.connections = count;
    return limits;
}

bool isToldToWait(const FakeChannel& client) {
    return statusesIn(client.sentText) == std::vector<int>{503} &&
           client.sentText.find("Retry-After: 1\r\n") != std::string::npos &&
           client.sentText.find("too_many_connections") != std::string::npos;
}

}  // namespace

class ConnectionTableTest : public QObject {
    Q_OBJECT

private slots:
    void theLongestWaitingConnectionMakesRoom();
    void aConnectionThatIsBeingAnsweredMakesNoRoom();
    void whoMakesRoomInTheMiddleOfABodyIsToldSo();
    void whoReadsNothingMakesRoom();
    void anIdleConnectionKeepsItsSeatForAMoment();
    void aNewConnectionHasAMomentToAsk();
    void whoWasToldToWaitHoldsNoSeat();
    void onePeerCannotTakeAllConnections();
    void thoseWithoutASeatAreBounded();
};

void ConnectionTableTest::theLongestWaitingConnectionMakesRoom() {
    ConnectionRig rig(seats(3));
    std::vector<std::shared_ptr<FakeChannel>> slow;
    for (int i = 0; i < 3; ++i) {
        slow.push_back(rig.connect());
        rig.give(*slow.back(), "GET /");
        rig.clock.advance(milliseconds(1));
    }

    const auto quick = rig.connect();
    rig.give(*quick, kGet);

    QVERIFY(isToldToWait(*slow[0]));
    QVERIFY(slow[0]->hasEndedSending);
    QVERIFY(slow[1]->sentText.empty() && slow[2]->sentText.empty());
    QCOMPARE(statusesIn(quick->sentText), std::vector<int>{200});
}

void ConnectionTableTest::aConnectionThatIsBeingAnsweredMakesNoRoom() {
    ConnectionRig rig(seats(1));
    rig.handler.later = true;
    const auto busy = rig.connect();
    rig.give(*busy, kGet);

    const auto other = rig.connect();
    rig.give(*other, kGet);

    QVERIFY(!busy->isClosed);
    QVERIFY(isToldToWait(*other));
    QVERIFY(other->hasEndedSending);
    QCOMPARE(rig.handler.asked.size(), std::size_t{1});
    QCOMPARE(rig.parts.counters.turnedAway.load(), std::uint64_t{1});
}

void ConnectionTableTest::whoMakesRoomInTheMiddleOfABodyIsToldSo() {
    ConnectionRig rig(seats(1));
    const auto slow = rig.connect();
    rig.give(*slow, kPost + "{\"a\"");

    const auto early = rig.connect();
    rig.give(*early, kGet);
    rig.clock.advance(seconds(1));
    const auto late = rig.connect();
    rig.give(*late, kGet);

    QVERIFY(isToldToWait(*early));
    QVERIFY(isToldToWait(*slow));
    QCOMPARE(statusesIn(late->sentText), std::vector<int>{200});
    QCOMPARE(rig.parts.bodyBytes, std::size_t{0});
}

void ConnectionTableTest::whoReadsNothingMakesRoom() {
    ConnectionRig rig(seats(1));
    const auto stuck = rig.connect();
    stuck->isBlocked = true;
    rig.give(*stuck, kGet);
    rig.clock.advance(seconds(1));

    const auto quick = rig.connect();
    rig.give(*quick, kGet);

    QVERIFY(stuck->isClosed);
    QCOMPARE(statusesIn(quick->sentText), std::vector<int>{200});
}

void ConnectionTableTest::anIdleConnectionKeepsItsSeatForAMoment() {
    ConnectionRig rig(seats(1));
    const auto idle = rig.connect();
    rig.give(*idle, kGet);
    rig.clock.advance(milliseconds(4'999));

    const auto early = rig.connect();
    rig.give(*early, kGet);
    QVERIFY(isToldToWait(*early));
    rig.clock.advance(milliseconds(1));
    const auto late = rig.connect();
    rig.give(*late, kGet);

    QVERIFY(idle->isClosed);
    QCOMPARE(statusesIn(late->sentText), std::vector<int>{200});
}

void ConnectionTableTest::aNewConnectionHasAMomentToAsk() {
    ConnectionRig rig(seats(1));
    const auto silent = rig.connect();

    const auto early = rig.connect();
    rig.give(*early, kGet);
    QVERIFY(isToldToWait(*early));
    rig.clock.advance(milliseconds(250));
    const auto late = rig.connect();
    rig.give(*late, kGet);

    QVERIFY(silent->isClosed);
    QCOMPARE(statusesIn(late->sentText), std::vector<int>{200});
}

void ConnectionTableTest::whoWasToldToWaitHoldsNoSeat() {
    ConnectionRig rig(seats(1));
    const auto refused = rig.connect();
    rig.give(*refused, "NONSENSE\r\n\r\n");
    QCOMPARE(statusesIn(refused->sentText), std::vector<int>{400});

    const auto quick = rig.connect();
    rig.give(*quick, kGet);

    QVERIFY(!refused->isClosed);
    QCOMPARE(statusesIn(quick->sentText), std::vector<int>{200});
}

void ConnectionTableTest::onePeerCannotTakeAllConnections() {
    ListenerLimits limits;
    limits.connectionsOfPeer = 2;
    ConnectionRig rig(limits);
    rig.handler.later = true;
    for (int i = 0; i < 2; ++i)
        rig.give(*rig.connect("10.0.0.7"), kGet);

    const auto third = rig.connect("10.0.0.7");
    rig.give(*third, kGet);
    const auto other = rig.connect("10.0.0.8");
    rig.give(*other, kGet);

    QVERIFY(isToldToWait(*third));
    QVERIFY(other->sentText.empty());
    QCOMPARE(rig.handler.asked.size(), std::size_t{3});
    // Programs of this machine share one address.
    for (int i = 0; i < 5; ++i)
        rig.give(*rig.connect("127.0.0.1"), kGet);
    QCOMPARE(rig.handler.asked.size(), std::size_t{8});
}

void ConnectionTableTest::thoseWithoutASeatAreBounded() {
    ConnectionRig rig(seats(1));
    rig.handler.later = true;
    rig.give(*rig.connect(), kGet);
    std::vector<std::shared_ptr<FakeChannel>> standing;
    for (std::size_t i = 0; i <= ConnectionTable::kStanding; ++i) {
        standing.push_back(rig.connect());
        QVERIFY(standing.back() != nullptr);
        if (i > 0) rig.give(*standing.back(), kGet);
    }

    QVERIFY(standing[0]->isClosed);
    for (std::size_t i = 1; i < standing.size(); ++i)
        QVERIFY(!standing[i]->isClosed && isToldToWait(*standing[i]));
    QCOMPARE(rig.parts.counters.connections.load(), std::uint64_t{1 + ConnectionTable::kStanding});
}

QTEST_APPLESS_MAIN(ConnectionTableTest)
#include "connection_table_test.moc"
