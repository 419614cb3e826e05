// SPDX-License-Identifier: GPL-3.0-or-later
// What a request may look like on the wire, each row whole and split at every byte.
#include <string>
#include <vector>

#include <QtTest>

#include "unit/engine/serve/connection_rig.h"

using namespace telemetryhub::engine;

Q_DECLARE_METATYPE(std::vector<int>)

namespace {

const std::string kHost = "Host: localhost\r\n";
const std::string kJson = "Content-Type: application/json\r\n";
const std::string kPost = "POST /p HTTP/1.1\r\n" + kHost + kJson;

std::string field(std::size_t bytes) {
    return "X: " + std::string(bytes, 'x') + "\r\n";
}

std::string fields(int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "X-" + std::to_string(i) + ": 1\r\n";
    return text;
}

struct Case {
    const char* name;
    std::string bytes;
    int status;
};

std::vector<Case> faultyHeads() {
    const std::string end = "\r\n";
    const std::string get = "GET / HTTP/1.1\r\n";
    const std::string withNul = get + kHost + std::string("X: a\0b\r\n", 8) + end;
    return {
        {"no Host", get + end, 400},
        {"two Hosts", get + kHost + kHost + end, 400},
        {"two different Hosts", get + kHost + "Host: other\r\n" + end, 400},
        {"an empty Host", get + "Host:\r\n" + end, 400},
        {"a Host with a path", get + "Host: localhost/x\r\n" + end, 400},
        {"a Host with a user", get + "Host: a@localhost\r\n" + end, 400},
        {"a Host with two ports", get + "Host: localhost:1:2\r\n" + end, 400},
        {"a Host with a port beyond all", get + "Host: localhost:65536\r\n" + end, 400},
        {"no Host in 1.0", "GET / HTTP/1.0\r\n" + end, 400},
        {"bare LF after the request line", "GET / HTTP/1.1\n" + kHost + end, 400},
        {"bare LF after a field", get + "Host: localhost\n" + end, 400},
        {"bare LF at the end", get + kHost + "\n", 400},
        {"bare CR in a field", get + kHost + "X: a\rb\r\n" + end, 400},
        {"NUL in a field", withNul, 400},
        {"a control character in a field",
         get + kHost +
             "X: a\x01"
             "b\r\n" +
             end,
         400},
        {"DEL in a field", get + kHost + "X: a\x7F\r\n" + end, 400},
        {"space before the colon", get + kHost + "X : a\r\n" + end, 400},
        {"space in a field name", get + kHost + "X Y: a\r\n" + end, 400},
        {"no colon", get + kHost + "X\r\n" + end, 400},
        {"no field name", get + kHost + ": a\r\n" + end, 400},
        {"a folded field", get + kHost + "X: a\r\n b\r\n" + end, 400},
        {"a field that begins with a space", get + " Host: localhost\r\n" + end, 400},
        {"a tab for a fold", get + kHost + "X: a\r\n\tb\r\n" + end, 400},
        {"no version", "GET /\r\n" + kHost + end, 400},
        {"version 2.0", "GET / HTTP/2.0\r\n" + kHost + end, 505},
        {"version 0.9", "GET / HTTP/0.9\r\n" + kHost + end, 505},
        {"version 1.2", "GET / HTTP/1.2\r\n" + kHost + end, 505},
        {"version 1.10", "GET / HTTP/1.10\r\n" + kHost + end, 400},
        {"a version in small letters", "GET / http/1.1\r\n" + kHost + end, 400},
        {"another protocol", "GET / HTTQ/1.1\r\n" + kHost + end, 400},
        {"the beginning of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        {"two spaces before the target", "GET  / HTTP/1.1\r\n" + kHost + end, 400},
        {"two spaces behind the target", "GET /  HTTP/1.1\r\n" + kHost + end, 400},
        {"a space behind the version", "GET / HTTP/1.1 \r\n" + kHost + end, 400},
        {"a space before the method", " GET / HTTP/1.1\r\n" + kHost + end, 400},
        {"no method", "/ HTTP/1.1\r\n" + kHost + end, 400},
        {"two empty lines first", "\r\n\r\n" + get + kHost + end, 400},
        {"a method of nobody", "BREW / HTTP/1.1\r\n" + kHost + end, 501},
        {"a method in small letters", "get / HTTP/1.1\r\n" + kHost + end, 501},
        {"TRACE", "TRACE / HTTP/1.1\r\n" + kHost + end, 501},
        {"CONNECT", "CONNECT localhost:1 HTTP/1.1\r\n" + kHost + end, 501},
        {"a target without a slash", "GET x HTTP/1.1\r\n" + kHost + end, 400},
        {"a fragment", "GET /a#b HTTP/1.1\r\n" + kHost + end, 400},
        {"a half escape", "GET /a%4 HTTP/1.1\r\n" + kHost + end, 400},
        {"no escape", "GET /a%zz HTTP/1.1\r\n" + kHost + end, 400},
        {"an escaped NUL", "GET /a%00 HTTP/1.1\r\n" + kHost + end, 400},
        {"a byte beyond ASCII", "GET /\xC3\xA4 HTTP/1.1\r\n" + kHost + end, 400},
        {"a backslash", "GET /..\\x HTTP/1.1\r\n" + kHost + end, 400},
        {"an asterisk for GET", "GET * HTTP/1.1\r\n" + kHost + end, 400},
        {"an absolute target for another", "GET http://other/ HTTP/1.1\r\n" + kHost + end, 400},
        {"an absolute target with a user", "GET http://a@localhost/ HTTP/1.1\r\n" + kHost + end,
         400},
        {"another scheme", "GET ftp://localhost/ HTTP/1.1\r\n" + kHost + end, 400},
        {"two Authorizations", get + kHost + "Authorization: a\r\nAuthorization: b\r\n" + end, 400},
        {"two Origins", get + kHost + "Origin: a\r\nOrigin: a\r\n" + end, 400},
        {"an unknown expectation", kPost + "Content-Length: 2\r\nExpect: 200-ok\r\n" + end, 417},
        {"a long target", "GET /" + std::string(8200, 'a') + " HTTP/1.1\r\n" + kHost + end, 414},
        {"a long method", std::string(9000, 'A') + " / HTTP/1.1\r\n" + kHost + end, 414},
        {"a long field", get + kHost + field(8300) + end, 431},
        {"many fields", get + kHost + fields(64) + end, 431},
        {"a large head",
         get + kHost + field(8000) + field(8000) + field(8000) + field(8000) + field(8000) +
             field(8000) + end,
         431},
    };
}

std::vector<Case> faultyBodies() {
    const std::string chunked = kPost + "Transfer-Encoding: chunked\r\n\r\n";
    const auto length = [](const std::string& value) {
        return kPost + "Content-Length: " + value + "\r\n\r\n{}";
    };
    return {
        {"length and coding",
         kPost + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
         400},
        {"coding and length",
         kPost + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
         400},
        {"two equal lengths", kPost + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400},
        {"two lengths", kPost + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400},
        {"a list of lengths", length("2, 2"), 400},
        {"a signed length", length("+2"), 400},
        {"a negative length", length("-2"), 400},
        {"a hexadecimal length", length("0x2"), 400},
        {"a length with a fraction", length("2.0"), 400},
        {"an empty length", length(""), 400},
        {"a length with a space", length("2 2"), 400},
        {"a length beyond 64 bits", length("18446744073709551618"), 400},
        {"a length just within 64 bits", length("9223372036854775807"), 413},
        {"a body too large", length("1048577"), 413},
        {"two codings", kPost + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
         400},
        {"an unknown coding", kPost + "Transfer-Encoding: gzip\r\n\r\n", 501},
        {"a coding under chunks", kPost + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501},
        {"chunks under a coding", kPost + "Transfer-Encoding: chunked, gzip\r\n\r\n", 501},
        {"a coding with a vertical tab",
         kPost + "Transfer-Encoding: \x0B"
                 "chunked\r\n\r\n",
         400},
        {"chunks in 1.0",
         "POST /p HTTP/1.0\r\n" + kHost + kJson + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         400},
        {"no chunk size", chunked + "\r\n{}\r\n0\r\n\r\n", 400},
        {"a chunk size that is none", chunked + "x\r\n{}\r\n0\r\n\r\n", 400},
        {"a negative chunk size", chunked + "-2\r\n{}\r\n0\r\n\r\n", 400},
        {"a chunk size with a prefix", chunked + "0x2\r\n{}\r\n0\r\n\r\n", 400},
        {"a chunk size beyond 64 bits", chunked + "10000000000000002\r\n{}\r\n0\r\n\r\n", 400},
        {"a chunk size too small", chunked + "1\r\n{}\r\n0\r\n\r\n", 400},
        {"a chunk size too large", chunked + "3\r\n{}\r\n0\r\n\r\n", 400},
        {"a chunk beyond the limit", chunked + "100001\r\n", 413},
        {"a chunk that ends with LF", chunked + "2\n{}\r\n0\r\n\r\n", 400},
        {"chunk extensions without end", chunked + "2;a=" + std::string(4000, 'b'), 400},
        {"a malformed chunk extension", chunked + "2;=\r\n{}\r\n0\r\n\r\n", 400},
        {"a trailer", chunked + "2\r\n{}\r\n0\r\nX: y\r\n\r\n", 400},
        {"a length as a trailer", chunked + "2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n", 400},
        {"no JSON", "POST /p HTTP/1.1\r\n" + kHost + "Content-Length: 2\r\n\r\n{}", 415},
        {"a form",
         "POST /p HTTP/1.1\r\n" + kHost +
             "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2\r\n\r\n{}",
         415},
        {"a type that only begins so",
         "POST /p HTTP/1.1\r\n" + kHost +
             "Content-Type: application/jsonx\r\nContent-Length: 2\r\n\r\n{}",
         415},
    };
}

struct GoodCase {
    const char* name;
    std::string bytes;
    std::vector<int> statuses;
    std::string end;  ///< of what was sent
};

std::vector<GoodCase> goodRequests() {
    const std::string one = "GET /1 HTTP/1.1\r\n" + kHost + "\r\n";
    const std::string chunked = kPost + "Transfer-Encoding: chunked\r\n\r\n";
    return {
        {"a request", one, {200}, "</1:>"},
        {"an empty line first", "\r\n" + one, {200}, "</1:>"},
        {"five at once",
         one + one + "\r\n" + one + one + "GET /5 HTTP/1.1\r\n" + kHost + "\r\n",
         {200, 200, 200, 200, 200},
         "</5:>"},
        {"an absolute target",
         "GET http://LOCALHOST/a?b HTTP/1.1\r\n" + kHost + "\r\n",
         {200},
         "</a:>"},
        {"an absolute target without a path",
         "GET http://localhost HTTP/1.1\r\n" + kHost + "\r\n",
         {200},
         "</:>"},
        {"an escaped traversal stays what it was",
         "GET /%2e%2e/%2Fetc HTTP/1.1\r\n" + kHost + "\r\n",
         {200},
         "</%2e%2e/%2Fetc:>"},
        {"HEAD has the length and no body",
         "HEAD /1 HTTP/1.1\r\n" + kHost + "\r\n",
         {200},
         "\r\n\r\n"},
        {"OPTIONS of all", "OPTIONS * HTTP/1.1\r\n" + kHost + "\r\n", {200}, "<*:>"},
        {"PUT is for the endpoints to refuse",
         "PUT / HTTP/1.1\r\n" + kHost + "\r\n",
         {200},
         "</:>"},
        {"a body", kPost + "Content-Length: 2\r\n\r\n{}", {200}, "</p:{}>"},
        {"an empty body", kPost + "Content-Length: 0\r\n\r\n", {200}, "</p:>"},
        {"a type with a parameter",
         "POST /p HTTP/1.1\r\n" + kHost +
             "Content-Type: Application/JSON; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}",
         {200},
         "</p:{}>"},
        {"a body and a request behind it",
         kPost + "Content-Length: 2\r\n\r\n{}" + one,
         {200, 200},
         "</1:>"},
        {"chunks", chunked + "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n", {200}, "</p:{}>"},
        {"chunks and a request behind them",
         chunked + "2\r\n{}\r\n0\r\n\r\n" + one,
         {200, 200},
         "</1:>"},
        {"a chunk extension", chunked + "2;a=b;c=\"d\"\r\n{}\r\n0\r\n\r\n", {200}, "</p:{}>"},
        {"chunk sizes with zeros and capitals",
         chunked + "000A\r\n0123456789\r\n0\r\n\r\n",
         {200},
         "</p:0123456789>"},
        {"Expect", kPost + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}", {200}, "</p:{}>"},
        {"HTTP/1.0", "GET /1 HTTP/1.0\r\n" + kHost + "\r\n", {200}, "</1:>"},
        {"the longest target",
         "GET /" + std::string(8100, 'a') + " HTTP/1.1\r\n" + kHost + "\r\n",
         {200},
         "a:>"},
        {"the most fields", "GET /1 HTTP/1.1\r\n" + kHost + fields(63) + "\r\n", {200}, "</1:>"},
    };
}

/// Large rows are not split at every byte, which would say nothing more.
std::vector<std::size_t> pieceSizes(const std::string& bytes) {
    if (bytes.size() > 1000) return {bytes.size(), 97};
    return {bytes.size(), 1, 2, 3, 7};
}

}  // namespace

class ConformanceTest : public QObject {
    Q_OBJECT

private slots:
    void aFaultyRequestIsRefusedOnceAndEndsTheConnection_data();
    void aFaultyRequestIsRefusedOnceAndEndsTheConnection();
    void aFaultyRequestIsRefusedWhereverItIsSplit_data() {
        aFaultyRequestIsRefusedOnceAndEndsTheConnection_data();
    }
    void aFaultyRequestIsRefusedWhereverItIsSplit();
    void aGoodRequestIsAnsweredInHoweverManyPieces_data();
    void aGoodRequestIsAnsweredInHoweverManyPieces();
};

void ConformanceTest::aFaultyRequestIsRefusedOnceAndEndsTheConnection_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    for (const auto& cases : {faultyHeads(), faultyBodies()})
        for (const Case& each : cases)
            QTest::newRow(each.name) << QByteArray::fromStdString(each.bytes) << each.status;
}

void ConformanceTest::aFaultyRequestIsRefusedOnceAndEndsTheConnection() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    for (const std::size_t piece : pieceSizes(bytes.toStdString())) {
        ConnectionRig rig;
        const auto client = rig.connect();

        rig.give(*client, bytes.toStdString() + "GET /smuggled HTTP/1.1\r\n" + kHost + "\r\n",
                 piece);

        QCOMPARE(statusesIn(client->sentText), std::vector<int>{status});
        QVERIFY(client->sentText.find("Connection: close\r\n") != std::string::npos);
        QVERIFY(client->hasEndedSending);
        QVERIFY(rig.handler.asked.empty());
    }
}

void ConformanceTest::aFaultyRequestIsRefusedWhereverItIsSplit() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    if (bytes.size() > 1000) return;
    const std::string text = bytes.toStdString();
    for (std::size_t split = 1; split < text.size(); ++split) {
        ConnectionRig rig;
        const auto client = rig.connect();

        rig.give(*client, text.substr(0, split));
        rig.give(*client, text.substr(split));

        QCOMPARE(statusesIn(client->sentText), std::vector<int>{status});
    }
}

void ConformanceTest::aGoodRequestIsAnsweredInHoweverManyPieces_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<std::vector<int>>("statuses");
    QTest::addColumn<QByteArray>("end");
    for (const GoodCase& each : goodRequests())
        QTest::newRow(each.name) << QByteArray::fromStdString(each.bytes) << each.statuses
                                 << QByteArray::fromStdString(each.end);
}

void ConformanceTest::aGoodRequestIsAnsweredInHoweverManyPieces() {
    QFETCH(QByteArray, bytes);
    QFETCH(std::vector<int>, statuses);
    QFETCH(QByteArray, end);
    for (const std::size_t piece : pieceSizes(bytes.toStdString())) {
        ConnectionRig rig;
        const auto client = rig.connect();

        rig.give(*client, bytes.toStdString(), piece);

        std::vector<int> found = statusesIn(client->sentText);
        std::erase(found, 100);
        QCOMPARE(found, statuses);
        QVERIFY2(QByteArray::fromStdString(client->sentText).endsWith(end),
                 client->sentText.c_str());
    }
}

QTEST_APPLESS_MAIN(ConformanceTest)
#include "conformance_test.moc"
