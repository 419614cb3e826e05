// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/derivation.h"

#include <cmath>
#include <limits>
#include <vector>

#include "pipeline/sliding_window.h"
#include "telemetryhub/engine/core/formula.h"
#include "telemetryhub/engine/core/ring.h"
#include "telemetryhub/engine/core/sample_block.h"

namespace telemetryhub::engine {

namespace {

constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double kSecondsPerNs = 1e-9;

double secondsBetween(std::int64_t fromNs, std::int64_t toNs) {
    return static_cast<double>(toNs - fromNs) * kSecondsPerNs;
}

/// One input: `Next` has `double next(std::int64_t timeNs, double value)`, called with what is
/// finite; kAbsent means that there is no new value. The time is that of the row, or what changes
/// are reckoned between where `Next::kReckonsChanges` says so.
template <typename Next>
class SingleInput final : public DerivationStep {
public:
    explicit SingleInput(Next next) : m_next(std::move(next)) {}
    void apply(const Rows& rows, std::span<double> result) override {
        const std::span<const double> input = rows.inputs.front();
        std::span<const std::int64_t> times = rows.steadyNs;
        if constexpr (requires { Next::kReckonsChanges; }) times = rows.reckonNs;
        for (std::size_t i = 0; i < result.size(); ++i) {
            if (isAbsent(input[i])) continue;
            result[i] = std::isfinite(input[i]) ? m_next.next(times[i], input[i]) : kNotANumber;
        }
    }
    void gap() override {
        if constexpr (requires { m_next.gap(); }) m_next.gap();
    }

private:
    Next m_next;
};

/// The figure `Figure()(sum)` of the values in a window, or of all when it has no bound.
template <typename Sum, typename Figure>
class WindowFigure {
public:
    explicit WindowFigure(const DerivedChannel& settings)
        : m_length(settings.samples > 0 ? static_cast<std::int64_t>(settings.samples)
                                        : settings.window.count()),
          m_samples(settings.samples) {}

    double next(std::int64_t steadyNs, double value) {
        if (m_length == 0) {
            m_all.add(value);
            return Figure()(m_all);
        }
        // A window of samples is one of time in which every sample has a time of its own.
        const std::int64_t time = m_samples > 0 ? ++m_count : steadyNs;
        m_window.push(time, value);
        if (time != m_lastTime) {
            m_lastTime = time;
            m_window.dropUntil(time - m_length);
            while (m_window.size() > ProcessingSettings::kMaxWindowSamples)
                m_window.dropOldest();
            m_window.settle();
        }
        return Figure()(m_window.sum());
    }

private:
    std::int64_t m_length;  // nanoseconds, or samples
    std::size_t m_samples;
    std::int64_t m_count = 0;
    std::int64_t m_lastTime = std::numeric_limits<std::int64_t>::min();
    Sum m_all;
    SlidingWindow<Sum> m_window;
};

struct MeanOf {
    double operator()(const MeanSum& sum) const { return sum.mean(); }
};
struct DeviationOf {
    double operator()(const SpreadSum& sum) const { return sum.deviation(); }
};
struct MinimumOf {
    double operator()(const ExtremeSum& sum) const { return sum.min; }
};
struct MaximumOf {
    double operator()(const ExtremeSum& sum) const { return sum.max; }
};

/// Times within a read are estimates: together its samples weigh what the time since the read
/// before asks for.
class ExponentialAverage {
public:
    static constexpr bool kReckonsChanges = true;
    explicit ExponentialAverage(const DerivedChannel& settings)
        : m_constant(static_cast<double>(settings.window.count()) * kSecondsPerNs) {}

    double next(std::int64_t steadyNs, double value) {
        if (!m_begun || steadyNs != m_lastNs) beginRead(steadyNs);
        m_read.add(value);
        m_average = m_before + m_weight * (m_read.mean() - m_before);
        m_begun = true;
        return m_average;
    }

private:
    void beginRead(std::int64_t steadyNs) {
        m_weight = m_begun ? -std::expm1(-secondsBetween(m_lastNs, steadyNs) / m_constant) : 1;
        m_before = m_average;
        m_read = {};
        m_lastNs = steadyNs;
    }

    double m_constant;  // seconds
    double m_average = 0;
    double m_before = 0;  // the average of the reads before
    double m_weight = 1;  // of this read
    MeanSum m_read;
    std::int64_t m_lastNs = 0;
    bool m_begun = false;
};

/// Times within a read are estimates, of which a difference may be anything: the rate is that from
/// an earlier read.
class Rate {
public:
    static constexpr bool kReckonsChanges = true;
    explicit Rate(const DerivedChannel& settings)
        : m_windowNs(settings.window.count()), m_samples(settings.samples) {}

    double next(std::int64_t steadyNs, double value) {
        if (m_begun && m_newest.steadyNs != steadyNs) m_earlier.push(m_newest);
        m_newest = {steadyNs, value};
        m_begun = true;
        while (m_earlier.size() > 1 && isTooOld())
            (void)m_earlier.pop();
        if (m_earlier.empty()) return kAbsent;
        const Point& from = m_earlier.front();
        return (value - from.value) / secondsBetween(from.steadyNs, steadyNs);
    }
    void gap() {
        while (!m_earlier.empty())
            (void)m_earlier.pop();
        m_begun = false;
    }

private:
    struct Point {
        std::int64_t steadyNs = 0;
        double value = 0;
    };

    bool isTooOld() {
        if (m_windowNs > 0)
            return m_earlier.front().steadyNs < m_newest.steadyNs - m_windowNs ||
                   m_earlier.size() > ProcessingSettings::kMaxWindowSamples;
        return m_earlier.size() > std::max<std::size_t>(m_samples, 1);
    }

    std::int64_t m_windowNs;
    std::size_t m_samples;
    Ring<Point> m_earlier;
    Point m_newest;
    bool m_begun = false;
};

/// Over a gap nothing is added, because nobody knows what was there.
class Integral {
public:
    double next(std::int64_t steadyNs, double value) {
        if (m_begun) m_sum += (m_last + value) / 2 * secondsBetween(m_lastNs, steadyNs);
        m_begun = true;
        m_lastNs = steadyNs;
        m_last = value;
        return m_sum;
    }
    void gap() { m_begun = false; }

private:
    double m_sum = 0;
    double m_last = 0;
    std::int64_t m_lastNs = 0;
    bool m_begun = false;
};

/// Several inputs: `Combine` has `double operator()(std::span<const double> values)`.
template <typename Combine>
class SeveralInputs final : public DerivationStep {
public:
    SeveralInputs(std::size_t inputs, Combine combine)
        : m_last(inputs, kAbsent), m_combine(std::move(combine)) {}

    void apply(const Rows& rows, std::span<double> result) override {
        for (std::size_t i = 0; i < result.size(); ++i) {
            bool anyNew = false;
            for (std::size_t k = 0; k < m_last.size(); ++k) {
                const double value = rows.inputs[k][i];
                if (isAbsent(value)) continue;
                anyNew = true;
                if (isAbsent(m_last[k])) --m_missing;
                m_last[k] = value;
            }
            if (anyNew && m_missing == 0) result[i] = plain(m_combine(m_last));
        }
    }

private:
    /// A NaN of a calculation must not be taken for the absent one.
    static double plain(double value) { return std::isnan(value) ? kNotANumber : value; }

    std::vector<double> m_last;
    std::size_t m_missing = m_last.size();
    Combine m_combine;
};

struct Subtract {
    double operator()(std::span<const double> values) const { return values[0] - values[1]; }
};
struct AddUp {
    double operator()(std::span<const double> values) const {
        double sum = 0;
        for (const double value : values)
            sum += value;
        return sum;
    }
};

template <typename Next>
std::unique_ptr<DerivationStep> single(Next next) {
    return std::make_unique<SingleInput<Next>>(std::move(next));
}
template <typename Combine>
std::unique_ptr<DerivationStep> several(std::size_t inputs, Combine combine) {
    return std::make_unique<SeveralInputs<Combine>>(inputs, std::move(combine));
}

}  // namespace

std::unique_ptr<DerivationStep> makeDerivation(const DerivedChannel& settings) {
    switch (settings.kind) {
        case Derivation::MovingAverage:
        case Derivation::Mean: return single(WindowFigure<MeanSum, MeanOf>(settings));
        case Derivation::Minimum: return single(WindowFigure<ExtremeSum, MinimumOf>(settings));
        case Derivation::Maximum: return single(WindowFigure<ExtremeSum, MaximumOf>(settings));
        case Derivation::Deviation: return single(WindowFigure<SpreadSum, DeviationOf>(settings));
        case Derivation::ExponentialAverage: return single(ExponentialAverage(settings));
        case Derivation::Rate: return single(Rate(settings));
        case Derivation::Integral: return single(Integral());
        case Derivation::Difference: return several(2, Subtract());
        case Derivation::Sum: return several(settings.inputs.size(), AddUp());
        case Derivation::Expression: break;
    }
    return several(settings.inputs.size(), Formula(settings.expression, settings.inputs.size()));
}

}  // namespace telemetryhub::engine
