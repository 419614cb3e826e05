// SPDX-License-Identifier: GPL-3.0-or-later
// To be preloaded (LD_PRELOAD): makes calls of the C library on files below a folder fail, and
// keeps what a power cut would leave.
//
//     FAIL_UNDER       the folder
//     FAIL_CALL        open, write, sync, truncate, unlink or rename
//     FAIL_AT          number of the call of this kind that fails, from 1
//     FAIL_COUNT       how many fail from there on; 1 when not given
//     FAIL_AGAIN       one more that fails, so many calls behind the first
//     FAIL_ERRNO       with which number
//     FAIL_REPORT      a file that gets a byte for each call that failed
//     KEEP_SYNCED      a folder: each file is copied there when it was synced
//     SYNC_REPORT      a file that gets a line with the path for each sync, of folders too
//     HANG_WHILE       a file: while it is there, none of these calls answers, as on a hung disk
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

long numberFrom(const char* variable, long otherwise) {
    const char* text = std::getenv(variable);
    return text ? std::strtol(text, nullptr, 10) : otherwise;
}

template <typename Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

using Open = int (*)(const char*, int, ...);
using Write = ssize_t (*)(int, const void*, size_t);

/// Folders are no part of it: only syncs of them are calls on files below it.
bool isBelow(const char* path) {
    static const char* const folder = std::getenv("FAIL_UNDER");
    return folder && path && std::strncmp(path, folder, std::strlen(folder)) == 0;
}

std::string pathOf(int descriptor) {
    char link[64];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    char path[PATH_MAX];
    const ssize_t length = ::readlink(link, path, sizeof path);
    return length > 0 ? std::string(path, static_cast<std::size_t>(length)) : std::string();
}

void appendTo(const char* path, const std::string& text) {
    const int file = next<Open>("open")(path, O_WRONLY | O_CREAT | O_APPEND, 0644);
    if (file < 0) return;
    [[maybe_unused]] const ssize_t written = next<Write>("write")(file, text.data(), text.size());
    ::close(file);
}

void report() {
    static const char* const path = std::getenv("FAIL_REPORT");
    if (path) appendTo(path, "x");
}

void hang() {
    static const char* const sign = std::getenv("HANG_WHILE");
    constexpr useconds_t kGlanceUs = 10'000;
    while (sign && ::access(sign, F_OK) == 0)
        ::usleep(kGlanceUs);
}

/// True, with errno set, when this call is to fail.
bool fails(const char* call, const char* path) {
    static const char* const kind = std::getenv("FAIL_CALL");
    static const long first = numberFrom("FAIL_AT", 0);
    static const long count = numberFrom("FAIL_COUNT", 1);
    static const long reason = numberFrom("FAIL_ERRNO", EIO);
    static std::atomic<long> calls = 0;
    if (!isBelow(path)) return false;
    hang();
    if (!kind || std::strcmp(kind, call) != 0) return false;
    const long number = ++calls;
    static const long again = numberFrom("FAIL_AGAIN", 0);
    const bool isNext = number - first < count || (again > 0 && number - first == again);
    if (number < first || !isNext) return false;
    report();
    errno = static_cast<int>(reason);
    return true;
}

/// Copies the file under its name into the folder of what is synced.
void keepSynced(const std::string& path) {
    static const char* const folder = std::getenv("KEEP_SYNCED");
    if (!folder || !isBelow(path.c_str())) return;
    const int from = next<Open>("open")(path.c_str(), O_RDONLY);
    const std::string name = std::string(folder) + path.substr(path.rfind('/'));
    const std::string part = name + ".part";
    const int to = next<Open>("open")(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    char bytes[1 << 16];
    for (ssize_t size = 0; (size = ::read(from, bytes, sizeof bytes)) > 0;) {
        [[maybe_unused]] const ssize_t written =
            next<Write>("write")(to, bytes, static_cast<std::size_t>(size));
    }
    ::close(from);
    ::close(to);
    // A kill leaves either the old copy or the new one.
    next<int (*)(const char*, const char*)>("rename")(part.c_str(), name.c_str());
}

int openOr(const char* name, const char* path, int flags, va_list more) {
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    if (fails("open", path)) return -1;
    return next<Open>(name)(path, flags, mode);
}

template <typename Offset>
ssize_t pwriteOr(const char* name, int file, const void* bytes, std::size_t size, Offset at) {
    if (fails("write", pathOf(file).c_str())) return -1;
    return next<ssize_t (*)(int, const void*, std::size_t, Offset)>(name)(file, bytes, size, at);
}

template <typename Offset>
int truncateOr(const char* name, int file, Offset size) {
    if (fails("truncate", pathOf(file).c_str())) return -1;
    return next<int (*)(int, Offset)>(name)(file, size);
}

int syncOr(const char* name, int file) {
    const std::string path = pathOf(file);
    if (fails("sync", path.c_str())) return -1;
    const int result = next<int (*)(int)>(name)(file);
    if (result != 0) return result;
    keepSynced(path);
    static const char* const syncs = std::getenv("SYNC_REPORT");
    if (syncs && isBelow(path.c_str())) appendTo(syncs, path + '\n');
    return result;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const int result = openOr("open", path, flags, more);
    va_end(more);
    return result;
}

int open64(const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const int result = openOr("open64", path, flags, more);
    va_end(more);
    return result;
}

ssize_t write(int file, const void* bytes, size_t size) {
    if (fails("write", pathOf(file).c_str())) return -1;
    return next<Write>("write")(file, bytes, size);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
    return pwriteOr("pwrite", file, bytes, size, at);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
    return pwriteOr("pwrite64", file, bytes, size, at);
}

int ftruncate(int file, off_t size) noexcept {
    return truncateOr("ftruncate", file, size);
}

int ftruncate64(int file, off64_t size) noexcept {
    return truncateOr("ftruncate64", file, size);
}

int fsync(int file) {
    return syncOr("fsync", file);
}

int fdatasync(int file) {
    return syncOr("fdatasync", file);
}

int unlink(const char* path) noexcept {
    if (fails("unlink", path)) return -1;
    return next<int (*)(const char*)>("unlink")(path);
}

int rename(const char* from, const char* to) noexcept {
    if (fails("rename", from)) return -1;
    return next<int (*)(const char*, const char*)>("rename")(from, to);
}
}
