// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/csv_target.h"

#include <cerrno>
#include <utility>

#include <sys/stat.h>

#include "record/csv_file.h"
#include "record/csv_stream.h"
#include "record/live_csv_file.h"

namespace telemetryhub::engine {

namespace {

enum class Place { Stream, File };

/// What a path names; a name that is free is that of a file.
Result<Place> placeOf(const std::string& path) {
    struct stat status {};
    if (path == "-") return Place::Stream;
    if (::stat(path.c_str(), &status) != 0) return Place::File;
    if (S_ISDIR(status.st_mode)) return storageError(path, EISDIR);
    return S_ISREG(status.st_mode) ? Place::File : Place::Stream;
}

Result<std::unique_ptr<LiveCsvTarget>> openStream(const std::string& path) {
    return path == "-" ? CsvStream::standardOutput() : CsvStream::open(path);
}

}  // namespace

Result<std::unique_ptr<CsvTarget>> openCsvTarget(const std::string& path,
                                                 std::uint64_t rewriteLimit) {
    const Result<Place> place = placeOf(path);
    if (!place) return place.error();
    if (place.value() == Place::File) return CsvFile::create(path, rewriteLimit);
    auto stream = openStream(path);
    if (!stream) return stream.error();
    return std::unique_ptr<CsvTarget>(std::move(stream).value());
}

Result<std::unique_ptr<LiveCsvTarget>> openLiveCsv(const std::string& path, CsvWarning onWarning,
                                                   std::uint64_t rewriteLimit) {
    const Result<Place> place = placeOf(path);
    if (!place) return place.error();
    if (place.value() == Place::Stream) return openStream(path);
    return LiveCsvFile::open(path, std::move(onWarning), rewriteLimit);
}

}  // namespace telemetryhub::engine
