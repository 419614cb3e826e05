// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/csv_file.h"

#include <cerrno>
#include <filesystem>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/row_widener.h"

namespace telemetryhub::engine {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCopyBytes = std::size_t{1} << 20;
constexpr int kNewFileFlags = O_RDWR | O_CREAT | O_CLOEXEC;
constexpr mode_t kNewFileMode = 0644;

/// A new file; one of that name becomes `FILE~`.
Result<Descriptor> createFile(const std::string& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) == 0 && ::rename(path.c_str(), (path + "~").c_str()) != 0)
        return storageError(path, errno);
    Descriptor descriptor(::open(path.c_str(), kNewFileFlags | O_EXCL, kNewFileMode));
    if (!descriptor.isOpen()) return storageError(path, errno);
    if (const Result<void> synced = syncFolderOf(path); !synced) return synced.error();
    return descriptor;
}

/// `NAME.2.csv` for `NAME.csv`.
std::string numberedPath(const std::string& path, int number) {
    fs::path numbered(path);
    std::string ending = numbered.extension().string();
    ending.insert(0, std::to_string(number)).insert(0, 1, '.');
    return numbered.replace_extension(ending).string();
}

}  // namespace

Result<std::unique_ptr<CsvTarget>> CsvFile::create(const std::string& path,
                                                   std::uint64_t rewriteLimit) {
    Result<Descriptor> descriptor = createFile(path);
    if (!descriptor) return descriptor.error();
    return std::unique_ptr<CsvTarget>(
        new CsvFile(std::move(descriptor).value(), path, rewriteLimit));
}

CsvFile::CsvFile(Descriptor descriptor, std::string path, std::uint64_t rewriteLimit)
    : m_descriptor(std::move(descriptor)),
      m_path(std::move(path)),
      m_firstPath(m_path),
      m_rewriteLimit(rewriteLimit) {}

Result<void> CsvFile::writeHeader(std::string_view header) {
    m_headerBytes = header.size();
    return write(header);
}

Result<void> CsvFile::write(std::string_view rows) {
    Result<void> written = writeAll(m_descriptor, rows, m_path);
    if (written) {
        m_bytes += rows.size();
    } else if (::ftruncate(m_descriptor.number(), static_cast<off_t>(m_bytes)) == 0) {
        ::lseek(m_descriptor.number(), 0, SEEK_END);
    }
    return written;
}

Result<void> CsvFile::sync() {
    return syncContent(m_descriptor, m_path);
}

Result<Widened> CsvFile::widen(const CsvWidening& widening) {
    if (m_bytes < m_rewriteLimit && rewrite(widening)) return Widened::Rewritten;
    if (const Result<void> continued = continueInNext(widening); !continued)
        return continued.error();
    return Widened::Continued;
}

/// Builds the wider table beside the file and renames it over: either stands whole at any moment.
Result<void> CsvFile::rewrite(const CsvWidening& widening) {
    const std::string part = m_path + ".part";
    Descriptor out(::open(part.c_str(), kNewFileFlags | O_TRUNC, kNewFileMode));
    if (!out.isOpen()) return storageError(part, errno);
    const Result<std::uint64_t> length = copyWidened(widening, out);
    Result<void> done = length ? syncContent(out, part) : Result<void>(length.error());
    if (done && ::rename(part.c_str(), m_path.c_str()) != 0) done = storageError(m_path, errno);
    if (!done) {
        ::unlink(part.c_str());
        return done;
    }
    m_descriptor = std::move(out);
    m_headerBytes = widening.header.size();
    m_bytes = length.value();
    return syncFolderOf(m_path);
}

Result<std::uint64_t> CsvFile::copyWidened(const CsvWidening& widening,
                                           const Descriptor& out) const {
    RowWidener widener(widening);
    std::vector<char> piece(kCopyBytes);
    std::string wide = widening.header;
    std::uint64_t length = 0;
    std::uint64_t at = m_headerBytes;
    for (;;) {
        if (const Result<void> written = writeAll(out, wide, m_path); !written)
            return written.error();
        length += wide.size();
        wide.clear();
        if (at >= m_bytes) return length;
        const ssize_t got =
            ::pread(m_descriptor.number(), piece.data(), piece.size(), static_cast<off_t>(at));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return storageError(m_path, got < 0 ? errno : EIO);
        at += static_cast<std::uint64_t>(got);
        widener.widen({piece.data(), static_cast<std::size_t>(got)}, wide);
    }
}

Result<void> CsvFile::continueInNext(const CsvWidening& widening) {
    if (Result<void> synced = sync(); !synced) return synced;
    const std::string path = numberedPath(m_firstPath, ++m_fileNumber);
    Result<Descriptor> next = createFile(path);
    if (!next) return next.error();
    m_descriptor = std::move(next).value();
    m_path = path;
    m_earlierBytes += m_bytes;
    m_bytes = 0;
    return writeHeader(widening.header);
}

}  // namespace telemetryhub::engine
