// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/port_diagnosis.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace telemetryhub::engine {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxLockBytes = 1024;
constexpr std::array kLockFolders = {"/var/lock", "/etc/locks", "/var/spool/locks",
                                     "/var/spool/uucp", "/tmp"};

std::string readStart(const std::string& path, std::size_t maxBytes) {
    std::ifstream file(path, std::ios::binary);
    std::string text(maxBytes, '\0');
    file.read(text.data(), static_cast<std::streamsize>(maxBytes));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    return text;
}

template <typename Number>
std::optional<Number> numberOf(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

bool lives(pid_t pid) {
    return ::kill(pid, 0) == 0 || errno == EPERM;
}

PortHolder holderOf(pid_t pid) {
    std::string name = readStart("/proc/" + std::to_string(pid) + "/comm", 64);
    name.erase(std::find(name.begin(), name.end(), '\n'), name.end());
    return {pid, name, pid == ::getpid()};
}

/// The lock file's name is agreed among serial programs: the path below /dev with `/` as `_`.
std::vector<std::string> lockPaths(const std::string& canonicalPath) {
    constexpr std::string_view kDev = "/dev/";
    std::string name = canonicalPath;
    if (name.starts_with(kDev)) name.erase(0, kDev.size());
    std::replace(name.begin(), name.end(), '/', '_');
    std::vector<std::string> paths;
    paths.reserve(kLockFolders.size());
    for (const char* folder : kLockFolders)
        paths.push_back(std::string(folder) + "/LCK.." + name);
    return paths;
}

bool hasOpenFile(const fs::path& process, const fs::path& wanted) {
    std::error_code error;  // a process that ends or is not ours to see holds nothing for us
    for (fs::directory_iterator fd(process / "fd", error), end; !error && fd != end;
         fd.increment(error)) {
        std::error_code unreadable;
        if (fs::read_symlink(fd->path(), unreadable) == wanted) return true;
    }
    return false;
}

std::optional<PortHolder> holderByOpenFile(const std::string& canonicalPath) {
    std::error_code error;
    for (fs::directory_iterator entry("/proc", error), end; !error && entry != end;
         entry.increment(error)) {
        const auto pid = numberOf<pid_t>(entry->path().filename().string());
        if (!pid || *pid == ::getpid()) continue;
        if (hasOpenFile(entry->path(), canonicalPath)) return holderOf(*pid);
    }
    return std::nullopt;
}

Error busyError(const std::string& name, const PortFacts& facts) {
    if (facts.holder && facts.holder->isThisProcess)
        return {ErrorCode::PortBusy,
                name + " is in use by another device here. Remove that one, then try again."};
    if (!facts.holder && !facts.staleLock.empty())
        return {ErrorCode::PortBusy, name + " is locked by " + facts.staleLock +
                                         ", left by a program that is gone. Delete that file, "
                                         "then try again."};
    std::string by = "another program";
    if (facts.holder)
        by = (facts.holder->name.empty() ? "process" : facts.holder->name) + " (" +
             std::to_string(facts.holder->pid) + ")";
    return {ErrorCode::PortBusy,
            name + " is in use by " + by + ". Close it there, then try again."};
}

std::string inBrackets(const std::string& reason) {
    return reason.empty() ? std::string() : " (" + reason + ")";
}

}  // namespace

Error openingError(std::string_view port, const PortFacts& facts) {
    const std::string name(port);
    if (!facts.exists)
        return {ErrorCode::PortAbsent,
                name + " is not there. Plug the device in, or check the path."};
    const bool isForeign = !facts.isTerminal && facts.failure == OpenFailure::Other;
    if (facts.isTerminal == false || isForeign)
        return {ErrorCode::NotASerialPort,
                name + " is not a serial port. Choose one such as /dev/ttyUSB0."};
    if (!facts.permitted)
        return {ErrorCode::PortForbidden,
                "You may not open " + name + ". Join the group dialout, then sign in again."};
    switch (facts.failure) {
        case OpenFailure::Refused: return busyError(name, facts);
        case OpenFailure::NoDevice:
            return {ErrorCode::PortAbsent, "Nothing answers behind " + name +
                                               inBrackets(facts.reason) +
                                               ". Plug the device in, or choose another port."};
        case OpenFailure::SettingsRefused:
            return {ErrorCode::InvalidArgument, name + " refuses these settings" +
                                                    inBrackets(facts.reason) +
                                                    ". Choose another baud rate or frame."};
        case OpenFailure::None:
        case OpenFailure::Other: break;
    }
    return {ErrorCode::ReadFailed, name + " could not be opened" + inBrackets(facts.reason) +
                                       ". Unplug it and plug it in again."};
}

Error linkError(std::string_view name, bool isGone, std::string_view reason) {
    if (isGone)
        return {ErrorCode::LinkLost,
                "Unplugged: " + std::string(name) + " is gone. Plug it in again."};
    return {ErrorCode::ReadFailed, "Reading " + std::string(name) + " failed" +
                                       inBrackets(std::string(reason)) +
                                       ". Check the cable, then try again."};
}

std::optional<PortLock> parsePortLock(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return std::nullopt;
    const std::size_t end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
    const auto pid = numberOf<pid_t>(text.substr(begin, end - begin));
    if (!pid || *pid <= 0) return std::nullopt;
    return PortLock{*pid, std::count(text.begin(), text.end(), '\n') >= 3};
}

bool listsTerminal(std::string_view drivers, unsigned major, unsigned minor) {
    std::istringstream lines{std::string(drivers)};
    for (std::string line; std::getline(lines, line);) {
        // pty_slave            /dev/pts      136 0-1048575 pty:slave
        std::istringstream fields(line);
        std::string name, path, minors;
        unsigned listedMajor = 0;
        if (!(fields >> name >> path >> listedMajor >> minors) || listedMajor != major) continue;
        const std::size_t dash = std::min(minors.find('-'), minors.size());
        const auto first = numberOf<unsigned>(std::string_view(minors).substr(0, dash));
        const auto last = dash < minors.size()
                              ? numberOf<unsigned>(std::string_view(minors).substr(dash + 1))
                              : first;
        if (first && last && minor >= *first && minor <= *last) return true;
    }
    return false;
}

PortFacts examinePort(const std::string& path) {
    PortFacts facts;
    struct stat status {};
    // A node that this user may not even look at exists: only permission is missing.
    facts.exists = ::stat(path.c_str(), &status) == 0;
    if (!facts.exists && errno == EACCES) {
        facts.exists = true;
        return facts;
    }
    if (!facts.exists) return facts;
    facts.permitted = ::faccessat(AT_FDCWD, path.c_str(), R_OK | W_OK, AT_EACCESS) == 0;
    if (!S_ISCHR(status.st_mode)) {
        facts.isTerminal = false;
        return facts;
    }
    const std::string drivers = readStart("/proc/tty/drivers", std::size_t{64} * 1024);
    if (!drivers.empty())
        facts.isTerminal = listsTerminal(drivers, major(status.st_rdev), minor(status.st_rdev));
    return facts;
}

std::optional<PortHolder> foreignLockHolder(const std::string& canonicalPath) {
    for (const std::string& path : lockPaths(canonicalPath)) {
        const auto lock = parsePortLock(readStart(path, kMaxLockBytes));
        if (lock && !lock->guardsItself && lock->pid != ::getpid() && lives(lock->pid))
            return holderOf(lock->pid);
    }
    return std::nullopt;
}

void findHolder(const std::string& canonicalPath, PortFacts& facts) {
    for (const std::string& path : lockPaths(canonicalPath)) {
        const auto lock = parsePortLock(readStart(path, kMaxLockBytes));
        if (!lock) continue;
        if (lives(lock->pid)) {
            facts.holder = holderOf(lock->pid);
            return;
        }
        facts.staleLock = path;
    }
    facts.holder = holderByOpenFile(canonicalPath);
}

}  // namespace telemetryhub::engine
