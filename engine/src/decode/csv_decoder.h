// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decode/csv_fields.h"
#include "decode/dated_rows.h"
#include "decode/line_decoder.h"
#include "decode/noise_guard.h"

namespace telemetryhub::engine {

/// Rows of numbers, one a line, parted by comma, semicolon, tab or blanks.
///
/// The first line of data fixes the layout: its separator, its columns, and which of them hold
/// text and give no channel. A line of titles directly before it names the channels; without one
/// they are `value 1`, `value 2`, ... by position. Three rows in a row that agree on another layout
/// replace it, a new line of titles at once. A column that begins with text becomes a channel with
/// its first number, and from there on everything in it that is none is absent.
///
/// Errors: a row with another number of columns is Length, a field that begins like a number and
///         is none is Syntax, one that no double holds is Range; the row is dropped whole. An
///         empty field or a word is an absent value; words are counted, and told when they change.
///         A line without any number is text. Bytes that are no text are Syntax, and a first row
///         amid them that no other confirms Unrecognised.
class CsvDecoder final : public LineDecoder {
public:
    explicit CsvDecoder(const DecodeSettings& settings) : m_rows(settings) {}
    [[nodiscard]] std::string description() const override;
    [[nodiscard]] std::unique_ptr<Decoder> clone() const override {
        return std::make_unique<CsvDecoder>(*this);
    }

private:
    struct Column {
        std::optional<std::size_t> channel;  ///< unset: text
        bool beganAsText = false;            ///< whatever is no number in it is text
        bool holdsTime = false;              ///< a text in it dates the row
        bool hasText = false;                ///< in the row that is read quickly
        std::uint64_t textCells = 0;         ///< before it had a channel
    };
    struct HeldLine {
        std::string text;
        RowClock::Moment moment;
    };

    void line(std::string_view text, std::size_t bytes, DecoderOutput& output) override;
    /// A plain row is clean.
    [[nodiscard]] bool readsRawLines() const override { return true; }
    void streamEnds(DecoderOutput& output) override { releaseHeld(output); }

    [[nodiscard]] bool readPlainRow(std::string_view text);
    [[nodiscard]] const char* skipPlainText(Column& column, const char* at, const char* end);
    void readLine(std::string_view text, std::size_t bytes, DecoderOutput& output);
    void readWithoutLayout(std::string_view text, std::size_t bytes, DecoderOutput& output);
    void readWithLayout(std::string_view text, std::size_t bytes, DecoderOutput& output);
    void readWords(std::string_view text, std::size_t bytes, DecoderOutput& output);
    void readOtherShape(std::string_view text, std::size_t bytes, DecoderOutput& output);
    void readRow(std::string_view text, std::size_t bytes, DecoderOutput& output);

    [[nodiscard]] bool fieldsFit() const;
    [[nodiscard]] bool fieldsAreWords() const;
    [[nodiscard]] std::optional<DiscardReason> damageOfFields() const;
    void promoteTextColumns(DecoderOutput& output);
    void tellText(std::size_t column, DecoderOutput& output);

    /// \pre `m_fields` are those of the first row of the layout
    void layOut(const CsvShape& shape, std::optional<std::vector<std::string>> titles,
                DecoderOutput& output);
    void giveChannel(std::size_t column);
    void publish(DecoderOutput& output);
    void addRow(DecoderOutput& output);
    void readTimes();
    void findTimeColumn();

    void holdTitles(std::string_view text, std::size_t bytes, DecoderOutput& output);
    [[nodiscard]] std::optional<std::vector<std::string>> takeTitles(const CsvShape& shape,
                                                                     DecoderOutput& output);
    void releaseHeld(DecoderOutput& output);

    CsvShape m_shape;
    char m_cut = ',';
    bool m_titled = false;
    std::vector<std::string> m_titles;
    std::vector<Column> m_columns;  ///< empty until there is a layout
    std::vector<double> m_row;      ///< one a channel; those of no column stay absent
    DatedRows m_rows;
    CsvFields m_fields;
    HeldLine m_held;  ///< may be titles: the next line tells
    NoiseGuard m_noise;
    CsvShape m_otherShape;
    int m_otherRows = 0;
};

}  // namespace telemetryhub::engine
