// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "config/utf8.h"
#include "serve/api_parts.h"
#include "serve/handlers.h"
#include "serve/json_output.h"
#include "serve/status.h"
#include "telemetryhub/engine/record/session_export.h"
#include "telemetryhub/engine/record/session_paths.h"

namespace telemetryhub::engine {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxRecordings = 10'000;
constexpr std::chrono::milliseconds kRecordingAge{0};

/// A session file that may be downloaded.
struct StoredRecording {
    std::string name;  ///< without its ending
    fs::path path;
    std::uint64_t bytes = 0;
    std::int64_t changedNs = 0;  ///< wall time
};

std::int64_t wallNsOf(fs::file_time_type time) {
    const auto wall = std::chrono::file_clock::to_sys(time);
    return std::chrono::duration_cast<std::chrono::nanoseconds>(wall.time_since_epoch()).count();
}

std::optional<StoredRecording> recordingAt(const fs::path& path) {
    std::error_code failed;
    if (!fs::is_regular_file(fs::symlink_status(path, failed)) || !isSession(path.string()))
        return std::nullopt;
    StoredRecording recording{path.stem().string(), path, fs::file_size(path, failed), 0};
    if (failed || !isUtf8(recording.name)) return std::nullopt;
    recording.changedNs = wallNsOf(fs::last_write_time(path, failed));
    return recording;
}

/// The recordings of a folder and the present one, which may be elsewhere; the newest name first.
std::vector<StoredRecording> storedRecordings(const std::string& folder,
                                              const std::string& present) {
    std::vector<StoredRecording> recordings;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed); !failed && at != fs::directory_iterator();
         at.increment(failed)) {
        if (recordings.size() == kMaxRecordings) break;
        if (auto recording = recordingAt(at->path())) recordings.push_back(std::move(*recording));
    }
    auto elsewhere = present.empty() ? std::nullopt : recordingAt(present);
    const bool isListed =
        !elsewhere || std::any_of(recordings.begin(), recordings.end(),
                                  [&](const auto& other) { return other.name == elsewhere->name; });
    if (!isListed) recordings.push_back(std::move(*elsewhere));
    std::sort(recordings.begin(), recordings.end(),
              [](const auto& a, const auto& b) { return a.name > b.name; });
    return recordings;
}

std::string presentPath(const Snapshot& snapshot) {
    return snapshot.recording ? snapshot.recording->path : std::string();
}

bool isRecording(const Snapshot& snapshot) {
    return snapshot.recording && (snapshot.recording->state == RecordingState::Recording ||
                                  snapshot.recording->state == RecordingState::Suspended);
}

/// Whether there is one to stop: a failed one too, which is in the way of the next.
bool isHeld(const Snapshot& snapshot) {
    return isRecording(snapshot) || (snapshot.recording && !snapshot.recording->wasStopped &&
                                     snapshot.recording->state == RecordingState::Failed);
}

std::string recordingsJson(const std::vector<StoredRecording>& recordings,
                           const std::string& growing) {
    JsonOutput json;
    json.object().key("recordings").array();
    for (const StoredRecording& recording : recordings) {
        json.object().key("name").text(recording.name);
        json.key("bytes").count(recording.bytes).key("changed_utc").time(recording.changedNs);
        json.key("is_growing").onOff(recording.path == growing).end('}');
    }
    return json.end(']').end('}').take();
}

/// What a client wants of a recording, as it wrote it.
struct CsvRequest {
    std::string folder;
    std::string present;
    std::string name;
    std::string device;
    std::string channel;
    std::string from;
    std::string to;
    CsvShape shape = CsvShape::Wide;
    bool wantsBody = true;
};

Result<CsvRequest> csvRequestOf(const ApiParts& parts, const ApiCall& call,
                                const Snapshot& snapshot) {
    CsvRequest request;
    request.folder = parts.recording.folder;
    request.present = presentPath(snapshot);
    request.name = call.names.front();
    for (auto [place, name] : {std::pair{&request.device, "device"},
                               {&request.channel, "channel"},
                               {&request.from, "from"},
                               {&request.to, "to"}})
        if (const std::string* value = call.query.find(name)) *place = *value;
    request.wantsBody = call.request.head.method != HttpMethod::Head;
    const std::string* const layout = call.query.find("layout");
    if (!layout || *layout == "wide") return request;
    request.shape = CsvShape::Long;
    if (*layout == "long") return request;
    return Error{ErrorCode::InvalidArgument,
                 "The parameter 'layout' is '" + *layout + "'; expected wide or long."};
}

Result<std::unique_ptr<SessionReader>> openRecording(const CsvRequest& request) {
    for (const StoredRecording& recording : storedRecordings(request.folder, request.present))
        if (recording.name == request.name) return SessionReader::open(recording.path.string());
    return Error{ErrorCode::NotFound,
                 "There is no recording '" + request.name + "'. GET /recordings names them."};
}

using SelectTime = Result<void> (*)(SessionExport&, std::string_view, const SessionInfo&);

Result<void> readTime(const char* name, const std::string& text, SelectTime select,
                      const SessionInfo& info, SessionExport& what) {
    if (text.empty()) return {};
    const auto selected = select(what, text, info);
    if (selected) return {};
    return Error{ErrorCode::InvalidArgument, "The parameter '" + std::string(name) + "' is '" +
                                                 text + "': " + selected.error().detail + "."};
}

/// The devices of a recording that a client means: one that was replaced is there twice.
Result<std::vector<const RecordedDeviceInfo*>> devicesMeant(const CsvRequest& request,
                                                            const SessionInfo& info) {
    std::vector<const RecordedDeviceInfo*> devices;
    for (const RecordedDeviceInfo& device : info.devices)
        if (request.device.empty() || device.device.name == request.device)
            devices.push_back(&device);
    if (!devices.empty() || request.device.empty()) return devices;
    std::string names;
    for (const RecordedDeviceInfo& device : info.devices)
        names += (names.empty() ? "" : ", ") + device.device.name;
    return Error{ErrorCode::NotFound, "There is no device '" + request.device +
                                          "' in the recording" +
                                          (names.empty() ? "." : "; it has " + names + ".")};
}

Error noSuchChannel(const CsvRequest& request,
                    const std::vector<const RecordedDeviceInfo*>& devices) {
    const std::string place =
        request.device.empty() ? "the recording" : "the device '" + request.device + "'";
    std::string names;
    for (const RecordedDeviceInfo* device : devices)
        for (std::size_t i = 0; i < device->channels->size(); ++i)
            names += (names.empty() ? "" : ", ") + (*device->channels)[i].name;
    return {ErrorCode::NotFound, "There is no channel '" + request.channel + "' in " + place +
                                     (names.empty() ? "." : "; it has " + names + ".")};
}

Result<SessionExport> exportOf(const CsvRequest& request, const SessionInfo& info) {
    SessionExport what;
    what.shape = request.shape;
    const auto devices = devicesMeant(request, info);
    if (!devices) return devices.error();
    if (!request.device.empty())
        for (const RecordedDeviceInfo* device : devices.value())
            what.devices.push_back(device->device.id);
    if (!request.channel.empty()) {
        const bool isThere = std::any_of(
            devices.value().begin(), devices.value().end(),
            [&](const auto* device) { return device->channels->indexOf(request.channel); });
        if (!isThere) return noSuchChannel(request, devices.value());
        what.channels.push_back(request.channel);
    }
    auto read = readTime("from", request.from, selectFrom, info, what);
    if (read) read = readTime("to", request.to, selectTo, info, what);
    if (!read) return read.error();
    if (what.toNs <= what.fromNs || what.toWallNs <= what.fromWallNs)
        return Error{
            ErrorCode::InvalidArgument,
            "The parameter 'to' must be behind 'from', which is inside while 'to' is not."};
    return what;
}

/// A name that can stand in quotes in a header field.
std::string fieldName(const std::string& name) {
    std::string plain = name;
    std::replace_if(
        plain.begin(), plain.end(),
        [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return byte < ' ' || byte >= 0x7F || c == '"' || c == '\\';
        },
        '_');
    return plain;
}

HttpResponse csvResponse(const CsvRequest& request, std::shared_ptr<DownloadPipe> pipe) {
    HttpResponse response;
    response.contentType = "text/csv; charset=utf-8";
    response.fields =
        "Content-Disposition: attachment; filename=\"" + fieldName(request.name) + ".csv\"\r\n";
    if (request.wantsBody) response.stream = downloadStream(std::move(pipe));
    return response;
}

Error damagedRecording(const SessionInfo& info) {
    constexpr std::size_t kMostNames = 5;
    std::string text = "The recording is damaged: ";
    for (std::size_t i = 0; i < std::min(info.damage.size(), kMostNames); ++i)
        text += (i == 0 ? "" : "; ") + info.damage[i];
    if (info.damage.size() > kMostNames) text += "; and more";
    return {ErrorCode::FileDamaged,
            text + ". On the machine that has it, `telemetryhub export` writes what can be read."};
}

Error nothingInSpan(const SessionInfo& info) {
    std::int64_t firstNs = std::numeric_limits<std::int64_t>::max();
    std::int64_t lastNs = std::numeric_limits<std::int64_t>::min();
    for (const RecordedDeviceInfo& device : info.devices) {
        if (device.samples == 0) continue;
        firstNs = std::min(firstNs, device.from.steadyNs - info.start.steadyNs);
        lastNs = std::max(lastNs, device.to.steadyNs - info.start.steadyNs);
    }
    const auto seconds = [](std::int64_t ns) { return std::to_string(ns / 1'000'000'000); };
    std::string text = "There are no samples between 'from' and 'to'";
    if (firstNs <= lastNs)
        text += "; the recording has some from " + seconds(firstNs) + " s to " + seconds(lastNs) +
                " s behind its start";
    return {ErrorCode::NotFound, text + '.'};
}

/// Why an export is no body, whatever it wrote; asked as long as nothing was sent.
std::optional<Error> problemOf(const CsvRequest& request, const SessionInfo& info,
                               const Result<std::uint64_t>& written) {
    if (!written) return written.error();
    if (!info.damage.empty()) return damagedRecording(info);
    const bool hasSpan = !request.from.empty() || !request.to.empty();
    if (hasSpan && written.value() == 0) return nothingInSpan(info);
    return std::nullopt;
}

/// The whole download, on its own thread: an answer, then the rows. Whatever shows before the first
/// piece is full is told in place of them.
void writeDownload(DownloadPipe& pipe, Executor& home, const ApiReply& reply,
                   const CsvRequest& request) {
    const auto refuse = [&](const Error& error) {
        home.post([reply, error] { reply.fail(error); });
    };
    auto opened = openRecording(request);
    if (!opened) return refuse(opened.error());
    SessionReader& session = *opened.value();
    if (!session.info().damage.empty()) return refuse(damagedRecording(session.info()));
    auto what = exportOf(request, session.info());
    if (!what) return refuse(what.error());
    PipeTarget target(pipe, [&]() -> Result<void> {
        home.post([reply, request, shared = pipe.shared_from_this()] {
            reply.send(csvResponse(request, shared));
        });
        if (request.wantsBody) return {};
        return Error{ErrorCode::Stopping, "The head was all that was wanted."};
    });
    const auto written = exportSession(session, target, what.value());
    if (!target.hasBegun())
        if (const auto problem = problemOf(request, session.info(), written))
            return refuse(*problem);
    const bool isWhole = written && target.finish() && session.info().damage.empty();
    pipe.end(isWhole ? DownloadPipe::Ending::Whole : DownloadPipe::Ending::Broken);
}

}  // namespace

void getRecordings(ApiParts& parts, const ApiCall& call) {
    const auto snapshot = parts.snapshots.get(kRecordingAge);
    const std::string present = presentPath(*snapshot);
    const auto list = [folder = parts.recording.folder, present,
                       growing = isRecording(*snapshot) ? present : std::string(),
                       home = parts.home, reply = call.reply] {
        home->post([reply, body = recordingsJson(storedRecordings(folder, present), growing)] {
            reply.json(body);
        });
    };
    if (const auto posted = parts.hub.runJob(list); !posted) call.reply.fail(posted.error());
}

void getRecordingCsv(ApiParts& parts, const ApiCall& call) {
    auto request = csvRequestOf(parts, call, *parts.snapshots.get(kRecordingAge));
    if (!request) return call.reply.fail(request.error());
    const auto write = [home = parts.home, reply = call.reply,
                        request = std::move(request).value()](DownloadPipe& pipe) {
        writeDownload(pipe, *home, reply, request);
    };
    const auto started =
        parts.downloads.start(std::make_shared<DownloadPipe>(parts.home, parts.clock), write);
    if (!started) call.reply.fail(started.error());
}

void postRecordingStart(ApiParts& parts, const ApiCall& call) {
    parts.hub.startRecording(parts.recording, replyTo(call, parts));
}

void postRecordingStop(ApiParts& parts, const ApiCall& call) {
    if (!isHeld(*parts.snapshots.get(kRecordingAge)))
        return call.reply.fail(409, "not_recording",
                               "Nothing is being recorded. POST /recording/start begins.");
    parts.hub.stopRecording(replyTo(call, parts));
}

}  // namespace telemetryhub::engine
