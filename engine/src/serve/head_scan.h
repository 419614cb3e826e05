// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

#include "telemetryhub/engine/serve/listener_settings.h"

namespace telemetryhub::engine {

/// Finds the end of a request's head as its bytes come, and refuses early what no parser should
/// see.
///
/// Every line ends with CRLF, holds no control character but the tab, and none continues the one
/// before it. Limits hold while the head grows, so that what is too large is never collected.
class HeadScan {
public:
    enum class Verdict { NeedsMore, Complete, Malformed, LineTooLong, FieldsTooLarge };

    /// \pre `limits` outlives this object
    explicit HeadScan(const ListenerLimits& limits) : m_limits(limits) {}

    /// `bytes` are all that came since the head began; what was looked at is not looked at again.
    Verdict scan(std::string_view bytes);
    /// The length with the empty line. \pre the last verdict was Complete
    [[nodiscard]] std::size_t headBytes() const { return m_lineBegin; }
    /// Whether some of a head was seen and not all of it.
    [[nodiscard]] bool isUnderWay() const { return m_seen > 0; }
    void reset();

private:
    [[nodiscard]] Verdict judgeLine(std::string_view line) const;
    [[nodiscard]] Verdict judgeRest(std::size_t lineBytes, std::size_t headBytes) const;

    const ListenerLimits& m_limits;
    std::size_t m_lineBegin = 0;
    std::size_t m_seen = 0;
    std::size_t m_lines = 0;
};

}  // namespace telemetryhub::engine
