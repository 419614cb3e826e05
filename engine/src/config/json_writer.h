// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace telemetryhub::engine {

/// Builds a JSON text with two blanks a level.
class JsonWriter {
public:
    void begin(char bracket);  ///< `{` or `[`
    void beginAt(std::string_view key, char bracket);
    void end(char bracket);  ///< `}` or `]`
    void text(std::string_view key, std::string_view value);
    void number(std::string_view key, double value);
    void onOff(std::string_view key, bool value);
    /// A value that is JSON already.
    void raw(std::string_view key, std::string_view json);
    void rawItem(std::string_view json);
    [[nodiscard]] const std::string& result() const { return m_text; }

private:
    void newLine();

    std::string m_text;
    int m_depth = 0;
    bool m_isFirst = true;
};

/// A text in quotes; bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string jsonText(std::string_view text);
/// The shortest number that reads back the same.
[[nodiscard]] std::string jsonNumber(double number);

}  // namespace telemetryhub::engine
