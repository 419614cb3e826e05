// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/access_log.h"

#include <algorithm>

namespace telemetryhub::engine {

namespace {

AccessLevel levelOf(const AccessRecord& record) {
    const bool changes = record.method == HttpMethod::Post || record.method == HttpMethod::Delete;
    return changes || record.status >= 400 ? AccessLevel::Info : AccessLevel::Debug;
}

std::string lineOf(const AccessRecord& record) {
    constexpr std::size_t kMostOfAPath = 256;
    std::string line = "REST ";
    line += httpMethodName(record.method);
    line += ' ';
    appendLogEscaped(line, record.path.substr(0, kMostOfAPath));
    line += " -> " + std::to_string(record.status) + " in ";
    line += std::to_string(
        std::chrono::duration_cast<std::chrono::microseconds>(record.duration).count());
    line += " us, from ";
    appendLogEscaped(line, record.peer);
    line += ", request ";
    appendLogEscaped(line, record.requestId);
    return line;
}

}  // namespace

void appendLogEscaped(std::string& line, std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7F && c != '"' && c != '\\') {
            line += c;
            continue;
        }
        line += "\\x";
        line += kHex[byte >> 4U];
        line += kHex[byte & 0xFU];
    }
}

void AccessLog::write(const AccessRecord& record, std::int64_t nowNs) {
    const AccessLevel level = levelOf(record);
    if (!m_sink.write || !m_sink.wants(level)) return;
    if (!mayWrite(nowNs)) {
        ++m_unwritten;
        return;
    }
    if (m_unwritten > 0)
        m_sink.write(AccessLevel::Info,
                     "REST " + std::to_string(m_unwritten) + " requests were not logged");
    m_unwritten = 0;
    m_sink.write(level, lineOf(record));
}

bool AccessLog::mayWrite(std::int64_t nowNs) {
    const double seconds = static_cast<double>(nowNs - m_lastNs) * 1e-9;
    m_lastNs = nowNs;
    m_allowance = std::min(kLinesAtOnce, m_allowance + std::max(seconds, 0.0) * kLinesPerSecond);
    if (m_allowance < 1) return false;
    m_allowance -= 1;
    return true;
}

}  // namespace telemetryhub::engine
