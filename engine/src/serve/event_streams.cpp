// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/event_streams.h"

#include <algorithm>
#include <utility>

#include "serve/api_parts.h"
#include "serve/status.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kEventsAtOnce = 500;
constexpr double kStreamNsPerSecond = 1e9;

}  // namespace

/// One client: where it is in the log and in the samples of each device.
class EventStreams::Client final : public HttpStream {
public:
    Client(EventStreams& streams, StreamRequest request)
        : m_streams(&streams),
          m_request(std::move(request)),
          m_intervalNs(static_cast<std::int64_t>(kStreamNsPerSecond / m_request.rateHz)),
          m_piece("retry: 2000\n\n") {
        streams.add(*this);
    }
    ~Client() override {
        if (m_streams) m_streams->remove(*this);
    }

    void pull(Ready ready) override {
        if (!m_streams) return;
        m_ready = std::move(ready);
        look(*m_streams->m_snapshots.get(kSlowestTick), m_streams->m_clock.steadyNs());
    }
    /// Hands over what there is to tell, or counts what the client is too slow for.
    void look(const Snapshot& snapshot, std::int64_t nowNs);
    [[nodiscard]] std::int64_t intervalNs() const { return m_intervalNs; }
    void goBehind(std::uint64_t event) { m_event = event; }
    void orphan() { m_streams = nullptr; }

private:
    void gather(const Snapshot& snapshot, std::int64_t nowNs);
    void gatherEvents(const Snapshot& snapshot);
    void gatherSamples(const Snapshot& snapshot);
    void passSamples(const Snapshot& snapshot);
    void tellMissed();
    [[nodiscard]] bool isWanted(const DeviceSnapshot& device) const {
        return m_request.device.empty() || device.settings.id == m_request.device;
    }
    [[nodiscard]] bool takeTurn(std::int64_t nowNs);

    EventStreams* m_streams;  ///< null: it is gone
    const StreamRequest m_request;
    const std::int64_t m_intervalNs;
    std::string m_piece;
    Ready m_ready;  ///< empty: the client has not taken the last piece
    std::uint64_t m_event = 0;
    std::map<DeviceId, std::uint64_t> m_sequences;
    std::uint64_t m_missedEvents = 0;
    std::uint64_t m_missedSamples = 0;
    std::int64_t m_nextSamplesNs = 0;
    std::int64_t m_lastPieceNs = 0;
};

void EventStreams::Client::look(const Snapshot& snapshot, std::int64_t nowNs) {
    if (!m_ready) {
        if (takeTurn(nowNs)) passSamples(snapshot);
        return;
    }
    gather(snapshot, nowNs);
    if (m_piece.empty() && nowNs - m_lastPieceNs < kHeartbeatNs) return;
    if (m_piece.empty()) m_piece = ": heartbeat\n\n";
    m_lastPieceNs = nowNs;
    const Ready ready = std::exchange(m_ready, {});
    ready(std::exchange(m_piece, {}));
}

bool EventStreams::Client::takeTurn(std::int64_t nowNs) {
    if (nowNs < m_nextSamplesNs) return false;
    // On a grid, so that late ticks make no slower rate; anew behind a pause.
    m_nextSamplesNs += m_intervalNs;
    if (m_nextSamplesNs <= nowNs) m_nextSamplesNs = nowNs + m_intervalNs;
    return true;
}

void EventStreams::Client::gather(const Snapshot& snapshot, std::int64_t nowNs) {
    gatherEvents(snapshot);
    const bool isDue = takeTurn(nowNs);
    tellMissed();
    if (isDue) gatherSamples(snapshot);
}

void EventStreams::Client::gatherEvents(const Snapshot& snapshot) {
    if (snapshot.eventCount <= m_event) return;
    for (const Event& event : m_streams->m_hub.events(m_event, kEventsAtOnce)) {
        if (m_piece.size() > kMaxPieceBytes / 2) return;
        m_missedEvents += event.number - m_event - 1;
        m_event = event.number;
        const DeviceSnapshot* const device = snapshot.find(event.device);
        const bool isOfAll = event.device == DeviceId{};
        if (event.kind == EventKind::Text) continue;
        if (!isOfAll && !m_request.device.empty() && (!device || !isWanted(*device))) continue;
        m_piece += "id: " + std::to_string(event.number) +
                   "\nevent: " + std::string(eventKindName(event.kind)) +
                   "\ndata: " + eventJson(event, device ? device->settings.id : std::string()) +
                   "\n\n";
    }
}

void EventStreams::Client::gatherSamples(const Snapshot& snapshot) {
    for (const DeviceSnapshot& device : snapshot.devices) {
        if (!isWanted(device) || !device.channels || !device.lastSample) continue;
        std::uint64_t& seen = m_sequences[device.device];
        if (device.lastSequence == seen) continue;
        if (m_piece.size() > kMaxPieceBytes)
            ++m_missedSamples;
        else
            m_piece += m_streams->sampleText(device);
        seen = device.lastSequence;
    }
}

void EventStreams::Client::passSamples(const Snapshot& snapshot) {
    for (const DeviceSnapshot& device : snapshot.devices) {
        if (!isWanted(device) || !device.lastSample) continue;
        std::uint64_t& seen = m_sequences[device.device];
        if (device.lastSequence != seen) ++m_missedSamples;
        seen = device.lastSequence;
    }
}

void EventStreams::Client::tellMissed() {
    if (m_missedEvents == 0 && m_missedSamples == 0) return;
    JsonOutput json;
    json.object().key("samples").count(std::exchange(m_missedSamples, 0));
    json.key("events").count(std::exchange(m_missedEvents, 0)).end('}');
    m_piece += "event: missed\ndata: " + json.take() + "\n\n";
}

EventStreams::~EventStreams() {
    for (Client* client : m_clients)
        client->orphan();
}

std::unique_ptr<HttpStream> EventStreams::open(StreamRequest request) {
    if (m_clients.size() == kMaxClients) return nullptr;
    const auto snapshot = m_snapshots.get(std::chrono::milliseconds{0});
    // A number of another run is ahead of ours: then everything is new.
    std::uint64_t behind = request.lastEvent.value_or(snapshot->eventCount);
    if (behind > snapshot->eventCount) behind = 0;
    auto client = std::make_unique<Client>(*this, std::move(request));
    client->goBehind(behind);
    return client;
}

void EventStreams::add(Client& client) {
    m_clients.push_back(&client);
    m_count.store(m_clients.size(), std::memory_order_relaxed);
    tick();
}

void EventStreams::remove(Client& client) {
    std::erase(m_clients, &client);
    m_count.store(m_clients.size(), std::memory_order_relaxed);
    if (m_clients.empty()) m_timer.reset();
}

void EventStreams::tick() {
    std::int64_t pace = std::chrono::nanoseconds(kSlowestTick).count();
    for (const Client* client : m_clients)
        pace = std::min(pace, client->intervalNs());
    const auto delay =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::nanoseconds(pace));
    m_timer = m_loop.after(delay, [this] { look(); });
}

void EventStreams::look() {
    const auto snapshot = m_snapshots.get(std::chrono::milliseconds{5});
    const std::int64_t now = m_clock.steadyNs();
    // What a client does with its piece may end it, or another one.
    const std::vector<Client*> clients = m_clients;
    for (Client* client : clients)
        if (std::find(m_clients.begin(), m_clients.end(), client) != m_clients.end())
            client->look(*snapshot, now);
    std::erase_if(m_rendered, [&snapshot](const auto& rendered) {
        return snapshot->find(rendered.first) == nullptr;
    });
    if (!m_clients.empty()) tick();
}

const std::string& EventStreams::sampleText(const DeviceSnapshot& device) {
    Rendered& rendered = m_rendered[device.device];
    if (rendered.sequence == device.lastSequence) return rendered.text;
    JsonOutput json;
    writeLatestSample(json, device);
    rendered.sequence = device.lastSequence;
    rendered.text = "event: sample\ndata: " + json.take() + "\n\n";
    return rendered.text;
}

std::string eventJson(const Event& event, const std::string& device) {
    JsonOutput json;
    json.object().key("number").count(event.number).key("time_utc").time(event.time.wallNs);
    json.key("device");
    if (device.empty())
        json.null();
    else
        json.text(device);
    json.key("kind").text(eventKindName(event.kind));
    json.key("severity").text(severityName(event.severity)).key("text").text(event.text);
    if (!event.channel.empty()) json.key("channel").text(event.channel);
    if (event.value) json.key("value").number(*event.value);
    if (event.sequence > 0) json.key("seq").count(event.sequence);
    return json.end('}').take();
}

}  // namespace telemetryhub::engine
