// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <QTemporaryDir>

namespace telemetryhub::engine {

/// A disk of its own in memory, as long as the object lives.
class SmallDisk {
public:
    /// What is mounted is seen by this process alone, and gone with it, however it ends.
    [[nodiscard]] static bool areAllowed() {
        return ::unshare(CLONE_NEWNS) == 0 &&
               ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    }
    SmallDisk() {
        constexpr std::uintmax_t kDiskBytes = std::uintmax_t{24} << 20;
        const std::string size = "size=" + std::to_string(kDiskBytes);
        m_isMounted = ::mount("tmpfs", root().c_str(), "tmpfs", 0, size.c_str()) == 0;
    }
    ~SmallDisk() {
        if (m_isMounted) ::umount2(root().c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] bool isMounted() const { return m_isMounted; }
    [[nodiscard]] std::string path(const std::string& name) const { return root() + '/' + name; }
    /// Leaves `room` bytes.
    void fill(std::uintmax_t room) const {
        const std::uintmax_t free = std::filesystem::space(root()).available;
        std::ofstream file(path("filler"), std::ios::binary);
        const std::string part(4096, 'x');
        for (std::uintmax_t left = free - room; left >= part.size(); left -= part.size())
            file << part;
    }
    void empty() const { std::filesystem::remove(path("filler")); }

private:
    [[nodiscard]] std::string root() const { return m_folder.path().toStdString(); }

    QTemporaryDir m_folder;
    bool m_isMounted = false;
};

}  // namespace telemetryhub::engine
