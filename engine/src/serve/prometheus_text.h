// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace telemetryhub::engine {

/// Appends metrics in Prometheus' text format 0.0.4; all samples of a metric follow its `begin`.
class PrometheusText {
public:
    struct Label {
        std::string_view name;
        std::string_view value;
    };
    using Labels = std::initializer_list<Label>;

    /// `type` is `counter`, `gauge` or `histogram`; `help` is one sentence.
    void begin(std::string_view name, std::string_view type, std::string_view help);
    void sample(double value, Labels labels = {}) { sampleOf({}, value, labels); }
    void sample(std::uint64_t value, Labels labels = {}) {
        sampleOf({}, static_cast<double>(value), labels);
    }
    /// `ending` is that of a histogram: `_bucket`, `_sum`, `_count`.
    void sampleOf(std::string_view ending, double value, Labels labels);
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::string m_text;
    std::string m_name;
};

}  // namespace telemetryhub::engine
