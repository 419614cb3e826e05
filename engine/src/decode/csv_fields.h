// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace telemetryhub::engine {

/// What parts the fields of a line.
enum class Separator { Comma, Semicolon, Tab, Blanks };
[[nodiscard]] std::string_view separatorName(Separator separator);
/// The character itself; a blank for Blanks.
[[nodiscard]] char separatorCharacter(Separator separator);

enum class FieldKind {
    Empty,
    Number,
    OutOfRange,
    NoValue,  ///< a word for no number: ERR, ---
    Broken,   ///< begins like a number and is none: 12x, 0x10, 12:30
    Word,     ///< anything else
};

struct CsvField {
    std::string_view text;  ///< without blanks around it and without quotes
    FieldKind kind = FieldKind::Empty;
    double value = 0;
    bool quoted = false;  ///< `text` holds doubled quotes as they were sent
};

/// The fields of one line, read once and then asked.
class CsvFields {
public:
    /// More than this is no row.
    static constexpr std::size_t kMaxColumns = 256;

    /// False when the line has more fields than any row.
    [[nodiscard]] bool split(std::string_view line, Separator separator);

    [[nodiscard]] std::span<const CsvField> all() const { return m_fields; }
    [[nodiscard]] std::size_t size() const { return m_fields.size(); }
    [[nodiscard]] std::size_t count(FieldKind kind) const;
    [[nodiscard]] const CsvField& operator[](std::size_t index) const { return m_fields[index]; }
    /// A separator at the end of the line makes an empty last field, which may mean nothing.
    [[nodiscard]] bool endsEmpty() const {
        return m_fields.size() > 1 && m_fields.back().kind == FieldKind::Empty;
    }
    void dropLast() { m_fields.pop_back(); }

private:
    std::size_t appendQuoted(std::string_view line, std::size_t at, char separator);
    void append(std::string_view text, bool quoted);

    std::vector<CsvField> m_fields;
};

/// How a line of data is laid out.
struct CsvShape {
    Separator separator = Separator::Comma;
    std::size_t columns = 0;  ///< without an empty last one

    friend bool operator==(const CsvShape&, const CsvShape&) = default;
};

/// For a person, such as `8 columns, comma`.
[[nodiscard]] std::string describe(const CsvShape& shape);

/// The layout a line would have as the first row of data, and nothing for a line of prose. Leaves
/// the fields of that layout in `fields`.
[[nodiscard]] std::optional<CsvShape> shapeOfData(std::string_view line, CsvFields& fields);

/// The same for a line behind one of titles, which fit it: then only its first field has to be a
/// number, whatever the others say.
[[nodiscard]] std::optional<CsvShape> shapeBehindTitles(std::string_view line,
                                                        std::string_view titles, CsvFields& fields);

/// How much like a name a column title has to look.
enum class TitleRule {
    Loose,   ///< several words are fine: a line before any data
    Strict,  ///< one word, and a unit in brackets: a line between data, or blanks as separator
};

/// The titles of a header line of `columns` columns, or nothing when it is none.
[[nodiscard]] std::optional<std::vector<std::string>> titlesOf(std::string_view line,
                                                               Separator separator,
                                                               std::size_t columns, TitleRule rule);
/// Whether the line could be a header of any layout.
[[nodiscard]] bool couldBeTitles(std::string_view line);

}  // namespace telemetryhub::engine
