// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/csv_import.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/csv_cells.h"
#include "record/csv_dialect.h"
#include "record/csv_row_reader.h"
#include "record/csv_rows.h"
#include "record/descriptor.h"

namespace telemetryhub::engine {

namespace {

Error readError(const std::string& path, int reason) {
    const ErrorCode code = reason == ENOENT ? ErrorCode::NotFound : ErrorCode::StorageFailed;
    return {code, "'" + path + "' cannot be read: " + std::generic_category().message(reason) +
                      "; check the path and its permissions"};
}

Result<Descriptor> openForReading(const std::string& path) {
    // Opened without waiting, because a pipe without a writer would block the caller for ever.
    Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    if (!descriptor.isOpen()) return readError(path, errno);
    struct stat status {};
    if (::fstat(descriptor.number(), &status) == 0 && S_ISDIR(status.st_mode))
        return readError(path, EISDIR);
    const int flags = ::fcntl(descriptor.number(), F_GETFL);
    if (flags < 0 || ::fcntl(descriptor.number(), F_SETFL, flags & ~O_NONBLOCK) < 0)
        return readError(path, errno);
    return descriptor;
}

std::uint64_t sizeOf(const Descriptor& descriptor) {
    struct stat status {};
    const bool isFile = ::fstat(descriptor.number(), &status) == 0 && S_ISREG(status.st_mode);
    return isFile ? static_cast<std::uint64_t>(status.st_size) : 0;
}

CsvTimeSource timeSourceOf(const CsvDialect& dialect) {
    if (dialect.form != CsvForm::Foreign) return CsvTimeSource::Table;
    if (!dialect.time) return CsvTimeSource::SampleNumber;
    const bool isWall = dialect.time->kind == CsvTimeColumn::Kind::Calendar ||
                        dialect.time->kind == CsvTimeColumn::Kind::Unix;
    return isWall ? CsvTimeSource::Calendar : CsvTimeSource::Elapsed;
}

/// One import, from the first byte to the summary.
class CsvImporter {
public:
    CsvImporter(std::string path, Descriptor descriptor, BlockPool& pool, CsvImportSink& sink);

    Result<CsvImportSummary> run(const CsvProgress& progress);

private:
    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t room) const;
    Result<void> begin();
    [[nodiscard]] std::unique_ptr<CsvRows> makeRows();
    Result<void> readRows(const CsvProgress& progress);
    Result<void> takeRow(const CsvRow& row);
    [[nodiscard]] bool isBlank() const;
    [[nodiscard]] std::string whyUnreadable(const CsvRow& row) const;
    void note(const CsvRow& row, const CsvRowTaken& taken);
    void addProblem(std::uint64_t line, std::string reason);
    void summarize();

    std::string m_path;
    Descriptor m_descriptor;
    std::uint64_t m_size;
    CsvRowReader m_reader;
    CsvIntake m_intake;
    CsvDialect m_dialect;
    std::unique_ptr<CsvRows> m_rows;
    CsvImportSummary m_summary;
    CsvCells m_cells;
    std::string m_unquoted;
};

CsvImporter::CsvImporter(std::string path, Descriptor descriptor, BlockPool& pool,
                         CsvImportSink& sink)
    : m_path(std::move(path)),
      m_descriptor(std::move(descriptor)),
      m_size(sizeOf(m_descriptor)),
      m_reader([this](char* to, std::size_t room) { return read(to, room); }),
      m_intake(pool, sink) {}

Result<std::size_t> CsvImporter::read(char* to, std::size_t room) const {
    for (;;) {
        const ssize_t got = ::read(m_descriptor.number(), to, room);
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EINTR) return readError(m_path, errno);
    }
}

Result<CsvImportSummary> CsvImporter::run(const CsvProgress& progress) {
    if (Result<void> begun = begin(); !begun) return begun.error();
    if (Result<void> done = readRows(progress); !done) return done.error();
    const Result<CsvRowTaken> last = m_rows->finish();
    if (!last) return last.error();
    if (!last.value().unread.empty()) addProblem(0, last.value().unread);
    if (Result<void> finished = m_intake.finish(); !finished) return finished.error();
    summarize();
    return m_summary;
}

Result<void> CsvImporter::begin() {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    Result<std::string_view> beginning = m_reader.lookAhead();
    if (!beginning) return beginning.error();
    if (beginning.value().starts_with(kByteOrderMark)) {
        m_reader.skip(kByteOrderMark.size());
        beginning.value().remove_prefix(kByteOrderMark.size());
    }
    Result<CsvDialect> dialect = findDialect(beginning.value(), m_path);
    if (!dialect) return dialect.error();
    m_dialect = std::move(dialect).value();
    m_reader.setDelimiter(m_dialect.delimiter);
    m_rows = makeRows();
    return {};
}

std::unique_ptr<CsvRows> CsvImporter::makeRows() {
    std::string name = readable(std::filesystem::path(m_path).stem().string(), 200);
    if (m_dialect.form == CsvForm::Long) return makeLongRows(m_dialect, m_intake);
    if (m_dialect.form == CsvForm::Wide) return makeWideRows(m_dialect, m_intake, name);
    return makeForeignRows(m_dialect, m_intake, name);
}

Result<void> CsvImporter::readRows(const CsvProgress& progress) {
    constexpr std::uint64_t kProgressBytes = std::uint64_t{1} << 20;
    std::uint64_t nextProgress = 0;
    for (std::size_t i = 0;; ++i) {
        const Result<std::optional<CsvRow>> row = m_reader.next();
        if (!row) return row.error();
        if (!row.value()) return {};
        if (i >= m_dialect.rowsBefore)
            if (Result<void> taken = takeRow(*row.value()); !taken) return taken;
        const std::uint64_t at = m_reader.consumedBytes();
        if (!progress || at < nextProgress) continue;
        nextProgress = at + kProgressBytes;
        const double share = static_cast<double>(at) / static_cast<double>(std::max(m_size, at));
        if (!progress(m_size == 0 ? 0 : share))
            return Error{ErrorCode::Stopping, "the import of '" + m_path + "' was cancelled"};
    }
}

Result<void> CsvImporter::takeRow(const CsvRow& row) {
    const bool hasCells =
        row.state == CsvRow::State::Whole || row.state == CsvRow::State::WithoutEnd;
    if (hasCells) splitCells(row.text, m_dialect.delimiter, m_cells, m_unquoted);
    if (hasCells && isBlank()) return {};
    CsvRowTaken taken;
    taken.unread = whyUnreadable(row);
    if (taken.unread.empty()) {
        Result<CsvRowTaken> read = m_rows->take(m_cells);
        if (!read) return read.error();
        taken = std::move(read).value();
    } else {
        m_rows->passOver();
    }
    // A quote that is not meant may have taken whole rows for one cell.
    if (!taken.unread.empty() && row.spansLines) m_reader.giveBackLaterLines();
    note(row, taken);
    return {};
}

/// A row of nothing but delimiters counts in our own tables, where absent values have cells.
bool CsvImporter::isBlank() const {
    if (m_dialect.form != CsvForm::Foreign && m_cells.size() > 1) return false;
    return std::all_of(m_cells.begin(), m_cells.end(),
                       [](std::string_view cell) { return trimmedCell(cell).empty(); });
}

std::string CsvImporter::whyUnreadable(const CsvRow& row) const {
    if (row.state == CsvRow::State::OpenQuote) return "a quote in it is not closed";
    if (row.state == CsvRow::State::TooLong) return "it is longer than 1 MiB";
    // Ours end every row: one that lacks the end can lack digits too.
    const bool isOurs = m_dialect.form != CsvForm::Foreign;
    if (row.state == CsvRow::State::WithoutEnd && (isOurs || m_cells.size() < m_dialect.cells))
        return "it is cut off";
    if (m_rows->fits(m_cells.size())) return {};
    return "it has " + std::to_string(m_cells.size()) + " cells, the table " +
           std::to_string(m_dialect.cells);
}

void CsvImporter::note(const CsvRow& row, const CsvRowTaken& taken) {
    m_summary.cellsUnread += taken.badCells;
    if (taken.unread.empty()) {
        ++m_summary.rows;
        if (taken.badCells > 0) addProblem(row.line, taken.badCell);
        return;
    }
    ++m_summary.rowsUnread;
    addProblem(row.line, taken.unread);
}

void CsvImporter::addProblem(std::uint64_t line, std::string reason) {
    if (m_summary.problems.size() < CsvImportSummary::kMaxProblems)
        m_summary.problems.push_back({line, std::move(reason)});
}

void CsvImporter::summarize() {
    m_summary.form = m_dialect.form;
    m_summary.delimiter = m_dialect.delimiter;
    m_summary.decimalSign = m_dialect.decimalSign;
    m_summary.timeSource = timeSourceOf(m_dialect);
    if (m_dialect.time && m_dialect.time->column < m_dialect.titles.size())
        m_summary.timeColumn = readable(m_dialect.titles[m_dialect.time->column]);
    m_summary.devices = m_intake.devices();
    m_summary.timesBack = m_rows->timesBack();
    m_summary.columnsLeftOut = m_rows->columnsLeftOut();
    m_summary.columnsLeftOutCount = m_summary.columnsLeftOut.size();
    if (m_summary.columnsLeftOut.size() > CsvImportSummary::kMaxColumnsNamed)
        m_summary.columnsLeftOut.resize(CsvImportSummary::kMaxColumnsNamed);
}

}  // namespace

Result<CsvImportSummary> importCsv(const std::string& path, BlockPool& pool, CsvImportSink& sink,
                                   const CsvProgress& progress) {
    Result<Descriptor> descriptor = openForReading(path);
    if (!descriptor) return descriptor.error();
    CsvImporter importer(path, std::move(descriptor).value(), pool, sink);
    return importer.run(progress);
}

}  // namespace telemetryhub::engine
