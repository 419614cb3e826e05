// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "record/csv_cells.h"
#include "record/csv_rows.h"
#include "record/csv_time.h"

namespace telemetryhub::engine {

namespace {

constexpr std::int64_t kRowNs = 1'000'000'000;

/// The rows of any table of numbers, as samples of one device.
class ForeignRows final : public CsvRows {
public:
    ForeignRows(const CsvDialect& dialect, CsvIntake& intake, const std::string& deviceName);

    /// Cells may be missing at the end, or be more and empty.
    [[nodiscard]] bool fits(std::size_t /*cells*/) const override { return true; }
    Result<CsvRowTaken> take(const CsvCells& cells) override;
    void passOver() override { ++m_row; }
    [[nodiscard]] std::uint64_t timesBack() const override { return m_timesBack; }
    [[nodiscard]] std::vector<std::string> columnsLeftOut() const override;

private:
    [[nodiscard]] std::string titleOf(std::size_t column) const;
    [[nodiscard]] std::optional<std::int64_t> timeNs(const CsvCells& cells) const;
    [[nodiscard]] ReadTime readTime(std::int64_t ns);
    /// How many cells hold a number.
    std::size_t takeValues(const CsvCells& cells, CsvRowTaken& taken);
    [[nodiscard]] std::string whyUnreadable(const CsvCells& cells) const;

    const CsvDialect& m_dialect;
    CsvIntake& m_intake;
    CsvIntakeDevice& m_device;
    std::vector<std::size_t> m_columns;  // of the channels
    Sequence m_row = 0;                  // of the data, from 1
    std::optional<std::int64_t> m_firstNs;
    std::int64_t m_lastNs = 0;
    std::uint64_t m_timesBack = 0;
};

ForeignRows::ForeignRows(const CsvDialect& dialect, CsvIntake& intake,
                         const std::string& deviceName)
    : m_dialect(dialect), m_intake(intake), m_device(*intake.device(deviceName)) {
    m_device.kind = ChannelSetKind::Complete;
    for (const std::size_t column : dialect.values) {
        if (m_columns.size() == ChannelSet::kMaxChannels) break;
        Channel channel = channelFromTitle(titleOf(column));
        if (intake.channel(m_device, m_columns.size(), channel)) m_columns.push_back(column);
    }
}

std::string ForeignRows::titleOf(std::size_t column) const {
    if (column < m_dialect.titles.size() && !m_dialect.titles[column].empty())
        return readable(m_dialect.titles[column], 200);
    return "column " + std::to_string(column + 1);
}

std::vector<std::string> ForeignRows::columnsLeftOut() const {
    std::vector<std::string> titles;
    for (std::size_t i = 0; i < m_dialect.cells; ++i) {
        const auto& time = m_dialect.time;
        const bool isTime = time && (time->column == i || time->timeOfDay == i);
        if (!isTime && std::find(m_columns.begin(), m_columns.end(), i) == m_columns.end())
            titles.push_back(titleOf(i));
    }
    return titles;
}

Result<CsvRowTaken> ForeignRows::take(const CsvCells& cells) {
    CsvRowTaken taken;
    ++m_row;
    taken.unread = whyUnreadable(cells);
    if (!taken.unread.empty()) return taken;
    const auto ns = timeNs(cells);
    if (!ns) {
        const std::size_t column = m_dialect.time->column;
        taken.unread = "its time cannot be read: '" +
                       readable(column < cells.size() ? cells[column] : "") + "'";
        return taken;
    }
    const std::size_t numbers = takeValues(cells, taken);
    if (numbers == 0 && taken.badCells > 0) {
        taken.unread = "it holds no number: " + taken.badCell;
        taken.badCells = 0;
        return taken;
    }
    const Result<bool> added = m_intake.add(m_device, m_row, readTime(*ns));
    if (!added) return added.error();
    return taken;
}

std::string ForeignRows::whyUnreadable(const CsvCells& cells) const {
    for (std::size_t i = m_dialect.cells; i < cells.size(); ++i)
        if (!trimmedCell(cells[i]).empty())
            return "it has " + std::to_string(cells.size()) + " cells, the table " +
                   std::to_string(m_dialect.cells);
    return {};
}

std::size_t ForeignRows::takeValues(const CsvCells& cells, CsvRowTaken& taken) {
    std::size_t numbers = 0;
    for (std::size_t i = 0; i < m_columns.size() && m_columns[i] < cells.size(); ++i) {
        const std::string_view cell = cells[m_columns[i]];
        if (const auto value = numberIn(cell, m_dialect.decimalSign)) {
            m_device.row[i] = *value;
            ++numbers;
        } else if (!saysAbsent(cell) && taken.badCells++ == 0) {
            taken.badCell = "'" + readable(cell) + "' is no number";
        }
    }
    return numbers;
}

/// On the clock of the column.
std::optional<std::int64_t> ForeignRows::timeNs(const CsvCells& cells) const {
    if (!m_dialect.time) return static_cast<std::int64_t>(m_row - 1) * kRowNs;
    const CsvTimeColumn& time = *m_dialect.time;
    if (time.column >= cells.size()) return std::nullopt;
    const std::string_view cell = cells[time.column];
    const bool isNumber =
        time.kind == CsvTimeColumn::Kind::Unix || time.kind == CsvTimeColumn::Kind::Elapsed;
    if (isNumber) return durationIn(cell, time.unitNs, m_dialect.decimalSign);
    auto calendar = calendarIn(cell);
    if (!calendar) return std::nullopt;
    if (time.kind == CsvTimeColumn::Kind::TimeOfDay) return calendar->nsOfDay;
    if (time.timeOfDay) {
        const auto ofDay =
            *time.timeOfDay < cells.size() ? calendarIn(cells[*time.timeOfDay]) : std::nullopt;
        if (!ofDay || !ofDay->nsOfDay) return std::nullopt;
        calendar->nsOfDay = ofDay->nsOfDay;
        calendar->zoneNs = ofDay->zoneNs;
    }
    return unixNsOf(*calendar);
}

ReadTime ForeignRows::readTime(std::int64_t ns) {
    if (!m_firstNs)
        m_firstNs = ns;
    else if (ns < m_lastNs)
        ++m_timesBack;
    m_lastNs = ns;
    const bool isWall = m_dialect.time && (m_dialect.time->kind == CsvTimeColumn::Kind::Calendar ||
                                           m_dialect.time->kind == CsvTimeColumn::Kind::Unix);
    std::int64_t steadyNs = ns;
    if (isWall && __builtin_sub_overflow(ns, *m_firstNs, &steadyNs)) steadyNs = 0;
    return {steadyNs, ns};
}

}  // namespace

std::unique_ptr<CsvRows> makeForeignRows(const CsvDialect& dialect, CsvIntake& intake,
                                         const std::string& deviceName) {
    return std::make_unique<ForeignRows>(dialect, intake, deviceName);
}

}  // namespace telemetryhub::engine
