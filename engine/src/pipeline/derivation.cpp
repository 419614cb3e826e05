// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/derivation.h"

#include <cmath>
#include <limits>
#include <vector>

#include "pipeline/formula.h"
#include "pipeline/sliding_window.h"
#include "telemetryhub/engine/core/ring.h"
#include "telemetryhub/engine/core/sample_block.h"

namespace telemetryhub::engine {

namespace {

constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double kSecondsPerNs = 1e-9;

double secondsBetween(std::int64_t fromNs, std::int64_t toNs) {
    return static_cast<double>(toNs - fromNs) * kSecondsPerNs;
}

/// One input: `Next` has `double next(std::int64_t steadyNs, double value)`, called with what is
/// finite; kAbsent means that there is no new value.
template <typename Next>
class SingleInput final : public DerivationStep {
public:
    explicit SingleInput(Next next) : m_next(std::move(next)) {}
    void apply(const Rows& rows, std::span<double> result) override {
        const std::span<const double> input = rows.inputs.front();
        for (std::size_t i = 0; i < result.size(); ++i) {
            if (isAbsent(input[i])) continue;
            result[i] =
                std::isfinite(input[i]) ? m_next.next(rows.steadyNs[i], input[i]) : kNotANumber;
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
        : m_windowNs(settings.window.count()), m_samples(settings.samples) {}

    double next(std::int64_t steadyNs, double value) {
        if (m_windowNs == 0 && m_samples == 0) {
            m_all.add(value);
            return Figure()(m_all);
        }
        m_window.push(steadyNs, value);
        const std::size_t most = m_samples > 0 ? m_samples : ProcessingSettings::kMaxWindowSamples;
        while (m_window.size() > most ||
               (m_windowNs > 0 && m_window.oldestNs() <= steadyNs - m_windowNs))
            m_window.dropOldest();
        return Figure()(m_window.sum());
    }

private:
    std::int64_t m_windowNs;
    std::size_t m_samples;
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

class ExponentialAverage {
public:
    explicit ExponentialAverage(const DerivedChannel& settings)
        : m_constant(static_cast<double>(settings.window.count()) * kSecondsPerNs),
          m_share(settings.samples > 0 ? 2.0 / (static_cast<double>(settings.samples) + 1) : 0) {}

    double next(std::int64_t steadyNs, double value) {
        if (!m_begun) {
            m_average = value;
            m_begun = true;
        } else {
            const double seconds = secondsBetween(m_lastNs, steadyNs);
            const double share = m_share > 0 ? m_share : -std::expm1(-seconds / m_constant);
            m_average += share * (value - m_average);
        }
        m_lastNs = steadyNs;
        return m_average;
    }

private:
    double m_constant;  // seconds
    double m_share;     // of each sample; 0: by the time that passed
    double m_average = 0;
    std::int64_t m_lastNs = 0;
    bool m_begun = false;
};

/// Samples of one read have one time; the rate is that from an earlier one.
class Rate {
public:
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
