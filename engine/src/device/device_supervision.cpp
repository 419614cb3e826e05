// SPDX-License-Identifier: GPL-3.0-or-later
// How a device follows its state machine: what it does about commands, faults and absence.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

#include "device/refusal.h"
#include "device/stream_diagnosis.h"
#include "telemetryhub/engine/device/device.h"

namespace telemetryhub::engine {

namespace {

/// So long a device may send what nobody can read until that is told.
constexpr std::int64_t kPatienceNs = 5'000'000'000;
/// Fewer bytes tell nothing.
constexpr std::uint64_t kEnoughBytes = 64;
/// How often the diagnosis is made anew.
constexpr std::int64_t kDiagnosisSpacingNs = 1'000'000'000;

/// Whether an error says that the device misbehaves, and not that its link is not there.
bool isDeviceFault(ErrorCode code) {
    return code == ErrorCode::ReadFailed || code == ErrorCode::WriteFailed ||
           code == ErrorCode::DeviceSilent || code == ErrorCode::DamagedFrames ||
           code == ErrorCode::InjectedFault || code == ErrorCode::Internal;
}

/// Whether an operator would call both the same: a link that was lost is absent from then on.
bool isSameTrouble(ErrorCode a, ErrorCode b) {
    const auto isMissing = [](ErrorCode code) {
        return code == ErrorCode::LinkLost || code == ErrorCode::PortAbsent;
    };
    return a == b || (isMissing(a) && isMissing(b));
}

Error silentFor(std::int64_t ns) {
    char text[128];
    (void)std::snprintf(text, sizeof text, "No sample for %.3g s. Check its power and its cable.",
                        static_cast<double>(ns) / 1e9);
    return {ErrorCode::DeviceSilent, text};
}

Error damageBurst(std::uint64_t frames) {
    return {
        ErrorCode::DamagedFrames,
        std::to_string(frames) + " damaged frames. Check the baud rate, the format and the cable."};
}

}  // namespace

Result<void> Device::handle(DeviceEvent event, ErrorCode why) {
    const DeviceState before = m_states.state();
    const DeviceReaction reaction = m_states.handle(event);
    if (reaction.refused) return refusal(reaction.refusal);
    if (before == DeviceState::Idle) m_hasDelivered = false;
    const DeviceState after = m_states.state();
    m_parts.report->update([&](DeviceStatus& status) {
        status.state = after;
        status.consecutiveFaults = m_states.consecutiveFaults();
        status.everStarted = status.everStarted || event == DeviceEvent::Start;
        if (before == after) return;
        status.since = m_parts.clock.now();
        status.openAttempts = 0;
    });
    // Who hears of SafeState may rely on it: the command is out, and the latch on its way to the
    // disk.
    const bool actsFirst = reaction.action == DeviceAction::EnterSafeState;
    if (actsFirst) perform(reaction.action, why);
    if (before != after) {
        m_events.entered(after, m_cause);
        m_parts.listener.deviceStateChanged(m_id, after);
    }
    if (!actsFirst) perform(reaction.action, why);
    return {};
}

void Device::perform(DeviceAction action, ErrorCode why) {
    switch (action) {
        case DeviceAction::None: break;
        case DeviceAction::Open:
            m_retries.restart();
            openBus();
            break;
        case DeviceAction::Close: closeBus(StreamEnd::Cut, why); break;
        case DeviceAction::CloseAndRetry:
            closeBus(StreamEnd::Cut, why);
            retryLater();
            break;
        case DeviceAction::EnterSafeState: enterSafeState(why); break;
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
    m_bytesAtOpening = m_bytesRead;
    m_earlierLine = m_line;
    lookAtLine();
    m_diagnosedNs.reset();
    noteReplay();
    if (!m_bus->isConnecting()) busConnected();
}

void Device::closeBus(StreamEnd end, ErrorCode why) {
    for (const auto& repeater : m_repeaters)
        repeater->stop();
    m_retryTimer.stop();
    m_silenceTimer.stop();
    lookAtLine();
    m_bus->close();
    m_parts.report->update([](DeviceStatus& status) { status.nextAttemptNs.reset(); });
    noteReplay();
    if (m_streamBegun) {
        m_decoder->finish(end, *this);
        m_streamBegun = false;
        tap(end == StreamEnd::Complete ? RawPiece::Kind::EndsComplete : RawPiece::Kind::EndsCut,
            m_parts.clock.now(), {});
    }
    m_writer.flush();
    if (m_writer.nextSequence() > 1) m_writer.markGap(why);
    while (!m_held.empty())
        m_parts.intake.offerLast(m_held.pop());
    m_bus->setPaused(false);
    account();
}

void Device::retryLater() {
    const std::int64_t now = m_parts.clock.steadyNs();
    std::chrono::nanoseconds wait = m_retries.next();
    if (m_settings.absentLimit && m_absentSinceNs) {
        const std::chrono::nanoseconds absent(now - *m_absentSinceNs);
        wait = std::clamp(*m_settings.absentLimit - absent, std::chrono::nanoseconds(0), wait);
    }
    m_retryTimer.start(std::chrono::ceil<std::chrono::milliseconds>(wait));
    m_parts.report->update(
        [at = now + wait.count()](DeviceStatus& status) { status.nextAttemptNs = at; });
}

void Device::enterSafeState(ErrorCode why) {
    const bool sent = sendSafeCommand();
    const std::int64_t reactionNs = m_parts.clock.steadyNs() - m_causeNs;
    closeBus(StreamEnd::Cut, why);
    const Latch latch{m_cause.value_or(Error{}), m_parts.clock.now().wallNs,
                      m_states.consecutiveFaults(), sent ? m_settings.safeCommand : std::string()};
    showLatch(latch);
    m_parts.report->update(
        [reactionNs](DeviceStatus& status) { status.safeReactionNs = reactionNs; });
    if (m_parts.latches) m_parts.latches->save(m_settings.id, latch);
}

bool Device::sendSafeCommand() {
    if (m_settings.safeCommand.empty()) return false;
    const bool reachable = m_bus->isOpen() || m_bus->open();
    const bool sent = reachable && m_bus->write(m_settings.safeCommand);
    if (sent) {
        m_events.safeCommandSent(m_settings.safeCommand);
        noteSent(m_settings.safeCommand);
    } else {
        m_events.safeCommandFailed(m_settings.safeCommand);
    }
    return sent;
}

void Device::failed(const Error& error) {
    const bool isNews = !m_cause || !isSameTrouble(m_cause->code, error.code);
    const DeviceState before = m_states.state();
    m_cause = error;
    m_causeNs = m_parts.clock.steadyNs();
    m_parts.report->update([&](DeviceStatus& status) {
        status.lastError = error;
        status.lastErrorTime = m_parts.clock.now();
    });
    // These events are defined in every state, so they are never refused.
    (void)handle(eventOf(error), error.code);
    if (isNews && before == DeviceState::Error && m_states.state() == before)
        m_events.troubleChanged(error);
}

void Device::trip(const Error& alarm) {
    const bool isActive =
        m_states.state() == DeviceState::Measuring || m_states.state() == DeviceState::Error;
    if (isActive) failed(alarm);
}

DeviceEvent Device::eventOf(const Error& error) {
    if (error.code == ErrorCode::AlarmRaised) return DeviceEvent::Alarm;
    if (error.code == ErrorCode::Undecoded) return DeviceEvent::Undecoded;
    if (isDeviceFault(error.code)) {
        m_absentSinceNs.reset();
        return DeviceEvent::Fault;
    }
    if (!m_absentSinceNs) m_absentSinceNs = m_causeNs;
    const bool tooLong =
        m_settings.absentLimit &&
        std::chrono::nanoseconds(m_causeNs - *m_absentSinceNs) >= *m_settings.absentLimit;
    return tooLong ? DeviceEvent::LongAbsent : DeviceEvent::Absent;
}

void Device::busFailed(const Error& error) {
    failed(error);
}

void Device::busFinished() {
    closeBus(StreamEnd::Complete, ErrorCode::NotMeasuring);
    (void)handle(DeviceEvent::Finished, ErrorCode::NotMeasuring);
    m_parts.listener.deviceFinished(m_id);
}

void Device::busConnected() {
    for (const auto& repeater : m_repeaters)
        repeater->start();
    m_openedNs = m_parts.clock.steadyNs();
    m_silence.opened(m_openedNs);
    armSilenceTimer();
}

void Device::busMayOpen() {
    if (!m_retryTimer.isActive()) return;
    m_retries.restart();
    retryLater();
}

void Device::busWarned(const Error& error) {
    m_events.noticed(error);
}

void Device::lookAtLine() {
    const auto counts = m_bus->lineCounts();
    if (!counts) return;
    m_line = m_earlierLine;
    m_line += *counts;
    m_parts.report->ledger().setLine(m_line);
}

void Device::watchDamage(std::uint64_t frames, std::uint64_t damaged, const ReadTime& time) {
    const bool isBurst = m_damage.add(frames, damaged, time.steadyNs);
    // A sample amid a burst is luck: random bytes hold a number now and then.
    m_hasDelivered = m_hasDelivered || (frames > 0 && !m_damage.holdsBurst());
    if (m_hasDelivered && isBurst) failed(damageBurst(m_damage.damagedFrames()));
    if (m_hasDelivered || m_settings.damageLimit.share >= 1) return;
    const bool isPatient =
        time.steadyNs - m_openedNs >= kPatienceNs && m_bytesRead - m_bytesAtOpening >= kEnoughBytes;
    if (!isBurst && !isPatient) return;
    if (m_diagnosedNs && time.steadyNs - *m_diagnosedNs < kDiagnosisSpacingNs) return;
    diagnose(isBurst ? Evidence::Damage : Evidence::Bytes, time.steadyNs);
}

/// Only who has delivered can be damaged: the port stays open, and the first sample ends it.
void Device::diagnose(Evidence evidence, std::int64_t nowNs) {
    m_diagnosedNs = nowNs;
    const std::string tail = m_parts.report->status().rawTail;
    // Text that is no data is text.
    if (evidence == Evidence::Bytes && isReadable(tail)) return;
    failed(undecoded({tail, m_bytesRead - m_bytesAtOpening, m_settings.bus}));
}

// The timer is left alone while samples arrive; it looks at the clock when it fires.
void Device::armSilenceTimer() {
    const auto deadline = m_silence.deadlineNs();
    if (!deadline) return;
    m_parts.report->update(
        [this](DeviceStatus& status) { status.silenceLimitNs = m_silence.limitNs(); });
    const std::chrono::nanoseconds wait(
        std::max<std::int64_t>(*deadline - m_parts.clock.steadyNs(), 0));
    m_silenceTimer.start(std::chrono::ceil<std::chrono::milliseconds>(wait));
}

void Device::checkSilence() {
    // What is not read cannot be heard: with a full queue the silence is ours.
    if (!m_held.empty()) m_silence.opened(m_parts.clock.steadyNs());
    const auto deadline = m_silence.deadlineNs();
    const std::int64_t now = m_parts.clock.steadyNs();
    if (deadline && now >= *deadline && !m_hasDelivered && m_bytesRead > m_bytesAtOpening) {
        // It speaks; what it says could not be read.
        m_silence.opened(now);
        diagnose(Evidence::Silence, now);
        armSilenceTimer();
    } else if (deadline && now >= *deadline) {
        failed(silentFor(*m_silence.limitNs()));
    } else {
        armSilenceTimer();
    }
}

}  // namespace telemetryhub::engine
