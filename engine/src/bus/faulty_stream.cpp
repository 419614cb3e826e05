// SPDX-License-Identifier: GPL-3.0-or-later
#include "bus/faulty_stream.h"

#include <array>

namespace telemetryhub::engine {

namespace {

/// Spreads neighbouring numbers over all 64 bits.
/// Source: the finalizer of SplitMix64, G. Steele et al., "Fast splittable pseudorandom number
///         generators", 2014.
std::uint64_t scattered(std::uint64_t number) {
    number += 0x9E3779B97F4A7C15U;
    number = (number ^ (number >> 30U)) * 0xBF58476D1CE4E5B9U;
    number = (number ^ (number >> 27U)) * 0x94D049BB133111EBU;
    return number ^ (number >> 31U);
}

/// What a receiver sees that samples too slowly: bits run into each other.
constexpr std::array<unsigned char, 16> kSmearedBytes = {
    0x00, 0x80, 0xC0, 0xE0, 0xF0, 0xF8, 0xFC, 0xFE, 0xFF, 0x78, 0x9E, 0x66, 0x06, 0x86, 0x98, 0x18};

}  // namespace

FaultyStream::FaultyStream(const FaultPlan& plan, std::uint64_t opening)
    : m_plan(plan),
      m_changesBytes(plan.drop > 0 || plan.truncate > 0 || plan.flip > 0 || plan.garbage > 0),
      m_key(scattered(scattered(plan.seed) + opening)) {}

std::uint64_t FaultyStream::number(Draw draw, std::uint64_t place) const {
    return scattered(scattered(m_key + static_cast<std::uint64_t>(draw)) + place);
}

bool FaultyStream::strikes(double share, Draw draw, std::uint64_t place) const {
    constexpr double kUnit = 1.0 / (std::uint64_t{1} << 53U);
    return share > 0 && static_cast<double>(number(draw, place) >> 11U) * kUnit < share;
}

std::string FaultyStream::read(std::string_view bytes) {
    if (!m_changesBytes) return std::string(bytes);
    std::string arrived;
    arrived.reserve(bytes.size());
    for (const char byte : bytes) {
        const bool lost = isLost(byte);
        const char changed = arriving(byte);
        if (!lost) arrived += changed;
        ++m_place;
    }
    return arrived;
}

bool FaultyStream::isLost(char byte) {
    if (m_place % kDropRun == 0) m_inDrop = strikes(m_plan.drop, Draw::Drop, m_place);
    if (m_lineBytes == 0) {
        m_lineIsCut = strikes(m_plan.truncate, Draw::Truncate, m_place);
        m_lineKeeps = static_cast<std::size_t>(number(Draw::Keep, m_place) % kKeptBytes);
    }
    const bool endsLine = byte == '\n';
    const bool inTail = m_lineIsCut && (endsLine || m_lineBytes >= m_lineKeeps);
    m_lineBytes = endsLine || m_lineBytes + 1 == kLineBytes ? 0 : m_lineBytes + 1;
    return m_inDrop || inTail;
}

char FaultyStream::arriving(char byte) {
    if (m_place % kGarbageRun == 0) m_inGarbage = strikes(m_plan.garbage, Draw::Garbage, m_place);
    if (m_inGarbage) return static_cast<char>(kSmearedBytes[number(Draw::Noise, m_place) % 16]);
    if (!strikes(m_plan.flip, Draw::Flip, m_place)) return byte;
    const unsigned bit = static_cast<unsigned>(number(Draw::Bit, m_place) % 8);
    return static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << bit));
}

bool FaultyStream::failsNow() const {
    return strikes(m_plan.random, Draw::Sample, m_samples);
}

bool FaultyStream::failsAfter(std::uint64_t count) {
    bool failed = false;
    for (const std::uint64_t end = m_samples + count; m_samples < end && !failed;) {
        ++m_samples;
        failed = failsNow();
    }
    return failed;
}

}  // namespace telemetryhub::engine
