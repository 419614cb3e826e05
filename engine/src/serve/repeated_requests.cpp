// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/repeated_requests.h"

#include <algorithm>

namespace telemetryhub::engine {

namespace {

// No peer and no path of a request looks like these.
constexpr std::string_view kOtherPaths = "(other paths)";
constexpr std::string_view kOtherPeers = "(other addresses)";

}  // namespace

RepeatedRequests::Kind* RepeatedRequests::find(const AccessRecord& record, std::string_view peer,
                                               std::string_view path) {
    const auto found = std::find_if(m_kinds.begin(), m_kinds.end(), [&](const Kind& kind) {
        return kind.status == record.status && kind.method == record.method && kind.path == path &&
               kind.peer == peer;
    });
    return found == m_kinds.end() ? nullptr : &*found;
}

RepeatedRequests::Kind* RepeatedRequests::kindOf(const AccessRecord& record, std::string_view& peer,
                                                 std::string_view& path) {
    constexpr std::size_t kMostOfAPath = 64;
    peer = record.peer;
    path = record.path.substr(0, kMostOfAPath);
    if (Kind* const kind = find(record, peer, path)) return kind;
    const auto ofPeer = static_cast<std::size_t>(
        std::count_if(m_kinds.begin(), m_kinds.end(),
                      [&](const Kind& kind) { return kind.peer == record.peer; }));
    if (ofPeer < kMaxOfPeer && m_kinds.size() < kMaxKinds) return nullptr;
    path = kOtherPaths;
    if (m_kinds.size() >= kMaxKinds) peer = kOtherPeers;
    return find(record, peer, path);
}

bool RepeatedRequests::isFirst(const AccessRecord& record, std::int64_t nowNs) {
    std::string_view peer;
    std::string_view path;
    Kind* const kind = kindOf(record, peer, path);
    if (kind == nullptr) {
        m_kinds.push_back({record.method, record.status, std::string(peer), std::string(path),
                           nowNs, 0, record.duration});
        return true;
    }
    ++kind->repeated;
    kind->slowest = std::max(kind->slowest, record.duration);
    return false;
}

std::string RepeatedRequests::lineOf(const Kind& kind, std::int64_t nowNs) {
    std::string line = "REST ";
    line += httpMethodName(kind.method);
    line += ' ';
    if (kind.path == kOtherPaths)
        line += kOtherPaths;
    else
        appendLogEscaped(line, kind.path);
    line += " -> " + std::to_string(kind.status) + ", from ";
    if (kind.peer == kOtherPeers)
        line += kOtherPeers;
    else
        appendLogEscaped(line, kind.peer);
    line += ": repeated " + std::to_string(kind.repeated) + " times" +
            windowText(nowNs - kind.beganNs) + ", slowest in " + microsecondText(kind.slowest);
    return line;
}

std::vector<std::string> RepeatedRequests::takeDue(std::int64_t nowNs) {
    std::vector<std::string> lines;
    std::erase_if(m_kinds, [&](const Kind& kind) {
        if (nowNs - kind.beganNs < kLogWindowNs) return false;
        if (kind.repeated > 0) lines.push_back(lineOf(kind, nowNs));
        return true;
    });
    return lines;
}

std::vector<std::string> RepeatedRequests::takeAll(std::int64_t nowNs) {
    std::vector<std::string> lines;
    for (const Kind& kind : m_kinds)
        if (kind.repeated > 0) lines.push_back(lineOf(kind, nowNs));
    m_kinds.clear();
    return lines;
}

}  // namespace telemetryhub::engine
