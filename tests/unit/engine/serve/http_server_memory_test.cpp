// SPDX-License-Identifier: GPL-3.0-or-later
// The server on a thread that gets no memory.
#include <chrono>
#include <memory>

#include <QTest>

#include "serve/http_server.h"
#include "serve/rest_thread.h"
#include "support/own_memory.h"

namespace telemetryhub::engine {

class HttpServerMemoryTest : public QObject {
    Q_OBJECT

private slots:
    void aServerThatGetsNoMemoryStopsAllTheSame_data() {
        QTest::addColumn<int>("left");
        for (int left = 0; left < 6; ++left)
            QTest::addRow("%d allocations are left", left) << left;
    }
    void aServerThatGetsNoMemoryStopsAllTheSame();

private:
    /// Answers nobody.
    class Silent final : public HttpHandler {
        std::variant<AccessRole, HttpResponse> admit(const HttpHead&) override {
            return AccessRole::Admin;
        }
        void handle(const HttpRequest&, HttpRespond) override {}
    };
};

void HttpServerMemoryTest::aServerThatGetsNoMemoryStopsAllTheSame() {
    QFETCH(int, left);
    RestThread thread;
    Silent handler;
    const SystemClock clock;
    auto server = HttpServer::listen({}, {thread, handler, clock, {}});
    QVERIFY(server);

    test::limitAllocations(left);
    server.value().reset();
    test::limitAllocations(-1);

    // What there was no memory to ask the loop for, its end brings; else it runs on.
    QVERIFY(left > 0 || thread.isStopped());
    thread.stop();
    QVERIFY(thread.isStopped());
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::HttpServerMemoryTest)
#include "http_server_memory_test.moc"
