// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv_table.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace telemetryhub::test {

namespace {

/// Cuts records one character at a time.
class CsvReader {
public:
    void take(char c) {
        if (m_quoted) {
            takeQuoted(c);
        } else if (c == '"' && m_cell.empty() && !m_wasQuoted) {
            m_quoted = m_wasQuoted = true;
        } else if (c == '"' && m_wasQuoted) {
            m_cell += c;  // a doubled quote: the first one had closed the cell
            m_quoted = true;
        } else if (c == ',') {
            endCell();
        } else if (c == '\n') {
            endCell();
            m_records.push_back(std::exchange(m_record, {}));
        } else if (c != '\r') {
            m_cell += c;
        }
    }

    [[nodiscard]] std::vector<std::vector<std::string>> records() && {
        return std::move(m_records);
    }

private:
    void takeQuoted(char c) {
        if (c == '"')
            m_quoted = false;
        else
            m_cell += c;
    }

    void endCell() {
        m_record.push_back(std::exchange(m_cell, {}));
        m_wasQuoted = false;
    }

    std::vector<std::vector<std::string>> m_records;
    std::vector<std::string> m_record;
    std::string m_cell;
    bool m_quoted = false;
    bool m_wasQuoted = false;
};

}  // namespace

CsvTable CsvTable::parse(std::string_view text) {
    CsvReader reader;
    for (const char c : text)
        reader.take(c);
    auto records = std::move(reader).records();
    if (records.empty()) return {};
    CsvTable table;
    table.titles = std::move(records.front());
    table.rows.assign(std::make_move_iterator(records.begin() + 1),
                      std::make_move_iterator(records.end()));
    return table;
}

CsvTable CsvTable::read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return parse(std::string(std::istreambuf_iterator<char>(file), {}));
}

std::optional<std::size_t> CsvTable::column(std::string_view title) const {
    const auto found = std::find(titles.begin(), titles.end(), title);
    if (found == titles.end()) return std::nullopt;
    return static_cast<std::size_t>(found - titles.begin());
}

std::vector<std::string> CsvTable::cells(std::string_view title) const {
    std::vector<std::string> cells;
    const auto index = column(title);
    for (const auto& row : rows)
        cells.push_back(index && *index < row.size() ? row[*index] : std::string{});
    return cells;
}

std::vector<std::string> CsvTable::channels() const {
    const auto seq = std::find(titles.begin(), titles.end(), "seq");
    return seq == titles.end() ? std::vector<std::string>{}
                               : std::vector<std::string>(seq + 1, titles.end());
}

std::vector<std::vector<std::string>> CsvTable::values() const {
    std::vector<std::vector<std::string>> values;
    const std::size_t first = column("seq").value_or(titles.size()) + 1;
    for (const auto& row : rows)
        values.emplace_back(row.begin() + static_cast<std::ptrdiff_t>(std::min(first, row.size())),
                            row.end());
    return values;
}

bool CsvTable::sequenceIsContiguous() const {
    std::uint64_t expected = 1;
    for (const std::string& cell : cells("seq")) {
        if (cell != std::to_string(expected++)) return false;
    }
    return !rows.empty();
}

std::optional<double> numberIn(std::string_view cell) {
    double number = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (error != std::errc{} || end != cell.data() + cell.size()) return std::nullopt;
    return number;
}

}  // namespace telemetryhub::test
