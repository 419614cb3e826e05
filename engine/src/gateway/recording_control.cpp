// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/recording_control.h"

#include <filesystem>
#include <system_error>

#include "gateway/outlets.h"

namespace telemetryhub::engine {

namespace {

template <typename Enum>
void addCounts(NamedCounts& counts, const std::string& prefix, const CounterSet<Enum>& set,
               std::string_view (*name)(Enum)) {
    for (std::size_t i = 0; i < static_cast<std::size_t>(Enum::Count); ++i) {
        const auto reason = static_cast<Enum>(i);
        if (set[reason] > 0) counts.emplace_back(prefix + std::string(name(reason)), set[reason]);
    }
}

NamedCounts countsOf(const DeviceReport& report) {
    const Ledger ledger = report.ledger().snapshot();
    NamedCounts counts{{"bytes_read", ledger.bytesRead},
                       {"bytes_decoded", ledger.bytesDecoded},
                       {"bytes_pending", ledger.bytesPending},
                       {"samples_in", ledger.samplesIn},
                       {"samples_processed", ledger.samplesProcessed},
                       {"samples_queued", ledger.samplesQueued}};
    if (ledger.line) {
        addCounts(counts, "lost_before_us_", ledger.line->lost, lineLossName);
        counts.emplace_back("line_breaks", ledger.line->breaks);
    }
    addCounts(counts, "bytes_discarded_", ledger.bytesDiscarded, discardReasonName);
    addCounts(counts, "samples_dropped_", ledger.samplesDropped, dropReasonName);
    const DeviceStatus status = report.status();
    addCounts(counts, "frames_damaged_", status.framesDamaged, discardReasonName);
    if (status.textCells > 0) counts.emplace_back("text_cells", status.textCells);
    return counts;
}

Severity severityOf(RecordingNotice::Kind kind) {
    switch (kind) {
        case RecordingNotice::Kind::Failed:
        case RecordingNotice::Kind::Suspended: return Severity::Critical;
        case RecordingNotice::Kind::Warning: return Severity::Warning;
        default: return Severity::Info;
    }
}

Error alreadyRecording() {
    return {ErrorCode::AlreadyExists, "A recording runs already. Stop it first."};
}

Result<void> makeFolderOf(const std::string& path) {
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    std::error_code failed;
    if (!folder.empty()) std::filesystem::create_directories(folder, failed);
    if (!failed) return {};
    return Error{ErrorCode::StorageFailed, "The folder " + folder.string() + " cannot be made: " +
                                               failed.message() + ". Choose another one."};
}

/// Beside a folder or a device nobody would look for the recording that was asked for by its name.
Result<void> checkIsFile(const std::string& path) {
    std::error_code failed;
    const std::filesystem::path named(path);
    const auto status = std::filesystem::status(named, failed);
    const bool isFolder = std::filesystem::is_directory(status) || !named.has_filename();
    if (isFolder && !path.empty())
        return Error{ErrorCode::InvalidArgument, "'" + path +
                                                     "' is a folder. Name a file in it, such as '" +
                                                     (named / "night.thub").string() + "'."};
    if (!std::filesystem::exists(status) || std::filesystem::is_regular_file(status)) return {};
    return Error{ErrorCode::InvalidArgument, "'" + path +
                                                 "' is no file but a device, pipe or socket, which "
                                                 "cannot hold a recording. Name a file."};
}

}  // namespace

Result<void> RecordingControl::create(const RecordingSettings& settings) {
    if (isTaken()) return alreadyRecording();
    if (auto checked = checkIsFile(settings.path); !checked) return checked;
    const ReadTime now = m_parts.clock.now();
    // Two that record under one name would be a mistake; the writer says so.
    const bool isRecorded = !settings.path.empty() && isBeingRecorded(settings.path);
    const std::string path = isRecorded              ? settings.path
                             : settings.path.empty() ? newSessionPath(settings.folder, now.wallNs)
                                                     : freeSessionPath(settings.path);
    if (auto made = makeFolderOf(path); !made) return made.error();
    removeOld(settings);
    SessionRecorderSettings recorder;
    recorder.path = path;
    recorder.program = settings.program;
    recorder.start = now;
    recorder.commitInterval = settings.commitInterval;
    recorder.rotateBytes = settings.rotateBytes;
    recorder.rotateAfter = settings.rotateAfter;
    recorder.gate = m_parts.gate;
    recorder.ledgers = [this] { return ledgers(); };
    recorder.onNotice = [this, settings](const RecordingNotice& notice) {
        if (notice.kind == RecordingNotice::Kind::Rotated) removeOld(settings);
        noticed(notice);
    };
    auto created = SessionRecorder::create(std::move(recorder), m_parts.clock);
    if (!created) return created.error();
    std::shared_ptr<SessionRecorder> made = std::move(created).value();
    const MutexLock lock(m_mutex);
    m_made.swap(made);
    return {};
}

bool RecordingControl::isTaken() const {
    const MutexLock lock(m_mutex);
    return m_made || !m_slot.isEmpty();
}

Result<void> RecordingControl::begin(RawBytes raw) {
    std::shared_ptr<SessionRecorder> recorder;
    {
        const MutexLock lock(m_mutex);
        recorder.swap(m_made);
    }
    if (!recorder || !m_slot.isEmpty()) return alreadyRecording();
    std::vector<Recorded> recorded;
    for (const auto& entry : m_parts.registry.entries()) {
        recorder->addDevice(outletDeviceOf(*entry, m_parts.overflow));
        recorded.push_back({entry->id, entry->report, {}});
    }
    {
        const MutexLock lock(m_mutex);
        m_recorded = std::move(recorded);
    }
    const std::string path = recorder->snapshot().path;
    m_slot.put(std::move(recorder),
               raw == RawBytes::Kept ? RecordingSlot::Raw::Kept : RecordingSlot::Raw::Left);
    tell(Severity::Info, EventKind::Command, "recording to '" + path + "'");
    return {};
}

Result<void> RecordingControl::end() {
    const auto recorder = m_slot.take();
    if (!recorder) return {};
    auto finished = recorder->finish();
    RecordingSnapshot last = recorder->snapshot();
    last.wasStopped = true;
    m_slot.setLast(last);
    if (finished)
        tell(Severity::Info, EventKind::Command,
             "recorded " + std::to_string(last.durable) + " samples to '" + last.path + "'");
    return finished;
}

void RecordingControl::deviceAdded(const DeviceRegistry::Entry& entry) {
    if (m_slot.isEmpty()) return;
    const MutexLock lock(m_mutex);
    m_recorded.push_back({entry.id, entry.report, {}});
}

std::vector<std::pair<DeviceId, NamedCounts>> RecordingControl::ledgers() {
    const MutexLock lock(m_mutex);
    std::vector<std::pair<DeviceId, NamedCounts>> ledgers;
    for (Recorded& recorded : m_recorded) {
        if (recorded.report) {
            const bool isFinal = recorded.report->isFinal();
            recorded.counts = countsOf(*recorded.report);
            if (isFinal) recorded.report.reset();
        }
        ledgers.emplace_back(recorded.device, recorded.counts);
    }
    return ledgers;
}

void RecordingControl::noticed(const RecordingNotice& notice) {
    tell(severityOf(notice.kind), EventKind::Health, notice.text);
    if (m_parts.onNotice) m_parts.onNotice(notice);
}

void RecordingControl::removeOld(const RecordingSettings& settings) {
    if (settings.retention.isOff()) return;
    const auto removed = applyRetention(settings.folder, settings.retention);
    if (!removed) return tell(Severity::Warning, EventKind::Health, removed.error().detail);
    for (const std::string& path : removed.value())
        tell(Severity::Info, EventKind::Health, "removed the old recording '" + path + "'");
}

void RecordingControl::tell(Severity severity, EventKind kind, std::string text) {
    Event event;
    event.time = m_parts.clock.now();
    event.kind = kind;
    event.severity = severity;
    event.text = std::move(text);
    m_parts.events.add(std::move(event));
}

}  // namespace telemetryhub::engine
