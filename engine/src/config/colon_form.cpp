// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/colon_form.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "config/config_errors.h"
#include "config/spec_text.h"

namespace telemetryhub::engine {

namespace {

constexpr int kMostDecimals = 15;

std::optional<ValueRange> parsedRange(std::string_view text) {
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos) return std::nullopt;
    const auto low = parsedNumber<double>(text.substr(0, dots));
    const auto high = parsedNumber<double>(text.substr(dots + 2));
    if (!low || !high || !(*low < *high)) return std::nullopt;
    return ValueRange{*low, *high};
}

Error unknownOption(std::string_view key, const std::vector<FormOption>& options) {
    std::vector<std::string_view> known;
    known.reserve(options.size());
    for (const FormOption& option : options)
        known.push_back(option.key);
    const std::string hint = didYouMean(key, known);
    return {ErrorCode::InvalidArgument, "\"" + echoed(key) + "\" is unknown" +
                                            (hint.empty() ? "; expected " + listed(known) : hint)};
}

}  // namespace

ColonForm::ColonForm(std::string_view text) : m_parts(split(text, ':')) {}

std::string_view ColonForm::raw(std::size_t part) const {
    return part < m_parts.size() ? m_parts[part] : std::string_view();
}

std::optional<std::string> ColonForm::text(std::size_t part) const {
    return percentDecoded(raw(part));
}

std::optional<double> ColonForm::number(std::size_t part) const {
    return parsedNumber<double>(raw(part));
}

Result<void> ColonForm::readOptions(std::size_t first,
                                    const std::vector<FormOption>& options) const {
    std::set<std::string_view> seen;
    for (std::size_t i = first; i < m_parts.size(); ++i) {
        const std::size_t equals = m_parts[i].find('=');
        const std::string_view key = m_parts[i].substr(0, equals);
        const bool hasValue = equals != std::string_view::npos;
        const auto option = std::find_if(options.begin(), options.end(),
                                         [key](const auto& known) { return known.key == key; });
        if (option == options.end()) return unknownOption(key, options);
        if (!seen.insert(key).second) return expectedForm(std::string(key) + " once");
        const auto value = percentDecoded(hasValue ? m_parts[i].substr(equals + 1) : "");
        const bool fits = value && hasValue != option->expected.empty() && option->set(*value);
        if (!fits)
            return expectedForm(option->expected.empty()
                                    ? std::string(key) + " without a value"
                                    : std::string(key) + "=" + std::string(option->expected));
    }
    return {};
}

FormOption numberOption(std::string_view key, double& place) {
    return {key, "NUMBER", [&place](const std::string& value) {
                const auto number = parsedNumber<double>(value);
                if (number) place = *number;
                return number.has_value();
            }};
}

FormOption textOption(std::string_view key, std::string& place) {
    return {key, "TEXT", [&place](const std::string& value) {
                place = value;
                return !value.empty();
            }};
}

FormOption unitOption(std::optional<std::string>& place) {
    return {"unit", "TEXT", [&place](const std::string& value) {
                place = value;
                return true;
            }};
}

FormOption decimalsOption(std::optional<int>& place) {
    return {"decimals", "NUMBER from 0 to 15", [&place](const std::string& value) {
                place = parsedNumber<int>(value);
                return place && *place >= 0 && *place <= kMostDecimals;
            }};
}

FormOption colourOption(std::string& place) {
    return {"colour", "#RRGGBB", [&place](const std::string& value) {
                place = value;
                return isColour(value);
            }};
}

FormOption rangeOption(std::optional<ValueRange>& place) {
    return {"range", "LOW..HIGH", [&place](const std::string& value) {
                place = parsedRange(value);
                return place.has_value();
            }};
}

FormOption wordOption(std::string_view key, bool& place) {
    return {key, {}, [&place](const std::string&) {
                place = true;
                return true;
            }};
}

std::string optionText(std::string_view key, std::string_view value) {
    return ':' + std::string(key) + '=' + colonText(value);
}

std::string lookText(const std::optional<int>& decimals, const std::string& colour,
                     const std::optional<ValueRange>& range) {
    std::string text;
    if (decimals) text += optionText("decimals", std::to_string(*decimals));
    if (!colour.empty()) text += optionText("colour", colour);
    if (range) text += optionText("range", numberText(range->low) + ".." + numberText(range->high));
    return text;
}

std::string colonText(std::string_view text, std::string_view more) {
    return percentEncoded(text, Bytes::Text, ":" + std::string(more));
}

bool isColour(std::string_view text) {
    return text.size() == 7 && text.front() == '#' &&
           std::all_of(text.begin() + 1, text.end(),
                       [](unsigned char c) { return std::isxdigit(c) != 0; });
}

}  // namespace telemetryhub::engine
