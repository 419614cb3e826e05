// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace telemetryhub::engine {

/// A line of text as a person reads it, whatever bytes stand in it.
///
/// Escape sequences and a byte order mark are taken out, and control bytes at its ends: they frame
/// and colour the text and are no part of it. A degree sign of another character set (B0, DF, F8)
/// becomes one, every other byte that is no UTF-8 and every control byte within becomes U+FFFD.
///
/// A line that holds more than a quarter of such bytes is no text: it is returned as it is.
///
/// Threads: confined to one thread.
class CleanText {
public:
    /// U+FFFD.
    static constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

    /// Valid until the next call, and as long as `line` is; a line end can be read behind it.
    [[nodiscard]] std::string_view of(std::string_view line);

private:
    [[nodiscard]] std::string_view rewritten(std::string_view line);

    std::string m_text;
};

}  // namespace telemetryhub::engine
