// SPDX-License-Identifier: GPL-3.0-or-later
// The server on a thread that gets no memory.
#include <chrono>
#include <cstdlib>
#include <memory>
#include <new>

#include <QTest>

#include "serve/http_server.h"
#include "serve/rest_thread.h"

// Sanitizers bring an operator new of their own, and a program has one.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define TH_REFUSES_MEMORY 0
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define TH_REFUSES_MEMORY 0
#endif
#endif
#ifndef TH_REFUSES_MEMORY
#define TH_REFUSES_MEMORY 1
#endif

namespace {

/// How many more allocations of this thread succeed; negative: all.
thread_local int allocationsLeft = -1;

}  // namespace

#if TH_REFUSES_MEMORY
namespace {

void* allocated(std::size_t bytes) {
    if (allocationsLeft == 0) throw std::bad_alloc();
    if (allocationsLeft > 0) --allocationsLeft;
    if (void* const memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
    throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t bytes) {
    return allocated(bytes);
}
void* operator new[](std::size_t bytes) {
    return allocated(bytes);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}
#endif

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
    if (!TH_REFUSES_MEMORY) QSKIP("Memory is refused in builds without sanitizers.");
    QFETCH(int, left);
    RestThread thread;
    Silent handler;
    const SystemClock clock;
    auto server = HttpServer::listen({}, {thread, handler, clock, {}});
    QVERIFY(server);

    allocationsLeft = left;
    server.value().reset();
    allocationsLeft = -1;

    thread.stop();
    QVERIFY(thread.isStopped());
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::HttpServerMemoryTest)
#include "http_server_memory_test.moc"
