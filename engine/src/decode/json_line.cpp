// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/json_line.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>

#include <simdjson.h>

#include "decode/characters.h"
#include "decode/no_value.h"
#include "telemetryhub/engine/decode/parse_number.h"

namespace telemetryhub::engine {

namespace {

namespace ondemand = simdjson::ondemand;

void appendNumber(std::string& text, std::size_t number) {
    std::array<char, 20> digits{};
    text.append(digits.data(),
                std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

std::size_t skipDigits(std::string_view text, std::size_t at) {
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return at;
}

}  // namespace

struct JsonLine::Impl {
    struct Place {
        std::size_t pathBegin;
        std::size_t pathBytes;
        double value;
    };

    explicit Impl(std::string wanted) : textPath(std::move(wanted)) {}

    void load(std::string_view line);
    [[nodiscard]] Content readDocument();
    template <typename Value>
    [[nodiscard]] Content readAny(Value& value, std::size_t depth);
    [[nodiscard]] Content readObject(ondemand::object& object, std::size_t depth);
    [[nodiscard]] Content readArray(ondemand::array& array, std::size_t depth);
    [[nodiscard]] Content readValue(ondemand::value& value, std::size_t depth);
    [[nodiscard]] Content readNumber(ondemand::value& value);
    [[nodiscard]] Content readString(ondemand::value& value);
    [[nodiscard]] Content add(double value);
    [[nodiscard]] bool quoteBareWords(std::string_view line);

    ondemand::parser parser;
    std::vector<char> padded;
    std::size_t length = 0;
    std::string path;   ///< of the value that is read
    std::string paths;  ///< of all numbers, one behind the other
    std::vector<Place> numbers;
    struct TextPlace {
        std::size_t pathBegin;
        std::size_t pathBytes;
        std::string_view text;
    };
    std::vector<TextPlace> texts;
    std::string quoted;        ///< the line with its bare words in quotes
    bool wordsQuoted = false;  ///< some strings were bare words
    std::string textPath;
    std::optional<std::string_view> text;
};

JsonLine::JsonLine(std::string textPath) : m_impl(std::make_unique<Impl>(std::move(textPath))) {}

JsonLine::~JsonLine() = default;

// What was read belongs to the other; only what is wanted is copied.
JsonLine::JsonLine(const JsonLine& other)
    : m_impl(std::make_unique<Impl>(other.m_impl->textPath)) {}

JsonLine::Content JsonLine::read(std::string_view text) {
    m_impl->load(text);
    Content content = m_impl->readDocument();
    if (content == Content::Broken && m_impl->quoteBareWords(text)) {
        m_impl->load(m_impl->quoted);
        m_impl->wordsQuoted = true;
        content = m_impl->readDocument();
    }
    if (content != Content::Numbers) return content;
    return m_impl->numbers.empty() ? Content::NoNumber : Content::Numbers;
}

std::size_t JsonLine::size() const {
    return m_impl->numbers.size();
}

JsonLine::Number JsonLine::operator[](std::size_t index) const {
    const Impl::Place& place = m_impl->numbers[index];
    return {std::string_view(m_impl->paths).substr(place.pathBegin, place.pathBytes), place.value};
}

std::size_t JsonLine::textCount() const {
    return m_impl->texts.size();
}

JsonLine::Text JsonLine::textAt(std::size_t index) const {
    const Impl::TextPlace& place = m_impl->texts[index];
    return {std::string_view(m_impl->paths).substr(place.pathBegin, place.pathBytes), place.text};
}

std::optional<std::string_view> JsonLine::text() const {
    return m_impl->text;
}

void JsonLine::Impl::load(std::string_view line) {
    constexpr std::size_t kLeastCapacity = 256;
    numbers.clear();
    texts.clear();
    wordsQuoted = false;
    paths.clear();
    path.clear();
    text.reset();
    length = line.size();
    if (padded.size() < length + simdjson::SIMDJSON_PADDING) {
        const std::size_t capacity = std::bit_ceil(std::max(length, kLeastCapacity));
        padded.resize(capacity + simdjson::SIMDJSON_PADDING);
        // A failure shows when the text is read.
        [[maybe_unused]] const auto error = parser.allocate(capacity, kMaxDepth + 2);
    }
    std::memcpy(padded.data(), line.data(), length);
    std::memset(padded.data() + length, ' ', simdjson::SIMDJSON_PADDING);
}

JsonLine::Content JsonLine::Impl::readDocument() {
    ondemand::document document;
    if (parser.iterate(padded.data(), length, padded.size()).get(document)) return Content::Broken;
    const Content content = readAny(document, 0);
    const bool more = document.current_location().error() != simdjson::OUT_OF_BOUNDS;
    return content == Content::Numbers && more ? Content::Broken : content;
}

/// An object or an array, of the document or within another one. Numbers stands for all is well.
template <typename Value>
JsonLine::Content JsonLine::Impl::readAny(Value& value, std::size_t depth) {
    if (depth == kMaxDepth) return Content::TooLarge;
    ondemand::json_type type{};
    if (value.type().get(type)) return Content::Broken;
    if (type == ondemand::json_type::object) {
        ondemand::object object;
        if (value.get_object().get(object)) return Content::Broken;
        return readObject(object, depth);
    }
    ondemand::array array;
    if (value.get_array().get(array)) return Content::Broken;
    return readArray(array, depth);
}

JsonLine::Content JsonLine::Impl::readObject(ondemand::object& object, std::size_t depth) {
    const std::size_t parentBytes = path.size();
    for (auto result : object) {
        ondemand::field field;
        std::string_view key;
        if (std::move(result).get(field) || field.unescaped_key().get(key)) return Content::Broken;
        if (parentBytes > 0) path += '.';
        path += key;
        const Content content = readValue(field.value(), depth);
        if (content != Content::Numbers) return content;
        path.resize(parentBytes);
    }
    return Content::Numbers;
}

JsonLine::Content JsonLine::Impl::readArray(ondemand::array& array, std::size_t depth) {
    const std::size_t parentBytes = path.size();
    std::size_t index = 0;
    for (auto result : array) {
        if (result.error()) return Content::Broken;
        ondemand::value value = result.value_unsafe();
        path += depth == 0 ? "value " : ".";
        appendNumber(path, depth == 0 ? index + 1 : index);
        const Content content = readValue(value, depth);
        if (content != Content::Numbers) return content;
        path.resize(parentBytes);
        ++index;
    }
    return Content::Numbers;
}

JsonLine::Content JsonLine::Impl::readValue(ondemand::value& value, std::size_t depth) {
    if (path.size() > kMaxPathBytes) return Content::TooLarge;
    ondemand::json_type type{};
    if (value.type().get(type)) return Content::Broken;
    switch (type) {
        case ondemand::json_type::object:
        case ondemand::json_type::array: return readAny(value, depth + 1);
        case ondemand::json_type::number: return readNumber(value);
        case ondemand::json_type::string: return readString(value);
        case ondemand::json_type::boolean: {
            bool set = false;
            if (value.get_bool().get(set)) return Content::Broken;
            return add(set ? 1 : 0);
        }
        case ondemand::json_type::null: break;
    }
    bool null = false;
    return value.is_null().get(null) || !null ? Content::Broken : Content::Numbers;
}

JsonLine::Content JsonLine::Impl::readNumber(ondemand::value& value) {
    double number = 0;
    if (!value.get_double().get(number)) return add(number);
    std::string_view token = value.raw_json_token();
    token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
    const bool tooLarge = isJsonNumber(token) && parseNumber(token).form == NumberForm::OutOfRange;
    return tooLarge ? Content::OutOfRange : Content::Broken;
}

JsonLine::Content JsonLine::Impl::readString(ondemand::value& value) {
    std::string_view string;
    if (value.get_string().get(string)) return Content::Broken;
    if (!textPath.empty() && path == textPath) text = string;
    if (wordsQuoted && parseNumber(string).form == NumberForm::Number &&
        !std::isfinite(parseNumber(string).value))
        return add(parseNumber(string).value);
    if (texts.size() < kMaxNumbers) {
        texts.push_back({paths.size(), path.size(), string});
        paths += path;
    }
    return Content::Numbers;
}

/// Puts bare words that stand for a value in quotes; false when there are none.
bool JsonLine::Impl::quoteBareWords(std::string_view line) {
    quoted.clear();
    bool any = false;
    bool inString = false;
    for (std::size_t at = 0; at < line.size();) {
        const char c = line[at];
        if (inString || !(isLetter(c) || c == '-')) {
            if (inString && c == '\\' && at + 1 < line.size()) quoted += line[at++];
            inString = inString != (c == '"');
            quoted += line[at++];
            continue;
        }
        const std::size_t end = std::min(line.find_first_of(" \t\r\n,:]}\"", at), line.size());
        const std::string_view word = line.substr(at, end - at);
        const ParsedNumber number = parseNumber(word);
        const bool noNumber = word != "null" && isNoValue(word);
        const bool isWord =
            noNumber || (number.form == NumberForm::Number && !std::isfinite(number.value));
        any = any || isWord;
        if (isWord) quoted += '"';
        quoted += word;
        if (isWord) quoted += '"';
        at = end;
    }
    return any;
}

JsonLine::Content JsonLine::Impl::add(double value) {
    if (numbers.size() == kMaxNumbers) return Content::TooLarge;
    numbers.push_back({paths.size(), path.size(), value});
    paths += path;
    return Content::Numbers;
}

bool isJsonNumber(std::string_view text) {
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const std::size_t whole = at;
    at = skipDigits(text, at);
    if (at == whole || (text[whole] == '0' && at > whole + 1)) return false;
    if (at < text.size() && text[at] == '.') {
        const std::size_t decimals = at + 1;
        at = skipDigits(text, decimals);
        if (at == decimals) return false;
    }
    if (at < text.size() && asLower(text[at]) == 'e') {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
        const std::size_t exponent = at;
        at = skipDigits(text, exponent);
        if (at == exponent) return false;
    }
    return at == text.size();
}

}  // namespace telemetryhub::engine
