// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/descriptor.h"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace telemetryhub::engine {

namespace {

std::string_view remedyFor(int reason) {
    switch (reason) {
        case ENOSPC:
        case EDQUOT: return "free some space or record to another disk";
        case EFBIG: return "raise the limit of the file size or begin a new file";
        case EACCES:
        case EPERM:
        case EROFS: return "choose a folder that you may write to";
        case ENOENT: return "create the folder first";
        case ENOTDIR:
        case EISDIR: return "give the name of a file";
        case ENXIO: return "start the program that reads the pipe first";
        case EPIPE: return "the program that read the output has ended; start it again";
        default: return "check the disk and the path";
    }
}

}  // namespace

Descriptor::~Descriptor() {
    if (m_number >= 0) ::close(m_number);
}

std::optional<FileIdentity> fileIdentity(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return std::nullopt;
    return FileIdentity{status.st_dev, status.st_ino};
}

std::optional<FileIdentity> fileIdentity(const Descriptor& descriptor) {
    struct stat status {};
    if (::fstat(descriptor.number(), &status) != 0) return std::nullopt;
    return FileIdentity{status.st_dev, status.st_ino};
}

Error storageError(const std::string& path, int reason) {
    std::string detail = path == "-" ? "standard output" : "'" + path + "'";
    detail += " cannot be written: ";
    detail += std::generic_category().message(reason);
    detail += "; ";
    detail += remedyFor(reason);
    return {ErrorCode::StorageFailed, std::move(detail)};
}

Result<void> writeAll(const Descriptor& descriptor, std::string_view bytes,
                      const std::string& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor.number(), bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            // A descriptor that was inherited can be in the mode that does not wait.
            pollfd waiting{descriptor.number(), POLLOUT, 0};
            ::poll(&waiting, 1, -1);
        } else if (errno != EINTR) {
            return storageError(path, errno);
        }
    }
    return {};
}

Result<void> syncContent(const Descriptor& descriptor, const std::string& path) {
#if defined(__APPLE__)
    const int result = ::fsync(descriptor.number());
#else
    const int result = ::fdatasync(descriptor.number());
#endif
    if (result != 0) return storageError(path, errno);
    return {};
}

Result<void> syncFolderOf(const std::string& path) {
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    const std::string name = folder.empty() ? "." : folder.string();
    const Descriptor descriptor(::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.isOpen()) return storageError(path, errno);
    // Some file systems have no folders to sync, which is no fault of the disk.
    if (::fsync(descriptor.number()) != 0 && errno != EINVAL && errno != ENOSYS)
        return storageError(path, errno);
    return {};
}

}  // namespace telemetryhub::engine
