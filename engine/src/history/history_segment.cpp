// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/history_segment.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kBits = HistorySegment::kFanOutBits;
constexpr std::size_t kFanOut = HistorySegment::kFanOut;

constexpr Extremes kOnlyNan{std::numeric_limits<double>::quiet_NaN(),
                            std::numeric_limits<double>::quiet_NaN()};

Extremes leafOf(const double* values) {
    const Extremes folded = foldValues(values, kFanOut);
    if (folded.hasNumber()) return folded;
    return std::all_of(values, values + kFanOut, isAbsent) ? folded : kOnlyNan;
}

Extremes parentOf(const Extremes* children) {
    const Extremes folded = foldNodes(children, kFanOut);
    if (folded.hasNumber()) return folded;
    const bool nothing = std::all_of(children, children + kFanOut,
                                     [](const Extremes& node) { return node.isNothing(); });
    return nothing ? folded : kOnlyNan;
}

}  // namespace

HistorySegment::HistorySegment(std::size_t capacity, std::size_t channels)
    : m_capacity(capacity), m_channels(channels) {
    for (std::size_t level = 1; level <= kLevels; ++level) {
        m_levelOffset[level] = m_nodesPerChannel;
        m_nodesPerChannel += capacity >> (kBits * level);
    }
    m_times = std::make_unique_for_overwrite<std::int64_t[]>(capacity);
    m_values = std::make_unique_for_overwrite<double[]>(capacity * channels);
    m_nodes = std::make_unique_for_overwrite<Extremes[]>(m_nodesPerChannel * channels);
}

std::size_t HistorySegment::bytesFor(std::size_t capacity, std::size_t channels) {
    std::size_t nodes = 0;
    for (std::size_t level = 1; level <= kLevels; ++level)
        nodes += capacity >> (kBits * level);
    return capacity * sizeof(std::int64_t) +
           channels * (capacity * sizeof(double) + nodes * sizeof(Extremes));
}

std::size_t HistorySegment::append(const SampleBlock& block, std::size_t from) {
    const std::size_t count = m_count.load(std::memory_order_relaxed);  // only this thread writes
    const std::size_t length = std::min(block.size() - from, m_capacity - count);
    std::copy_n(block.steadyNs().data() + from, length, m_times.get() + count);
    const std::size_t known = std::min(m_channels, block.channelCount());
    for (std::size_t channel = 0; channel < known; ++channel)
        copyColumn(channel, block.column(channel).data() + from, length);
    for (std::size_t channel = known; channel < m_channels; ++channel)
        fillAbsent(channel, length);
    commit(count + length);
    return length;
}

void HistorySegment::adopt(const HistorySegment& older) {
    const std::size_t length = older.count();
    assert(count() == 0 && length <= m_capacity && older.channelCount() <= m_channels);
    std::copy_n(older.times(), length, m_times.get());
    for (std::size_t channel = 0; channel < older.channelCount(); ++channel)
        copyColumn(channel, older.values(channel), length);
    for (std::size_t channel = older.channelCount(); channel < m_channels; ++channel)
        fillAbsent(channel, length);
    commit(length);
}

void HistorySegment::copyColumn(std::size_t channel, const double* values, std::size_t length) {
    const std::size_t count = m_count.load(std::memory_order_relaxed);
    std::copy_n(values, length, m_values.get() + channel * m_capacity + count);
    completeNodes(channel, count, count + length);
}

void HistorySegment::fillAbsent(std::size_t channel, std::size_t length) {
    const std::size_t count = m_count.load(std::memory_order_relaxed);
    std::fill_n(m_values.get() + channel * m_capacity + count, length, kAbsent);
    completeNodes(channel, count, count + length);
}

void HistorySegment::completeNodes(std::size_t channel, std::size_t from, std::size_t to) {
    std::size_t first = from >> kBits;
    std::size_t last = to >> kBits;
    if (first == last) return;
    const double* raw = values(channel);
    Extremes* level = nodes(channel, 1);
    for (std::size_t i = first; i < last; ++i)
        level[i] = leafOf(raw + i * kFanOut);
    for (std::size_t depth = 2; depth <= kLevels; ++depth) {
        first >>= kBits;
        last >>= kBits;
        if (first == last) return;
        const Extremes* children = level;
        level = nodes(channel, depth);
        for (std::size_t i = first; i < last; ++i)
            level[i] = parentOf(children + i * kFanOut);
    }
}

void HistorySegment::commit(std::size_t count) {
    // Release: a reader that sees the count sees the samples and nodes below it.
    m_count.store(count, std::memory_order_release);
}

Extremes HistorySegment::extremes(std::size_t channel, std::size_t from, std::size_t to) const {
    Extremes result = Extremes::nothing();
    std::size_t inFrom = (from + kFanOut - 1) >> kBits;
    std::size_t inTo = to >> kBits;
    const double* raw = values(channel);
    if (inFrom >= inTo) return foldValues(raw + from, to - from);
    result.include(foldValues(raw + from, inFrom * kFanOut - from));
    result.include(foldValues(raw + inTo * kFanOut, to - inTo * kFanOut));
    // At each level the ragged ends are folded and the whole groups left to the level above.
    for (std::size_t depth = 1;; ++depth) {
        const Extremes* level = nodes(channel, depth);
        const std::size_t upFrom = (inFrom + kFanOut - 1) >> kBits;
        const std::size_t upTo = inTo >> kBits;
        if (depth == kLevels || upFrom >= upTo) {
            result.include(foldNodes(level + inFrom, inTo - inFrom));
            return result;
        }
        result.include(foldNodes(level + inFrom, upFrom * kFanOut - inFrom));
        result.include(foldNodes(level + upTo * kFanOut, inTo - upTo * kFanOut));
        inFrom = upFrom;
        inTo = upTo;
    }
}

// Both searches skip a whole node where the node tells that there is nothing to find, at the
// highest level that fits.
std::size_t HistorySegment::nextStored(std::size_t channel, std::size_t from,
                                       std::size_t to) const {
    const double* raw = values(channel);
    while (from < to) {
        std::size_t skipped = 0;
        for (std::size_t depth = 1; depth <= kLevels; ++depth) {
            const std::size_t width = std::size_t{1} << (kBits * depth);
            if (from % width != 0 || from + width > to) break;
            if (!nodes(channel, depth)[from >> (kBits * depth)].isNothing()) break;
            skipped = width;
        }
        if (skipped == 0 && !isAbsent(raw[from])) return from;
        from += std::max<std::size_t>(skipped, 1);
    }
    return kNone;
}

std::size_t HistorySegment::previous(std::size_t channel, std::size_t to, Wanted wanted) const {
    const double* raw = values(channel);
    const bool number = wanted == Wanted::Number;
    while (to > 0) {
        std::size_t skipped = 0;
        for (std::size_t depth = 1; depth <= kLevels; ++depth) {
            const std::size_t width = std::size_t{1} << (kBits * depth);
            if (to % width != 0) break;
            const Extremes& node = nodes(channel, depth)[(to >> (kBits * depth)) - 1];
            if (number ? node.hasNumber() : !node.isNothing()) break;
            skipped = width;
        }
        const double value = raw[to - 1];
        if (skipped == 0 && !(number ? std::isnan(value) : isAbsent(value))) return to - 1;
        to -= std::max<std::size_t>(skipped, 1);
    }
    return kNone;
}

std::size_t HistorySegment::lowerBound(std::int64_t borderNs, std::size_t from, std::size_t to,
                                       std::size_t guess) const {
    const std::int64_t* times = m_times.get();
    if (from >= to || times[from] >= borderNs) return from;
    // Steps double away from the guess, so a bad one costs a logarithm and no more.
    std::size_t low = from;  // before the border
    std::size_t high = to;   // not before the border, or behind the last
    std::size_t step = 4;
    guess = std::clamp(guess, from, to - 1);
    if (times[guess] < borderNs) {
        low = guess;
        for (; high - low > step && times[low + step] < borderNs; step *= 2)
            low += step;
        high = std::min(high, low + step);
    } else {
        high = guess;
        for (; high - low > step && times[high - step] >= borderNs; step *= 2)
            high -= step;
        low = high - low > step ? high - step : low;
    }
    return static_cast<std::size_t>(std::lower_bound(times + low + 1, times + high, borderNs) -
                                    times);
}

}  // namespace telemetryhub::engine
