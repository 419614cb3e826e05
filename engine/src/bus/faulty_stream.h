// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "telemetryhub/engine/core/fault_plan.h"

namespace telemetryhub::engine {

/// What chance does to the stream of one opening: bytes are lost or changed, samples fail.
///
/// The place in the stream decides, so the same bytes give the same result however they are cut.
///
/// Threads: confined to one thread.
class FaultyStream {
public:
    /// Bytes get lost in runs of a receiver's buffer that is full.
    static constexpr std::uint64_t kDropRun = 16;
    static constexpr std::uint64_t kGarbageRun = 64;
    /// A stream without line ends loses no more at a time than this.
    static constexpr std::size_t kLineBytes = 256;
    /// A line that loses its tail keeps less than this.
    static constexpr std::uint64_t kKeptBytes = 24;

    FaultyStream(const FaultPlan& plan, std::uint64_t opening);

    /// What arrives of `bytes`.
    [[nodiscard]] std::string read(std::string_view bytes);
    /// Whether the device fails before its next sample.
    [[nodiscard]] bool failsNow() const;
    /// Whether the device failed after one of the next `count` samples.
    [[nodiscard]] bool failsAfter(std::uint64_t count);

private:
    enum class Draw : std::uint64_t { Sample, Drop, Truncate, Keep, Flip, Bit, Garbage, Noise };

    [[nodiscard]] std::uint64_t number(Draw draw, std::uint64_t place) const;
    [[nodiscard]] bool strikes(double share, Draw draw, std::uint64_t place) const;
    [[nodiscard]] bool isLost(char byte);
    [[nodiscard]] char arriving(char byte);

    FaultPlan m_plan;
    bool m_changesBytes;
    std::uint64_t m_key;
    std::uint64_t m_samples = 0;
    std::uint64_t m_place = 0;
    bool m_inDrop = false;
    bool m_inGarbage = false;
    std::size_t m_lineBytes = 0;
    bool m_lineIsCut = false;
    std::size_t m_lineKeeps = 0;
};

}  // namespace telemetryhub::engine
