// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/csv_header.h"

#include <algorithm>
#include <cerrno>
#include <optional>

#include <unistd.h>

namespace telemetryhub::engine {

namespace {

/// No header of ours is longer; neither is what is looked at of a file of somebody else.
constexpr std::size_t kMaxHeaderBytes = std::size_t{1} << 20;
constexpr std::size_t kPieceBytes = std::size_t{64} << 10;

/// Reads up to `bytes` at an offset; fewer only at the end of the file.
Result<std::string> readAt(const Descriptor& descriptor, std::uint64_t offset, std::size_t bytes,
                           const std::string& path) {
    std::string text(bytes, '\0');
    std::size_t got = 0;
    while (got < bytes) {
        const ssize_t count = ::pread(descriptor.number(), text.data() + got, bytes - got,
                                      static_cast<off_t>(offset + got));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return storageError(path, errno);
        if (count == 0) break;
        got += static_cast<std::size_t>(count);
    }
    text.resize(got);
    return text;
}

std::optional<std::size_t> endOfLine(std::string_view text) {
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (text[i] == '\n' && !quoted) return i;
    }
    return std::nullopt;
}

std::string_view withoutLineEnd(std::string_view line) {
    if (line.ends_with('\n')) line.remove_suffix(1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

constexpr std::size_t kTimeCells = 2;  // time_utc, elapsed_s
constexpr std::string_view kDeviceTitle = "device";

bool hasDeviceCell(const std::vector<std::string>& cells) {
    return cells.size() > kTimeCells && cells[kTimeCells] == kDeviceTitle;
}

}  // namespace

std::vector<std::string> cellsOfLine(std::string_view line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : withoutLineEnd(line)) {
        if (c == '"') quoted = !quoted;
        if (c == ',' && !quoted)
            cells.emplace_back();
        else
            cells.back() += c;
    }
    return cells;
}

HeaderFit fitOfHeader(std::string_view wanted, std::string_view present) {
    if (withoutLineEnd(wanted) == withoutLineEnd(present)) return HeaderFit::Same;
    std::vector<std::string> ours = cellsOfLine(wanted);
    std::vector<std::string> theirs = cellsOfLine(present);
    // A row of one device can name it; rows of several cannot leave it out.
    if (hasDeviceCell(theirs) && !hasDeviceCell(ours))
        ours.insert(ours.begin() + kTimeCells, std::string(kDeviceTitle));
    const std::size_t fixed = kTimeCells + (hasDeviceCell(ours) ? 2 : 1);
    if (ours.size() < fixed || theirs.size() < fixed ||
        !std::equal(ours.begin(), ours.begin() + static_cast<std::ptrdiff_t>(fixed),
                    theirs.begin()))
        return HeaderFit::None;
    std::sort(ours.begin(), ours.end());
    std::sort(theirs.begin(), theirs.end());
    return std::includes(theirs.begin(), theirs.end(), ours.begin(), ours.end()) ? HeaderFit::Wider
                                                                                 : HeaderFit::None;
}

Result<CsvHeader> readCsvHeader(const Descriptor& descriptor, const std::string& path) {
    const Result<std::string> start = readAt(descriptor, 0, kMaxHeaderBytes, path);
    if (!start) return start.error();
    const std::string_view text = start.value();
    const auto end = endOfLine(text);
    const std::size_t bytes = end ? *end + 1 : text.size();
    const std::string_view line = text.substr(0, bytes);
    return CsvHeader{std::string(end ? withoutLineEnd(line) : line), bytes, end.has_value()};
}

Result<std::string> missingRowEnd(const Descriptor& descriptor, std::uint64_t size,
                                  const std::string& path) {
    const std::uint64_t from = size - std::min<std::uint64_t>(size, kPieceBytes);
    const Result<std::string> tail = readAt(descriptor, from, kPieceBytes, path);
    if (!tail) return tail.error();
    const std::string_view text = tail.value();
    if (text.empty() || text.ends_with('\n')) return std::string();
    const std::size_t before = text.rfind('\n');
    const std::string_view row = before == text.npos ? text : text.substr(before + 1);
    const bool isQuoted = std::count(row.begin(), row.end(), '"') % 2 != 0;
    std::string end = row.ends_with('\r') ? "\n" : "\r\n";
    if (isQuoted) end.insert(0, 1, '"');
    return end;
}

std::uint64_t RowCounter::count(std::string_view piece) {
    if (!m_quoted && piece.find('"') == piece.npos)
        return static_cast<std::uint64_t>(std::count(piece.begin(), piece.end(), '\n'));
    std::uint64_t rows = 0;
    for (const char c : piece) {
        if (c == '"') m_quoted = !m_quoted;
        if (c == '\n' && !m_quoted) ++rows;
    }
    return rows;
}

Result<std::uint64_t> countRows(const Descriptor& descriptor, std::uint64_t from, std::uint64_t to,
                                const std::string& path) {
    RowCounter counter;
    std::uint64_t rows = 0;
    while (from < to) {
        const auto bytes =
            static_cast<std::size_t>(std::min<std::uint64_t>(to - from, kPieceBytes));
        const Result<std::string> piece = readAt(descriptor, from, bytes, path);
        if (!piece) return piece.error();
        if (piece.value().empty()) break;  // it became shorter meanwhile
        rows += counter.count(piece.value());
        from += piece.value().size();
    }
    return rows;
}

}  // namespace telemetryhub::engine
