// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/device.h"

#include <algorithm>
#include <utility>

#include "device/refusal.h"
#include "telemetryhub/engine/core/source_traits.h"

namespace telemetryhub::engine {

namespace {

/// How often the decoder is asked what it sees, while it found no frame.
constexpr std::int64_t kDescribeSpacingNs = 250'000'000;

// A replay has the pauses and the damage of the captured device; to open it again would only play
// it from the start.
DeviceSettings asWatched(DeviceSettings settings) {
    if (!traitsOf(settings.bus).isRecorded) return settings;
    settings.silenceTimeout = {std::nullopt, true};
    settings.damageLimit.share = 1;
    return settings;
}

}  // namespace

Device::Device(DeviceId id, DeviceSettings settings, Parts parts)
    : DecoderOutput(m_writer),
      m_id(id),
      m_settings(asWatched(std::move(settings))),
      m_parts(std::move(parts)),
      m_events(id, m_parts.events, m_parts.clock),
      m_states(m_settings.failureThreshold),
      m_retries(id.value),
      m_silence(m_settings.silenceTimeout),
      m_damage(m_settings.damageLimit),
      m_writer(m_parts.pool, id, *this),
      m_wireNsPerByte(wireNsPerByte(m_settings.bus)),
      m_decoder(makeDecoder(m_settings.decode)),
      m_bus(std::make_unique<FaultyBus>(m_parts.makeBus, m_settings.faults,
                                        static_cast<BusListener&>(*this), m_parts.clock)) {
    m_retryTimer.setSingleShot(true);
    QObject::connect(&m_retryTimer, &QTimer::timeout, &m_retryTimer, [this] { openBus(); });
    m_silenceTimer.setSingleShot(true);
    QObject::connect(&m_silenceTimer, &QTimer::timeout, &m_silenceTimer,
                     [this] { checkSilence(); });
    for (const CommandPreset& preset : m_settings.commands)
        if (preset.every.count() > 0) repeatCommand(preset);
    m_parts.report->update([this](DeviceStatus& status) {
        status.since = m_parts.clock.now();
        status.linkText = m_bus->description();
        status.formatText = isPushed() ? std::string() : m_decoder->description();
        status.faults = m_settings.faults;
        status.format = m_settings.decode.format;
    });
    askForLatch();
}

Device::~Device() {
    m_self.reset();
    runJudgedTasks();
    closeBus(StreamEnd::Cut, ErrorCode::NotMeasuring);
    m_parts.flushes.forget(*this);
    m_parts.report->retire();
}

Result<void> Device::start() {
    m_absentSinceNs.reset();
    if (!m_judged) {
        m_startAsked = true;
        return {};
    }
    return command("start", DeviceEvent::Start);
}
Result<void> Device::stop() {
    m_startAsked = false;
    return command("stop", DeviceEvent::Stop);
}

Result<void> Device::reset() {
    // Whoever resets a device vouches for it, whatever the disk would say.
    const bool mayBeLatched = !m_judged || m_states.state() == DeviceState::SafeState;
    auto answer = command("reset", DeviceEvent::Reset);
    if (!mayBeLatched || !answer) return answer;
    if (m_parts.latches) m_parts.latches->clear(m_settings.id);
    judge(std::nullopt);
    return answer;
}

Result<void> Device::command(std::string_view name, DeviceEvent event) {
    auto answer = handle(event, ErrorCode::NotMeasuring);
    m_events.commanded(name, answer);
    return answer;
}

Result<void> Device::send(std::string_view bytes) {
    if (m_states.state() == DeviceState::SafeState) return refusal(ErrorCode::DeviceInSafeState);
    if (!m_bus->isOpen()) return refusal(ErrorCode::NotMeasuring);
    auto written = m_bus->write(bytes);
    m_events.commanded("send " + std::to_string(bytes.size()) + " bytes", written);
    if (written) noteSent(bytes);
    return written;
}

Result<void> Device::push(std::span<const PushedSample> samples) {
    if (!isPushed())
        return Error{ErrorCode::InvalidArgument,
                     m_settings.id + " reads its own wire. Push to a device push:NAME."};
    if (m_states.state() == DeviceState::SafeState) return refusal(ErrorCode::DeviceInSafeState);
    if (!m_bus->isOpen()) return refusal(ErrorCode::NotMeasuring);
    if (!m_held.empty() || !m_parts.intake.ready()) return refusal(ErrorCode::QueueFull);
    const ReadTime now = m_parts.clock.now();
    m_writer.setReadTime(now);
    if (auto written = m_pushed.write(samples, m_writer); !written) return written;
    noteSamples(samples.size(), now);
    flushSoon();
    return {};
}

bool Device::isPushed() const {
    return !traitsOf(m_settings.bus).comesAsBytes;
}

void Device::setFormat(Format format) {
    m_decoder->finish(StreamEnd::Cut, *this);
    m_earlierCounts += m_decoder->counts();
    DecodeSettings decode = m_settings.decode;
    decode.format = format;
    m_decoder = makeDecoder(decode);
    m_decoder->begin(StreamStart::MidFrame);
    m_hasDelivered = false;
    m_damage.restart();
    account();
    m_parts.report->update([&](DeviceStatus& status) {
        status.format = format;
        status.decision.reset();
        status.formatText = m_decoder->description();
    });
}

Result<void> Device::controlReplay(const ReplayCommand& command) {
    if (!m_bus->isOpen()) return refusal(ErrorCode::NotMeasuring);
    auto controlled = m_bus->control(command);
    noteReplay();
    return controlled;
}

/// Where a replay is, for who shows it.
void Device::noteReplay() {
    const std::optional<ReplayStatus> replay = m_bus->replayStatus();
    if (replay || m_replays)
        m_parts.report->update([&](DeviceStatus& status) { status.replay = replay; });
    m_replays = replay.has_value();
}

Result<void> Device::injectFaults(const FaultPlan& plan) {
    if (auto checked = checkFaults(plan, m_settings.bus); !checked) return checked;
    m_parts.report->update([&](DeviceStatus& status) { status.faults = plan; });
    m_events.commanded(plan.isEmpty() ? "rehearse no faults" : "rehearse faults", {});
    m_bus->setPlan(plan);
    return {};
}

Result<void> Device::injectFault() {
    FaultPlan single;
    single.deterministic = 1;
    if (auto checked = checkFaults(single, m_settings.bus); !checked) return checked;
    if (!m_bus->isOpen()) return refusal(ErrorCode::NotMeasuring);
    m_events.commanded("rehearse a fault", {});
    m_bus->failNow();
    return {};
}

/// For devices that only answer: a sensor is asked, a link is kept alive.
void Device::repeatCommand(const CommandPreset& command) {
    auto timer = std::make_unique<QTimer>();
    timer->setInterval(command.every);
    QObject::connect(timer.get(), &QTimer::timeout, timer.get(), [this, bytes = command.bytes] {
        // A bus that does not take it reports that itself.
        if (m_bus->isOpen() && m_bus->write(bytes)) noteSent(bytes);
    });
    m_repeaters.push_back(std::move(timer));
}

/// For who looks at the console.
void Device::noteSent(std::string_view bytes) {
    const ReadTime now = m_parts.clock.now();
    m_parts.report->text().add(now, Direction::Sent, bytes);
    m_parts.report->traffic().add(now, Direction::Sent, bytes);
}

void Device::bytesRead(std::string_view bytes, const ReadTime& time) {
    if (!m_streamBegun) {
        const bool whole =
            m_bus->startsAtBoundary() || time.steadyNs - m_openedNs >= kBoundarySilenceNs;
        m_decoder->begin(whole ? StreamStart::Boundary : StreamStart::MidFrame);
        m_streamBegun = true;
        m_writer.clock().beginStream();
        tap(whole ? RawPiece::Kind::BeginsAtBoundary : RawPiece::Kind::BeginsMidFrame, time, {});
    }
    tap(RawPiece::Kind::Bytes, time, bytes);
    m_parts.report->traffic().add(time, Direction::Received, bytes);
    m_bytesRead += bytes.size();
    m_writer.clock().beginRead({time, bytes.size(), m_wireNsPerByte});
    const std::uint64_t framesBefore = m_decoder->counts().frames;
    const std::uint64_t damagedBefore = m_decoder->counts().framesDamaged.total();
    m_decoder->decode(bytes, *this);
    account();
    keepTail(bytes);
    m_parts.report->update(
        [&](DeviceStatus& status) { status.bytes.add(bytes.size(), time.steadyNs); });
    if (m_replays) noteReplay();
    const std::uint64_t frames = m_decoder->counts().frames - framesBefore;
    noteSamples(frames, time);
    flushSoon();
    watchDamage(frames, m_decoder->counts().framesDamaged.total() - damagedBefore, time);
}

/// Hands what happens on the wire to who keeps it.
void Device::tap(RawPiece::Kind kind, const ReadTime& time, std::string_view bytes) {
    if (!m_parts.raw || !m_parts.raw->wantsRaw()) return;
    m_parts.raw->takeRaw({m_id, time, kind, m_bytesRead, std::string(bytes)});
}

void Device::noteSamples(std::uint64_t frames, const ReadTime& time) {
    if (frames == 0) return;
    m_silence.sampleArrived(time.steadyNs);
    if (!m_silenceTimer.isActive()) armSilenceTimer();
    m_parts.report->update([&](DeviceStatus& status) {
        status.samples.add(frames, time.steadyNs);
        status.lastSample = m_writer.lastTime();
        status.lastSequence = m_writer.nextSequence() - 1;
        if (status.channels == m_writer.channels()) return;
        status.channels = m_writer.channels();
        status.formatText = isPushed() ? std::string() : m_decoder->description();
        if (const auto* found = dynamic_cast<const AutoDecoder*>(m_decoder.get()))
            status.decision = std::make_shared<const AutoDecision>(found->decision());
    });
    m_absentSinceNs.reset();
    m_retries.restart();
    if (m_states.state() != DeviceState::Measuring || m_states.consecutiveFaults() > 0)
        (void)handle(DeviceEvent::GoodSample, ErrorCode::NotMeasuring);
    m_bus->samplesDecoded(frames);
}

void Device::account() {
    const DecodeCounts counts = totalCounts();
    m_parts.report->ledger().setBytes(m_bytesRead, counts, m_decoder->pendingBytes());
    const std::int64_t now = m_parts.clock.steadyNs();
    const bool describe = counts.frames == 0 && now - m_describedNs >= kDescribeSpacingNs;
    if (describe) m_describedNs = now;
    m_parts.report->update([&](DeviceStatus& status) {
        status.framesDamaged = counts.framesDamaged;
        status.textCells = counts.textCells;
        if (!describe) return;
        status.formatText = m_decoder->description();
        if (const auto* found = dynamic_cast<const AutoDecoder*>(m_decoder.get()))
            status.decision = std::make_shared<const AutoDecision>(found->decision());
    });
}

/// For a person who wonders why nothing is decoded.
void Device::keepTail(std::string_view bytes) {
    const DecodeCounts counts = m_decoder->counts();
    const std::uint64_t damaged = counts.framesDamaged.total();
    const bool isPuzzling = counts.frames == 0 || damaged != m_damagedAtTail;
    m_damagedAtTail = damaged;
    if (!isPuzzling) return;
    constexpr std::size_t kMost = DeviceStatus::kMaxTailBytes;
    m_parts.report->update([&](DeviceStatus& status) {
        std::string& tail = status.rawTail;
        tail.append(bytes.substr(bytes.size() - std::min(bytes.size(), kMost)));
        if (tail.size() > kMost) tail.erase(0, tail.size() - kMost);
    });
}

DecodeCounts Device::totalCounts() const {
    DecodeCounts counts = m_earlierCounts;
    counts += m_decoder->counts();
    return counts;
}

void Device::flushSoon() {
    if (m_flushAsked || !m_writer.hasOpenRows()) return;
    m_flushAsked = true;
    m_parts.flushes.flushSoon(*this);
}

void Device::flush() {
    m_flushAsked = false;
    m_writer.flush();
}

void Device::receive(BlockRef block) {
    m_parts.report->ledger().samplesOffered(block->size());
    m_held.push(std::move(block));
    offerHeld();
}

void Device::offerHeld() {
    while (!m_held.empty()) {
        if (m_parts.intake.offer(m_held.front()) == Offer::Full) {
            m_bus->setPaused(true);
            return;
        }
        (void)m_held.pop();
    }
}

void Device::resume() {
    offerHeld();
    if (m_held.empty()) m_bus->setPaused(false);
}

void Device::textLine(std::string_view line) {
    m_parts.report->text().add(m_writer.readTime(), Direction::Received, line);
    m_events.textReceived(m_writer.readTime(), line);
    if (m_parts.onTextLine) m_parts.onTextLine(m_writer.readTime(), line);
}

void Device::damaged(DiscardReason reason, std::string_view bytes) {
    m_parts.report->traffic().addDamage(m_writer.readTime(), reason, bytes);
    m_parts.report->update([&](DeviceStatus& status) {
        if (!status.lastDamage) status.lastDamage.emplace();
        status.lastDamage->reason = reason;
        status.lastDamage->time = m_writer.readTime();
        status.lastDamage->bytes.assign(bytes.substr(0, Damage::kMaxBytes));
    });
}

}  // namespace telemetryhub::engine
