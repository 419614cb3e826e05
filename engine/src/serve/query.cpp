// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/query.h"

#include <algorithm>
#include <charconv>

#include "config/spec_text.h"
#include "config/utf8.h"

namespace telemetryhub::engine {

namespace {

bool isKnownParameter(std::string_view name, std::string_view known) {
    while (!known.empty() && !name.empty()) {
        const std::size_t end = std::min(known.find(' '), known.size());
        if (known.substr(0, end) == name) return true;
        known.remove_prefix(std::min(end + 1, known.size()));
    }
    return false;
}

Error queryError(std::string detail) {
    return {ErrorCode::InvalidArgument, std::move(detail)};
}

Error unknownParameter(const std::string& name, std::string_view known) {
    const std::string asked = "There is no parameter '" + name + "' here";
    if (known.empty()) return queryError(asked + ", nor any other.");
    return queryError(asked + "; known are: " + std::string(known) + ".");
}

template <typename Number>
bool readsWhole(const std::string& text, Number& number) {
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end;
}

}  // namespace

std::optional<std::string> decodedText(std::string_view text) {
    auto decoded = percentDecoded(text);
    if (!decoded) return std::nullopt;
    const bool hasControl = std::any_of(decoded->begin(), decoded->end(), [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == '\x7F';
    });
    if (hasControl || !isUtf8(*decoded)) return std::nullopt;
    return decoded;
}

Result<Query> Query::parse(std::string_view text, std::string_view known) {
    Query query;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t equals = std::min(part.find('='), part.size());
        const auto name = decodedText(part.substr(0, equals));
        const auto value = decodedText(part.substr(std::min(equals + 1, part.size())));
        if (!name || !value)
            return queryError(
                "A parameter is not spelled in UTF-8 with %XX for what is special, and without "
                "control characters.");
        if (!isKnownParameter(*name, known)) return unknownParameter(*name, known);
        if (query.find(*name)) return queryError("The parameter '" + *name + "' is given twice.");
        query.m_values.emplace_back(*name, *value);
    }
    return query;
}

const std::string* Query::find(std::string_view name) const {
    const auto found = std::find_if(m_values.begin(), m_values.end(),
                                    [name](const auto& value) { return value.first == name; });
    return found == m_values.end() ? nullptr : &found->second;
}

Result<std::size_t> Query::count(std::string_view name, std::size_t least, std::size_t most,
                                 std::size_t usual) const {
    const std::string* const text = find(name);
    if (!text) return usual;
    std::size_t number = 0;
    if (readsWhole(*text, number) && number >= least && number <= most) return number;
    return queryError("The parameter '" + std::string(name) + "' is '" + *text +
                      "'; expected a whole number from " + std::to_string(least) + " to " +
                      std::to_string(most) + ".");
}

Result<double> Query::number(std::string_view name, double least, double most, double usual) const {
    const std::string* const text = find(name);
    if (!text) return usual;
    double number = 0;
    if (readsWhole(*text, number) && number >= least && number <= most) return number;
    return queryError("The parameter '" + std::string(name) + "' is '" + *text +
                      "'; expected a number from " + std::to_string(least) + " to " +
                      std::to_string(most) + ".");
}

}  // namespace telemetryhub::engine
