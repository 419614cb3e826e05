// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/csv_file.h"

#include <utility>

#include <unistd.h>

#include "record/numbered_path.h"
#include "record/row_widener.h"

namespace telemetryhub::engine {

Result<std::unique_ptr<CsvTarget>> CsvFile::create(const std::string& path,
                                                   std::uint64_t rewriteLimit) {
    std::unique_ptr<CsvFile> file(new CsvFile(path, rewriteLimit));
    if (const Result<void> begun = file->begin(path); !begun) return begun.error();
    return std::unique_ptr<CsvTarget>(std::move(file));
}

CsvFile::CsvFile(std::string path, std::uint64_t rewriteLimit)
    : m_firstPath(std::move(path)), m_rewriteLimit(rewriteLimit) {}

Result<void> CsvFile::begin(const std::string& path) {
    Result<PartFile> created = PartFile::create(path);
    if (!created) return created.error();
    if (m_part) m_earlierParts.push_back(std::move(*m_part));
    m_part.emplace(std::move(created).value());
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

/// Builds the wider table beside the part and renames it over.
Result<void> CsvFile::rewrite(const CsvWidening& widening) {
    Result<PartFile> wider = PartFile::create(m_path + ".part");
    if (!wider) return wider.error();
    const Descriptor& out = wider.value().descriptor();
    if (Result<void> written = writeAll(out, widening.header, m_path); !written) return written;
    RowWidener widener(widening);
    const Result<std::uint64_t> rows =
        copyWidened(descriptor(), {m_headerBytes, m_bytes}, widener, out, m_path);
    if (!rows) return rows.error();
    Result<void> placed = wider.value().place(PartFile::Existing::Replaced);
    if (!placed) return placed;
    m_part->adopt(wider.value().take());
    m_headerBytes = widening.header.size();
    m_bytes = m_headerBytes + rows.value();
    return {};
}

Result<void> CsvFile::continueInNext(const CsvWidening& widening) {
    if (Result<void> synced = sync(); !synced) return synced;
    const std::string path = csvPathOf(m_firstPath, ++m_fileNumber);
    if (Result<void> begun = begin(path); !begun) return begun;
    return writeHeader(widening.header);
}

}  // namespace telemetryhub::engine
