// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace telemetryhub::engine {

struct JsonMember;

/// A value of a JSON text and the line where it begins.
struct JsonValue {
    enum class Kind { Null, Switch, Number, Text, List, Object };

    Kind kind = Kind::Null;
    int line = 1;
    bool isOn = false;  ///< of a Switch
    double number = 0;
    std::string text;
    std::vector<JsonValue> items;
    std::vector<JsonMember> members;  ///< in their order; a key may come twice
};

struct JsonMember {
    std::string key;
    int line = 1;
    JsonValue value;
};

/// Where a text is no JSON, and why.
struct JsonMistake {
    int line = 1;
    std::string detail;
};

struct JsonTree {
    JsonValue root;
    std::optional<JsonMistake> mistake;  ///< then `root` is what came before it
};

inline constexpr std::size_t kMaxJsonDepth = 16;
inline constexpr std::size_t kMaxJsonValues = 50'000;

/// Reads a JSON text with the line of every value. Memory is bounded by the two limits.
[[nodiscard]] JsonTree readJson(std::string_view text);

/// Whether a number of JSON is a whole one that 64 bits do not hold: no reader here takes it.
[[nodiscard]] bool isHugeInteger(std::string_view number);

}  // namespace telemetryhub::engine
