// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>
#include <string>
#include <string_view>

#include "serve/api_parts.h"
#include "serve/handlers.h"
#include "telemetryhub/engine/hub/snapshot.h"

namespace telemetryhub::engine {

namespace {

constexpr std::chrono::milliseconds kProbeAge{5};

HttpResponse constantJson(const char* json) {
    HttpResponse response;
    response.body = std::make_shared<const std::string>(json);
    return response;
}

std::string stallText(const Health& health) {
    constexpr std::int64_t kNsPerSecond = 1'000'000'000;
    std::string text;
    for (const Health::Stall& stall : health.stalls)
        text += stall.stage + " has work and has finished none of it for " +
                std::to_string(stall.forNs / kNsPerSecond) + " s. ";
    return text + "See /events; restart the program if it does not go on.";
}

/// What a probe is told in place of "ok".
struct Complaint {
    std::string_view code;
    std::string message;
};

std::string recordingText(const char* what, const std::string& path, const char* how,
                          const std::optional<Error>& error) {
    std::string text = std::string(what) + " to '" + path + "' " + how;
    return text + (error ? ": " + error->detail : std::string("."));
}

/// Somebody asked for a recording and does not get it.
std::optional<Complaint> recordingComplaint(const Snapshot& snapshot) {
    const auto& session = snapshot.recording;
    if (session && !session->wasStopped) {
        if (session->state == RecordingState::Suspended)
            return Complaint{"recording_suspended",
                             recordingText("The recording", session->path,
                                           "waits and loses samples", session->error)};
        if (session->state == RecordingState::Failed)
            return Complaint{"recording_failed", recordingText("The recording", session->path,
                                                               "has failed", session->error) +
                                                     " POST /recording/stop lets it go."};
    }
    const auto& csv = snapshot.recorder;
    if (csv && csv->error && csv->state == RecordingState::Suspended)
        return Complaint{"csv_suspended", recordingText("The live CSV", csv->path,
                                                        "waits and loses samples", csv->error)};
    if (csv && csv->error)
        return Complaint{"csv_failed",
                         recordingText("The live CSV", csv->path, "is not written", csv->error)};
    return std::nullopt;
}

std::string unsavedText(const Health& health) {
    std::string text;
    for (const Health::UnsavedLatch& unsaved : health.unsavedLatches)
        text += (unsaved.isReset ? "The reset of " : "The SafeState of ") + unsaved.device +
                " is not saved. ";
    return text + "See /events; check the disk, and do not restart the program: it would forget.";
}

}  // namespace

void getHealth(ApiParts& parts, const ApiCall& call) {
    const auto snapshot = parts.snapshots.get(SharedBody::kMaxAge);
    const Health& health = snapshot->health;
    // A restart mends a stage that stands still, and would forget a latch: that goes first.
    if (!health.unsavedLatches.empty())
        return call.reply.fail(503, "latch_unsaved", unsavedText(health));
    if (!health.ok()) return call.reply.fail(503, "stalled", stallText(health));
    if (const auto complaint = recordingComplaint(*snapshot))
        return call.reply.fail(503, complaint->code, complaint->message);
    call.reply.send(constantJson("{\"status\":\"ok\"}"));
}

void getReady(ApiParts& parts, const ApiCall& call) {
    if (parts.stopping.load(std::memory_order_relaxed))
        return call.reply.fail(503, "stopping", "The program stops. Ask again when it is back.");
    const auto snapshot = parts.snapshots.get(kProbeAge);
    if (isNearlyFull(snapshot->queue))
        return call.reply.fail(503, "queue_full",
                               "The queue is more than 80 % full. Send less, or later.");
    if (const auto complaint = recordingComplaint(*snapshot))
        return call.reply.fail(503, complaint->code, complaint->message);
    call.reply.send(constantJson("{\"status\":\"ready\"}"));
}

bool isNearlyFull(const QueueSnapshot& queue) {
    return static_cast<double>(queue.depth) > kReadyShare * static_cast<double>(queue.capacity);
}

}  // namespace telemetryhub::engine
