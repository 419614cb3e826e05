// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
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
        mean += delta * theirs / (mine + theirs);
        squares += other.squares + delta * delta * mine * theirs / (mine + theirs);
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

/// The newest values of a stream and their sum.
///
/// Nothing is ever subtracted: the older half is a stack whose entries hold the sum of all that
/// came after them in that half. So rounding errors do not pile up, and it takes constant time a
/// value on average for every kind of sum.
template <typename Sum>
class SlidingWindow {
public:
    [[nodiscard]] std::size_t size() const { return m_older.size() + m_newer.size(); }

    void push(std::int64_t timeNs, double value) {
        m_newer.push_back({timeNs, value});
        m_newerSum.add(value);
    }
    void dropOldest() {
        if (m_older.empty()) turnOver();
        m_older.pop_back();
    }
    /// \pre `size() > 0`
    [[nodiscard]] std::int64_t oldestNs() const {
        return m_older.empty() ? m_newer.front().first : m_older.back().first;
    }
    [[nodiscard]] Sum sum() const {
        if (m_older.empty()) return m_newerSum;
        Sum all = m_older.back().second;
        all.add(m_newerSum);
        return all;
    }

private:
    void turnOver() {
        Sum sum;
        for (auto entry = m_newer.rbegin(); entry != m_newer.rend(); ++entry) {
            sum.add(entry->second);
            m_older.emplace_back(entry->first, sum);
        }
        m_newer.clear();
        m_newerSum = {};
    }

    std::vector<std::pair<std::int64_t, Sum>> m_older;     ///< the oldest at the end
    std::vector<std::pair<std::int64_t, double>> m_newer;  ///< the newest at the end
    Sum m_newerSum;
};

}  // namespace telemetryhub::engine
