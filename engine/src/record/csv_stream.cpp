// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/csv_stream.h"

#include <sys/stat.h>

namespace telemetryhub::engine {

CsvStream::CsvStream(Descriptor descriptor, std::string path)
    : m_descriptor(std::move(descriptor)), m_path(std::move(path)) {
    struct stat status {};
    m_isFile = ::fstat(m_descriptor.number(), &status) == 0 && S_ISREG(status.st_mode);
}

Result<void> CsvStream::write(std::string_view rows) {
    if (Result<void> written = writeAll(m_descriptor, rows, m_path); !written) return written;
    m_bytes += rows.size();
    return {};
}

Result<void> CsvStream::sync() {
    if (!m_isFile) return {};
    return syncContent(m_descriptor, m_path);
}

Result<Widened> CsvStream::widen(const CsvWidening&) {
    return Error{ErrorCode::Internal, "the header of a stream cannot be widened"};
}

}  // namespace telemetryhub::engine
