// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/csv_stream.h"

#include <cerrno>
#include <chrono>
#include <climits>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/csv_header.h"

namespace telemetryhub::engine {

namespace {

/// How long a reader may take nothing once everything is to end.
constexpr std::chrono::seconds kPatience{1};
/// How soon a wait finds out that it is to end.
constexpr int kWaitMs = 100;
/// A pipe that has room takes so much at once, so that a write of it does not wait.
constexpr std::size_t kPipeRoom = PIPE_BUF;

/// Standard output is shared with whoever started the program, so its descriptor must go on to
/// wait: a pipe or a terminal is opened once more.
Descriptor secondStandardOutput() {
    struct stat status {};
    const bool isShared = ::fstat(STDOUT_FILENO, &status) == 0 &&
                          (S_ISFIFO(status.st_mode) || ::isatty(STDOUT_FILENO) != 0);
    if (isShared) {
        Descriptor own(::open("/proc/self/fd/1", O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
        if (own.isOpen()) return own;
    }
    return Descriptor(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0));
}

}  // namespace

Result<std::unique_ptr<LiveCsvTarget>> CsvStream::open(const std::string& path) {
    // Without waiting, because a pipe without a reader would block the caller for ever.
    Descriptor descriptor(::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    if (!descriptor.isOpen()) return storageError(path, errno);
    return std::unique_ptr<LiveCsvTarget>(new CsvStream(std::move(descriptor), path));
}

Result<std::unique_ptr<LiveCsvTarget>> CsvStream::standardOutput() {
    Descriptor descriptor = secondStandardOutput();
    if (!descriptor.isOpen()) return storageError("-", errno);
    return std::unique_ptr<LiveCsvTarget>(new CsvStream(std::move(descriptor), "-"));
}

CsvStream::CsvStream(Descriptor descriptor, std::string path)
    : m_descriptor(std::move(descriptor)), m_path(std::move(path)) {
    struct stat status {};
    const int flags = ::fcntl(m_descriptor.number(), F_GETFL);
    if (::fstat(m_descriptor.number(), &status) == 0 && S_ISREG(status.st_mode))
        m_kind = Kind::File;
    else if (flags >= 0 && (flags & O_NONBLOCK) != 0)
        m_kind = Kind::Asking;
}

Result<void> CsvStream::writeHeader(std::string_view header) {
    const CsvAccount before = m_account;
    Result<void> written = write(header);
    m_account = before;
    return written;
}

Result<void> CsvStream::write(std::string_view rows) {
    RowCounter counter;
    while (!rows.empty()) {
        if (m_kind == Kind::Waiting)
            if (Result<void> room = waitForRoom(); !room) return room;
        const Result<std::size_t> count = writeSome(rows);
        if (!count) return count.error();
        m_bytes += count.value();
        m_account.written += counter.count(rows.substr(0, count.value()));
        rows.remove_prefix(count.value());
        // What a reader has taken nobody can take back, and nobody can promise more.
        if (!canSync()) m_account.durable = m_account.written;
        if (count.value() == 0 && m_kind == Kind::Asking)
            if (Result<void> room = waitForRoom(); !room) return room;
    }
    return {};
}

Result<std::size_t> CsvStream::writeSome(std::string_view bytes) {
    if (m_kind == Kind::Waiting) bytes = bytes.substr(0, kPipeRoom);
    const ssize_t count = ::write(m_descriptor.number(), bytes.data(), bytes.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK) return std::size_t{0};
    return failed(errno);
}

Result<void> CsvStream::waitForRoom() {
    using Steady = std::chrono::steady_clock;
    std::optional<Steady::time_point> end;
    for (;;) {
        pollfd room{m_descriptor.number(), POLLOUT, 0};
        if (::poll(&room, 1, kWaitMs) > 0) return {};
        if (!m_isHurried.load(std::memory_order_relaxed)) continue;
        if (!end) end = Steady::now() + kPatience;
        if (Steady::now() < *end) continue;
        m_lossReason = LossReason::Unread;
        return Error{ErrorCode::StorageFailed,
                     (m_path == "-" ? "standard output" : "'" + m_path + "'") +
                         std::string(" was not read until the end; start a program that reads it, "
                                     "or record to a file")};
    }
}

Error CsvStream::failed(int reason) {
    if (reason == EPIPE) m_lossReason = LossReason::Unread;
    if (reason == ENOSPC) m_lossReason = LossReason::DiskFull;
    return storageError(m_path, reason);
}

Result<void> CsvStream::sync() {
    if (!canSync()) return {};
    if (Result<void> synced = syncContent(m_descriptor, m_path); !synced) return synced;
    m_account.durable = m_account.written;
    return {};
}

Result<Widened> CsvStream::widen(const CsvWidening&) {
    return Error{ErrorCode::Internal, "the header of a stream cannot be widened"};
}

}  // namespace telemetryhub::engine
