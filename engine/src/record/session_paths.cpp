// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/session_paths.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>

#include "record/descriptor.h"
#include "record/file_claim.h"
#include "record/numbered_path.h"
#include "record/session_schema.h"
#include "telemetryhub/engine/record/csv_format.h"

namespace telemetryhub::engine {

namespace {

namespace fs = std::filesystem;

constexpr const char* kEnding = ".thub";

bool endsLikeSession(const std::string& path) {
    const std::string_view ending(kEnding);
    return path.size() >= ending.size() &&
           std::equal(ending.begin(), ending.end(), path.end() - std::ssize(ending),
                      [](char wanted, char given) {
                          return wanted ==
                                 (given >= 'A' && given <= 'Z' ? given - 'A' + 'a' : given);
                      });
}

/// What the head of a database says of who made it; nothing for another file.
std::optional<std::int64_t> applicationOf(const std::string& path) {
    constexpr std::string_view kMagic("SQLite format 3\0", 16);
    constexpr std::size_t kApplicationAt = 68;  // big-endian
    std::string head(kApplicationAt + 4, '\0');
    std::ifstream file(path, std::ios::binary);
    if (!file.read(head.data(), static_cast<std::streamsize>(head.size()))) return std::nullopt;
    if (!head.starts_with(kMagic)) return std::nullopt;
    std::int64_t application = 0;
    for (std::size_t i = kApplicationAt; i < head.size(); ++i)
        application = application << 8 | static_cast<unsigned char>(head[i]);
    return application;
}

struct KeptFile {
    fs::path path;
    fs::file_time_type changed;
    std::uint64_t bytes = 0;
};

/// With what a recorder that ended abruptly left beside it. Nothing when it is no file, or gone.
std::optional<KeptFile> keptFile(const fs::path& path) {
    std::error_code failed;
    if (!fs::is_regular_file(fs::symlink_status(path, failed))) return std::nullopt;
    KeptFile file{path, fs::last_write_time(path, failed), 0};
    if (!failed) file.bytes = fs::file_size(path, failed);
    if (failed) return std::nullopt;
    for (const std::string& companion : sessionCompanions(path.string())) {
        const std::uint64_t bytes = fs::file_size(companion, failed);
        if (!failed) file.bytes += bytes;
    }
    return file;
}

/// Oldest first.
std::vector<KeptFile> finishedSessions(const std::string& folder) {
    std::vector<KeptFile> files;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed); !failed && at != fs::directory_iterator();
         at.increment(failed)) {
        const fs::path& path = at->path();
        if (path.extension() != kEnding || FileClaim::isTaken(path.string())) continue;
        if (const auto file = keptFile(path)) files.push_back(*file);
    }
    std::sort(files.begin(), files.end(),
              [](const KeptFile& a, const KeptFile& b) { return a.changed < b.changed; });
    return files;
}

Result<void> removeSession(const fs::path& path) {
    std::error_code failed;
    fs::remove(path, failed);
    if (failed) return storageError(path.string(), failed.value());
    // What a recorder that ended abruptly left beside it.
    for (const std::string& companion : sessionCompanions(path.string()))
        fs::remove(companion, failed);
    for (const char* ending : {"-shm", "-lock"})
        fs::remove(path.string() + ending, failed);
    return {};
}

}  // namespace

std::string freeSessionPath(const std::string& path) {
    std::string candidate = path;
    std::error_code failed;
    for (int number = 2; fs::exists(fs::symlink_status(candidate, failed)); ++number)
        candidate = numberedPath(path, number);
    return candidate;
}

bool isSession(const std::string& path) {
    if (endsLikeSession(path)) return true;
    const auto application = applicationOf(path);
    if (application == kSessionApplicationId) return true;
    // In older files all may be in the log until it is copied.
    std::error_code failed;
    return application == 0 && fs::file_size(path + "-wal", failed) > 0 && !failed;
}

std::vector<std::string> sessionCompanions(const std::string& path) {
    return {path + "-wal", path + "-tail"};
}

bool isBeingRecorded(const std::string& path) {
    return FileClaim::isTaken(path);
}

std::string newSessionPath(const std::string& folder, std::int64_t wallNs) {
    constexpr std::size_t kSecondsLength = 19;  // 2026-01-31T23:59:59
    std::string name = UtcText().text(wallNs).substr(0, kSecondsLength);
    // Colons are no part of a file name everywhere.
    std::replace(name.begin(), name.end(), ':', '-');
    name += 'Z';
    name += kEnding;
    return freeSessionPath((fs::path(folder) / name).string());
}

Result<std::vector<std::string>> applyRetention(const std::string& folder,
                                                const Retention& retention) {
    std::vector<std::string> removed;
    if (retention.isOff()) return removed;
    const std::vector<KeptFile> files = finishedSessions(folder);
    std::uint64_t bytes = 0;
    for (const KeptFile& file : files)
        bytes += file.bytes;
    const auto now = fs::file_time_type::clock::now();
    for (const KeptFile& file : files) {
        const bool isOld = retention.keepAge.count() > 0 && now - file.changed > retention.keepAge;
        const bool isTooMuch = retention.keepBytes > 0 && bytes > retention.keepBytes;
        if (!isOld && !isTooMuch) continue;
        if (auto gone = removeSession(file.path); !gone) return gone.error();
        bytes -= file.bytes;
        removed.push_back(file.path.string());
    }
    return removed;
}

}  // namespace telemetryhub::engine
