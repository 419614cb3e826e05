// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/csv_dialect.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "record/csv_cells.h"
#include "record/csv_row_reader.h"
#include "record/csv_time.h"

namespace telemetryhub::engine {

namespace {

using SampleRow = std::vector<std::string>;
using SampleRows = std::vector<SampleRow>;

constexpr std::size_t kSampleRows = 200;
constexpr std::size_t kSampleCells = 100'000;

SampleRows sampleOf(std::string_view text, char delimiter) {
    SampleRows rows;
    std::size_t cellCount = 0;
    std::vector<std::string_view> cells;
    std::string unquoted;
    while (!text.empty() && rows.size() < kSampleRows && cellCount < kSampleCells) {
        const CsvRowEnd end = findRowEnd(text, delimiter);
        const bool isFound = end.kind == CsvRowEnd::Kind::Found;
        const std::size_t length =
            std::min(isFound ? end.at : std::min(text.find('\n'), text.size()), text.size());
        splitCells(withoutReturn(text.substr(0, length)), delimiter, cells, unquoted);
        rows.emplace_back(cells.begin(), cells.end());
        cellCount += cells.size();
        text.remove_prefix(std::min(length + 1, text.size()));
    }
    return rows;
}

bool isBlankRow(const SampleRow& row) {
    return std::all_of(row.begin(), row.end(),
                       [](const std::string& cell) { return trimmedCell(cell).empty(); });
}

/// How many cells most rows have, and how many rows do.
std::pair<std::size_t, std::size_t> usualCells(const SampleRows& rows) {
    std::map<std::size_t, std::size_t> counts;
    for (const SampleRow& row : rows)
        if (!isBlankRow(row)) ++counts[row.size()];
    std::pair<std::size_t, std::size_t> usual{0, 0};
    for (const auto& [cells, count] : counts)
        if (count >= usual.second) usual = {cells, count};
    return usual;
}

/// The one by which most rows have equally many cells; before a comma, which may be a decimal one,
/// the others.
char delimiterOf(std::string_view text) {
    constexpr std::string_view kOwnTitle = "time_utc";
    const bool isOwn = text.starts_with(kOwnTitle) && text.size() > kOwnTitle.size();
    if (isOwn && std::string_view(",;\t").find(text[kOwnTitle.size()]) != std::string_view::npos)
        return text[kOwnTitle.size()];
    char best = ',';
    std::size_t bestCount = 0;
    for (const char delimiter : {'\t', ';', ','}) {
        const auto [cells, count] = usualCells(sampleOf(text, delimiter));
        if (cells < 2 || count <= bestCount) continue;
        best = delimiter;
        bestCount = count;
    }
    return best;
}

bool isNumberOrTime(const std::string& cell, char decimalSign) {
    return numberIn(cell, decimalSign) || calendarIn(cell);
}

char decimalSignOf(const SampleRows& rows, char delimiter) {
    if (delimiter == ',') return '.';
    bool hasComma = false;
    for (const SampleRow& row : rows) {
        for (const std::string& cell : row) {
            const bool isNumber = numberIn(cell, ',').has_value();
            if (isNumber && cell.find('.') != cell.npos) return '.';
            hasComma = hasComma || (isNumber && cell.find(',') != cell.npos);
        }
    }
    return hasComma ? ',' : '.';
}

std::string lowerTitle(std::string_view title) {
    std::string lower(trimmedCell(title));
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '(' || c == '[' || c == '_' || c == '/' || c == '-') c = ' ';
        if (c == ')' || c == ']') c = ' ';
    }
    return std::string(trimmedCell(lower));
}

/// The words of a title, which tell whether it names a time and in which unit.
struct TimeTitle {
    bool namesTime = false;
    bool isElapsed = false;
    std::optional<std::int64_t> unitNs;
};

std::optional<std::int64_t> unitNamed(std::string_view word) {
    constexpr std::int64_t kNsOfSecond = 1'000'000'000;
    constexpr std::array<std::pair<std::string_view, std::int64_t>, 14> kUnits = {
        {{"s", kNsOfSecond},
         {"sec", kNsOfSecond},
         {"seconds", kNsOfSecond},
         {"ms", 1'000'000},
         {"msec", 1'000'000},
         {"millis", 1'000'000},
         {"us", 1'000},
         {"µs", 1'000},
         {"μs", 1'000},
         {"micros", 1'000},
         {"ns", 1},
         {"nanos", 1},
         {"min", 60 * kNsOfSecond},
         {"h", 3'600 * kNsOfSecond}}};
    for (const auto& [name, ns] : kUnits)
        if (word == name) return ns;
    return std::nullopt;
}

TimeTitle readTimeTitle(std::string_view title) {
    constexpr std::array<std::string_view, 16> kTimeWords = {
        "time", "timestamp", "t",    "date",  "datetime", "elapsed", "utc",    "ts",
        "zeit", "datum",     "unix", "epoch", "unixtime", "stamp",   "uptime", "zeitstempel"};
    constexpr std::array<std::string_view, 4> kOtherWords = {"local", "since", "start", "of"};
    const std::string lower = lowerTitle(title);
    TimeTitle found;
    std::string_view rest = lower;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        const std::string_view word = rest.substr(0, end);
        const auto unit = unitNamed(word);
        if (unit) found.unitNs = unit;
        const bool isTime =
            std::find(kTimeWords.begin(), kTimeWords.end(), word) != kTimeWords.end() ||
            (unit && word.size() > 2 && word != "min");
        found.namesTime = found.namesTime || isTime;
        found.isElapsed = found.isElapsed || word == "elapsed" || word == "uptime";
        const bool isKnown =
            isTime || unit ||
            std::find(kOtherWords.begin(), kOtherWords.end(), word) != kOtherWords.end();
        if (!isKnown) return {};  // "response time" is a value
        rest = trimmedCell(rest.substr(end));
    }
    return found;
}

/// What stands in one column of the sample.
struct ColumnContent {
    std::size_t numbers = 0;
    std::size_t dates = 0;  ///< with a time of day
    std::size_t days = 0;
    std::size_t timesOfDay = 0;
    std::size_t texts = 0;
    std::optional<double> first;
    bool neverFalls = true;
    double last = -HUGE_VAL;

    [[nodiscard]] bool isMostly(std::size_t count) const {
        return count > 0 && 5 * count >= 4 * (numbers + dates + days + timesOfDay + texts);
    }
};

ColumnContent contentOf(const SampleRows& rows, std::size_t firstRow, std::size_t column,
                        char decimalSign) {
    ColumnContent content;
    for (std::size_t i = firstRow; i < rows.size(); ++i) {
        if (column >= rows[i].size() || saysAbsent(rows[i][column])) continue;
        const std::string& cell = rows[i][column];
        if (const auto number = numberIn(cell, decimalSign)) {
            ++content.numbers;
            if (!content.first) content.first = number;
            content.neverFalls = content.neverFalls && *number >= content.last;
            content.last = *number;
        } else if (const auto time = calendarIn(cell)) {
            ++(time->day && time->nsOfDay ? content.dates
                                          : (time->day ? content.days : content.timesOfDay));
        } else {
            ++content.texts;
        }
    }
    return content;
}

/// A number that counts from 1970 has the size of one: no other clock runs for three years.
/// Without a unit in the title its size tells that, too.
CsvTimeColumn numericTime(std::size_t column, const ColumnContent& content,
                          const TimeTitle& title) {
    constexpr double kLeastSeconds = 1e8;
    CsvTimeColumn time{
        CsvTimeColumn::Kind::Elapsed, column, {}, title.unitNs.value_or(1'000'000'000)};
    if (title.isElapsed) return time;
    const double size = content.first.value_or(0);
    if (title.unitNs) {
        if (size * static_cast<double>(*title.unitNs) >= kLeastSeconds * 1e9)
            time.kind = CsvTimeColumn::Kind::Unix;
        return time;
    }
    constexpr std::array<std::int64_t, 4> kUnits = {1, 1'000, 1'000'000, 1'000'000'000};
    // The smallest unit has the largest counts.
    for (const std::int64_t unit : kUnits) {
        if (size * static_cast<double>(unit) < kLeastSeconds * 1e9) continue;
        time.kind = CsvTimeColumn::Kind::Unix;
        time.unitNs = unit;
        break;
    }
    return time;
}

/// Whether numbers without a title can only be Unix times of this century.
bool looksUnix(const ColumnContent& content) {
    constexpr double kFirst = 1e9;
    constexpr double kLast = 4.2e9;
    if (!content.isMostly(content.numbers) || !content.neverFalls || content.numbers < 2)
        return false;
    const double first = *content.first;
    return (first >= kFirst && first <= kLast) || (first >= kFirst * 1e3 && first <= kLast * 1e3);
}

std::optional<CsvTimeColumn> findTime(const std::vector<ColumnContent>& contents,
                                      const std::vector<std::string>& titles) {
    std::optional<CsvTimeColumn> number;
    std::optional<std::size_t> days;
    std::optional<std::size_t> timesOfDay;
    for (std::size_t i = 0; i < contents.size(); ++i) {
        const ColumnContent& content = contents[i];
        if (content.isMostly(content.dates))
            return CsvTimeColumn{CsvTimeColumn::Kind::Calendar, i, {}};
        if (!days && content.isMostly(content.days)) days = i;
        if (!timesOfDay && content.isMostly(content.timesOfDay)) timesOfDay = i;
        if (number || !content.isMostly(content.numbers)) continue;
        const TimeTitle title = i < titles.size() ? readTimeTitle(titles[i]) : TimeTitle{};
        // A lone t can also be a temperature.
        if (!content.neverFalls && i < titles.size() && lowerTitle(titles[i]) == "t") continue;
        if (title.namesTime || (titles.empty() && i == 0 && looksUnix(content)))
            number = numericTime(i, content, title);
    }
    if (days) return CsvTimeColumn{CsvTimeColumn::Kind::Calendar, *days, timesOfDay};
    if (number) return number;
    if (timesOfDay) return CsvTimeColumn{CsvTimeColumn::Kind::TimeOfDay, *timesOfDay, {}};
    return std::nullopt;
}

/// Whether a row stands above columns of numbers rather than among them.
bool isTitles(const SampleRows& rows, std::size_t at, char decimalSign) {
    const SampleRow& row = rows[at];
    bool hasText = false;
    bool hasNumber = false;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (saysAbsent(row[i])) continue;
        if (isNumberOrTime(row[i], decimalSign)) {
            hasNumber = true;
            continue;
        }
        hasText = true;
        const ColumnContent below = contentOf(rows, at + 1, i, decimalSign);
        if (below.isMostly(below.numbers) || below.isMostly(below.dates)) return true;
    }
    return hasText && !hasNumber;
}

bool begins(const SampleRow& row, std::initializer_list<std::string_view> titles) {
    return row.size() >= titles.size() && std::equal(titles.begin(), titles.end(), row.begin());
}

/// Whether the titles are those of a table that this program writes.
bool takeOwnForm(CsvDialect& dialect, const SampleRow& row) {
    const bool isLong = row.size() == 7 && begins(row, {"time_utc", "elapsed_s", "device", "seq",
                                                        "channel", "value", "unit"});
    dialect.hasDevices = begins(row, {"time_utc", "elapsed_s", "device", "seq"});
    if (!dialect.hasDevices && !begins(row, {"time_utc", "elapsed_s", "seq"})) return false;
    dialect.form = isLong ? CsvForm::Long : CsvForm::Wide;
    dialect.cells = row.size();
    dialect.rowsBefore = 1;
    dialect.titles = row;
    return true;
}

Error noTable(const std::string& path, const std::string& reason) {
    std::string detail = "'";
    detail += readable(path, 400) + "' cannot be imported: " + reason;
    return {ErrorCode::InvalidArgument, std::move(detail)};
}

/// What files that are no text begin with.
std::optional<std::string> otherFormat(std::string_view text) {
    using namespace std::string_view_literals;
    if (text.empty()) return "it is empty";
    if (text.starts_with("\xFF\xFE"sv) || text.starts_with("\xFE\xFF"sv))
        return "it is UTF-16; save it as CSV in UTF-8";
    if (text.starts_with("PK\x03\x04"sv))
        return "it is a workbook or an archive; save the sheet as CSV";
    if (text.starts_with("\x1F\x8B"sv)) return "it is compressed; unpack it first";
    return std::nullopt;
}

/// The first row with the usual number of cells begins the table; titles may lack the last.
std::size_t firstTableRow(const SampleRows& rows, std::size_t cells) {
    std::size_t first = 0;
    while (first < rows.size() && (rows[first].size() != cells || isBlankRow(rows[first])))
        ++first;
    if (first > 0 && rows[first - 1].size() + 1 == cells && !isBlankRow(rows[first - 1])) --first;
    return first;
}

/// Without the mark that makes a row of titles a comment.
std::vector<std::string> foreignTitles(SampleRow row) {
    if (!row.empty() && row[0].starts_with('#')) row[0].erase(0, 1);
    for (std::string& title : row)
        title = std::string(trimmedCell(title));
    return row;
}

void lookAtColumns(CsvDialect& dialect, const SampleRows& rows) {
    std::vector<ColumnContent> contents;
    for (std::size_t i = 0; i < dialect.cells; ++i)
        contents.push_back(contentOf(rows, dialect.rowsBefore, i, dialect.decimalSign));
    dialect.time = findTime(contents, dialect.titles);
    for (std::size_t i = 0; i < contents.size(); ++i) {
        const bool isTime =
            dialect.time && (dialect.time->column == i || dialect.time->timeOfDay == i);
        const ColumnContent& content = contents[i];
        const bool isEmpty = content.dates + content.days + content.timesOfDay + content.texts == 0;
        const bool hasTitle = i < dialect.titles.size() && !dialect.titles[i].empty();
        if (!isTime && (content.numbers > 0 || (isEmpty && hasTitle))) dialect.values.push_back(i);
    }
}

}  // namespace

Result<CsvDialect> findDialect(std::string_view beginning, const std::string& path) {
    if (const auto reason = otherFormat(beginning)) return noTable(path, *reason);
    CsvDialect dialect;
    dialect.delimiter = delimiterOf(beginning);
    const SampleRows rows = sampleOf(beginning, dialect.delimiter);
    dialect.decimalSign = decimalSignOf(rows, dialect.delimiter);
    if (takeOwnForm(dialect, rows.front())) return dialect;

    dialect.cells = usualCells(rows).first;
    const std::size_t first = firstTableRow(rows, dialect.cells);
    dialect.rowsBefore = first;
    if (first < rows.size() && isTitles(rows, first, dialect.decimalSign)) {
        dialect.titles = foreignTitles(rows[first]);
        ++dialect.rowsBefore;
    }
    lookAtColumns(dialect, rows);
    const bool hasNumber =
        std::any_of(dialect.values.begin(), dialect.values.end(), [&](std::size_t column) {
            return contentOf(rows, dialect.rowsBefore, column, dialect.decimalSign).numbers > 0;
        });
    if (!hasNumber)
        return noTable(path,
                       "no column of numbers is found in its first rows; save it as CSV, one row "
                       "of numbers a line, parted by comma, semicolon or tab");
    return dialect;
}

}  // namespace telemetryhub::engine
