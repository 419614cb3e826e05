// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/head_scan.h"

#include <algorithm>

namespace telemetryhub::engine {

namespace {

bool isForbiddenInHead(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t') || byte == 0x7F;
}

}  // namespace

HeadScan::Verdict HeadScan::scan(std::string_view bytes) {
    for (;;) {
        const std::size_t end = bytes.find('\n', m_seen);
        if (end == std::string_view::npos) {
            m_seen = bytes.size();
            return judgeRest(bytes.size() - m_lineBegin, bytes.size());
        }
        if (end == m_lineBegin || bytes[end - 1] != '\r') return Verdict::Malformed;
        const std::string_view line = bytes.substr(m_lineBegin, end - 1 - m_lineBegin);
        m_seen = m_lineBegin = end + 1;
        if (m_lineBegin > m_limits.headerBytes + m_limits.requestLineBytes)
            return Verdict::FieldsTooLarge;
        if (line.empty()) return m_lines == 0 ? Verdict::Malformed : Verdict::Complete;
        if (const Verdict verdict = judgeLine(line); verdict != Verdict::NeedsMore) return verdict;
        ++m_lines;
    }
}

HeadScan::Verdict HeadScan::judgeLine(std::string_view line) const {
    const Verdict size = judgeRest(line.size(), m_lineBegin);
    if (size != Verdict::NeedsMore) return size;
    if (m_lines > m_limits.fields) return Verdict::FieldsTooLarge;
    if (line.front() == ' ' || line.front() == '\t') return Verdict::Malformed;
    if (std::any_of(line.begin(), line.end(), isForbiddenInHead)) return Verdict::Malformed;
    return Verdict::NeedsMore;
}

HeadScan::Verdict HeadScan::judgeRest(std::size_t lineBytes, std::size_t headBytes) const {
    if (m_lines == 0)
        return lineBytes > m_limits.requestLineBytes ? Verdict::LineTooLong : Verdict::NeedsMore;
    const bool tooLarge = lineBytes > m_limits.fieldBytes ||
                          headBytes > m_limits.headerBytes + m_limits.requestLineBytes;
    return tooLarge ? Verdict::FieldsTooLarge : Verdict::NeedsMore;
}

void HeadScan::reset() {
    m_lineBegin = m_seen = m_lines = 0;
}

}  // namespace telemetryhub::engine
