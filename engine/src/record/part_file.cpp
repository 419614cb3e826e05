// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/part_file.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace telemetryhub::engine {

namespace {

constexpr int kPartFlags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
constexpr mode_t kPartMode = 0644;

Error busyError(const std::string& path) {
    return {ErrorCode::StorageFailed, "'" + path +
                                          "' is being written already; wait until that is done, "
                                          "or choose another name"};
}

/// False when somebody else holds it. Where a file system has no locks, everybody gets it.
bool lockNow(const Descriptor& descriptor) {
    return ::flock(descriptor.number(), LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

/// Whether the name still belongs to the open file: who held the lock before may have placed or
/// removed it.
bool hasName(const Descriptor& descriptor, const std::string& path) {
    struct stat open {};
    struct stat named {};
    return ::fstat(descriptor.number(), &open) == 0 && ::lstat(path.c_str(), &named) == 0 &&
           open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

/// Keeps the file of that name, if there is one with content, as `FILE~`, or as `FILE~2` ... beside
/// an earlier one: nothing that holds data is ever replaced.
Result<void> keepExisting(const std::string& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return {};
    if (S_ISREG(status.st_mode) && status.st_size == 0) return {};
    constexpr int kMaxBackups = 10'000;
    for (int number = 1; number <= kMaxBackups; ++number) {
        std::string backup = path + '~';
        if (number > 1) backup += std::to_string(number);
        // A second name leaves the first one in place until the new file takes it.
        if (::link(path.c_str(), backup.c_str()) == 0) return {};
        if (errno == EEXIST || ::lstat(backup.c_str(), &status) == 0) continue;
        // File systems without such names have a moment without the file.
        if (::rename(path.c_str(), backup.c_str()) == 0) return {};
        return storageError(path, errno);
    }
    return storageError(path, EEXIST);
}

}  // namespace

Result<PartFile> PartFile::create(const std::string& path) {
    const std::string part = path + ".part";
    constexpr int kAttempts = 16;
    for (int i = 0; i < kAttempts; ++i) {
        Descriptor descriptor(::open(part.c_str(), kPartFlags, kPartMode));
        if (!descriptor.isOpen()) return storageError(path, errno);
        if (!lockNow(descriptor)) return busyError(path);
        if (!hasName(descriptor, part)) continue;
        if (::ftruncate(descriptor.number(), 0) != 0) return storageError(path, errno);
        return PartFile(std::move(descriptor), path);
    }
    return busyError(path);
}

PartFile& PartFile::operator=(PartFile&& other) noexcept {
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_path, other.m_path);
    std::swap(m_isPart, other.m_isPart);
    return *this;
}

PartFile::~PartFile() {
    if (m_isPart) ::unlink(partPath().c_str());  // while it is locked, so that it is ours
}

Result<void> PartFile::place(Existing existing) {
    if (Result<void> synced = syncContent(m_descriptor, m_path); !synced) return synced;
    if (existing == Existing::Kept)
        if (Result<void> kept = keepExisting(m_path); !kept) return kept;
    if (::rename(partPath().c_str(), m_path.c_str()) != 0) return storageError(m_path, errno);
    m_isPart = false;
    return syncFolderOf(m_path);
}

}  // namespace telemetryhub::engine
