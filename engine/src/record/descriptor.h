// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// Owns an open file descriptor.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : m_number(number) {}
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(m_number, other.m_number);
        return *this;
    }
    ~Descriptor();

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] bool isOpen() const { return m_number >= 0; }

private:
    int m_number;
};

/// What stays the same when a file is renamed, and differs when another one takes its name.
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};
/// Nothing when there is no file.
[[nodiscard]] std::optional<FileIdentity> fileIdentity(const std::string& path);
[[nodiscard]] std::optional<FileIdentity> fileIdentity(const Descriptor& descriptor);

/// StorageFailed for a path, with the reason and the remedy of an `errno`.
[[nodiscard]] Error storageError(const std::string& path, int reason);

/// Writes all of `bytes`; waits for a slow reader.
Result<void> writeAll(const Descriptor& descriptor, std::string_view bytes,
                      const std::string& path);
/// The content is on the disk when it returns.
Result<void> syncContent(const Descriptor& descriptor, const std::string& path);
/// Names that were created or changed in the folder of `path` survive a power cut.
Result<void> syncFolderOf(const std::string& path);

}  // namespace telemetryhub::engine
