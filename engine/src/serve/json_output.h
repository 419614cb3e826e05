// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace telemetryhub::engine {

/// Appends compact JSON to a text, without a tree: the caller keeps the order of begin and end.
///
///     json.object().key("id").text("a").key("list").array().number(1).end(']').end('}');
///
/// Text that is no UTF-8 gets U+FFFD; numbers that JSON cannot hold become null.
class JsonOutput {
public:
    JsonOutput& object() { return open('{'); }
    JsonOutput& array() { return open('['); }
    /// `}` or `]`
    JsonOutput& end(char bracket);
    JsonOutput& key(std::string_view name);
    JsonOutput& text(std::string_view value);
    JsonOutput& number(double value);
    JsonOutput& count(std::uint64_t value);
    JsonOutput& whole(std::int64_t value);
    JsonOutput& onOff(bool value) { return raw(value ? "true" : "false"); }
    JsonOutput& null() { return raw("null"); }
    /// A wall time as ISO 8601 in UTC, with nanoseconds.
    JsonOutput& time(std::int64_t wallNs);
    /// Something that is JSON already.
    JsonOutput& raw(std::string_view json);

    [[nodiscard]] const std::string& result() const { return m_text; }
    [[nodiscard]] std::string take() { return std::move(m_text); }
    [[nodiscard]] std::size_t size() const { return m_text.size(); }

private:
    JsonOutput& open(char bracket);
    void separate();

    std::string m_text;
    bool m_needsComma = false;
};

}  // namespace telemetryhub::engine
