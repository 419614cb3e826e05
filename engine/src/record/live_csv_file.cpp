// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/live_csv_file.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/disk_watch.h"
#include "record/locked_file.h"
#include "record/numbered_path.h"
#include "record/part_file.h"
#include "record/row_widener.h"

namespace telemetryhub::engine {

namespace {

constexpr std::chrono::milliseconds kRetryInterval{500};
/// With less a disk would be full again with the next rows.
constexpr std::uint64_t kBytesToGoOn = std::uint64_t{64} << 10;
constexpr int kMaxFiles = 10'000;

/// Whether a further name can be passed over: somebody else has it.
bool isTakenName(int reason) {
    return reason == EBUSY || reason == EISDIR || reason == EINVAL || reason == EACCES ||
           reason == ELOOP || reason == ENXIO;
}

bool isFullDisk(int reason) {
    return reason == ENOSPC || reason == EDQUOT;
}

std::string liveRowsText(std::uint64_t rows) {
    return std::to_string(rows) + (rows == 1 ? " sample" : " samples");
}

/// What a link leads to, so that a rewritten file does not take the place of the link.
std::string withoutLinks(const std::string& path) {
    std::error_code failed;
    if (!std::filesystem::is_symlink(path, failed)) return path;
    const std::filesystem::path target = std::filesystem::canonical(path, failed);
    return failed ? path : target.string();
}

std::uint64_t bytesIn(const Descriptor& descriptor) {
    struct stat status {};
    if (::fstat(descriptor.number(), &status) != 0) return 0;
    return static_cast<std::uint64_t>(status.st_size);
}

/// A file that somebody gave a mode and an owner keeps them.
void takeModeOf(const Descriptor& from, const Descriptor& to) {
    struct stat status {};
    if (::fstat(from.number(), &status) != 0) return;
    // Where that is not allowed the rows count for more.
    static_cast<void>(::fchown(to.number(), status.st_uid, status.st_gid) == 0);
    static_cast<void>(::fchmod(to.number(), status.st_mode) == 0);
}

}  // namespace

Result<std::unique_ptr<LiveCsvTarget>> LiveCsvFile::open(const std::string& path,
                                                         CsvWarning onWarning,
                                                         std::uint64_t rewriteLimit) {
    const std::string target = withoutLinks(path);
    LockedFile file = openLockedFile(target);
    if (!file.isOpen()) return lockedFileError(path, file.reason);
    if (const Result<void> synced = syncFolderOf(target); !synced) return synced.error();
    return std::unique_ptr<LiveCsvTarget>(
        new LiveCsvFile(target, std::move(file.descriptor), std::move(onWarning), rewriteLimit));
}

LiveCsvFile::LiveCsvFile(std::string path, Descriptor descriptor, CsvWarning onWarning,
                         std::uint64_t rewriteLimit)
    : m_base(std::move(path)),
      m_onWarning(std::move(onWarning)),
      m_rewriteLimit(rewriteLimit),
      m_first(std::move(descriptor)),
      m_path(m_base) {}

Result<void> LiveCsvFile::writeHeader(std::string_view header) {
    m_header = header;
    int reason = begin(1, HeaderFit::Wider);
    if (reason == 0) reason = append({});
    if (reason != 0) hindered(reason);
    return {};
}

int LiveCsvFile::begin(int number, HeaderFit mostWanted) {
    const std::string wanted = csvPathOf(m_base, number);
    m_hasFile = false;
    m_wanted = number;
    for (bool isWanted = true; number <= kMaxFiles; ++number, isWanted = false) {
        const int reason = openNumber(number);
        if (isTakenName(reason)) continue;
        if (reason != 0) return reason;
        if (!take(number, mostWanted)) continue;
        if (!isWanted)
            tell("'" + wanted +
                 "' has other columns or is in use and stays as it is; the rows go to '" + m_path +
                 "'");
        return 0;
    }
    return EEXIST;
}

/// The first name keeps its file, and so its lock, also when the rows go elsewhere.
int LiveCsvFile::openNumber(int number) {
    const std::string path = csvPathOf(m_base, number);
    Descriptor& descriptor = number == 1 ? m_first : m_other;
    if (number == 1 && descriptor.isOpen() && stillHasName(descriptor, path)) return 0;
    descriptor = Descriptor();
    LockedFile file = openLockedFile(path);
    descriptor = std::move(file.descriptor);
    if (file.reason != 0) return file.reason;
    // The name is to survive a power cut as its rows do.
    if (const Result<void> synced = syncFolderOf(path); !synced) m_syncError = synced.error();
    return 0;
}

/// Goes on in an open file if the rows can stand in it.
bool LiveCsvFile::take(int number, HeaderFit mostWanted) {
    const Descriptor& descriptor = number == 1 ? m_first : m_other;
    const std::string path = csvPathOf(m_base, number);
    const Result<CsvHeader> header = readCsvHeader(descriptor, path);
    if (!header) return false;
    const bool taken = header.value().isEnded
                           ? takeTable(descriptor, path, header.value(), mostWanted)
                           : takeStart(header.value());
    if (!taken) return false;
    m_hasFile = true;
    m_number = number;
    m_path = path;
    m_rows = 0;
    m_end = bytesIn(descriptor);
    m_begin = m_end;
    if (m_end > 0 && !m_missing.empty())
        tell("'" + path + "' ended in the middle of a row; the rows go on behind it");
    return true;
}

/// A file that is empty or ends within the header of these rows.
bool LiveCsvFile::takeStart(const CsvHeader& header) {
    if (!m_header.starts_with(header.line)) return false;
    m_missing = m_header.substr(header.line.size());
    m_headerBytes = m_header.size();
    return true;
}

bool LiveCsvFile::takeTable(const Descriptor& descriptor, const std::string& path,
                            const CsvHeader& header, HeaderFit mostWanted) {
    const HeaderFit fit = fitOfHeader(m_header, header.line);
    if (fit == HeaderFit::None || (fit == HeaderFit::Wider && mostWanted == HeaderFit::Same)) {
        // The header of a run that no device sent anything in.
        const bool hasNoRows =
            header.line.starts_with("time_utc,elapsed_s,") && bytesIn(descriptor) == header.bytes;
        return hasNoRows && ::ftruncate(descriptor.number(), 0) == 0 && takeStart({});
    }
    Result<std::string> missing = missingRowEnd(descriptor, bytesIn(descriptor), path);
    if (!missing) return false;
    m_missing = std::move(missing).value();
    m_headerBytes = header.bytes;
    if (fit == HeaderFit::Wider) m_header = m_takenHeader = header.line + "\r\n";
    return true;
}

Result<void> LiveCsvFile::write(std::string_view rows) {
    const std::uint64_t count = RowCounter().count(rows);
    if (Result<void> looked = look(); !looked) return looked;
    if (m_hindrance && !isTimeToTry()) {
        lose(count);
        return {};
    }
    int reason = reopen();
    if (reason == 0) reason = append(rows);
    if (reason != 0) {
        hindered(reason);
        lose(count);
        return {};
    }
    goesOn();
    m_rows += count;
    m_account.written += count;
    return {};
}

int LiveCsvFile::reopen() {
    return m_hasFile ? 0 : begin(m_wanted, HeaderFit::Same);
}

int LiveCsvFile::append(std::string_view rows) {
    std::uint64_t written = 0;
    for (std::string_view piece : {std::string_view(m_missing), rows}) {
        while (!piece.empty()) {
            const ssize_t count = ::write(file().number(), piece.data(), piece.size());
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) {
                const int reason = count < 0 ? errno : EIO;
                cutBack(written);
                return reason;
            }
            written += static_cast<std::uint64_t>(count);
            piece.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    if (m_rows == 0) m_begin = m_end + m_missing.size();
    m_end += written;
    m_bytes += written;
    m_missing.clear();
    return 0;
}

/// What others appended meanwhile is theirs, and stays.
void LiveCsvFile::cutBack(std::uint64_t written) {
    const std::uint64_t size = bytesIn(file());
    const bool isOurs = size == m_end + written;
    if (isOurs && ::ftruncate(file().number(), static_cast<off_t>(m_end)) == 0) return;
    if (m_rows > 0)
        grewOutside(size);
    else
        m_hasFile = false;  // looked at anew by the next try
}

Result<void> LiveCsvFile::sync() {
    if (Result<void> looked = look(); !looked) return looked;
    return m_hasFile ? syncFile() : Result<void>();
}

/// Once a sync has failed nobody knows what became of the rows, and another would tell a lie.
Result<void> LiveCsvFile::syncFile() {
    if (m_syncError) return *m_syncError;
    if (Result<void> synced = syncContent(file(), m_path); !synced) {
        m_syncError = synced.error();
        return synced;
    }
    m_account.durable = m_account.written;
    return {};
}

Result<void> LiveCsvFile::look() {
    if (m_header.empty()) return {};
    if (!m_hasFile) {
        if (isTimeToTry() && beginAgain(m_wanted)) goesOn();
        return {};
    }
    struct stat status {};
    if (::fstat(file().number(), &status) != 0) return {};
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (!stillHasName(file(), m_path)) return gone(status.st_nlink > 0);
    if (size < m_end) cutShort(size);
    if (size > m_end) grewOutside(size);
    return {};
}

/// Another file has the name, or none.
Result<void> LiveCsvFile::gone(bool isMoved) {
    if (isMoved) {
        // Its rows are where it is.
        if (Result<void> synced = syncFile(); !synced) return synced;
        tell("'" + m_path + "' was moved away with its rows; they go on in a new file");
    } else {
        loseWritten(m_rows);
        tell("'" + m_path + "' was removed while it was written: the " + liveRowsText(m_rows) +
             " in it are lost; the rows go on in a new file");
    }
    m_rows = 0;
    file() = Descriptor();
    beginAgain(m_number);
    return {};
}

void LiveCsvFile::cutShort(std::uint64_t size) {
    std::uint64_t left = 0;
    if (size > m_begin)
        if (const auto counted = countRows(file(), m_begin, size, m_path))
            left = std::min(counted.value(), m_rows);
    const std::uint64_t begin = std::min(m_begin, size);
    const std::uint64_t lost = m_rows - left;
    loseWritten(lost);
    tell("'" + m_path + "' was cut short by somebody else: " + liveRowsText(lost) +
         " that were in it are lost; the rows go on at its new end");
    // Where its header was cut too it can be no place for rows any more.
    const int number = m_number;
    beginAgain(number);
    if (left == 0 || m_number != number) return;
    m_begin = begin;
    m_rows = left;
}

/// Somebody else writes the file too, and knows nothing of the lock.
void LiveCsvFile::grewOutside(std::uint64_t size) {
    if (m_rows == 0 && !m_missing.empty()) {
        beginAgain(m_number);
        return;
    }
    const Result<std::string> missing = missingRowEnd(file(), size, m_path);
    m_missing = missing ? missing.value() : std::string("\r\n");
    m_end = size;
}

bool LiveCsvFile::beginAgain(int number) {
    int reason = begin(number, HeaderFit::Same);
    if (reason == 0) reason = append({});
    if (reason != 0) hindered(reason);
    return reason == 0;
}

Result<Widened> LiveCsvFile::widen(const CsvWidening& widening) {
    if (Result<void> looked = look(); !looked) return looked.error();
    m_header = widening.header;
    if (rewrite(widening)) return Widened::Rewritten;
    if (Result<void> synced = sync(); !synced) return synced.error();
    const bool hasRows = m_hasFile && m_end > m_headerBytes;
    const int present = m_hasFile ? m_number : m_wanted;
    beginAgain(hasRows ? present + 1 : present);
    return Widened::Continued;
}

/// Builds the wider table beside the file and renames it over: either stands whole at any moment.
bool LiveCsvFile::rewrite(const CsvWidening& widening) {
    if (m_hindrance || m_syncError || !m_hasFile || m_end >= m_rewriteLimit) return false;
    if (!m_missing.empty() && append({}) != 0) return false;
    Result<PartFile> wider = PartFile::create(m_path);
    if (!wider) return false;
    const Descriptor& out = wider.value().descriptor();
    takeModeOf(file(), out);
    RowWidener widener(widening);
    const Result<void> headed = writeAll(out, widening.header, m_path);
    const auto earlier = copyWidened(file(), {m_headerBytes, m_begin}, widener, out, m_path);
    const auto ours = copyWidened(file(), {m_begin, m_end}, widener, out, m_path);
    const bool isWhole = headed && earlier && ours;
    // What others did to the file meanwhile is not overwritten.
    if (!isWhole || !stillHasName(file(), m_path) || bytesIn(file()) != m_end) return false;
    if (!wider.value().place(PartFile::Existing::Replaced)) return false;
    file() = wider.value().take();
    static_cast<void>(::fcntl(file().number(), F_SETFL, O_APPEND));
    m_headerBytes = widening.header.size();
    m_begin = m_headerBytes + earlier.value();
    m_bytes += m_begin + ours.value() - m_end;
    m_end = m_begin + ours.value();
    m_account.durable = m_account.written;
    return true;
}

void LiveCsvFile::lose(std::uint64_t rows) {
    m_account.lost[m_hindranceReason] += rows;
    m_lostToHindrance += rows;
}

void LiveCsvFile::loseWritten(std::uint64_t rows) {
    m_account.written -= rows;
    m_account.durable = std::min(m_account.durable, m_account.written);
    m_account.lost[LossReason::Removed] += rows;
}

void LiveCsvFile::hindered(int reason) {
    m_nextTry = Clock::now() + kRetryInterval;
    m_hindranceReason = isFullDisk(reason) ? LossReason::DiskFull : LossReason::Failed;
    const bool isNew = !m_hindrance;
    m_hindrance = storageError(m_path, reason);
    if (isNew)
        tell("the live CSV is suspended, what comes is lost until it can go on: " +
             m_hindrance->detail);
}

bool LiveCsvFile::isTimeToTry() const {
    if (Clock::now() < m_nextTry) return false;
    if (!m_hindrance || m_hindranceReason != LossReason::DiskFull) return true;
    return DiskWatch::freeBytes(m_path).value_or(kBytesToGoOn) >= kBytesToGoOn;
}

void LiveCsvFile::goesOn() {
    if (!m_hindrance) return;
    m_hindrance.reset();
    tell("the live CSV goes on in '" + m_path + "'; " +
         liveRowsText(std::exchange(m_lostToHindrance, 0)) + " were lost in between");
}

void LiveCsvFile::tell(const std::string& text) const {
    if (m_onWarning) m_onWarning(text);
}

}  // namespace telemetryhub::engine
