// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/json_tree.h"

#include <algorithm>
#include <utility>

#include <simdjson.h>

#include "config/utf8.h"

namespace telemetryhub::engine {

namespace {

namespace json = simdjson::ondemand;

/// Walks a document once, from its first byte to its last.
class JsonWalk {
public:
    explicit JsonWalk(const simdjson::padded_string& text)
        : m_text(std::string_view(text.data(), text.size())), m_at(m_text.data()) {}

    /// Whether `value` could be read; else `m_mistake` says why not.
    bool read(json::value value, JsonValue& tree, std::size_t depth);
    bool fail(std::string detail) {
        m_mistake = JsonMistake{m_line, std::move(detail)};
        return false;
    }
    bool fail(simdjson::error_code error);
    bool startAt(simdjson::simdjson_result<const char*> location);
    [[nodiscard]] int line() const { return m_line; }
    [[nodiscard]] std::optional<JsonMistake> mistake() const { return m_mistake; }

private:
    bool readScalar(json::value value, JsonValue& tree);
    bool readList(json::value value, JsonValue& tree, std::size_t depth);
    bool readObject(json::value value, JsonValue& tree, std::size_t depth);
    bool readMember(json::field field, JsonValue& tree, std::size_t depth);

    std::string_view m_text;
    const char* m_at;  ///< up to here lines are counted
    int m_line = 1;
    std::size_t m_values = 0;
    std::optional<JsonMistake> m_mistake;
};

/// Counts the lines up to `location`; a place before the last one changes nothing.
bool JsonWalk::startAt(simdjson::simdjson_result<const char*> location) {
    const char* to = nullptr;
    if (std::move(location).get(to) != simdjson::SUCCESS) return false;
    to = std::min(to, m_text.data() + m_text.size());
    if (to <= m_at) return true;
    m_line += static_cast<int>(std::count(m_at, to, '\n'));
    m_at = to;
    return true;
}

bool JsonWalk::fail(simdjson::error_code error) {
    switch (error) {
        case simdjson::UTF8_ERROR: return fail("expected UTF-8");
        case simdjson::EMPTY: return fail("expected a JSON object");
        case simdjson::UNCLOSED_STRING: return fail("expected a \" at the end of each text");
        case simdjson::UNESCAPED_CHARS: return fail("expected no control character in a text");
        case simdjson::STRING_ERROR: return fail("expected a text with valid escapes, such as \\n");
        case simdjson::NUMBER_ERROR: return fail("expected a number");
        case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
            return fail("expected a closing } or ] for each { and [");
        default: return fail("expected JSON; look for a missing or superfluous comma or quote");
    }
}

bool JsonWalk::read(json::value value, JsonValue& tree, std::size_t depth) {
    startAt(value.current_location());
    tree.line = m_line;
    if (++m_values > kMaxJsonValues)
        return fail("expected at most " + std::to_string(kMaxJsonValues) + " values");
    if (depth > kMaxJsonDepth)
        return fail("expected at most " + std::to_string(kMaxJsonDepth) + " levels");
    json::json_type type{};
    if (const auto error = value.type().get(type); error != simdjson::SUCCESS) return fail(error);
    if (type == json::json_type::array) return readList(value, tree, depth);
    if (type == json::json_type::object) return readObject(value, tree, depth);
    return readScalar(value, tree);
}

bool JsonWalk::readScalar(json::value value, JsonValue& tree) {
    json::json_type type{};
    auto error = value.type().get(type);
    if (type == json::json_type::string) {
        std::string_view text;
        error = value.get_string().get(text);
        tree.kind = JsonValue::Kind::Text;
        tree.text = text;
    } else if (type == json::json_type::number) {
        error = value.get_double().get(tree.number);
        tree.kind = JsonValue::Kind::Number;
    } else if (type == json::json_type::boolean) {
        error = value.get_bool().get(tree.isOn);
        tree.kind = JsonValue::Kind::Switch;
    } else {
        bool isNull = false;
        error = value.is_null().get(isNull);
        if (error == simdjson::SUCCESS && !isNull) error = simdjson::TAPE_ERROR;
    }
    return error == simdjson::SUCCESS || fail(error);
}

bool JsonWalk::readList(json::value value, JsonValue& tree, std::size_t depth) {
    tree.kind = JsonValue::Kind::List;
    json::array list;
    if (const auto error = value.get_array().get(list); error != simdjson::SUCCESS)
        return fail(error);
    for (auto item : list) {
        json::value next;
        if (const auto error = item.get(next); error != simdjson::SUCCESS) return fail(error);
        if (!read(next, tree.items.emplace_back(), depth + 1)) return false;
    }
    return true;
}

bool JsonWalk::readObject(json::value value, JsonValue& tree, std::size_t depth) {
    tree.kind = JsonValue::Kind::Object;
    json::object object;
    if (const auto error = value.get_object().get(object); error != simdjson::SUCCESS)
        return fail(error);
    for (auto item : object) {
        json::field field;
        if (const auto error = std::move(item).get(field); error != simdjson::SUCCESS)
            return fail(error);
        if (!readMember(field, tree, depth)) return false;
    }
    return true;
}

bool JsonWalk::readMember(json::field field, JsonValue& tree, std::size_t depth) {
    startAt(simdjson::simdjson_result<const char*>(field.key().raw()));
    JsonMember& member = tree.members.emplace_back();
    member.line = m_line;
    std::string_view key;
    if (const auto error = field.unescaped_key().get(key); error != simdjson::SUCCESS)
        return fail(error);
    member.key = key;
    return read(field.value(), member.value, depth + 1);
}

/// The first line that is no UTF-8 or in which a text does not end, for mistakes that the parser
/// finds before it looks at single values.
int wholeTextLine(std::string_view text) {
    bool isInText = false;
    int line = 1;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view row = text.substr(0, end);
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i] == '"') isInText = !isInText;
            if (row[i] == '\\' && isInText) ++i;
        }
        if (isInText || !isUtf8(row)) return line;
        text.remove_prefix(std::min(end + 1, text.size()));
        ++line;
    }
    return 1;
}

/// The strict parser's opinion: the other one accepts what it does not look at.
std::optional<JsonMistake> strictMistake(const simdjson::padded_string& text, JsonWalk& walk) {
    simdjson::dom::parser parser;
    const auto error = parser.parse(text).error();
    if (error == simdjson::SUCCESS) return std::nullopt;
    walk.fail(error);
    return walk.mistake();
}

}  // namespace

JsonTree readJson(std::string_view text) {
    JsonTree tree;
    const simdjson::padded_string padded(text);
    JsonWalk walk(padded);
    json::parser parser;
    json::document document;
    if (const auto error = parser.iterate(padded).get(document); error != simdjson::SUCCESS) {
        walk.fail(error);
        tree.mistake = JsonMistake{wholeTextLine(text), walk.mistake()->detail};
        return tree;
    }
    json::value root;
    if (const auto error = document.get_value().get(root); error != simdjson::SUCCESS) {
        walk.fail("expected a JSON object");
    } else {
        walk.read(root, tree.root, 1);
    }
    tree.mistake = walk.mistake();
    if (!tree.mistake) tree.mistake = strictMistake(padded, walk);
    return tree;
}

}  // namespace telemetryhub::engine
