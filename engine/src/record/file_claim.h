// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "record/descriptor.h"

namespace telemetryhub::engine {

/// Keeps other processes from writing the same file, by a lock on `FILE-lock` beside it.
///
/// The lock ends with the process, however that ends; the name is removed when it ends well.
class FileClaim {
public:
    /// Errors: AlreadyExists when another one has it; StorageFailed.
    [[nodiscard]] static Result<FileClaim> take(const std::string& path);
    /// Whether somebody, also this process, has claimed the file.
    [[nodiscard]] static bool isTaken(const std::string& path);

    FileClaim(FileClaim&&) noexcept = default;
    FileClaim& operator=(FileClaim&&) = delete;
    ~FileClaim();

private:
    FileClaim(std::string path, Descriptor descriptor)
        : m_path(std::move(path)), m_descriptor(std::move(descriptor)) {}

    std::string m_path;
    Descriptor m_descriptor;
};

}  // namespace telemetryhub::engine
