// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/csv_file.h"

#include <cerrno>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/numbered_path.h"
#include "record/row_widener.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kCopyBytes = std::size_t{1} << 20;
constexpr int kNewFileFlags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC;
constexpr mode_t kNewFileMode = 0644;

/// A new file under its name; one of that name becomes `FILE~`.
Result<Descriptor> createFile(const std::string& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) == 0 && ::rename(path.c_str(), (path + "~").c_str()) != 0)
        return storageError(path, errno);
    Descriptor descriptor(::open(path.c_str(), kNewFileFlags, kNewFileMode));
    if (!descriptor.isOpen()) return storageError(path, errno);
    if (const Result<void> synced = syncFolderOf(path); !synced) return synced.error();
    return descriptor;
}

}  // namespace

Result<std::unique_ptr<CsvTarget>> CsvFile::create(const std::string& path, CsvPlacement placement,
                                                   std::uint64_t rewriteLimit) {
    std::unique_ptr<CsvFile> file(new CsvFile(path, placement, rewriteLimit));
    if (const Result<void> begun = file->begin(path); !begun) return begun.error();
    return std::unique_ptr<CsvTarget>(std::move(file));
}

CsvFile::CsvFile(std::string path, CsvPlacement placement, std::uint64_t rewriteLimit)
    : m_placement(placement), m_firstPath(std::move(path)), m_rewriteLimit(rewriteLimit) {}

Result<void> CsvFile::begin(const std::string& path) {
    if (m_placement == CsvPlacement::AtOnce) {
        Result<Descriptor> created = createFile(path);
        if (!created) return created.error();
        m_descriptor = std::move(created).value();
    } else {
        Result<PartFile> created = PartFile::create(path);
        if (!created) return created.error();
        if (m_part) m_earlierParts.push_back(std::move(*m_part));
        m_part.emplace(std::move(created).value());
    }
    m_path = path;
    m_earlierBytes += m_bytes;
    m_bytes = 0;
    return {};
}

Result<void> CsvFile::writeHeader(std::string_view header) {
    m_headerBytes = header.size();
    return write(header);
}

Result<void> CsvFile::write(std::string_view rows) {
    Result<void> written = writeAll(descriptor(), rows, m_path);
    if (written) {
        m_bytes += rows.size();
    } else if (::ftruncate(descriptor().number(), static_cast<off_t>(m_bytes)) == 0) {
        ::lseek(descriptor().number(), 0, SEEK_END);
    }
    return written;
}

Result<void> CsvFile::sync() {
    return syncContent(descriptor(), m_path);
}

Result<void> CsvFile::complete() {
    if (!m_part) return sync();
    // The first file comes last: when it is there, all are.
    m_earlierParts.push_back(std::move(*m_part));
    m_part.reset();
    for (auto part = m_earlierParts.rbegin(); part != m_earlierParts.rend(); ++part)
        if (Result<void> placed = part->place(PartFile::Existing::Kept); !placed) return placed;
    m_descriptor = m_earlierParts.back().take();
    return {};
}

Result<Widened> CsvFile::widen(const CsvWidening& widening) {
    if (m_bytes < m_rewriteLimit && rewrite(widening)) return Widened::Rewritten;
    if (const Result<void> continued = continueInNext(widening); !continued)
        return continued.error();
    return Widened::Continued;
}

/// Builds the wider table beside the file and renames it over: either stands whole at any moment.
Result<void> CsvFile::rewrite(const CsvWidening& widening) {
    Result<PartFile> wider = PartFile::create(presentPath());
    if (!wider) return wider.error();
    const Result<std::uint64_t> length = copyWidened(widening, wider.value().descriptor());
    if (!length) return length.error();
    Result<void> placed = wider.value().place(PartFile::Existing::Replaced);
    if (!placed) return placed;
    if (m_part)
        m_part->adopt(wider.value().take());
    else
        m_descriptor = wider.value().take();
    m_headerBytes = widening.header.size();
    m_bytes = length.value();
    return {};
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
            ::pread(descriptor().number(), piece.data(), piece.size(), static_cast<off_t>(at));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return storageError(m_path, got < 0 ? errno : EIO);
        at += static_cast<std::uint64_t>(got);
        widener.widen({piece.data(), static_cast<std::size_t>(got)}, wide);
    }
}

Result<void> CsvFile::continueInNext(const CsvWidening& widening) {
    if (Result<void> synced = sync(); !synced) return synced;
    const std::string path = numberedPath(m_firstPath, ++m_fileNumber);
    if (Result<void> begun = begin(path); !begun) return begun;
    return writeHeader(widening.header);
}

}  // namespace telemetryhub::engine
