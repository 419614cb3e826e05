// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/read_sum.h"

#include <algorithm>
#include <utility>

namespace telemetryhub::engine {

namespace {

/// `/devices` of `/devices/bench`.
std::string_view firstPart(std::string_view path) {
    constexpr std::size_t kMostOfAPart = 32;
    return path.substr(0, std::min(path.find('/', 1), kMostOfAPart));
}

}  // namespace

void ReadSum::count(std::vector<Counted>& list, std::string_view name, std::size_t most,
                    std::uint64_t& others) {
    const auto known =
        std::find_if(list.begin(), list.end(), [&](const auto& each) { return each.name == name; });
    if (known != list.end())
        ++known->count;
    else if (list.size() < most)
        list.push_back({std::string(name), 1});
    else
        ++others;
}

void ReadSum::add(const AccessRecord& record, std::int64_t nowNs) {
    if (m_count++ == 0) m_beganNs = nowNs;
    const std::string_view path = firstPart(record.path);
    count(m_paths, path, kMaxPaths, m_ofOtherPaths);
    count(m_peers, record.peer, kMaxPeers, m_ofOtherPeers);
    if (record.duration < m_slowest) return;
    m_slowest = record.duration;
    m_slowestPath = path;
}

std::string ReadSum::takeLine(std::int64_t nowNs) {
    std::string line =
        "REST " + std::to_string(m_count) + " reads" + windowText(nowNs - m_beganNs) + ": ";
    std::stable_sort(m_paths.begin(), m_paths.end(),
                     [](const auto& a, const auto& b) { return a.count > b.count; });
    for (const Counted& path : m_paths) {
        if (&path != &m_paths.front()) line += ", ";
        line += std::to_string(path.count) + ' ';
        appendLogEscaped(line, path.name);
    }
    if (m_ofOtherPaths > 0) line += ", " + std::to_string(m_ofOtherPaths) + " of other paths";
    line += "; from ";
    for (const Counted& peer : m_peers) {
        if (&peer != &m_peers.front()) line += ", ";
        appendLogEscaped(line, peer.name);
    }
    if (m_ofOtherPeers > 0) line += ", " + std::to_string(m_ofOtherPeers) + " from others";
    line += "; slowest ";
    appendLogEscaped(line, m_slowestPath);
    line += " in " + microsecondText(m_slowest);
    *this = {};
    return line;
}

}  // namespace telemetryhub::engine
