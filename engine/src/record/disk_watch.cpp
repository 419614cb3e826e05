// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/disk_watch.h"

#include <filesystem>
#include <system_error>

namespace telemetryhub::engine {

namespace {

constexpr std::int64_t kWindowNs = 60'000'000'000;
constexpr std::int64_t kLeastWindowNs = 5'000'000'000;
constexpr std::int64_t kSoonSeconds = 3600;
constexpr std::int64_t kCriticalSeconds = 300;
// A log that is copied into its file takes so much for a moment.
constexpr std::uint64_t kCriticalBytes = std::uint64_t{64} << 20;
constexpr std::uint64_t kSoonBytes = std::uint64_t{512} << 20;

}  // namespace

std::optional<std::uint64_t> DiskWatch::freeBytes(const std::string& path) {
    std::filesystem::path folder = std::filesystem::path(path).parent_path();
    if (folder.empty()) folder = ".";
    std::error_code failed;
    const auto space = std::filesystem::space(folder, failed);
    if (failed) return std::nullopt;
    return space.available;
}

void DiskWatch::look(std::int64_t nowNs, std::uint64_t recordedBytes,
                     std::optional<std::uint64_t> freeBytes) {
    m_freeBytes = freeBytes;
    m_looks.push_back({nowNs, recordedBytes});
    while (nowNs - m_looks.front().timeNs > kWindowNs)
        m_looks.pop_front();
}

std::optional<std::int64_t> DiskWatch::secondsToFull() const {
    if (!m_freeBytes || m_looks.size() < 2) return std::nullopt;
    const Look& first = m_looks.front();
    const Look& last = m_looks.back();
    const std::int64_t passedNs = last.timeNs - first.timeNs;
    if (passedNs < kLeastWindowNs || last.recordedBytes <= first.recordedBytes) return std::nullopt;
    const double pace = static_cast<double>(last.recordedBytes - first.recordedBytes) /
                        static_cast<double>(passedNs) * 1e9;
    const double seconds = static_cast<double>(*m_freeBytes) / pace;
    constexpr double kCentury = 3e9;
    if (seconds > kCentury) return std::nullopt;
    return static_cast<std::int64_t>(seconds);
}

DiskWatch::Warning DiskWatch::newWarning() {
    const Warning current = warning();
    const bool isWorse = current > m_told;
    // One step better alone may only be a pause of the stream.
    if (isWorse || current == Warning::None) m_told = current;
    return isWorse ? current : Warning::None;
}

DiskWatch::Warning DiskWatch::warning() const {
    if (!m_freeBytes) return Warning::None;
    const auto seconds = secondsToFull();
    if (*m_freeBytes < kCriticalBytes || (seconds && *seconds < kCriticalSeconds))
        return Warning::Critical;
    if (*m_freeBytes < kSoonBytes || (seconds && *seconds < kSoonSeconds)) return Warning::Soon;
    return Warning::None;
}

}  // namespace telemetryhub::engine
