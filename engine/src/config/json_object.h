// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/config_errors.h"
#include "config/json_tree.h"
#include "telemetryhub/engine/core/channel_set.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// Collects the mistakes of one profile.
class ProfileMistakes {
public:
    explicit ProfileMistakes(std::string file) : m_file(std::move(file)) {}
    /// `path` is where it stands in the document; empty: the whole.
    void add(int line, const std::string& path, const std::string& detail);
    [[nodiscard]] std::vector<ConfigError> sorted() &&;

private:
    std::string m_file;
    ConfigErrors m_errors;
};

/// An object of a profile: hands out the values of keys and reports what is wrong with them.
///
/// Every key that is asked for is known; `finish` reports the others. A value that does not fit
/// leaves its place as it was and the answer is false, as for a key that is not there.
class JsonObject {
public:
    JsonObject(const JsonValue& value, std::string path, ProfileMistakes& mistakes);

    /// The value of a key; null when it is absent.
    const JsonValue* take(std::string_view key);
    bool text(std::string_view key, std::string& place, std::size_t mostBytes = kMaxNameBytes);
    bool emptyOrText(std::string_view key, std::string& place, std::size_t mostBytes);
    bool number(std::string_view key, double& place);
    bool whole(std::string_view key, int least, int most, int& place);
    bool onOff(std::string_view key, bool& place);
    bool time(std::string_view key, std::chrono::milliseconds least,
              std::chrono::nanoseconds& place);
    /// `FF 01`
    bool hex(std::string_view key, std::string& place);
    /// A text that `parse` understands: Result<T>(std::string_view).
    template <typename T, typename Parse>
    bool word(std::string_view key, Parse parse, T& place) {
        const JsonValue* const value = take(key);
        if (!value || !expectKind(*value, key, JsonValue::Kind::Text, "a text")) return false;
        auto parsed = parse(std::string_view(value->text));
        if (!parsed) return fail(key, parsed.error().detail);
        place = std::move(parsed).value();
        return true;
    }
    bool decimals(std::optional<int>& place);
    bool colour(std::string& place);
    bool range(std::optional<ValueRange>& place);
    /// Whether the key is a list; at most `most` items.
    const std::vector<JsonValue>* list(std::string_view key, std::size_t most);

    /// Reports a mistake at the key, or at the object when there is none of that name; false.
    bool fail(std::string_view key, const std::string& detail);
    bool expectKind(const JsonValue& value, std::string_view key, JsonValue::Kind kind,
                    const char* what);
    [[nodiscard]] bool has(std::string_view key) const;
    [[nodiscard]] int line() const { return m_value.line; }
    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] std::string pathOf(std::string_view key) const;
    [[nodiscard]] ProfileMistakes& mistakes() const { return m_mistakes; }
    /// To be called when all known keys were asked for.
    void finish();

    static constexpr std::size_t kMaxNameBytes = 128;

private:
    [[nodiscard]] const JsonMember* find(std::string_view key) const;

    const JsonValue& m_value;
    std::string m_path;
    ProfileMistakes& m_mistakes;
    std::vector<std::string_view> m_known;
};

}  // namespace telemetryhub::engine
