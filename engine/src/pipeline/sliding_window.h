// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace telemetryhub::engine {

/// Values summed up; two sums can be put together.
struct MeanSum {
    std::size_t count = 0;
    double sum = 0;

    void add(double value) {
        ++count;
        sum += value;
    }
    void add(const MeanSum& other) {
        count += other.count;
        sum += other.sum;
    }
    [[nodiscard]] double mean() const { return sum / static_cast<double>(count); }
};

/// Spread of values around their mean.
/// Source: Chan, Golub, LeVeque, "Updating formulae and a pairwise algorithm for computing sample
///         variances", 1979.
struct SpreadSum {
    std::size_t count = 0;
    double mean = 0;
    double squares = 0;  ///< sum of (value - mean)^2

    void add(double value) {
        ++count;
        const double delta = value - mean;
        mean += delta / static_cast<double>(count);
        squares += delta * (value - mean);
    }
    void add(const SpreadSum& other) {
        if (other.count == 0) return;
        const auto mine = static_cast<double>(count);
        const auto theirs = static_cast<double>(other.count);
        const double delta = other.mean - mean;
        const double step = delta * theirs / (mine + theirs);
        mean += step;
        squares += other.squares + delta * mine * step;
        count += other.count;
    }
    [[nodiscard]] double deviation() const {
        return std::sqrt(squares / static_cast<double>(count));
    }
};

struct ExtremeSum {
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();

    void add(double value) {
        min = std::min(min, value);
        max = std::max(max, value);
    }
    void add(const ExtremeSum& other) {
        min = std::min(min, other.min);
        max = std::max(max, other.max);
    }
};

/// The newest values of a stream and their sum. Values of one time come and go together.
///
/// Nothing is ever subtracted: the older half is a stack whose entries hold the sum of all that
/// came after them in that half. So rounding errors do not pile up, and it takes constant time a
/// value on average for every kind of sum.
template <typename Sum>
class SlidingWindow {
public:
    /// Distinct times in the window.
    [[nodiscard]] std::size_t size() const {
        return m_older.size() + m_newer.size() + (m_hasNow ? 1 : 0);
    }

    void push(std::int64_t timeNs, double value) {
        if (!m_hasNow || timeNs != m_now.timeNs) begin(timeNs);
        m_now.sum.add(value);
    }
    /// Drops what is not newer than `timeNs`; what came last stays.
    void dropUntil(std::int64_t timeNs) {
        while (m_older.size() + m_newer.size() > 0 && oldestNs() <= timeNs)
            dropOldest();
    }
    void dropOldest() {
        if (m_older.empty()) turnOver();
        m_older.pop_back();
    }
    [[nodiscard]] Sum sum() const {
        Sum all = m_before;
        all.add(m_now.sum);
        return all;
    }
    /// To be called after dropping, before `sum`.
    void settle() {
        m_before = m_older.empty() ? Sum() : m_older.back().sum;
        m_before.add(m_newerSum);
    }

private:
    struct Entry {
        std::int64_t timeNs = 0;
        Sum sum;
    };

    [[nodiscard]] std::int64_t oldestNs() const {
        return m_older.empty() ? m_newer.front().timeNs : m_older.back().timeNs;
    }
    void begin(std::int64_t timeNs) {
        if (m_hasNow) {
            m_newer.push_back(m_now);
            m_newerSum.add(m_now.sum);
        }
        m_now = {timeNs, {}};
        m_hasNow = true;
    }
    void turnOver() {
        Sum sum;
        for (auto entry = m_newer.rbegin(); entry != m_newer.rend(); ++entry) {
            Sum upTo = entry->sum;
            upTo.add(sum);
            sum = upTo;
            m_older.push_back({entry->timeNs, sum});
        }
        m_newer.clear();
        m_newerSum = {};
    }

    std::vector<Entry> m_older;  ///< the oldest at the end, each with the sum up to the newest here
    std::vector<Entry> m_newer;  ///< the newest at the end, each with its own sum
    Sum m_newerSum;
    Entry m_now;   ///< the values of the newest time
    Sum m_before;  ///< of all others
    bool m_hasNow = false;
};

}  // namespace telemetryhub::engine
