// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/new_file.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace telemetryhub::engine {

namespace {

Error writeError(const std::string& path, int reason) {
    if (reason == EEXIST)
        return {ErrorCode::AlreadyExists, path + " is there already. Move it away."};
    return {ErrorCode::StorageFailed,
            path + " cannot be written: " + std::generic_category().message(reason) +
                ". Choose another place."};
}

}  // namespace

Result<void> writeNewFile(const std::string& path, std::string_view content, Readers readers) {
    const mode_t mode = readers == Readers::OwnerAlone ? 0600 : 0644;
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0) return writeError(path, errno);
    int reason = 0;
    while (!content.empty() && reason == 0) {
        const ssize_t bytes = ::write(file, content.data(), content.size());
        if (bytes < 0)
            reason = errno;
        else
            content.remove_prefix(static_cast<std::size_t>(bytes));
    }
    if (::close(file) != 0 && reason == 0) reason = errno;
    if (reason == 0) return {};
    ::unlink(path.c_str());
    return writeError(path, reason);
}

}  // namespace telemetryhub::engine
