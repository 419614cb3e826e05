// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/json_tree.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>
#include <utility>

#include <simdjson.h>

#include "config/utf8.h"

namespace telemetryhub::engine {

namespace {

namespace json = simdjson::ondemand;

constexpr std::string_view kJsonBlanks = " \t\r\n";

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
    bool readNumber(json::value value, JsonValue& tree);
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
        return readNumber(value, tree);
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

bool JsonWalk::readNumber(json::value value, JsonValue& tree) {
    tree.kind = JsonValue::Kind::Number;
    std::string_view token = value.raw_json_token();
    token = token.substr(0, token.find_last_not_of(kJsonBlanks) + 1);
    if (isHugeInteger(token))
        return fail(
            "expected a number of 64 bits; write a larger one with an exponent, such as 1e20");
    const auto error = value.get_double().get(tree.number);
    double number = 0;
    const auto read = std::from_chars(token.data(), token.data() + token.size(), number);
    if (error == simdjson::NUMBER_ERROR && read.ec == std::errc::result_out_of_range)
        return fail("expected a number that a double holds, up to 1.8e308");
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

/// What is wrong with the text as such, before single values are looked at.
std::optional<JsonMistake> wholeTextMistake(std::string_view text) {
    const simdjson::padded_string padded(text);
    json::parser parser;
    const auto error = parser.iterate(padded).error();
    if (error == simdjson::SUCCESS) return std::nullopt;
    JsonWalk walk(padded);
    walk.fail(error);
    return JsonMistake{wholeTextLine(text), walk.mistake()->detail};
}

/// The object or list at the front of a text, by its brackets alone: what the parser says of those
/// that are amiss depends on its version.
class BracketScan {
public:
    explicit BracketScan(std::string_view text);
    /// Behind the last bracket; meaningless with a mistake.
    [[nodiscard]] std::size_t end() const { return m_end; }
    [[nodiscard]] const std::optional<JsonMistake>& mistake() const { return m_mistake; }

private:
    struct Open {
        char closing;
        int line;
    };
    /// Whether the scan goes on.
    bool open(char closing);
    bool close(char bracket);
    bool fail(int line, std::string detail) {
        m_mistake = JsonMistake{line, std::move(detail)};
        return false;
    }

    std::vector<Open> m_open;
    int m_line = 1;
    std::size_t m_end = 0;
    std::optional<JsonMistake> m_mistake;
};

bool BracketScan::open(char closing) {
    if (m_open.size() == kMaxJsonDepth)
        return fail(m_line, "expected at most " + std::to_string(kMaxJsonDepth) + " levels");
    m_open.push_back({closing, m_line});
    return true;
}

bool BracketScan::close(char bracket) {
    const Open last = m_open.back();
    if (last.closing != bracket)
        return fail(last.line, "expected a closing } or ] for each { and [");
    m_open.pop_back();
    return !m_open.empty();
}

/// \pre the text begins with a bracket, and its texts end
BracketScan::BracketScan(std::string_view text) {
    bool isInText = false;
    bool goesOn = true;
    for (; m_end < text.size() && goesOn; ++m_end) {
        const char c = text[m_end];
        if (c == '\n') ++m_line;
        if (c == '"') isInText = !isInText;
        if (c == '\\' && isInText) ++m_end;
        if (isInText) continue;
        if (c == '{') goesOn = open('}');
        if (c == '[') goesOn = open(']');
        if (c == '}' || c == ']') goesOn = close(c);
    }
    if (goesOn) close('\0');
}

/// The strict parser's opinion: the other one accepts what it does not look at.
std::optional<JsonMistake> strictMistake(const simdjson::padded_string& text, JsonWalk& walk) {
    simdjson::dom::parser parser;
    const auto error = parser.parse(text).error();
    if (error == simdjson::SUCCESS) return std::nullopt;
    walk.fail(error);
    return walk.mistake();
}

/// Reads a text that is one object or list, by its brackets.
JsonTree readDocument(std::string_view text) {
    JsonTree tree;
    const simdjson::padded_string padded(text);
    JsonWalk walk(padded);
    json::parser parser;
    json::document document;
    json::value root;
    auto error = parser.iterate(padded).get(document);
    if (error == simdjson::SUCCESS) error = document.get_value().get(root);
    if (error == simdjson::SUCCESS)
        walk.read(root, tree.root, 1);
    else
        walk.fail(error);
    tree.mistake = walk.mistake();
    if (!tree.mistake) tree.mistake = strictMistake(padded, walk);
    return tree;
}

}  // namespace

JsonTree readJson(std::string_view text) {
    JsonTree tree;
    tree.mistake = wholeTextMistake(text);
    if (tree.mistake) return tree;
    const std::size_t begin = text.find_first_not_of(kJsonBlanks);
    if (begin == std::string_view::npos || (text[begin] != '{' && text[begin] != '[')) {
        tree.mistake = JsonMistake{1, "expected a JSON object"};
        return tree;
    }
    const BracketScan brackets(text);
    if (brackets.mistake()) {
        tree.mistake = brackets.mistake();
        return tree;
    }
    const std::string_view document = text.substr(0, brackets.end());
    tree = readDocument(document);
    const std::size_t more = text.find_first_not_of(kJsonBlanks, brackets.end());
    if (!tree.mistake && more != std::string_view::npos) {
        const auto breaks =
            std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(more), '\n');
        tree.mistake =
            JsonMistake{static_cast<int>(breaks) + 1,
                        std::string("expected nothing behind the closing ") + document.back()};
    }
    return tree;
}

bool isHugeInteger(std::string_view number) {
    if (number.find_first_of(".eE") != std::string_view::npos) return false;
    const char* const end = number.data() + number.size();
    std::int64_t below = 0;
    std::uint64_t above = 0;
    const auto read = number.starts_with('-') ? std::from_chars(number.data(), end, below)
                                              : std::from_chars(number.data(), end, above);
    return read.ec == std::errc::result_out_of_range;
}

}  // namespace telemetryhub::engine
