// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string_view>

#include "telemetryhub/engine/core/mutex.h"

namespace telemetryhub::engine {

/// Why bytes could not become a sample or a text line.
enum class DiscardReason {
    PartialStart,  ///< joined in the middle of a frame; not damage
    Syntax,        ///< not what the format allows
    Range,         ///< a number that no double can hold
    Checksum,
    Length,        ///< too few or too many fields or bytes
    Overlong,      ///< longer than the frame limit
    Unrecognised,  ///< no format fits
    Unfinished,    ///< the stream ended inside a frame
    Count,
};
inline constexpr std::size_t kDiscardReasons = static_cast<std::size_t>(DiscardReason::Count);
[[nodiscard]] std::string_view discardReasonName(DiscardReason reason);

/// Why samples were lost before the workers.
enum class DropReason {
    Overflow,  ///< made room for newer ones (drop_oldest)
    Rejected,  ///< refused because the queue was full (reject_newest)
    Count,
};
inline constexpr std::size_t kDropReasons = static_cast<std::size_t>(DropReason::Count);
[[nodiscard]] std::string_view dropReasonName(DropReason reason);

/// Why bytes on the line did not reach this program whole, as the driver of the port counts it.
enum class LineLoss {
    Overrun,        ///< the port's own buffer was full before the driver took them
    BufferOverrun,  ///< the system's buffer was full before they were read
    Framing,        ///< no stop bit where one had to be
    Parity,
    Count,
};
inline constexpr std::size_t kLineLosses = static_cast<std::size_t>(LineLoss::Count);
[[nodiscard]] std::string_view lineLossName(LineLoss loss);

/// A counter per value of an enum that ends in Count.
template <typename Enum>
class CounterSet {
public:
    [[nodiscard]] std::uint64_t operator[](Enum reason) const { return m_counts[index(reason)]; }
    std::uint64_t& operator[](Enum reason) { return m_counts[index(reason)]; }
    [[nodiscard]] std::uint64_t total() const {
        return std::accumulate(m_counts.begin(), m_counts.end(), std::uint64_t{0});
    }
    CounterSet& operator+=(const CounterSet& other) {
        for (std::size_t i = 0; i < m_counts.size(); ++i)
            m_counts[i] += other.m_counts[i];
        return *this;
    }
    friend bool operator==(const CounterSet&, const CounterSet&) = default;

private:
    static std::size_t index(Enum reason) { return static_cast<std::size_t>(reason); }
    std::array<std::uint64_t, static_cast<std::size_t>(Enum::Count)> m_counts{};
};

using DiscardCounts = CounterSet<DiscardReason>;
using DropCounts = CounterSet<DropReason>;

using LineLossCounts = CounterSet<LineLoss>;

/// What the driver of a port counted.
struct LineCounts {
    LineLossCounts lost;
    std::uint64_t breaks = 0;  ///< the line was held; not a byte

    LineCounts& operator+=(const LineCounts& other);
    friend bool operator==(const LineCounts&, const LineCounts&) = default;
};

/// The account of one device at one moment.
struct Ledger {
    /// What was lost before it could be read; unset: the port does not tell.
    std::optional<LineCounts> line;
    std::uint64_t bytesRead = 0;
    std::uint64_t bytesDecoded = 0;
    DiscardCounts bytesDiscarded;
    std::uint64_t bytesPending = 0;  ///< held by the decoder: an unfinished frame

    std::uint64_t samplesIn = 0;
    std::uint64_t samplesProcessed = 0;
    DropCounts samplesDropped;
    std::uint64_t samplesQueued = 0;  ///< accepted, not yet processed

    /// Bytes that came over the line; unset: the port does not tell of all.
    [[nodiscard]] std::optional<std::uint64_t> bytesOnTheWire() const {
        return line ? std::optional(bytesRead + line->lost.total()) : std::nullopt;
    }
    [[nodiscard]] bool bytesClose() const {
        return bytesRead == bytesDecoded + bytesDiscarded.total() + bytesPending;
    }
    [[nodiscard]] bool samplesClose() const {
        return samplesIn == samplesProcessed + samplesDropped.total() + samplesQueued;
    }
    [[nodiscard]] bool closes() const { return bytesClose() && samplesClose(); }
    Ledger& operator+=(const Ledger& other);
};

/// What a decoder did with its bytes so far.
struct DecodeCounts {
    std::uint64_t bytesDecoded = 0;  ///< became samples, text lines, titles or separators
    DiscardCounts bytesDiscarded;
    DiscardCounts framesDamaged;  ///< PartialStart is never counted here
    std::uint64_t frames = 0;     ///< frames that became a sample
    std::uint64_t textLines = 0;
    /// Cells of samples that held text where their channel has numbers; there it is absent.
    std::uint64_t textCells = 0;

    DecodeCounts& operator+=(const DecodeCounts& other);
};

/// Keeps the ledger of one device; each call moves it from one closed state to the next, so that
/// a snapshot closes at every moment, and an open one is a defect and not a race.
///
/// Threads: every method from any thread.
class DeviceLedger {
public:
    /// The decoder's account after a chunk. `bytesRead` counts from the device's creation.
    void setBytes(std::uint64_t bytesRead, const DecodeCounts& counts, std::uint64_t bytesPending);
    /// What the driver counted since the device's creation.
    void setLine(const LineCounts& counts);
    void samplesOffered(std::uint64_t count);
    void samplesDropped(DropReason reason, std::uint64_t count);
    void samplesProcessed(std::uint64_t count);
    [[nodiscard]] Ledger snapshot() const;

private:
    mutable Mutex m_mutex;
    Ledger m_ledger TH_GUARDED_BY(m_mutex);
};

}  // namespace telemetryhub::engine
