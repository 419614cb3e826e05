// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// One row of a CSV text, without its line end.
struct CsvRow {
    enum class State {
        Whole,
        WithoutEnd,  ///< the text ends with it
        OpenQuote,   ///< only its first line: a quote in it is never closed
        TooLong,     ///< without its text
    };
    std::string_view text;
    std::uint64_t line = 0;  ///< where it begins, from 1
    State state = State::Whole;
    bool spansLines = false;
};

/// Where a row ends.
struct CsvRowEnd {
    enum class Kind { Found, NeedsMore, OpenQuote };
    Kind kind = Kind::NeedsMore;
    std::size_t at = 0;  ///< of the line feed
    bool spansLines = false;
};
/// Line feeds between quotes belong to the row; a quote counts at the beginning of a cell.
[[nodiscard]] CsvRowEnd findRowEnd(std::string_view text, char delimiter);

/// The row without the return that stands before a line feed.
[[nodiscard]] inline std::string_view withoutReturn(std::string_view row) {
    if (row.ends_with('\r')) row.remove_suffix(1);
    return row;
}

/// Cuts a row into cells without their quotes; views of `row` or of `unquoted`.
void splitCells(std::string_view row, char delimiter, std::vector<std::string_view>& cells,
                std::string& unquoted);

/// Cuts a stream of bytes into rows, in bounded memory.
///
/// A quote that is never closed costs its own line only.
///
/// Threads: confined to one thread.
/// Errors:  those of `read`.
class CsvRowReader {
public:
    static constexpr std::size_t kMaxRowBytes = std::size_t{1} << 20;
    /// Fills the room it is given; 0 is the end.
    using Read = std::function<Result<std::size_t>(char* to, std::size_t room)>;

    explicit CsvRowReader(Read read) : m_read(std::move(read)) {}

    /// What comes next, as much as is at hand, at most a row of the greatest length.
    Result<std::string_view> lookAhead();
    void skip(std::size_t bytes) { m_begin += bytes; }
    void setDelimiter(char delimiter) { m_delimiter = delimiter; }

    /// The next row, valid until the next call; nothing at the end.
    Result<std::optional<CsvRow>> next();
    /// Takes only the first line of the row that was read last, and goes on with the second.
    /// \pre it spans lines
    void giveBackLaterLines();
    [[nodiscard]] std::uint64_t consumedBytes() const { return m_consumed + m_begin; }

private:
    static constexpr std::size_t kBufferBytes = kMaxRowBytes + (std::size_t{256} << 10);

    Result<void> fill();
    [[nodiscard]] std::string_view buffered() const {
        return {m_buffer.get() + m_begin, m_end - m_begin};
    }
    CsvRow takeRow(std::size_t length, bool spansLines);
    CsvRow takeFirstLine();
    CsvRow takeRest();
    Result<std::optional<CsvRow>> skipLongRow();

    Read m_read;
    char m_delimiter = ',';
    std::unique_ptr<char[]> m_buffer = std::make_unique_for_overwrite<char[]>(kBufferBytes);
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::size_t m_rowBegin = 0;    // of the row that was read last
    std::uint64_t m_consumed = 0;  // before the buffer
    std::uint64_t m_line = 1;
    std::uint64_t m_rowLine = 1;
    bool m_ended = false;
};

}  // namespace telemetryhub::engine
