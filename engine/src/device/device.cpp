// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/device.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

namespace telemetryhub::engine {

namespace {

/// How often the decoder is asked what it sees, while it found no frame.
constexpr std::int64_t kDescribeSpacingNs = 250'000'000;

/// Whether an error says that the device misbehaves, and not that its link is not there.
bool isDeviceFault(ErrorCode code) {
    return code == ErrorCode::ReadFailed || code == ErrorCode::WriteFailed ||
           code == ErrorCode::DeviceSilent || code == ErrorCode::DamagedFrames ||
           code == ErrorCode::Internal;
}

Error silentFor(std::int64_t ns) {
    char text[128];
    (void)std::snprintf(text, sizeof text,
                        "No sample for %.1f s. Check its power and its cable; it is opened again.",
                        static_cast<double>(ns) / 1e9);
    return {ErrorCode::DeviceSilent, text};
}

Error damageBurst(std::uint64_t frames) {
    return {
        ErrorCode::DamagedFrames,
        std::to_string(frames) + " damaged frames. Check the baud rate, the format and the cable."};
}

// A replay has the pauses and the damage of the captured device; to open it again would only play
// it from the start.
DeviceSettings asWatched(DeviceSettings settings) {
    if (!std::holds_alternative<ReplaySettings>(settings.bus)) return settings;
    settings.silenceTimeout = {std::nullopt, true};
    settings.damageLimit.share = 1;
    return settings;
}

Error refusal(ErrorCode code) {
    switch (code) {
        case ErrorCode::AlreadyMeasuring: return {code, "The device is measuring. Stop it first."};
        case ErrorCode::DeviceInSafeState:
            return {code, "The device is in SafeState. Check it, then reset it."};
        default: return {code, "The device is not measuring. Start it first."};
    }
}

}  // namespace

Device::Device(DeviceId id, DeviceSettings settings, Parts parts)
    : DecoderOutput(m_writer),
      m_id(id),
      m_settings(asWatched(std::move(settings))),
      m_parts(std::move(parts)),
      m_states(m_settings.failureThreshold),
      m_retries(id.value),
      m_silence(m_settings.silenceTimeout),
      m_damage(m_settings.damageLimit),
      m_writer(m_parts.pool, id, *this),
      m_decoder(makeDecoder(m_settings.format)),
      m_bus(m_parts.makeBus(*this)) {
    m_retryTimer.setSingleShot(true);
    m_flushTimer.setSingleShot(true);
    m_flushTimer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_retryTimer, &QTimer::timeout, &m_retryTimer, [this] { openBus(); });
    QObject::connect(&m_flushTimer, &QTimer::timeout, &m_flushTimer, [this] { m_writer.flush(); });
    m_silenceTimer.setSingleShot(true);
    QObject::connect(&m_silenceTimer, &QTimer::timeout, &m_silenceTimer,
                     [this] { checkSilence(); });
    m_parts.report->update([this](DeviceStatus& status) {
        status.since = m_parts.clock.now();
        status.linkText = m_bus->description();
        status.formatText = m_decoder->description();
    });
}

Device::~Device() {
    closeBus(StreamEnd::Cut);
}

Result<void> Device::start() {
    return handle(DeviceEvent::Start);
}
Result<void> Device::stop() {
    return handle(DeviceEvent::Stop);
}
Result<void> Device::reset() {
    return handle(DeviceEvent::Reset);
}

Result<void> Device::send(std::string_view bytes) {
    if (m_states.state() == DeviceState::SafeState) return refusal(ErrorCode::DeviceInSafeState);
    if (!m_bus->isOpen()) return refusal(ErrorCode::NotMeasuring);
    return m_bus->write(bytes);
}

void Device::setFormat(Format format) {
    m_decoder->finish(StreamEnd::Cut, *this);
    m_earlierCounts += m_decoder->counts();
    m_decoder = makeDecoder(format);
    m_decoder->begin(StreamStart::MidFrame);
    account();
    m_parts.report->update(
        [this](DeviceStatus& status) { status.formatText = m_decoder->description(); });
}

Result<void> Device::handle(DeviceEvent event) {
    const DeviceState before = m_states.state();
    const DeviceReaction reaction = m_states.handle(event);
    if (reaction.refused) return refusal(reaction.refusal);
    const DeviceState after = m_states.state();
    m_parts.report->update([&](DeviceStatus& status) {
        status.state = after;
        status.consecutiveFaults = m_states.consecutiveFaults();
        status.everStarted = status.everStarted || event == DeviceEvent::Start;
        if (before == after) return;
        status.since = m_parts.clock.now();
        status.openAttempts = 0;
    });
    if (before != after) m_parts.listener.deviceStateChanged(m_id, after);
    perform(reaction.action);
    return {};
}

void Device::perform(DeviceAction action) {
    switch (action) {
        case DeviceAction::None: break;
        case DeviceAction::Open:
            m_retries.restart();
            openBus();
            break;
        case DeviceAction::Close: closeBus(StreamEnd::Cut); break;
        case DeviceAction::CloseAndRetry:
            closeBus(StreamEnd::Cut);
            retryLater();
            break;
        case DeviceAction::EnterSafeState: enterSafeState(); break;
    }
}

void Device::openBus() {
    m_retryTimer.stop();
    if (m_bus->isOpen()) return;
    m_parts.report->update([](DeviceStatus& status) {
        ++status.openAttempts;
        status.nextAttemptNs.reset();
        status.samples.restart();
        status.bytes.restart();
    });
    m_streamBegun = false;
    if (auto opened = m_bus->open(); !opened) {
        failed(opened.error());
        return;
    }
    m_damage.restart();
    if (!m_bus->isConnecting()) busConnected();
}

void Device::closeBus(StreamEnd end) {
    m_retryTimer.stop();
    m_flushTimer.stop();
    m_silenceTimer.stop();
    m_bus->close();
    m_parts.report->update([](DeviceStatus& status) { status.nextAttemptNs.reset(); });
    if (m_streamBegun) {
        m_decoder->finish(end, *this);
        m_streamBegun = false;
    }
    m_writer.flush();
    while (!m_held.empty())
        m_parts.intake.offerLast(m_held.pop());
    m_bus->setPaused(false);
    account();
}

void Device::retryLater() {
    const auto wait = m_retries.next();
    m_retryTimer.start(wait);
    const std::int64_t at = m_parts.clock.steadyNs() + std::chrono::nanoseconds(wait).count();
    m_parts.report->update([at](DeviceStatus& status) { status.nextAttemptNs = at; });
}

void Device::enterSafeState() {
    if (!m_settings.safeCommand.empty()) {
        const bool reachable = m_bus->isOpen() || m_bus->open();
        const bool sent = reachable && m_bus->write(m_settings.safeCommand);
        m_parts.report->update([&](DeviceStatus& status) {
            status.safeCommandText = sent ? m_settings.safeCommand : std::string();
        });
    }
    closeBus(StreamEnd::Cut);
}

void Device::failed(const Error& error) {
    m_parts.report->update([&](DeviceStatus& status) {
        status.lastError = error;
        status.lastErrorTime = m_parts.clock.now();
    });
    // Faults and absence are defined in every state, so this is never refused.
    (void)handle(isDeviceFault(error.code) ? DeviceEvent::Fault : DeviceEvent::Absent);
}

void Device::busFailed(const Error& error) {
    failed(error);
}

void Device::busFinished() {
    closeBus(StreamEnd::Complete);
    (void)handle(DeviceEvent::Finished);
    m_parts.listener.deviceFinished(m_id);
}

void Device::busConnected() {
    m_openedNs = m_parts.clock.steadyNs();
    m_silence.opened(m_openedNs);
    armSilenceTimer();
}

void Device::busMayOpen() {
    if (!m_retryTimer.isActive()) return;
    m_retries.restart();
    retryLater();
}

void Device::bytesRead(std::string_view bytes, const ReadTime& time) {
    m_bytesRead += bytes.size();
    if (!m_streamBegun) {
        const bool whole =
            m_bus->startsAtBoundary() || time.steadyNs - m_openedNs >= kBoundarySilenceNs;
        m_decoder->begin(whole ? StreamStart::Boundary : StreamStart::MidFrame);
        m_streamBegun = true;
    }
    m_writer.setReadTime(time);
    const std::uint64_t framesBefore = m_decoder->counts().frames;
    const std::uint64_t damagedBefore = m_decoder->counts().framesDamaged.total();
    m_decoder->decode(bytes, *this);
    account();
    m_parts.report->update(
        [&](DeviceStatus& status) { status.bytes.add(bytes.size(), time.steadyNs); });
    const std::uint64_t frames = m_decoder->counts().frames - framesBefore;
    noteSamples(frames, time);
    flushSoon();
    watchDamage(frames, m_decoder->counts().framesDamaged.total() - damagedBefore, time);
}

void Device::noteSamples(std::uint64_t frames, const ReadTime& time) {
    if (frames == 0) return;
    m_silence.sampleArrived(time.steadyNs);
    if (!m_silenceTimer.isActive()) armSilenceTimer();
    m_parts.report->update([&](DeviceStatus& status) {
        status.samples.add(frames, time.steadyNs);
        status.lastSample = time;
        status.lastSequence = m_writer.nextSequence() - 1;
        if (status.channels == m_writer.channels()) return;
        status.channels = m_writer.channels();
        status.formatText = m_decoder->description();
    });
    if (m_states.state() != DeviceState::Measuring || m_states.consecutiveFaults() > 0)
        (void)handle(DeviceEvent::GoodSample);
}

void Device::watchDamage(std::uint64_t frames, std::uint64_t damaged, const ReadTime& time) {
    if (m_damage.add(frames, damaged, time.steadyNs)) failed(damageBurst(m_damage.damagedFrames()));
}

// The timer is left alone while samples arrive; it looks at the clock when it fires.
void Device::armSilenceTimer() {
    const auto deadline = m_silence.deadlineNs();
    if (!deadline) return;
    const std::chrono::nanoseconds wait(
        std::max<std::int64_t>(*deadline - m_parts.clock.steadyNs(), 0));
    m_silenceTimer.start(std::chrono::ceil<std::chrono::milliseconds>(wait));
}

void Device::checkSilence() {
    // What is not read cannot be heard: with a full queue the silence is ours.
    if (!m_held.empty()) m_silence.opened(m_parts.clock.steadyNs());
    const auto deadline = m_silence.deadlineNs();
    if (deadline && m_parts.clock.steadyNs() >= *deadline) {
        failed(silentFor(*m_silence.limitNs()));
    } else {
        armSilenceTimer();
    }
}

void Device::account() {
    const DecodeCounts counts = totalCounts();
    m_parts.report->ledger().setBytes(m_bytesRead, counts, m_decoder->pendingBytes());
    const std::int64_t now = m_parts.clock.steadyNs();
    const bool describe = counts.frames == 0 && now - m_describedNs >= kDescribeSpacingNs;
    if (describe) m_describedNs = now;
    m_parts.report->update([&](DeviceStatus& status) {
        status.framesDamaged = counts.framesDamaged;
        if (describe) status.formatText = m_decoder->description();
    });
}

DecodeCounts Device::totalCounts() const {
    DecodeCounts counts = m_earlierCounts;
    counts += m_decoder->counts();
    return counts;
}

// With a worker waiting nothing is gained by holding rows back; otherwise a fuller block costs
// less, but no sample waits longer than the flush time.
void Device::flushSoon() {
    if (!m_writer.hasOpenRows()) return;
    if (m_parts.intake.consumerIdle()) {
        m_writer.flush();
    } else if (!m_flushTimer.isActive()) {
        m_flushTimer.start(kFlushMs);
    }
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
    m_parts.report->text().add(m_writer.readTime(), line);
}

void Device::damaged(DiscardReason reason, std::string_view bytes) {
    m_parts.report->update([&](DeviceStatus& status) {
        if (!status.lastDamage) status.lastDamage.emplace();
        status.lastDamage->reason = reason;
        status.lastDamage->time = m_writer.readTime();
        status.lastDamage->bytes.assign(bytes.substr(0, Damage::kMaxBytes));
    });
}

}  // namespace telemetryhub::engine
