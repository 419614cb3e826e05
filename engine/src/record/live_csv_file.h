// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "record/csv_header.h"
#include "record/descriptor.h"
#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::engine {

/// A live CSV on a disk: a file that grows at its end, see `openLiveCsv`.
///
/// The file can be removed, moved away or cut short by others, and its disk can be full, at any
/// time. Each is noticed by `look` or the next write, told, and counted by rows: those of a file
/// that was removed are lost, those of one that was moved are where it is. Rows go on in the file
/// of that name, with a header of its own. After a failed write the part that was written is cut
/// off again, so that the file ends with a whole row.
///
/// Errors: a failed sync; everything else is a hindrance.
class LiveCsvFile final : public LiveCsvTarget {
public:
    /// Opens or creates the file and locks it; nothing is written before the header.
    [[nodiscard]] static Result<std::unique_ptr<LiveCsvTarget>> open(const std::string& path,
                                                                     CsvWarning onWarning,
                                                                     std::uint64_t rewriteLimit);

    Result<void> writeHeader(std::string_view header) override;
    [[nodiscard]] std::string takenHeader() const override { return m_takenHeader; }
    Result<void> write(std::string_view rows) override;
    Result<void> sync() override;
    Result<void> look() override;
    [[nodiscard]] bool canSync() const override { return true; }
    [[nodiscard]] bool canWiden() const override { return true; }
    Result<Widened> widen(const CsvWidening& widening) override;
    [[nodiscard]] std::uint64_t writtenBytes() const override { return m_bytes; }
    [[nodiscard]] std::string path() const override { return m_path; }
    [[nodiscard]] CsvAccount account() const override { return m_account; }
    [[nodiscard]] std::optional<Error> hindrance() const override { return m_hindrance; }

private:
    using Clock = std::chrono::steady_clock;

    LiveCsvFile(std::string path, Descriptor descriptor, CsvWarning onWarning,
                std::uint64_t rewriteLimit);
    /// Goes on in the first file from `number` that can take the rows; 0 or a reason of errno.
    [[nodiscard]] int begin(int number, HeaderFit mostWanted);
    [[nodiscard]] int openNumber(int number);
    [[nodiscard]] bool take(int number, HeaderFit mostWanted);
    [[nodiscard]] bool takeStart(const CsvHeader& header);
    [[nodiscard]] bool takeTable(const Descriptor& descriptor, const std::string& path,
                                 const CsvHeader& header, HeaderFit mostWanted);
    /// False: it is hindered.
    bool beginAgain(int number);
    [[nodiscard]] Descriptor& file() { return m_number == 1 ? m_first : m_other; }
    /// Makes sure that there is a file; 0 or a reason of errno.
    [[nodiscard]] int reopen();
    /// Writes what the next row needs before it and the rows, both whole or neither.
    [[nodiscard]] int append(std::string_view rows);
    void cutBack(std::uint64_t written);
    Result<void> syncFile();
    Result<void> gone(bool isMoved);
    void cutShort(std::uint64_t size);
    void grewOutside(std::uint64_t size);
    [[nodiscard]] bool rewrite(const CsvWidening& widening);
    void lose(std::uint64_t rows);
    void loseWritten(std::uint64_t rows);
    void hindered(int reason);
    void goesOn();
    [[nodiscard]] bool isTimeToTry() const;
    void tell(const std::string& text) const;

    const std::string m_base;
    const CsvWarning m_onWarning;
    const std::uint64_t m_rewriteLimit;
    Descriptor m_first;      // of the name that was given; held for its lock when rows go elsewhere
    Descriptor m_other;      // of a further name
    bool m_hasFile = false;  // rows go to the file of `m_number`; else one is looked for
    int m_number = 1;
    int m_wanted = 1;  // where the search for a file begins
    std::string m_path;
    std::string m_header;  // empty: not known yet
    std::string m_takenHeader;
    std::uint64_t m_headerBytes = 0;  // of the present file
    std::string m_missing;            // what the file needs before the next row
    std::uint64_t m_begin = 0;        // where the rows of this run begin
    std::uint64_t m_end = 0;          // whole rows
    std::uint64_t m_rows = 0;         // of this run in the present file
    std::uint64_t m_bytes = 0;
    CsvAccount m_account;
    std::optional<Error> m_syncError;
    std::optional<Error> m_hindrance;
    LossReason m_hindranceReason = LossReason::Failed;
    std::uint64_t m_lostToHindrance = 0;
    Clock::time_point m_nextTry;
};

}  // namespace telemetryhub::engine
