// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <vector>

#include <QtTest>

#include "unit/engine/serve/connection_rig.h"

using namespace telemetryhub::engine;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const std::string kGet = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n";
const std::string kPostHead =
    "POST /p HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

/// A stream whose pieces the test hands out.
class ScriptedStream final : public HttpStream {
public:
    struct Script {
        Ready ready;
        int pulls = 0;
        bool isGone = false;
        bool isBroken = false;
    };
    explicit ScriptedStream(std::shared_ptr<Script> script) : m_script(std::move(script)) {}
    ~ScriptedStream() override { m_script->isGone = true; }
    void pull(Ready ready) override {
        ++m_script->pulls;
        m_script->ready = std::move(ready);
    }
    [[nodiscard]] bool isBroken() const override { return m_script->isBroken; }

private:
    std::shared_ptr<Script> m_script;
};

/// A stream that always has one more piece.
class EagerStream final : public HttpStream {
public:
    explicit EagerStream(int pieces) : m_left(pieces) {}
    void pull(Ready ready) override { ready(m_left-- > 0 ? "x" : std::string()); }

private:
    int m_left;
};

std::shared_ptr<ScriptedStream::Script> streamFrom(ConnectionRig& rig,
                                                   std::string_view contentType) {
    auto script = std::make_shared<ScriptedStream::Script>();
    rig.handler.makeResponse = [script, contentType] {
        HttpResponse response;
        response.contentType = contentType;
        response.stream = std::make_unique<ScriptedStream>(script);
        return response;
    };
    return script;
}

bool has(const FakeChannel& client, const std::string& text) {
    return client.sentText.find(text) != std::string::npos;
}

}  // namespace

class ConnectionTest : public QObject {
    Q_OBJECT

private slots:
    void answersWaitForThoseBeforeThem();
    void anAnswerThatComesWhenTheClientIsGoneIsDropped();
    void aRefusedRequestKeepsTheConnectionUnlessItsBodyIsLeft();
    void aClientThatWaitsForContinueIsToldToGoOnOnlyWhenItIsAdmitted();
    void theClientsRequestIdComesBackWhenItIsHarmless();
    void aHeadThatDripsIsTimedOutHoweverOftenABytesComes();
    void aBodyThatDripsIsTimedOut();
    void aBodyBelowTheLeastRateIsTimedOut();
    void anIdleConnectionIsClosedWithoutAWord();
    void aClientThatTakesNothingIsClosedAndOneThatTakesSlowlyIsNot();
    void aStreamIsPulledPieceByPieceAndEndsTheAnswer();
    void aStreamIsAskedForMoreOnlyWhenTheClientTookTheLastPiece();
    void aStreamGoesWhenTheClientGoes();
    void aBrokenStreamEndsWithoutItsLastChunk();
    void aStreamThatIsAlwaysReadyLetsOthersGoFirst();
    void anOldClientGetsAStreamWithoutChunks();
    void bodiesOfAllConnectionsTogetherAreBounded();
    void stoppingEndsIdleOnesAtOnceAndOthersBehindTheirAnswer();
    void stoppingEndsAnEndlessStream();
    void theReadsOfAMinuteAreToldWhenItsConnectionIsGone();
    void whatALineOfTheLogHoldsIsEscaped();
};

void ConnectionTest::answersWaitForThoseBeforeThem() {
    ConnectionRig rig;
    rig.handler.later = true;
    const auto client = rig.connect();

    rig.give(*client, kGet + "GET /b HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(rig.handler.waiting.size(), std::size_t{1});
    HttpResponse first;
    first.status = 201;
    rig.handler.waiting[0](std::move(first));
    rig.loop.run();

    QCOMPARE(rig.handler.asked, (std::vector<std::string>{"/a? ", "/b? "}));
    QCOMPARE(statusesIn(client->sentText), std::vector<int>{201});
}

void ConnectionTest::anAnswerThatComesWhenTheClientIsGoneIsDropped() {
    ConnectionRig rig;
    rig.handler.later = true;
    const auto client = rig.connect();
    rig.give(*client, kGet);

    rig.table.closeAll();
    rig.loop.run();
    rig.handler.waiting[0](HttpResponse{});

    QCOMPARE(client->sentText, std::string());
    QVERIFY(client->isClosed);
}

void ConnectionTest::aRefusedRequestKeepsTheConnectionUnlessItsBodyIsLeft() {
    ConnectionRig rig;
    rig.handler.refusal = 404;
    const auto client = rig.connect();

    rig.give(*client, kGet + kGet + kPostHead + "Content-Length: 2\r\n\r\n{}" + kGet);

    QCOMPARE(statusesIn(client->sentText), (std::vector<int>{404, 404, 404}));
    QVERIFY(client->hasEndedSending);
}

void ConnectionTest::aClientThatWaitsForContinueIsToldToGoOnOnlyWhenItIsAdmitted() {
    const std::string head = kPostHead + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n";
    ConnectionRig rig;
    const auto client = rig.connect();
    rig.give(*client, head);
    QCOMPARE(client->sentText, std::string("HTTP/1.1 100 Continue\r\n\r\n"));
    rig.give(*client, "{}");
    QCOMPARE(statusesIn(client->sentText), (std::vector<int>{100, 200}));

    rig.handler.refusal = 401;
    const auto stranger = rig.connect();
    rig.give(*stranger, head);

    QCOMPARE(statusesIn(stranger->sentText), std::vector<int>{401});
}

void ConnectionTest::theClientsRequestIdComesBackWhenItIsHarmless() {
    ConnectionRig rig;
    const auto client = rig.connect();

    rig.give(*client, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: job-7\r\n\r\n");
    rig.give(*client, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: a b\r\n\r\n");

    QCOMPARE(rig.handler.ids[0], std::string("job-7"));
    QVERIFY(has(*client, "X-Request-Id: job-7\r\n"));
    QVERIFY(rig.handler.ids[1] != "a b" && !rig.handler.ids[1].empty());
    QVERIFY(has(*client, "X-Request-Id: " + rig.handler.ids[1] + "\r\n"));
}

void ConnectionTest::aHeadThatDripsIsTimedOutHoweverOftenABytesComes() {
    ConnectionRig rig;
    const auto client = rig.connect();

    for (int i = 0; i < 49; ++i) {
        rig.give(*client,
                 kGet.substr(0, 10).substr(static_cast<std::size_t>(i) % 10, i < 10 ? 1 : 0));
        rig.pass(milliseconds(100));
        QVERIFY2(!client->isClosed && client->sentText.empty(), "too early");
    }
    rig.pass(milliseconds(100));

    QCOMPARE(statusesIn(client->sentText), std::vector<int>{408});
    QCOMPARE(rig.parts.counters.timedOut.load(), std::uint64_t{1});
}

void ConnectionTest::aBodyThatDripsIsTimedOut() {
    ConnectionRig rig;
    rig.limits.bodyBytesPerSecond = 0;
    const auto client = rig.connect();
    rig.give(*client, kPostHead + "Content-Length: 100\r\n\r\n");

    for (int i = 0; i < 99; ++i) {
        rig.give(*client, i < 90 ? "x" : "");
        rig.pass(milliseconds(100));
        QVERIFY(client->sentText.empty());
    }
    rig.pass(milliseconds(100));

    QCOMPARE(statusesIn(client->sentText), std::vector<int>{408});
    QVERIFY(rig.handler.asked.empty());
}

void ConnectionTest::aBodyBelowTheLeastRateIsTimedOut() {
    ConnectionRig rig;
    const auto slow = rig.connect();
    const auto steady = rig.connect();
    for (const auto& client : {slow, steady})
        rig.give(*client, kPostHead + "Content-Length: 100000\r\n\r\n");

    for (int i = 0; i < 30; ++i) {
        rig.give(*slow, "x");
        rig.give(*steady, std::string(200, 'x'));
        rig.pass(milliseconds(100));
    }

    QCOMPARE(statusesIn(slow->sentText), std::vector<int>{408});
    QCOMPARE(steady->sentText, std::string());
}

void ConnectionTest::anIdleConnectionIsClosedWithoutAWord() {
    ConnectionRig rig;
    const auto client = rig.connect();
    rig.give(*client, kGet);
    const std::size_t before = client->sentText.size();

    rig.pass(milliseconds(59'999));
    QVERIFY(!client->isClosed);
    rig.pass(milliseconds(1));

    QVERIFY(client->isClosed);
    QCOMPARE(client->sentText.size(), before);
    QCOMPARE(rig.parts.counters.connections.load(), std::uint64_t{0});
}

void ConnectionTest::aClientThatTakesNothingIsClosedAndOneThatTakesSlowlyIsNot() {
    ConnectionRig rig;
    rig.handler.makeResponse = [] {
        HttpResponse response;
        response.body = std::make_shared<const std::string>(std::string(100'000, 'x'));
        return response;
    };
    const auto stuck = rig.connect();
    const auto slow = rig.connect();
    for (const auto& client : {stuck, slow}) {
        client->isBlocked = true;
        rig.give(*client, kGet);
    }

    for (int i = 0; i < 31; ++i) {
        slow->takeSome(10);
        rig.pass(seconds(1));
    }

    QVERIFY(stuck->isClosed);
    QVERIFY(!slow->isClosed);
}

void ConnectionTest::aStreamIsPulledPieceByPieceAndEndsTheAnswer() {
    ConnectionRig rig;
    const auto script = streamFrom(rig, "text/csv");
    const auto client = rig.connect();
    rig.give(*client, kGet);
    QVERIFY(has(*client, "Transfer-Encoding: chunked\r\n"));

    script->ready("hello");
    script->ready("wonderful world!");
    script->ready("");
    rig.loop.run();

    QVERIFY(
        client->sentText.ends_with("\r\n\r\n5\r\nhello\r\n10\r\nwonderful world!\r\n0\r\n\r\n"));
    QVERIFY(script->isGone);
    rig.handler.makeResponse = nullptr;
    rig.give(*client, kGet);
    QVERIFY(client->sentText.ends_with("</a:>"));
}

void ConnectionTest::aStreamIsAskedForMoreOnlyWhenTheClientTookTheLastPiece() {
    ConnectionRig rig;
    const auto script = streamFrom(rig, "text/csv");
    const auto client = rig.connect();
    rig.give(*client, kGet);
    client->isBlocked = true;

    script->ready("hello");
    QCOMPARE(script->pulls, 1);
    client->takeAll();

    QCOMPARE(script->pulls, 2);
}

void ConnectionTest::aStreamGoesWhenTheClientGoes() {
    ConnectionRig rig;
    const auto script = streamFrom(rig, "text/csv");
    const auto client = rig.connect();
    rig.give(*client, kGet);

    client->hangUp();
    rig.loop.run();

    QVERIFY(script->isGone);
    script->ready("too late");
    QVERIFY(!has(*client, "too late"));
}

void ConnectionTest::aBrokenStreamEndsWithoutItsLastChunk() {
    ConnectionRig rig;
    const auto script = streamFrom(rig, "text/csv");
    const auto client = rig.connect();
    rig.give(*client, kGet);
    script->ready("hello");

    script->isBroken = true;
    script->ready("");
    rig.loop.run();

    QVERIFY(client->sentText.ends_with("5\r\nhello\r\n"));
    QVERIFY(client->isClosed);
}

void ConnectionTest::aStreamThatIsAlwaysReadyLetsOthersGoFirst() {
    ConnectionRig rig;
    rig.handler.makeResponse = [] {
        HttpResponse response;
        response.stream = std::make_unique<EagerStream>(1000);
        return response;
    };
    const auto client = rig.connect();

    client->give(kGet);
    QVERIFY(!client->sentText.ends_with("0\r\n\r\n"));
    rig.loop.run();

    QVERIFY(client->sentText.ends_with("1\r\nx\r\n0\r\n\r\n"));
}

void ConnectionTest::anOldClientGetsAStreamWithoutChunks() {
    ConnectionRig rig;
    const auto script = streamFrom(rig, "text/csv");
    const auto client = rig.connect();
    rig.give(*client, "GET /a HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n");

    script->ready("hello");
    script->ready("");
    rig.loop.run();

    QVERIFY(client->sentText.ends_with("\r\n\r\nhello"));
    QVERIFY(!has(*client, "chunked"));
    QVERIFY(client->hasEndedSending);
}

void ConnectionTest::bodiesOfAllConnectionsTogetherAreBounded() {
    ConnectionRig rig;
    std::vector<std::shared_ptr<FakeChannel>> clients;

    for (int i = 0; i < 65; ++i) {
        clients.push_back(rig.connect());
        rig.give(*clients.back(), kPostHead + "Content-Length: 1048576\r\n\r\n");
    }

    QVERIFY(clients[63]->sentText.empty());
    QCOMPARE(statusesIn(clients[64]->sentText), std::vector<int>{503});
    QVERIFY(has(*clients[64], "Retry-After: 1\r\n"));
    rig.table.closeAll();
    rig.loop.run();
    QCOMPARE(rig.parts.bodyBytes, std::size_t{0});
}

void ConnectionTest::stoppingEndsIdleOnesAtOnceAndOthersBehindTheirAnswer() {
    ConnectionRig rig;
    const auto idle = rig.connect();
    const auto busy = rig.connect();
    rig.handler.later = true;
    rig.give(*busy, kGet);
    bool isOver = false;

    rig.table.finish([&isOver] { isOver = true; });
    rig.loop.run();
    QVERIFY(idle->isClosed);
    QVERIFY(!isOver);
    rig.handler.waiting[0](HttpResponse{});
    busy->hangUp();
    rig.loop.run();

    QVERIFY(has(*busy, "Connection: close\r\n"));
    QVERIFY(isOver);
}

void ConnectionTest::stoppingEndsAnEndlessStream() {
    ConnectionRig rig;
    const auto script = streamFrom(rig, "text/event-stream");
    const auto client = rig.connect();
    rig.give(*client, kGet);
    bool isOver = false;

    rig.table.finish([&isOver] { isOver = true; });
    rig.loop.run();

    QVERIFY(isOver);
    QVERIFY(script->isGone);
}

void ConnectionTest::theReadsOfAMinuteAreToldWhenItsConnectionIsGone() {
    ConnectionRig rig;
    rig.wantedLevel = AccessLevel::Info;
    const auto client = rig.connect();
    for (int i = 0; i < 1000; ++i)
        rig.give(*client, kGet);
    client->hangUp();
    rig.loop.run();
    QVERIFY(rig.lines.empty());

    rig.pass(seconds(60));

    QCOMPARE(rig.lines.size(), std::size_t{1});
    QVERIFY(rig.lines[0].starts_with("REST 1000 reads in 60 s: 1000 /a; from 127.0.0.1;"));
    QVERIFY(!rig.loop.hasTimer());
}

void ConnectionTest::whatALineOfTheLogHoldsIsEscaped() {
    std::string line;

    appendLogEscaped(line, std::string_view("a\r\nb\x1B[2J\"\\\xC3\0", 12));

    QCOMPARE(line, std::string("a\\x0d\\x0ab\\x1b[2J\\x22\\x5c\\xc3\\x00"));
}

QTEST_APPLESS_MAIN(ConnectionTest)
#include "connection_test.moc"
