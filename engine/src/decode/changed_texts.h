// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace telemetryhub::engine {

/// Texts that a device sends again and again, such as its serial number: only a change is news.
class ChangedTexts {
public:
    static constexpr std::size_t kMaxTexts = 256;

    /// Whether the value is another than the last one of that name. An empty value is news only
    /// after another; one that nobody can read never is.
    [[nodiscard]] bool isNews(std::string_view name, std::string_view value);

private:
    struct Text {
        std::string name;
        std::string value;
    };
    [[nodiscard]] Text* find(std::string_view name);

    std::vector<Text> m_texts;
    std::size_t m_next = 0;  ///< texts come in the same order every time
};

}  // namespace telemetryhub::engine
