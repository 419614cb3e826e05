// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace telemetryhub::engine {

/// Forecasts when a disk is full from how fast a recording grew during the last minute.
///
/// Threads: confined to one thread.
class DiskWatch {
public:
    /// How the disk is doing; each is told once, until it was better for a while.
    enum class Warning { None, Soon, Critical };

    /// Bytes that a user can still write where `path` lies; nothing when nobody knows.
    [[nodiscard]] static std::optional<std::uint64_t> freeBytes(const std::string& path);

    /// Takes how large the recording is and what is free.
    void look(std::int64_t nowNs, std::uint64_t recordedBytes,
              std::optional<std::uint64_t> freeBytes);
    [[nodiscard]] std::optional<std::uint64_t> freeBytes() const { return m_freeBytes; }
    /// Unset while it is not growing, or for the first seconds.
    [[nodiscard]] std::optional<std::int64_t> secondsToFull() const;
    /// What is worse than when it was last asked.
    [[nodiscard]] Warning newWarning();

private:
    struct Look {
        std::int64_t timeNs = 0;
        std::uint64_t recordedBytes = 0;
    };
    [[nodiscard]] Warning warning() const;

    std::deque<Look> m_looks;
    std::optional<std::uint64_t> m_freeBytes;
    Warning m_told = Warning::None;
};

}  // namespace telemetryhub::engine
