// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/wal_scan.h"

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string_view>
#include <utility>

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kLogHead = 32;
constexpr std::size_t kFrameHead = 24;
constexpr std::uint32_t kLogMagic = 0x377F'0682;  // the lowest bit: sums of big-endian words
constexpr std::uint32_t kPageBytesOfSessions = 4096;

std::uint32_t bigEndianAt(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

/// Two numbers of 4 bytes one behind the other.
using LogPair = std::pair<std::uint32_t, std::uint32_t>;

LogPair pairAt(std::string_view bytes, std::size_t at) {
    return {bigEndianAt(bytes, at), bigEndianAt(bytes, at + 4)};
}

/// The checksum that goes on from frame to frame.
class LogSum {
public:
    explicit LogSum(bool isBigEndian) : m_isBigEndian(isBigEndian) {}
    void goOnFrom(const LogPair& sums) { m_sums = sums; }
    /// \pre `bytes.size()` is a multiple of 8
    void add(std::string_view bytes) {
        for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
            m_sums.first += word(bytes, at) + m_sums.second;
            m_sums.second += word(bytes, at + 4) + m_sums.first;
        }
    }
    [[nodiscard]] const LogPair& sums() const { return m_sums; }

private:
    [[nodiscard]] std::uint32_t word(std::string_view bytes, std::size_t at) const {
        const std::uint32_t big = bigEndianAt(bytes, at);
        return m_isBigEndian ? big
                             : big >> 24 | (big >> 8 & 0xFF00) | (big << 8 & 0xFF'0000) | big << 24;
    }

    bool m_isBigEndian;
    LogPair m_sums{0, 0};
};

/// Goes through the frames of a log in their order.
class LogScan {
public:
    explicit LogScan(std::string_view head)
        : m_isReadable(isSound(head)),
          m_sum((bigEndianAt(head, 0) & 1) != 0),
          m_salts(pairAt(head, 16)) {
        m_sum.add(head.substr(0, kFrameHead));
    }

    void add(std::string_view frame) {
        const LogPair salts = pairAt(frame, 8);
        // Without a head the first frame tells which frames are of one time.
        if (!m_isReadable && m_frames == 0) m_salts = salts;
        ++m_frames;
        const bool isCommit = bigEndianAt(frame, 4) != 0;
        const bool fits = isNext(frame);
        const bool isWhole = fits && salts == m_salts;
        if (m_isReadable) m_isReadable = isWhole;
        if (m_isReadable && isCommit) m_readable = m_frames;
        if (m_isReadable || salts != m_salts) return;
        m_lastOfTime = m_frames;
        m_commits += isCommit && isWhole ? 1 : 0;
    }

    [[nodiscard]] std::optional<UnreachableLog> unreachable() const {
        if (m_commits == 0) return std::nullopt;
        const std::uint64_t frames = m_lastOfTime - m_readable;
        return UnreachableLog{frames, frames * (kFrameHead + kPageBytesOfSessions), m_commits};
    }

private:
    static bool isSound(std::string_view head) {
        const std::uint32_t magic = bigEndianAt(head, 0);
        if ((magic & ~std::uint32_t{1}) != kLogMagic) return false;
        LogSum sum((magic & 1) != 0);
        sum.add(head.substr(0, kFrameHead));
        return sum.sums() == pairAt(head, 24) && bigEndianAt(head, 8) == kPageBytesOfSessions;
    }
    /// Each frame is held against what the one before it says of itself, so that one that is wrong
    /// takes none of those behind it along.
    bool isNext(std::string_view frame) {
        m_sum.add(frame.substr(0, 8));
        m_sum.add(frame.substr(kFrameHead));
        const LogPair told = pairAt(frame, 16);
        const bool fits = m_sum.sums() == told;
        m_sum.goOnFrom(told);
        return fits;
    }

    bool m_isReadable;
    LogSum m_sum;
    LogPair m_salts;
    std::uint64_t m_frames = 0;
    std::uint64_t m_readable = 0;    // up to the last commit that is whole
    std::uint64_t m_lastOfTime = 0;  // the last frame that is no rest of an older log
    std::uint64_t m_commits = 0;     // behind the first frame that is wrong
};

}  // namespace

std::optional<UnreachableLog> findUnreachableLog(const std::string& logPath) {
    std::ifstream file(logPath, std::ios::binary);
    std::string head(kLogHead, '\0');
    if (!file.read(head.data(), static_cast<std::streamsize>(head.size()))) return std::nullopt;
    LogScan scan(head);
    std::string frame(kFrameHead + kPageBytesOfSessions, '\0');
    while (file.read(frame.data(), static_cast<std::streamsize>(frame.size())))
        scan.add(frame);
    return scan.unreachable();
}

}  // namespace telemetryhub::engine
