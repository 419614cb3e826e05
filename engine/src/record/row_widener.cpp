// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/row_widener.h"

#include <algorithm>
#include <cerrno>
#include <vector>

#include <unistd.h>

namespace telemetryhub::engine {

void RowWidener::widen(std::string_view piece, std::string& out) {
    constexpr std::size_t kCommasBeforeDevice = 2;
    for (const char c : piece) {
        if (c == '"') m_quoted = !m_quoted;
        const bool isRowEnd = c == '\r' || (c == '\n' && m_last != '\r');
        if (!m_quoted && isRowEnd) out.append(m_widening.newColumns, ',');
        out += c;
        m_last = c;
        if (m_quoted) continue;
        if (c == '\n') m_commas = 0;
        if (c != ',' || ++m_commas != kCommasBeforeDevice) continue;
        if (m_widening.deviceCell.empty()) continue;
        out += m_widening.deviceCell;
        out += ',';
    }
}

Result<std::uint64_t> copyWidened(const Descriptor& from, ByteRange range, RowWidener& widener,
                                  const Descriptor& to, const std::string& path) {
    constexpr std::uint64_t kCopyBytes = std::uint64_t{1} << 20;
    std::vector<char> piece(kCopyBytes);
    std::string wide;
    std::uint64_t length = 0;
    while (range.from < range.to) {
        const std::uint64_t bytes = std::min(kCopyBytes, range.to - range.from);
        const ssize_t got =
            ::pread(from.number(), piece.data(), bytes, static_cast<off_t>(range.from));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return storageError(path, got < 0 ? errno : EIO);
        range.from += static_cast<std::uint64_t>(got);
        widener.widen({piece.data(), static_cast<std::size_t>(got)}, wide);
        if (const Result<void> written = writeAll(to, wide, path); !written) return written.error();
        length += wide.size();
        wide.clear();
    }
    return length;
}

}  // namespace telemetryhub::engine
