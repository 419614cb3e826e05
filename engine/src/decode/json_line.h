// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace telemetryhub::engine {

/// The numbers in one JSON object or array, each with its path: `temp`, `imu.x`, `cells.0`.
///
/// The whole text is checked, so that a broken one brings nothing. True and false are 1 and 0. Bare
/// words for no number and infinities, which are no JSON, are read as devices mean them. The
/// members of an outermost array are `value 1`, `value 2`, ...
///
/// Source: RFC 8259.
class JsonLine {
public:
    static constexpr std::size_t kMaxDepth = 16;
    static constexpr std::size_t kMaxNumbers = 256;
    static constexpr std::size_t kMaxPathBytes = 256;

    enum class Content {
        Numbers,
        NoNumber,
        Broken,
        OutOfRange,  ///< a number that no double holds
        TooLarge,    ///< deeper, wider or with longer names than the limits
    };
    struct Number {
        std::string_view path;
        double value = 0;
    };
    struct Text {
        std::string_view path;
        std::string_view text;
    };

    /// `textPath`: the path of the one text that is wanted; may be empty.
    explicit JsonLine(std::string textPath);
    ~JsonLine();
    JsonLine(const JsonLine& other);
    JsonLine& operator=(const JsonLine&) = delete;

    [[nodiscard]] Content read(std::string_view text);

    /// \pre the last `read` found numbers; views end with the next one
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] Number operator[](std::size_t index) const;
    /// Texts among the numbers, as far as they are short and few.
    [[nodiscard]] std::size_t textCount() const;
    [[nodiscard]] Text textAt(std::size_t index) const;
    /// The text at the wanted path.
    [[nodiscard]] std::optional<std::string_view> text() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Whether the text is one number by the rules of JSON.
[[nodiscard]] bool isJsonNumber(std::string_view text);

}  // namespace telemetryhub::engine
