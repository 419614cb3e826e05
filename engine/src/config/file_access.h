// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// Which files a specification may name that somebody sent from afar: regular files below some
/// folders, whatever links, `..` or relative paths lead there, and ports.
///
/// What may be read is known by its canonical path, which is also what is kept: a link that is
/// turned elsewhere later leads nowhere.
///
/// Threads: const; waits for the disk.
/// Errors:  NotAllowed, alike for what is there and for what is not, so that it tells nothing of
///          other folders; NotFound and InvalidArgument below the folders.
class FileAccess {
public:
    /// Relative paths begin at the first folder. \pre there is one
    explicit FileAccess(std::vector<std::string> folders) : m_folders(std::move(folders)) {}

    /// Where relative paths begin.
    [[nodiscard]] const std::string& home() const { return m_folders.front(); }
    /// The canonical path of a file that may be read.
    [[nodiscard]] Result<std::string> readable(const std::string& path) const;
    /// Whether a path may be opened as a port: a character device, or what may become one below
    /// /dev.
    [[nodiscard]] Result<void> checkPort(const std::string& path) const;
    /// Whether a bus may be opened; the path of a file becomes its canonical one.
    [[nodiscard]] Result<void> confine(BusSettings& bus) const;

private:
    const std::vector<std::string> m_folders;
};

}  // namespace telemetryhub::engine
