// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/csv_row_reader.h"

#include <algorithm>
#include <cstring>

namespace telemetryhub::engine {

namespace {

std::uint64_t lineFeedsIn(std::string_view text) {
    return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

/// The place behind the closing quote of a cell that begins at `at`; npos: there is none.
std::size_t behindClosingQuote(std::string_view text, std::size_t at) {
    for (++at;; at += 2) {
        at = text.find('"', at);
        if (at == std::string_view::npos) return at;
        if (at + 1 >= text.size() || text[at + 1] != '"') return at + 1;
    }
}

bool endsCell(char c, char delimiter) {
    return c == delimiter || c == '\n' || c == '\r';
}

/// Appends the cell at `at`, which begins with a quote, and returns the place behind it.
std::size_t appendQuoted(std::string_view row, std::size_t at, char delimiter,
                         std::string& unquoted) {
    for (++at; at < row.size(); ++at) {
        if (row[at] == '"') {
            if (at + 1 >= row.size() || row[at + 1] != '"') break;
            ++at;
        }
        unquoted += row[at];
    }
    // What stands behind the closing quote belongs to the cell, too.
    for (++at; at < row.size() && row[at] != delimiter; ++at)
        unquoted += row[at];
    return std::min(at, row.size());
}

}  // namespace

CsvRowEnd findRowEnd(std::string_view text, char delimiter) {
    bool spansLines = false;
    std::size_t at = 0;
    std::size_t lineEnd = std::min(text.find('\n'), text.size());
    for (;;) {
        // Quotes matter at the beginning of a cell.
        std::size_t quote = text.substr(0, lineEnd).find('"', at);
        while (quote != std::string_view::npos && quote > 0 && text[quote - 1] != delimiter)
            quote = text.substr(0, lineEnd).find('"', quote + 1);
        if (quote == std::string_view::npos) {
            if (lineEnd == text.size()) return {CsvRowEnd::Kind::NeedsMore, 0, spansLines};
            return {CsvRowEnd::Kind::Found, lineEnd, spansLines};
        }
        const std::size_t behind = behindClosingQuote(text, quote);
        if (behind == std::string_view::npos || behind >= text.size())
            return {CsvRowEnd::Kind::NeedsMore, 0, true};
        const bool overLines = behind > lineEnd;
        if (overLines && !endsCell(text[behind], delimiter))
            return {CsvRowEnd::Kind::OpenQuote, 0, true};
        spansLines = spansLines || overLines;
        at = behind;
        if (overLines) lineEnd = std::min(text.find('\n', at), text.size());
    }
}

void splitCells(std::string_view row, char delimiter, std::vector<std::string_view>& cells,
                std::string& unquoted) {
    cells.clear();
    unquoted.clear();
    unquoted.reserve(row.size());  // the views stay valid
    std::size_t at = 0;
    for (;;) {
        std::size_t end = 0;
        if (at < row.size() && row[at] == '"') {
            const std::size_t begin = unquoted.size();
            end = appendQuoted(row, at, delimiter, unquoted);
            cells.push_back(std::string_view(unquoted).substr(begin));
        } else {
            end = std::min(row.find(delimiter, at), row.size());
            cells.push_back(row.substr(at, end - at));
        }
        if (end >= row.size()) return;
        at = end + 1;
    }
}

Result<std::string_view> CsvRowReader::lookAhead() {
    while (!m_ended && m_end - m_begin < kMaxRowBytes)
        if (Result<void> filled = fill(); !filled) return filled.error();
    return buffered();
}

Result<void> CsvRowReader::fill() {
    if (m_begin > 0 && kBufferBytes - m_end < kBufferBytes - kMaxRowBytes) {
        std::memmove(m_buffer.get(), m_buffer.get() + m_begin, m_end - m_begin);
        m_consumed += m_begin;
        m_end -= m_begin;
        m_begin = 0;
    }
    const Result<std::size_t> got = m_read(m_buffer.get() + m_end, kBufferBytes - m_end);
    if (!got) return got.error();
    m_end += got.value();
    m_ended = got.value() == 0;
    return {};
}

Result<std::optional<CsvRow>> CsvRowReader::next() {
    for (;;) {
        const CsvRowEnd end = findRowEnd(buffered(), m_delimiter);
        if (end.kind == CsvRowEnd::Kind::Found && end.at <= kMaxRowBytes)
            return std::optional(takeRow(end.at, end.spansLines));
        const bool isFull = m_end - m_begin > kMaxRowBytes;
        if (end.kind == CsvRowEnd::Kind::OpenQuote || (end.spansLines && (m_ended || isFull)))
            if (buffered().find('\n') <= kMaxRowBytes) return std::optional(takeFirstLine());
        if (isFull) return skipLongRow();
        if (m_ended && m_begin == m_end) return std::optional<CsvRow>();
        if (m_ended) return std::optional(takeRest());
        if (Result<void> filled = fill(); !filled) return filled.error();
    }
}

CsvRow CsvRowReader::takeRow(std::size_t length, bool spansLines) {
    const std::string_view row = buffered().substr(0, length);
    m_rowBegin = m_begin;
    m_rowLine = m_line;
    m_begin += length + 1;
    m_line += 1 + (spansLines ? lineFeedsIn(row) : 0);
    return {withoutReturn(row), m_rowLine, CsvRow::State::Whole, spansLines};
}

CsvRow CsvRowReader::takeFirstLine() {
    CsvRow row = takeRow(buffered().find('\n'), false);
    row.state = CsvRow::State::OpenQuote;
    return row;
}

CsvRow CsvRowReader::takeRest() {
    const std::string_view row = buffered();
    m_begin = m_end;
    // Only the line feed is missing behind a return.
    const auto state = row.ends_with('\r') ? CsvRow::State::Whole : CsvRow::State::WithoutEnd;
    return {withoutReturn(row), m_line, state, false};
}

void CsvRowReader::giveBackLaterLines() {
    const std::string_view row(m_buffer.get() + m_rowBegin, m_end - m_rowBegin);
    m_begin = m_rowBegin + row.find('\n') + 1;
    m_line = m_rowLine + 1;
}

Result<std::optional<CsvRow>> CsvRowReader::skipLongRow() {
    CsvRow row;
    row.line = m_line++;
    row.state = CsvRow::State::TooLong;
    for (;;) {
        const std::size_t at = buffered().find('\n');
        m_begin = at == std::string_view::npos ? m_end : m_begin + at + 1;
        if (at != std::string_view::npos || m_ended) return std::optional(row);
        if (Result<void> filled = fill(); !filled) return filled.error();
    }
}

}  // namespace telemetryhub::engine
