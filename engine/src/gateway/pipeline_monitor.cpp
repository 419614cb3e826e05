// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/pipeline_monitor.h"

#include <algorithm>
#include <utility>

namespace telemetryhub::engine {

namespace {

constexpr std::int64_t kDamageSpacingNs = 10'000'000'000;
/// How long a device may send what nobody can decode until that is told.
constexpr std::int64_t kPatienceNs = 5'000'000'000;

/// A port that loses bytes loses many.
constexpr std::int64_t kLineSpacingNs = 1'000'000'000;

/// `12 bytes lost on the line: 12 overrun. …`, with what helps.
std::string lineText(const LineCounts& before, const LineCounts& now) {
    const auto grown = [&](LineLoss loss) { return now.lost[loss] - before.lost[loss]; };
    const std::uint64_t lost = now.lost.total() - before.lost.total();
    const std::uint64_t breaks = now.breaks - before.breaks;
    if (lost == 0)
        return std::to_string(breaks) + (breaks == 1 ? " break" : " breaks") + " on the line";
    std::string text = std::to_string(lost) + (lost == 1 ? " byte" : " bytes") +
                       " lost on the line before it could be read:";
    for (std::size_t i = 0; i < kLineLosses; ++i) {
        const auto loss = static_cast<LineLoss>(i);
        if (grown(loss) > 0)
            text += ' ' + std::to_string(grown(loss)) + ' ' + std::string(lineLossName(loss));
    }
    if (breaks > 0) text += ", and " + std::to_string(breaks) + " breaks";
    const bool isOverrun = grown(LineLoss::Overrun) + grown(LineLoss::BufferOverrun) > 0;
    return text + (isOverrun ? ". Use flow control or a lower rate."
                             : ". Compare baud rate and parity; check the cable.");
}

Event eventOf(const ReadTime& time, DeviceId device, EventKind kind, Severity severity,
              std::string text) {
    Event event;
    event.time = time;
    event.device = device;
    event.kind = kind;
    event.severity = severity;
    event.text = std::move(text);
    return event;
}

/// The alarms that watch, and the calculated channels that are made from, what is not there.
std::string unmatchedParts(const ProcessingSettings& processing, const ChannelSet& channels) {
    std::string parts;
    const auto add = [&parts](const std::string& part) {
        parts += (parts.empty() ? "" : ", ") + part;
    };
    for (const DerivedChannel& derived : processing.derived)
        if (!channels.indexOf(derived.name)) add("calculated channel " + derived.name);
    for (const AlarmRule& rule : processing.alarms)
        if (!rule.channel.empty() && !channels.indexOf(rule.channel))
            add("alarm " + rule.name + " (" + rule.channel + ')');
    return parts;
}

}  // namespace

void PipelineMonitor::look(const std::vector<OutletSnapshot>& outlets) {
    const ReadTime now = m_clock.now();
    m_watchdog.beat(now.steadyNs);
    for (auto& [id, seen] : m_devices)
        seen.present = false;
    const auto entries = m_registry.entries();
    for (const auto& entry : entries)
        lookAt(*entry, now);
    forgetRemoved();
    for (const OutletSnapshot& outlet : outlets)
        lookAt(outlet, now);
    tellHealth(now);
    tellClock(now);
}

/// What an outlet loses for a reason of its own it tells itself.
void PipelineMonitor::lookAt(const OutletSnapshot& outlet, const ReadTime& now) {
    // What is refused while it stands still is no progress.
    const std::uint64_t refused = outlet.lost[LossReason::QueueFull];
    m_watchdog.observe(outlet.name, outlet.delivered + outlet.lost.total() - refused,
                       outlet.waiting, now.steadyNs);
    std::uint64_t& seen = m_refused[outlet.name];
    // Less: it is another recording.
    const std::uint64_t lost = refused < seen ? refused : refused - seen;
    seen = refused;
    if (lost == 0) return;
    m_events.add(eventOf(now, {}, EventKind::Loss, Severity::Critical,
                         std::to_string(lost) + " samples did not get into '" + outlet.target +
                             "': it has not answered for too long. Look for what holds up the "
                             "disk or the reader; what is shown and judged goes on."));
}

void PipelineMonitor::lookAt(const DeviceRegistry::Entry& entry, const ReadTime& now) {
    Seen& seen = m_devices[entry.id];
    if (seen.stage.empty()) seen.stage = "workers (" + entry.settings.id + ")";
    seen.present = true;
    entry.alarms->look(now);
    const Ledger ledger = entry.report->ledger().snapshot();
    const DeviceStatus status = entry.report->status();
    tellDamage(seen, entry.id, status.framesDamaged, now);
    if (ledger.line) tellLine(seen, entry.id, *ledger.line, now);
    tellUndecoded(seen, entry.id, status, ledger, now);
    tellUnmatched(seen, entry, now);
    m_watchdog.observe(seen.stage, ledger.samplesProcessed, ledger.samplesQueued, now.steadyNs);
    const std::uint64_t dropped = ledger.samplesDropped.total();
    if (const std::uint64_t lost = dropped - std::exchange(seen.dropped, dropped); lost > 0)
        m_events.add(eventOf(now, entry.id, EventKind::Loss, Severity::Warning,
                             std::to_string(lost) +
                                 " samples lost: the queue was full. Lengthen "
                                 "it, or let the device wait (overflow=block)."));
}

/// The first damage at once, then sums: a wrong baud rate damages a thousand frames a second.
void PipelineMonitor::tellDamage(Seen& seen, DeviceId device, const DiscardCounts& damaged,
                                 const ReadTime& now) {
    if (seen.damageToldNs != 0 && now.steadyNs - seen.damageToldNs < kDamageSpacingNs) return;
    if (damaged == seen.damaged) return;
    const std::uint64_t frames = damaged.total() - seen.damaged.total();
    std::string text =
        std::to_string(frames) + (frames == 1 ? " damaged frame:" : " damaged frames:");
    for (std::size_t i = 0; i < kDiscardReasons; ++i) {
        const auto reason = static_cast<DiscardReason>(i);
        const std::uint64_t count = damaged[reason] - seen.damaged[reason];
        if (count > 0)
            text += ' ' + std::to_string(count) + ' ' + std::string(discardReasonName(reason));
    }
    seen.damaged = damaged;
    seen.damageToldNs = now.steadyNs;
    m_events.add(eventOf(now, device, EventKind::Damage, Severity::Warning, std::move(text)));
}

/// What the driver lost, folded: one event a second at most.
void PipelineMonitor::tellLine(Seen& seen, DeviceId device, const LineCounts& line,
                               const ReadTime& now) {
    if (line == seen.line) return;
    if (seen.lineToldNs != 0 && now.steadyNs - seen.lineToldNs < kLineSpacingNs) return;
    const LineCounts before = std::exchange(seen.line, line);
    seen.lineToldNs = now.steadyNs;
    m_events.add(
        eventOf(now, device, EventKind::Damage, Severity::Warning, lineText(before, line)));
}

/// Once, when bytes come and no sample does: an operator would wait for ever.
void PipelineMonitor::tellUndecoded(Seen& seen, DeviceId device, const DeviceStatus& status,
                                    const Ledger& ledger, const ReadTime& now) {
    const bool isPuzzling = status.state == DeviceState::Measuring && ledger.samplesIn == 0 &&
                            ledger.bytesRead > 0 &&
                            now.steadyNs - status.since.steadyNs >= kPatienceNs;
    if (!isPuzzling || std::exchange(seen.toldUndecoded, true)) return;
    m_events.add(eventOf(now, device, EventKind::Damage, Severity::Warning,
                         "nothing decoded in " + std::to_string(ledger.bytesRead) + " bytes (" +
                             status.formatText +
                             "). Check the baud rate, or name the format or a profile."));
}

/// Once: an alarm on a channel with a typing mistake in its name would never be raised.
void PipelineMonitor::tellUnmatched(Seen& seen, const DeviceRegistry::Entry& entry,
                                    const ReadTime& now) {
    const ProcessingSettings& processing = entry.settings.processing;
    if (seen.toldUnmatched || (processing.alarms.empty() && processing.derived.empty())) return;
    const ChannelSetPtr channels = entry.report->shownChannels();
    if (!channels) return;
    if (!seen.channelsSinceNs) seen.channelsSinceNs = now.steadyNs;
    if (now.steadyNs - *seen.channelsSinceNs < kPatienceNs) return;
    seen.toldUnmatched = true;
    const std::string missing = unmatchedParts(processing, *channels);
    if (!missing.empty())
        m_events.add(eventOf(now, entry.id, EventKind::Alarm, Severity::Warning,
                             "without a channel so far: " + missing +
                                 ". Check the names, or wait for the device to send them."));
}

void PipelineMonitor::forgetRemoved() {
    for (auto device = m_devices.begin(); device != m_devices.end();) {
        if (!device->second.present) m_watchdog.forget(device->second.stage);
        device = device->second.present ? std::next(device) : m_devices.erase(device);
    }
}

void PipelineMonitor::tellClock(const ReadTime& now) {
    if (auto step = m_clockWatch.look())
        m_events.add(eventOf(now, {}, EventKind::Health, Severity::Warning, *std::move(step)));
}

void PipelineMonitor::tellHealth(const ReadTime& now) {
    const Health health = m_watchdog.health(now.steadyNs);
    for (auto& [stage, isStalled] : m_stalled)
        isStalled = false;
    for (const Health::Stall& stall : health.stalls) {
        const bool isNew = m_stalled.insert_or_assign(stall.stage, true).second;
        if (isNew)
            m_events.add(eventOf(now, {}, EventKind::Health, Severity::Critical,
                                 stall.stage + " made no progress for " +
                                     std::to_string(stall.forNs / 1'000'000'000) + " s"));
    }
    std::erase_if(m_stalled, [&](const auto& entry) {
        if (entry.second) return false;
        m_events.add(eventOf(now, {}, EventKind::Health, Severity::Info,
                             entry.first + " makes progress again"));
        return true;
    });
}

}  // namespace telemetryhub::engine
