// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/file_claim.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace telemetryhub::engine {

namespace {

std::string claimPath(const std::string& path) {
    return path + "-lock";
}

/// The owner before may have removed the name between our opening and locking it.
bool isStillNamed(const Descriptor& descriptor, const std::string& name) {
    const auto named = fileIdentity(name);
    return named && named == fileIdentity(descriptor);
}

}  // namespace

Result<FileClaim> FileClaim::take(const std::string& path) {
    const std::string name = claimPath(path);
    for (;;) {
        Descriptor descriptor(::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
        if (!descriptor.isOpen()) return storageError(path, errno);
        if (::flock(descriptor.number(), LOCK_EX | LOCK_NB) != 0) {
            if (errno != EWOULDBLOCK) return storageError(path, errno);
            return Error{
                ErrorCode::AlreadyExists,
                "'" + path + "' is being recorded by another process. Choose another name."};
        }
        if (isStillNamed(descriptor, name)) return FileClaim(path, std::move(descriptor));
    }
}

bool FileClaim::isTaken(const std::string& path) {
    const Descriptor descriptor(::open(claimPath(path).c_str(), O_RDONLY | O_CLOEXEC));
    return descriptor.isOpen() && ::flock(descriptor.number(), LOCK_SH | LOCK_NB) != 0;
}

FileClaim::~FileClaim() {
    if (m_descriptor.isOpen()) ::unlink(claimPath(m_path).c_str());
}

}  // namespace telemetryhub::engine
