// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "telemetryhub/engine/core/clock.h"

namespace telemetryhub::engine {

/// Bytes that came at once, and how fast they may have come.
struct ReadBytes {
    ReadTime time;               ///< when they were read
    std::size_t count = 0;       ///< 0: unknown; then all of them came at that time
    std::int64_t nsPerByte = 0;  ///< of the wire; 0: unknown
};

/// Gives each row of a device a time of its own, by where its frame ends in the bytes that were
/// read at once.
///
/// The last byte came when it was read, those before it so long before as the wire needs. Where
/// the speed of the wire is unknown, or too low to be true, the bytes are spread over the time
/// since the read before, at most kMostSpreadNs. So a row is never before the read that came
/// before its own, and behind the row before it by at least 1 ns, if need be behind its read.
/// The wall time is as far from the steady one at all reads until the two clocks have moved
/// against each other by kWallDriftNs; it rises likewise while nobody sets the clock.
///
///     clock.beginRead({now, bytes.size(), nsPerByte});
///     clock.setFrame(bytesBehindIt, frameBytes);   // by the decoder, for each frame
///     const ReadTime time = clock.stamp();
///
/// Threads: confined to one thread.
/// Units:   nanoseconds; bytes.
class RowClock {
public:
    /// Longer ago a byte is hardly read that nothing held back.
    static constexpr std::int64_t kMostSpreadNs = 1'000'000'000;
    /// Of the first bytes of a stream, when nobody knows the speed: that of a fast link.
    static constexpr std::int64_t kFirstNsPerByte = 1000;
    /// Two readings of the clocks differ by what passes between them, and a clock is adjusted all
    /// the time: a distance that changed with every read would be noise in every recording.
    static constexpr std::int64_t kWallDriftNs = 1'000'000;
    /// A wall clock that went back by less was adjusted and not set.
    static constexpr std::int64_t kWallStepNs = 100'000'000;

    /// A moment in a read, to come back to.
    struct Moment {
        ReadTime read;
        std::int64_t beforeNs = 0;      ///< how long before the read
        std::int64_t wallOffsetNs = 0;  ///< from the steady to the wall clock, for rows
        bool isHeld = false;            ///< frames do not change it
    };

    /// The next read follows no other.
    void beginStream() { m_follows = false; }
    void beginRead(const ReadBytes& read);
    /// What is decoded next ends so many bytes before the read does.
    void beginPiece(std::size_t bytesBehind) {
        m_bytesBehind = bytesBehind;
        m_now = {m_read.time, 0, m_wallOffsetNs, false};
        setFrame(0, 0);
    }
    /// A frame ends so many bytes before the piece does.
    void setFrame(std::size_t bytesBehind, std::size_t frameBytes) {
        if (m_now.isHeld) return;
        m_frameBehind = m_bytesBehind + bytesBehind;
        m_frameBytes = frameBytes;
        m_now.beforeNs = beforeNs(m_frameBehind);
    }
    /// The next row is sample `index` of the `count` that the frame holds one behind the other.
    void setPart(std::size_t index, std::size_t count);

    [[nodiscard]] const Moment& moment() const { return m_now; }
    /// When the bytes were read, with the wall time that a row of that moment has.
    [[nodiscard]] ReadTime arrival() const {
        if (m_now.read == kUnknownTime) return kUnknownTime;
        return {m_now.read.steadyNs, m_now.read.steadyNs + m_now.wallOffsetNs};
    }
    /// All rows until `goBackTo` came at that moment.
    void holdAt(const Moment& moment) {
        m_now = moment;
        m_now.isHeld = true;
    }
    void goBackTo(const Moment& moment) { m_now = moment; }

    /// The time of the next row.
    [[nodiscard]] ReadTime stamp() {
        if (m_now.read == kUnknownTime) return kUnknownTime;
        const std::int64_t steadyNs = m_now.read.steadyNs - m_now.beforeNs;
        return behindLast({steadyNs, steadyNs + m_now.wallOffsetNs});
    }
    /// The time of the next row, which another clock gives.
    [[nodiscard]] ReadTime stamp(const ReadTime& own) {
        return own == kUnknownTime ? own : behindLast(own);
    }
    /// Of the row that was stamped last; unknown before the first.
    [[nodiscard]] const ReadTime& last() const { return m_last; }

private:
    /// Parts of a nanosecond that the time of a byte is kept in.
    static constexpr int kPartBits = 10;

    [[nodiscard]] std::int64_t beforeNs(std::size_t bytes) const {
        return (static_cast<std::int64_t>(std::min(bytes, m_read.count)) * m_partsPerByte) >>
               kPartBits;
    }
    [[nodiscard]] ReadTime behindLast(ReadTime time) {
        if (m_last != kUnknownTime) {
            time.steadyNs = std::max(time.steadyNs, m_last.steadyNs + 1);
            if (time.wallNs <= m_last.wallNs && time.wallNs > m_last.wallNs - kWallStepNs)
                time.wallNs = m_last.wallNs + 1;
        }
        m_last = time;
        return time;
    }

    ReadBytes m_read;
    std::int64_t m_partsPerByte = 0;
    std::size_t m_bytesBehind = 0;  ///< the piece
    std::size_t m_frameBehind = 0;
    std::size_t m_frameBytes = 0;
    Moment m_now;
    bool m_follows = false;  ///< a read of the same stream
    bool m_hasRead = false;
    std::int64_t m_earlierNs = 0;  ///< the read before
    std::int64_t m_wallOffsetNs = 0;
    ReadTime m_last = kUnknownTime;
};

}  // namespace telemetryhub::engine
