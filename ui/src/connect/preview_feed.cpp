// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/preview_feed.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <QEventLoop>
#include <QMetaObject>

#include "telemetryhub/engine/bus/make_bus.h"
#include "telemetryhub/engine/core/thread_name.h"
#include "telemetryhub/engine/device/device.h"
#include "telemetryhub/engine/pipeline/channel_processing.h"
#include "telemetryhub/engine/pipeline/device_processing.h"
#include "telemetryhub/engine/record/session_paths.h"

namespace telemetryhub::ui {
namespace {

constexpr std::size_t kHistoryBytes = std::size_t{32} * 1000 * 1000;

/// Hands blocks straight on: nothing waits, nothing is lost.
class PreviewIntake final : public engine::BlockIntake {
public:
    explicit PreviewIntake(engine::DeviceProcessing& processing) : m_processing(processing) {}

    engine::Offer offer(engine::BlockRef& block) override {
        offerLast(std::move(block));
        return engine::Offer::Accepted;
    }
    void offerLast(engine::BlockRef block) override { m_processing.process(std::move(block)); }
    [[nodiscard]] bool ready() const override { return true; }

private:
    engine::DeviceProcessing& m_processing;
};

class NobodyListens final : public engine::DeviceListener {
public:
    void deviceStateChanged(engine::DeviceId, engine::DeviceState) override {}
    void deviceFinished(engine::DeviceId) override {}
};

/// Nothing is sent, and nothing that is seen leads to more than being seen.
engine::DeviceSettings onlyToLookAt(engine::DeviceSettings settings) {
    settings.commands.clear();
    settings.safeCommand.clear();
    settings.processing.alarms.clear();
    settings.faults = {};
    settings.absentLimit.reset();
    settings.failureThreshold = std::numeric_limits<int>::max();
    settings.silenceTimeout = {std::nullopt, true};
    settings.damageLimit.share = 1;
    return settings;
}

}  // namespace

bool canPreview(const engine::BusSettings& bus) {
    if (const auto* replay = std::get_if<engine::ReplaySettings>(&bus))
        return !engine::isSession(replay->path);
    return !std::holds_alternative<engine::PushSettings>(bus);
}

PreviewFeed::PreviewFeed(engine::DeviceSettings settings)
    : m_settings(onlyToLookAt(std::move(settings))),
      m_start(m_clock.now()),
      m_history(kHistoryBytes),
      m_report(std::make_shared<engine::DeviceReport>()) {
    std::promise<void> ready;
    std::future<void> isReady = ready.get_future();
    m_thread = std::thread([this, ready = std::move(ready)]() mutable { run(std::move(ready)); });
    isReady.wait();
}

PreviewFeed::~PreviewFeed() {
    QMetaObject::invokeMethod(m_loop, "quit", Qt::QueuedConnection);
    m_thread.join();
}

void PreviewFeed::run(std::promise<void> ready) {
    engine::setThreadName("th-preview");
    QEventLoop loop;
    m_loop = &loop;
    ready.set_value();

    engine::BlockPool pool;
    engine::LatencyHistogram latency;
    engine::EventLog events;
    NobodyListens nobody;
    engine::BusParts busParts(m_clock);
    engine::TurnFlusher flusher([] { return true; });
    engine::DeviceProcessing::Parts parts;
    parts.steps.push_back(std::make_unique<engine::ChannelProcessing>(
        m_settings.processing,
        [this](const engine::ChannelSetPtr& channels) { m_report->setShownChannels(channels); }));
    parts.sinks.push_back(&m_history);
    parts.ledger = std::shared_ptr<engine::DeviceLedger>(m_report, &m_report->ledger());
    parts.clock = &m_clock;
    parts.latency = &latency;
    engine::DeviceProcessing processing(std::move(parts));
    PreviewIntake intake(processing);
    engine::Device device(kDevice, m_settings,
                          {m_clock,
                           pool,
                           intake,
                           nobody,
                           events,
                           nullptr,
                           flusher,
                           m_report,
                           [this, &busParts](engine::BusListener& listener) {
                               return engine::makeBus(m_settings.bus, listener, busParts);
                           },
                           {},
                           this});
    (void)device.start();
    loop.exec();
}

void PreviewFeed::takeRaw(engine::RawPiece piece) {
    if (piece.kind != engine::RawPiece::Kind::Bytes) return;
    const engine::MutexLock lock(m_mutex);
    m_tail += piece.bytes;
    if (m_tail.size() > kTailBytes) m_tail.erase(0, m_tail.size() - kTailBytes);
    if (piece.bytes.size() > kMostChunkBytes) piece.bytes.resize(kMostChunkBytes);
    m_chunks.push_back({++m_chunkCount, piece.time, std::move(piece.bytes)});
    if (m_chunks.size() > kMostChunks) m_chunks.pop_front();
}

PreviewSnapshot PreviewFeed::snapshot() const {
    PreviewSnapshot seen;
    seen.now = m_clock.now();
    seen.start = m_start;
    const engine::DeviceStatus status = m_report->status();
    engine::DeviceSnapshot& device = seen.device;
    device.device = kDevice;
    device.settings = m_settings;
    device.state = status.state;
    device.since = status.since;
    device.everStarted = true;
    device.lastError = status.lastError;
    device.linkText = status.linkText;
    device.formatText = status.formatText;
    device.rateHz = status.samples.perSecond(seen.now.steadyNs);
    device.byteRate = status.bytes.perSecond(seen.now.steadyNs);
    device.lastSample = status.lastSample;
    device.usualIntervalNs = status.samples.usualIntervalNs();
    device.channels = m_report->shownChannels();
    device.latest = m_history.latest(kDevice);
    device.ledger = m_report->ledger().snapshot();
    device.rawTail = status.rawTail;
    device.decision = status.decision;
    device.framesDamaged = status.framesDamaged;
    device.lastDamage = status.lastDamage;
    device.textLines = m_report->text().addedCount();
    const engine::MutexLock lock(m_mutex);
    seen.chunks.assign(m_chunks.begin(), m_chunks.end());
    seen.tail = m_tail;
    return seen;
}

}  // namespace telemetryhub::ui
