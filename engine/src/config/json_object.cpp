// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/json_object.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "config/colon_form.h"
#include "config/quantity_text.h"
#include "config/spec_text.h"
#include "config/utf8.h"
#include "telemetryhub/engine/core/send_text.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxHexBytes = 1024;

/// Whether `text` can stand on one line of a window or a log.
bool isOneLine(std::string_view text) {
    return !hasControlCharacter(text) && text.find('\t') == std::string_view::npos;
}

/// A key as it may stand in a path that is printed.
std::string shownKey(std::string_view key) {
    std::string shown = echoed(key);
    std::replace_if(
        shown.begin(), shown.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; }, '?');
    return shown;
}

}  // namespace

void ProfileMistakes::add(int line, const std::string& path, const std::string& detail) {
    m_errors.add({ConfigLayer::File, m_file, line}, path.empty() ? detail : path + ": " + detail);
}

std::vector<ConfigError> ProfileMistakes::sorted() && {
    return std::move(m_errors).sorted({});
}

JsonObject::JsonObject(const JsonValue& value, std::string path, ProfileMistakes& mistakes)
    : m_value(value), m_path(std::move(path)), m_mistakes(mistakes) {
    if (value.kind != JsonValue::Kind::Object)
        m_mistakes.add(value.line, m_path, "expected an object in { }");
    std::map<std::string_view, int> lines;
    for (const JsonMember& member : value.members) {
        const auto [first, isNew] = lines.emplace(member.key, member.line);
        if (!isNew)
            m_mistakes.add(
                member.line, pathOf(member.key),
                "expected once, stands in line " + std::to_string(first->second) + " already");
    }
}

const JsonMember* JsonObject::find(std::string_view key) const {
    const auto found = std::find_if(m_value.members.begin(), m_value.members.end(),
                                    [key](const JsonMember& member) { return member.key == key; });
    return found == m_value.members.end() ? nullptr : &*found;
}

const JsonValue* JsonObject::take(std::string_view key) {
    m_known.push_back(key);
    const JsonMember* const member = find(key);
    return member ? &member->value : nullptr;
}

bool JsonObject::has(std::string_view key) const {
    return find(key) != nullptr;
}

std::string JsonObject::pathOf(std::string_view key) const {
    return (m_path.empty() ? "" : m_path + '.') + shownKey(key);
}

bool JsonObject::fail(std::string_view key, const std::string& detail) {
    const JsonMember* const member = find(key);
    m_mistakes.add(member ? member->value.line : m_value.line, pathOf(key), detail);
    return false;
}

bool JsonObject::expectKind(const JsonValue& value, std::string_view key, JsonValue::Kind kind,
                            const char* what) {
    return value.kind == kind || fail(key, std::string("expected ") + what);
}

bool JsonObject::text(std::string_view key, std::string& place, std::size_t mostBytes) {
    std::string text;
    if (!emptyOrText(key, text, mostBytes)) return false;
    if (text.empty()) return fail(key, "expected a text that is not empty");
    place = std::move(text);
    return true;
}

bool JsonObject::emptyOrText(std::string_view key, std::string& place, std::size_t mostBytes) {
    const JsonValue* const value = take(key);
    if (!value || !expectKind(*value, key, JsonValue::Kind::Text, "a text in quotes")) return false;
    if (value->text.size() > mostBytes || !isOneLine(value->text))
        return fail(key, "expected one line of at most " + std::to_string(mostBytes) + " bytes");
    place = value->text;
    return true;
}

bool JsonObject::number(std::string_view key, double& place) {
    const JsonValue* const value = take(key);
    if (!value || !expectKind(*value, key, JsonValue::Kind::Number, "a number")) return false;
    place = value->number;
    return true;
}

bool JsonObject::whole(std::string_view key, int least, int most, int& place) {
    const JsonValue* const value = take(key);
    if (!value) return false;
    const bool fits = value->kind == JsonValue::Kind::Number && value->number >= least &&
                      value->number <= most && std::trunc(value->number) == value->number;
    if (!fits)
        return fail(key, "expected a whole number from " + std::to_string(least) + " to " +
                             std::to_string(most));
    place = static_cast<int>(value->number);
    return true;
}

bool JsonObject::onOff(std::string_view key, bool& place) {
    const JsonValue* const value = take(key);
    if (!value || !expectKind(*value, key, JsonValue::Kind::Switch, "true or false")) return false;
    place = value->isOn;
    return true;
}

bool JsonObject::time(std::string_view key, std::chrono::milliseconds least,
                      std::chrono::nanoseconds& place) {
    const JsonValue* const value = take(key);
    if (!value) return false;
    const auto time = value->kind == JsonValue::Kind::Text
                          ? parsedTime(value->text, least, std::chrono::hours(24))
                          : std::nullopt;
    if (!time)
        return fail(key, "expected a time such as \"250ms\" or \"10s\", from " + timeText(least) +
                             " to 24h");
    place = *time;
    return true;
}

bool JsonObject::hex(std::string_view key, std::string& place) {
    const JsonValue* const value = take(key);
    if (!value || !expectKind(*value, key, JsonValue::Kind::Text, "hex digits in quotes"))
        return false;
    auto bytes = hexBytes(value->text);
    if (!bytes || bytes.value().size() > kMaxHexBytes)
        return fail(key, "expected pairs of hex digits such as \"42 4D\", at most 1024");
    place = std::move(bytes).value();
    return true;
}

bool JsonObject::decimals(std::optional<int>& place) {
    int count = 0;
    if (!whole("decimals", 0, 15, count)) return false;
    place = count;
    return true;
}

bool JsonObject::colour(std::string& place) {
    std::string text;
    if (!emptyOrText("colour", text, kMaxNameBytes)) return false;
    if (!isColour(text)) return fail("colour", "expected a colour such as \"#3584e4\"");
    place = text;
    return true;
}

bool JsonObject::range(std::optional<ValueRange>& place) {
    const JsonValue* const value = take("range");
    if (!value) return false;
    const auto isNumber = [](const JsonValue& item) {
        return item.kind == JsonValue::Kind::Number;
    };
    const bool fits = value->kind == JsonValue::Kind::List && value->items.size() == 2 &&
                      std::all_of(value->items.begin(), value->items.end(), isNumber) &&
                      value->items[0].number < value->items[1].number;
    if (!fits) return fail("range", "expected [low, high] with the low end below the high end");
    place = ValueRange{value->items[0].number, value->items[1].number};
    return true;
}

const std::vector<JsonValue>* JsonObject::list(std::string_view key, std::size_t most) {
    const JsonValue* const value = take(key);
    if (!value || !expectKind(*value, key, JsonValue::Kind::List, "a list in [ ]")) return nullptr;
    if (value->items.size() > most) {
        fail(key, "expected at most " + std::to_string(most) + " of them");
        return nullptr;
    }
    return &value->items;
}

void JsonObject::finish() {
    m_known.push_back("comment");
    for (const JsonMember& member : m_value.members) {
        if (std::find(m_known.begin(), m_known.end(), member.key) != m_known.end()) continue;
        const std::string hint = didYouMean(member.key, m_known);
        m_known.pop_back();
        m_mistakes.add(member.line, pathOf(member.key),
                       "unknown key" + (hint.empty() ? "; expected " + listed(m_known) : hint));
        m_known.push_back("comment");
    }
}

}  // namespace telemetryhub::engine
