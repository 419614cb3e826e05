// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/locked_file.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace telemetryhub::engine {

namespace {

/// Without waiting, because the name can have become that of a pipe.
constexpr int kAppendFlags = O_RDWR | O_APPEND | O_CREAT | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
constexpr mode_t kAppendMode = 0644;

LockedFile openOnce(const std::string& path) {
    LockedFile file{Descriptor(::open(path.c_str(), kAppendFlags, kAppendMode))};
    if (!file.isOpen()) return {Descriptor(), errno};
    struct stat status {};
    if (::fstat(file.descriptor.number(), &status) != 0) return {Descriptor(), errno};
    if (!S_ISREG(status.st_mode)) return {Descriptor(), S_ISDIR(status.st_mode) ? EISDIR : EINVAL};
    if (::flock(file.descriptor.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return {Descriptor(), EBUSY};
    return file;
}

}  // namespace

LockedFile openLockedFile(const std::string& path) {
    constexpr int kAttempts = 16;
    for (int i = 0; i < kAttempts; ++i) {
        LockedFile file = openOnce(path);
        // Who held the lock before may have removed the name between opening and locking.
        if (!file.isOpen() || stillHasName(file.descriptor, path)) return file;
    }
    return {Descriptor(), EBUSY};
}

Error lockedFileError(const std::string& path, int reason) {
    if (reason != EBUSY) return storageError(path, reason);
    return {ErrorCode::StorageFailed, "'" + path +
                                          "' is being written by another process; end that one, "
                                          "or choose another name"};
}

bool stillHasName(const Descriptor& descriptor, const std::string& path) {
    const auto named = fileIdentity(path);
    return named && named == fileIdentity(descriptor);
}

}  // namespace telemetryhub::engine
