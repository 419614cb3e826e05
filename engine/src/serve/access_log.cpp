// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/access_log.h"

#include <algorithm>

namespace telemetryhub::engine {

namespace {

std::string lineOf(const AccessRecord& record) {
    constexpr std::size_t kMostOfAPath = 256;
    std::string line = "REST ";
    line += httpMethodName(record.method);
    line += ' ';
    appendLogEscaped(line, record.path.substr(0, kMostOfAPath));
    line += " -> " + std::to_string(record.status) + " in " + microsecondText(record.duration);
    line += ", from ";
    appendLogEscaped(line, record.peer);
    line += ", request ";
    appendLogEscaped(line, record.requestId);
    return line;
}

}  // namespace

std::string microsecondText(std::chrono::nanoseconds time) {
    return std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(time).count()) +
           " us";
}

std::string windowText(std::int64_t lengthNs) {
    constexpr std::int64_t kNsPerSecond = 1'000'000'000;
    return " in " + std::to_string(std::max<std::int64_t>(lengthNs / kNsPerSecond, 1)) + " s";
}

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
    if (!m_sink.write || !m_sink.wants(AccessLevel::Info)) return;
    const bool isRefused = record.status >= 400;
    if (!isRefused && isReadMethod(record.method)) return writeRead(record, nowNs);
    const bool isCommand = !isRefused && !record.carriesData;
    if ((isCommand && m_commandLines.take(nowNs)) || m_repeated.isFirst(record, nowNs))
        writeInfo(lineOf(record));
}

void AccessLog::writeRead(const AccessRecord& record, std::int64_t nowNs) {
    m_reads.add(record, nowNs);
    if (m_sink.wants(AccessLevel::Debug) && m_readLines.take(nowNs))
        m_sink.write(AccessLevel::Debug, lineOf(record));
}

void AccessLog::writeDue(std::int64_t nowNs) {
    if (m_reads.isDue(nowNs)) writeInfo(m_reads.takeLine(nowNs));
    for (const std::string& line : m_repeated.takeDue(nowNs))
        writeInfo(line);
}

void AccessLog::flush(std::int64_t nowNs) {
    if (!m_reads.isEmpty()) writeInfo(m_reads.takeLine(nowNs));
    for (const std::string& line : m_repeated.takeAll(nowNs))
        writeInfo(line);
}

// The level may have changed since the lines were counted.
void AccessLog::writeInfo(const std::string& line) {
    if (m_sink.wants(AccessLevel::Info)) m_sink.write(AccessLevel::Info, line);
}

bool AccessLog::Allowance::take(std::int64_t nowNs) {
    const double seconds = static_cast<double>(nowNs - lastNs) * 1e-9;
    lastNs = nowNs;
    left = std::min(most, left + std::max(seconds, 0.0) * perSecond);
    if (left < 1) return false;
    left -= 1;
    return true;
}

}  // namespace telemetryhub::engine
