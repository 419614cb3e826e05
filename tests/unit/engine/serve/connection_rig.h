// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "serve/connection_table.h"
#include "serve/http_error.h"
#include "serve/server_parts.h"

namespace telemetryhub::engine {

/// A channel whose other end is the test.
class FakeChannel final : public ByteChannel {
public:
    void setOwner(Owner* owner) override { m_owner = owner; }
    void read() override { m_isReading = true; }
    std::string& outgoing() override { return m_head; }
    Sending send(std::shared_ptr<const std::string> body) override {
        std::string bytes = std::exchange(m_head, {});
        if (body) bytes += *body;
        if (!isBlocked) {
            sentText += bytes;
            m_sentBytes += bytes.size();
            return Sending::Done;
        }
        m_held = std::move(bytes);
        return Sending::Later;
    }
    [[nodiscard]] std::uint64_t sentBytes() const override { return m_sentBytes; }
    void endSending() override { hasEndedSending = true; }
    void close() override { isClosed = true; }

    /// What the client sends; kept until it is read.
    void give(std::string_view bytes) {
        m_given += bytes;
        deliver();
    }
    void deliver() {
        while (m_owner != nullptr && m_isReading && !m_given.empty()) {
            m_isReading = false;
            m_owner->received(std::exchange(m_given, {}));
        }
    }
    void hangUp() {
        if (m_owner != nullptr && m_isReading) m_owner->ended();
    }
    /// The client takes `bytes` of what it was sent.
    void takeSome(std::size_t bytes) {
        sentText += m_held.substr(0, bytes);
        m_held.erase(0, bytes);
        m_sentBytes += bytes;
    }
    void takeAll() {
        takeSome(m_held.size());
        if (m_owner != nullptr) m_owner->sent();
    }

    bool isBlocked = false;  ///< the client takes nothing
    bool hasEndedSending = false;
    bool isClosed = false;
    std::string sentText;

private:
    Owner* m_owner = nullptr;
    bool m_isReading = false;
    std::string m_given;
    std::string m_head;
    std::string m_held;
    std::uint64_t m_sentBytes = 0;
};

/// A loop that runs when the test says so.
class FakeLoop final : public RestLoop {
public:
    void post(std::function<void()> work) override { m_work.push_back(std::move(work)); }
    [[nodiscard]] std::unique_ptr<Timer> after(std::chrono::milliseconds,
                                               std::function<void()> due) override {
        auto timer = std::make_unique<FakeTimer>(*this);
        m_timer = timer.get();
        m_due = std::move(due);
        return timer;
    }
    void run() {
        while (!m_work.empty()) {
            const auto work = std::move(m_work.front());
            m_work.pop_front();
            work();
        }
    }
    [[nodiscard]] bool hasTimer() const { return m_timer != nullptr; }
    /// The timer that was set last becomes due.
    void fire() {
        const auto due = std::exchange(m_due, nullptr);
        if (m_timer != nullptr && due) due();
    }

private:
    struct FakeTimer final : Timer {
        explicit FakeTimer(FakeLoop& owner) : loop(owner) {}
        ~FakeTimer() override {
            if (loop.m_timer == this) loop.m_timer = nullptr;
        }
        FakeLoop& loop;
    };
    std::deque<std::function<void()>> m_work;
    FakeTimer* m_timer = nullptr;
    std::function<void()> m_due;
};

/// Answers with what it was asked, or as the test says.
class FakeHandler final : public HttpHandler {
public:
    std::variant<AccessRole, HttpResponse> admit(const HttpHead& head) override {
        if (refusal != 0) return errorResponse(refusal, "refused", "No.", head.requestId);
        return AccessRole::Admin;
    }
    void handle(const HttpRequest& request, HttpRespond respond) override {
        asked.push_back(std::string(request.head.path) + '?' + std::string(request.head.query) +
                        ' ' + std::string(request.body));
        ids.emplace_back(request.head.requestId);
        if (later) {
            waiting.push_back(std::move(respond));
            return;
        }
        respond(makeResponse ? makeResponse() : echo(request));
    }
    static HttpResponse echo(const HttpRequest& request) {
        HttpResponse response;
        response.body = std::make_shared<const std::string>("<" + std::string(request.head.path) +
                                                            ":" + std::string(request.body) + ">");
        return response;
    }

    unsigned refusal = 0;
    bool later = false;
    std::function<HttpResponse()> makeResponse;
    std::vector<std::string> asked;
    std::vector<std::string> ids;
    std::vector<HttpRespond> waiting;
};

/// A server without sockets.
struct ConnectionRig {
    explicit ConnectionRig(ListenerLimits given = {}) : limits(given) {}

    std::shared_ptr<FakeChannel> connect(const std::string& peer = "127.0.0.1") {
        auto channel = std::make_shared<FakeChannel>();
        if (!table.admits()) return nullptr;
        loop.run();
        table.add(channel, peer);
        return channel;
    }
    /// Sends in pieces and lets everything happen that follows.
    void give(FakeChannel& channel, std::string_view bytes, std::size_t pieceBytes) {
        for (; !bytes.empty(); bytes.remove_prefix(std::min(pieceBytes, bytes.size()))) {
            channel.give(bytes.substr(0, pieceBytes));
            loop.run();
        }
    }
    void give(FakeChannel& channel, std::string_view bytes) { give(channel, bytes, bytes.size()); }
    void pass(std::chrono::milliseconds time) {
        clock.advance(time);
        loop.fire();
        loop.run();
    }

    ListenerLimits limits;
    ManualClock clock;
    FakeHandler handler;
    FakeLoop loop;
    AccessLevel wantedLevel = AccessLevel::Debug;
    std::vector<std::string> lines;
    ServerParts parts{
        handler, limits, clock,
        AccessLog({[this](AccessLevel level) {
                       return level == AccessLevel::Info || wantedLevel == AccessLevel::Debug;
                   },
                   [this](AccessLevel, const std::string& line) { lines.push_back(line); }})};
    ConnectionTable table{loop, parts};
};

/// The status of each answer in `bytes`, in their order.
inline std::vector<int> statusesIn(std::string_view bytes) {
    std::vector<int> statuses;
    constexpr std::string_view kBegin = "HTTP/1.1 ";
    for (std::size_t at = bytes.find(kBegin); at != std::string_view::npos;
         at = bytes.find(kBegin, at + 1))
        if (at + kBegin.size() < bytes.size() && bytes[at + kBegin.size()] <= '9')
            statuses.push_back(std::stoi(std::string(bytes.substr(at + kBegin.size(), 3))));
    return statuses;
}

}  // namespace telemetryhub::engine
