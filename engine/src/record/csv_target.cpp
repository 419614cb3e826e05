// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/csv_target.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/csv_file.h"
#include "record/csv_stream.h"

namespace telemetryhub::engine {

namespace {

Result<std::unique_ptr<CsvTarget>> openStream(const std::string& path) {
    // Opened without waiting, because a pipe without a reader would block the caller for ever.
    Descriptor descriptor(::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    if (!descriptor.isOpen()) return storageError(path, errno);
    const int flags = ::fcntl(descriptor.number(), F_GETFL);
    if (flags < 0 || ::fcntl(descriptor.number(), F_SETFL, flags & ~O_NONBLOCK) < 0)
        return storageError(path, errno);
    return std::unique_ptr<CsvTarget>(new CsvStream(std::move(descriptor), path));
}

Result<std::unique_ptr<CsvTarget>> openStandardOutput() {
    Descriptor descriptor(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0));
    if (!descriptor.isOpen()) return storageError("-", errno);
    return std::unique_ptr<CsvTarget>(new CsvStream(std::move(descriptor), "-"));
}

}  // namespace

Result<std::unique_ptr<CsvTarget>> openCsvTarget(const std::string& path,
                                                 std::uint64_t rewriteLimit) {
    return openCsvTarget(path, CsvPlacement::AtOnce, rewriteLimit);
}

Result<std::unique_ptr<CsvTarget>> openCsvTarget(const std::string& path, CsvPlacement placement,
                                                 std::uint64_t rewriteLimit) {
    if (path == "-") return openStandardOutput();
    struct stat status {};
    const bool exists = ::stat(path.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode)) return storageError(path, EISDIR);
    if (exists && !S_ISREG(status.st_mode)) return openStream(path);
    return CsvFile::create(path, placement, rewriteLimit);
}

}  // namespace telemetryhub::engine
