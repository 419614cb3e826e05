// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as the requests of one client, whole and in pieces: every answer is well-formed, there
// is one to each request that reached the handler, and the pieces change nothing.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "unit/engine/serve/connection_rig.h"

namespace {

using namespace telemetryhub::engine;

void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

struct Outcome {
    std::vector<std::string> asked;
    std::vector<int> statuses;
};

Outcome outcomeOf(std::string_view bytes, std::size_t pieceBytes) {
    ListenerLimits limits;
    limits.bodyBytes = 256;
    limits.fieldBytes = 128;
    limits.fields = 8;
    limits.headerBytes = 512;
    limits.requestLineBytes = 128;
    ConnectionRig rig(limits);
    const auto client = rig.connect();
    rig.give(*client, bytes, pieceBytes);
    Outcome outcome{rig.handler.asked, statusesIn(client->sentText)};
    std::erase(outcome.statuses, 100);
    for (const std::string& asked : outcome.asked)
        require(asked.size() < 2 + 128 + 256, "what reaches the handler is within the limits");
    require(outcome.statuses.size() >= outcome.asked.size(), "each request has its answer");
    require(outcome.statuses.size() <= outcome.asked.size() + 1, "a refusal is the last answer");
    rig.table.closeAll();
    rig.loop.run();
    require(rig.parts.bodyBytes == 0, "all memory of bodies is given back");
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (bytes.empty()) return 0;
    const Outcome whole = outcomeOf(bytes, bytes.size());
    for (const std::size_t piece : {std::size_t{1}, std::size_t{3}}) {
        const Outcome split = outcomeOf(bytes, piece);
        require(split.asked == whole.asked, "pieces change no request");
        // Which fault of several is seen first depends on the pieces; that there is one does not.
        require(split.statuses.size() == whole.statuses.size(), "pieces change no answer");
    }
    return 0;
}
