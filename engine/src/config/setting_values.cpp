// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/setting_values.h"

#include <cstdint>

namespace telemetryhub::engine {

namespace {

constexpr SpecWord<bool> kSwitchWords[] = {{"yes", true},  {"no", false},  {"on", true},
                                           {"off", false}, {"true", true}, {"false", false},
                                           {"1", true},    {"0", false}};

}  // namespace

Error expected(const std::string& what) {
    return {ErrorCode::InvalidArgument, "expected " + what};
}

Result<void> readSwitch(std::string_view text, bool& value) {
    for (const auto& [word, meaning] : kSwitchWords) {
        if (word != text) continue;
        value = meaning;
        return {};
    }
    return expected("yes or no");
}

std::string switchText(bool value) {
    return std::string(wordFor(value, kSwitchWords));
}

Result<void> readCount(std::string_view text, std::size_t most, std::size_t& value) {
    const auto number = parsedNumber<std::uint64_t>(text);
    if (!number || *number < 1 || *number > most)
        return expected("a whole number from 1 to " + std::to_string(most));
    value = static_cast<std::size_t>(*number);
    return {};
}

Result<void> readText(std::string_view text, const std::string& what, std::string& value) {
    if (text.empty()) return expected(what);
    value = text;
    return {};
}

}  // namespace telemetryhub::engine
