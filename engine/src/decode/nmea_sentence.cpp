// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/nmea_sentence.h"

#include <algorithm>
#include <cmath>

#include "decode/characters.h"
#include "telemetryhub/engine/decode/parse_number.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kAddressLength = 5;  // two of the talker, three of the type

constexpr bool isAddressCharacter(char c) {
    return (c >= 'A' && c <= 'Z') || isDigit(c);
}

/// A talker and the beginning of a type, or of a maker's name. A talker may begin with a digit when
/// a type follows, so that a line such as `$100,2` stays numbers.
bool hasAddress(std::string_view body) {
    constexpr std::size_t kTold = 3;
    if (body.size() <= kTold) return false;
    if (isDigit(body.front()) && !isMeasuringType(body.substr(2, kTold))) return false;
    return std::all_of(body.begin(), body.begin() + kTold, isAddressCharacter);
}

int hexValue(char c) {
    if (isDigit(c)) return c - '0';
    const char lower = asLower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool checksumMatches(std::string_view body, std::string_view digits) {
    if (digits.size() != 2 || hexValue(digits[0]) < 0 || hexValue(digits[1]) < 0) return false;
    unsigned sum = 0;
    for (const char c : body)
        sum ^= static_cast<unsigned char>(c);
    return sum == static_cast<unsigned>(hexValue(digits[0]) * 16 + hexValue(digits[1]));
}

/// Takes a TAG block, such as `\s:bow*2A\`, off a line. False when its checksum does not match.
bool takeTagBlock(std::string_view& line) {
    if (line.empty() || line.front() != '\\') return true;
    const std::size_t end = line.find('\\', 1);
    if (end == std::string_view::npos) return true;
    const std::string_view block = line.substr(1, end - 1);
    const std::size_t star = block.rfind('*');
    if (star == std::string_view::npos) return true;
    line.remove_prefix(end + 1);
    return checksumMatches(block.substr(0, star), block.substr(star + 1));
}

}  // namespace

bool isMeasuringType(std::string_view type) {
    constexpr std::array<std::string_view, 30> kTypes = {
        "RMC", "GGA", "VTG", "GLL", "GSA", "GSV", "HDT", "HDM", "HDG", "ROT",
        "DPT", "DBT", "MTW", "MWV", "XDR", "GNS", "MWD", "VWR", "VWT", "VHW",
        "VLW", "MDA", "RSA", "RPM", "VDR", "DBS", "DBK", "GST", "THS", "RMB"};
    return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

NmeaSentence::Check NmeaSentence::read(std::string_view line) {
    m_count = 0;
    line = trimmedBlanks(line);
    if (!takeTagBlock(line)) return Check::BadChecksum;
    while (line.size() > 1 && line[0] == '$' && line[1] == '$')
        line.remove_prefix(1);
    if (line.empty() || (line.front() != '$' && line.front() != '!')) return Check::NoSentence;
    const std::string_view content = line.substr(1);
    const std::size_t star = content.rfind('*');
    const std::string_view body = content.substr(0, star);
    if (!hasAddress(body)) return Check::NoSentence;
    if (line.size() > kMaxBytes) return Check::TooLong;
    if (star != std::string_view::npos) {
        if (!checksumMatches(body, content.substr(star + 1))) return Check::BadChecksum;
        split(body);
        return Check::Valid;
    }
    if (body.find(',') == std::string_view::npos) return Check::NoSentence;
    split(body);
    return Check::NoChecksum;
}

std::string_view NmeaSentence::talker() const {
    return type().empty() ? std::string_view() : field(0).substr(0, 2);
}

std::string_view NmeaSentence::type() const {
    const std::string_view address = field(0);
    const bool standard = address.size() == kAddressLength && address.front() != 'P' &&
                          std::all_of(address.begin(), address.end(), isAddressCharacter);
    return standard ? address.substr(2) : std::string_view();
}

std::optional<double> NmeaSentence::number(std::size_t index) const {
    const ParsedNumber number = parseNumber(trimmedBlanks(field(index)));
    if (number.form != NumberForm::Number || !std::isfinite(number.value)) return std::nullopt;
    return number.value;
}

void NmeaSentence::split(std::string_view body) {
    std::size_t at = 0;
    while (m_count < kMaxFields) {
        const std::size_t end = std::min(body.find(',', at), body.size());
        m_fields[m_count++] = body.substr(at, end - at);
        if (end == body.size()) return;
        at = end + 1;
    }
}

}  // namespace telemetryhub::engine
