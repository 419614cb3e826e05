// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace telemetryhub::ui {

/// A stretch of a value axis, `lo < hi`, both finite.
struct ValueRange {
    double lo = 0;
    double hi = 1;
    friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

/// A value axis and where its ticks are.
struct ValueScale {
    ValueRange range;
    double step = 1;
    /// The multiples of the step in the range.
    [[nodiscard]] std::vector<double> ticks() const;
    friend bool operator==(const ValueScale&, const ValueScale&) = default;
};

/// The smallest scale of 1, 2 or 5 times a power of ten that holds `seen` with some room, in at
/// most `maxSteps` steps. A single value gets room around it. Values beyond 1e300 are cut.
[[nodiscard]] ValueScale niceScale(ValueRange seen, int maxSteps);

/// Exactly `range`, with ticks at round values inside, at most about `maxSteps` apart.
[[nodiscard]] ValueScale fixedScale(ValueRange range, int maxSteps);
/// A scale that holds `seen` in exactly `steps` steps, so that its ticks stand level with those
/// of another scale of two steps or more.
[[nodiscard]] ValueScale alignedScale(ValueRange seen, int steps);

enum class RangeFit {
    Calm,   ///< grows at once, shrinks only when a smaller scale did for some seconds
    Tight,  ///< always as small as the data allow
};

/// Keeps the scale of a value axis while data come.
class AutoScale {
public:
    static constexpr std::int64_t kPatienceNs = 3'000'000'000;

    void setFit(RangeFit fit) { m_fit = fit; }
    /// Takes what is seen now; true when the scale changed.
    bool update(std::optional<ValueRange> seen, int maxSteps, std::int64_t nowNs);
    /// The next update may shrink at once: the operator looks at another stretch.
    void forgive() { m_forgiven = true; }
    [[nodiscard]] const ValueScale& scale() const { return m_scale; }

private:
    [[nodiscard]] bool mayShrink(const ValueScale& wanted, std::int64_t nowNs);

    RangeFit m_fit = RangeFit::Calm;
    ValueScale m_scale;
    int m_maxSteps = 0;
    bool m_forgiven = true;
    std::optional<std::int64_t> m_roomySinceNs;
};

}  // namespace telemetryhub::ui
