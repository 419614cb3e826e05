// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "serve/rest_api.h"
#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "telemetryhub/engine/history/history.h"
#include "telemetryhub/engine/hub/hub.h"

namespace telemetryhub::test {

using namespace engine;

/// A loop that runs what was posted when the test says so, and timers by hand.
class ManualLoop final : public RestLoop {
public:
    void post(std::function<void()> work) override {
        const MutexLock lock(m_mutex);
        m_posted.push_back(std::move(work));
    }
    [[nodiscard]] std::unique_ptr<Timer> after(std::chrono::milliseconds,
                                               std::function<void()> due) override {
        auto timer = std::make_unique<ManualTimer>(*this);
        m_timers.emplace_back(timer.get(), std::move(due));
        return timer;
    }
    void runPosted() {
        for (;;) {
            std::function<void()> work;
            {
                const MutexLock lock(m_mutex);
                if (m_posted.empty()) return;
                work = std::move(m_posted.front());
                m_posted.pop_front();
            }
            work();
        }
    }
    /// Lets every timer that runs come due once.
    void fireTimers() {
        const auto timers = std::exchange(m_timers, {});
        for (const auto& [timer, due] : timers)
            due();
    }
    [[nodiscard]] std::size_t timerCount() const { return m_timers.size(); }

private:
    struct ManualTimer final : Timer {
        explicit ManualTimer(ManualLoop& loop) : m_loop(loop) {}
        ~ManualTimer() override {
            std::erase_if(m_loop.m_timers,
                          [this](const auto& entry) { return entry.first == this; });
        }
        ManualLoop& m_loop;
    };
    Mutex m_mutex;
    std::deque<std::function<void()>> m_posted TH_GUARDED_BY(m_mutex);
    std::vector<std::pair<const Timer*, std::function<void()>>> m_timers;
};

/// A hub made of what the test says it is.
class FakeHub final : public Hub {
public:
    using Hub::command;
    using Hub::injectFault;
    using Hub::send;
    using Hub::startRecording;
    using Hub::stopRecording;

    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const override {
        ++snapshotsTaken;
        return std::make_shared<const Snapshot>(state);
    }
    [[nodiscard]] const History& history() const override { return m_history; }
    [[nodiscard]] std::vector<Event> events(std::uint64_t after, std::size_t most) const override {
        return log.since(after, most);
    }
    [[nodiscard]] std::optional<DeviceSettings> settingsOf(DeviceId) const override { return {}; }
    [[nodiscard]] std::vector<TextLine> textLines(DeviceId) const override { return {}; }
    [[nodiscard]] TrafficWatch watchTraffic(DeviceId) override { return {}; }

    Result<DeviceId> addDevice(DeviceSettings settings) override {
        added.push_back(std::move(settings));
        if (!outcome) return outcome.error();
        return DeviceId{kFirstAdded};
    }
    void removeDevice(DeviceId device) override { removed.push_back(device); }
    void command(DeviceId device, DeviceCommand command, Reply reply) override {
        commands.emplace_back(device, command);
        reply(outcome);
    }
    void commandAll(DeviceCommand) override {}
    void send(DeviceId, std::string bytes, Reply reply) override {
        sent.push_back(std::move(bytes));
        reply(outcome);
    }
    void push(DeviceId device, std::vector<PushedSample> samples, Reply reply) override {
        pushed.emplace_back(device, std::move(samples));
        if (holdsAnswers)
            held.push_back(std::move(reply));
        else
            reply(outcome);
    }
    void setFormat(DeviceId, Format) override {}
    void controlReplay(DeviceId, const ReplayCommand&, Reply reply) override { reply(outcome); }
    Result<void> acknowledge(DeviceId, std::string_view) override { return outcome; }
    void mark(std::string) override {}
    void report(Severity, std::string) override {}
    void injectFault(DeviceId, const FaultPlan&, Reply reply) override { reply(outcome); }
    void injectFault(DeviceId, Reply reply) override { reply(outcome); }
    void startRecording(const RecordingSettings&, Reply reply) override { reply(outcome); }
    void stopRecording(Reply reply) override { reply(outcome); }
    Result<void> runJob(std::function<void()> job) override {
        job();
        return {};
    }

    /// A device that is measured or pushed to, with one channel.
    DeviceSnapshot& has(const std::string& id, BusSettings bus = PushSettings{}) {
        DeviceSnapshot& device = state.devices.emplace_back();
        device.device = DeviceId{static_cast<std::uint32_t>(state.devices.size())};
        device.settings.id = id;
        device.settings.bus = std::move(bus);
        device.state = DeviceState::Measuring;
        device.channels =
            std::make_shared<const ChannelSet>(std::vector<Channel>{{"level", "m", {}}});
        return device;
    }
    /// A new sample of a device.
    void sampled(std::size_t place, double value, const ReadTime& time = {2, 2}) {
        DeviceSnapshot& device = state.devices[place];
        ++device.lastSequence;
        device.lastSample = time;
        device.latest = {{value, time, device.lastSequence}};
    }
    void happened(EventKind kind, const std::string& text, DeviceId device = {}) {
        Event event;
        event.kind = kind;
        event.text = text;
        event.device = device;
        log.add(event);
        state.eventCount = log.addedCount();
    }

    Snapshot state;
    EventLog log;
    Result<void> outcome;
    bool holdsAnswers = false;
    std::vector<Reply> held;
    mutable int snapshotsTaken = 0;
    std::vector<std::pair<DeviceId, std::vector<PushedSample>>> pushed;
    std::vector<std::pair<DeviceId, DeviceCommand>> commands;
    std::vector<std::string> sent;
    static constexpr std::uint32_t kFirstAdded = 1000;
    std::vector<DeviceSettings> added;
    std::vector<DeviceId> removed;

protected:
    [[nodiscard]] std::shared_ptr<Executor> mainThread() const override { return nullptr; }

private:
    History m_history{1'000'000};
};

/// One answer, with the stream read to its end or as far as it came.
struct ApiAnswer {
    unsigned status = 0;  ///< 0: none came
    std::string type;
    std::string fields;
    std::string body;
    std::unique_ptr<HttpStream> stream;

    [[nodiscard]] QJsonObject json() const {
        return QJsonDocument::fromJson(QByteArray::fromStdString(body)).object();
    }
    [[nodiscard]] QString errorCode() const {
        return json()[QLatin1String("error")][QLatin1String("code")].toString();
    }
    [[nodiscard]] QString message() const {
        return json()[QLatin1String("error")][QLatin1String("message")].toString();
    }
};

/// A request as a test spells it.
struct Ask {
    HttpMethod method = HttpMethod::Get;
    std::string target;
    std::string body{};
    AccessRole role = AccessRole::Admin;
    std::string contentType{};
    std::string accept{};
    std::string key{};
    std::string lastEvent{};
};

/// The API over a gateway, without a network.
class ApiBench {
public:
    explicit ApiBench(Hub& hub, const Clock& clock, RecordingSettings recording = {})
        : api(
              hub, std::move(recording), loop, clock,
              [this](const HttpHead&) -> std::variant<AccessRole, HttpResponse> { return m_role; },
              [this] { return figures; }) {}

    /// Asks and waits for the answer.
    ApiAnswer ask(const Ask& asked) {
        auto answer = std::make_shared<ApiAnswer>();
        begin(asked, answer);
        waitFor([&] { return answer->status != 0; });
        return std::move(*answer);
    }
    ApiAnswer get(const std::string& target) { return ask({HttpMethod::Get, target}); }
    ApiAnswer post(const std::string& target, const std::string& body = {}) {
        return ask({HttpMethod::Post, target, body, AccessRole::Admin,
                    body.empty() ? "" : "application/json"});
    }
    /// Asks without waiting.
    void begin(const Ask& asked, const std::shared_ptr<ApiAnswer>& answer) {
        const std::size_t mark = std::min(asked.target.find('?'), asked.target.size());
        m_role = asked.role;
        HttpHead head;
        head.method = asked.method;
        head.path = std::string_view(asked.target).substr(0, mark);
        head.query = std::string_view(asked.target).substr(std::min(mark + 1, asked.target.size()));
        head.contentType = asked.contentType;
        head.accept = asked.accept;
        head.idempotencyKey = asked.key;
        head.lastEventId = asked.lastEvent;
        head.requestId = "test-1";
        const auto take = [answer](HttpResponse response) {
            answer->status = response.status;
            answer->type = response.contentType;
            answer->fields = response.fields;
            if (response.body) answer->body = *response.body;
            answer->stream = std::move(response.stream);
        };
        auto admitted = api.admit(head);
        if (auto* refusal = std::get_if<HttpResponse>(&admitted)) return take(std::move(*refusal));
        api.handle({head, asked.body, std::get<AccessRole>(admitted)}, take);
    }
    template <typename Condition>
    bool waitFor(Condition isDone) {
        const QDeadlineTimer deadline(20'000);
        while (!isDone() && !deadline.hasExpired()) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
            loop.runPosted();
        }
        return isDone();
    }
    /// Reads a stream to its end.
    std::string readAll(HttpStream& stream) {
        std::string all;
        for (;;) {
            std::optional<std::string> piece;
            stream.pull([&piece](std::string text) { piece = std::move(text); });
            if (!waitFor([&] { return piece.has_value(); }) || piece->empty()) return all;
            all += *piece;
        }
    }

    ManualLoop loop;
    ListenerSnapshot figures;

private:
    AccessRole m_role = AccessRole::Admin;

public:
    RestApi api;
};

}  // namespace telemetryhub::test
