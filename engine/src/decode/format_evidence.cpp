// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/format_evidence.h"

#include <algorithm>
#include <array>

#include "decode/characters.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxSeenNames = 64;

constexpr std::string_view kChecksumLabel = "Checksum";
constexpr std::array<std::string_view, 63> kVeLabels = {
    "V",     "V2",    "V3",   "VS",       "VM",       "DM",       "VPV",     "PPV",     "I",
    "I2",    "I3",    "IL",   "LOAD",     "T",        "P",        "CE",      "SOC",     "TTG",
    "Alarm", "Relay", "AR",   "OR",       "H1",       "H2",       "H3",      "H4",      "H5",
    "H6",    "H7",    "H8",   "H9",       "H10",      "H11",      "H12",     "H13",     "H14",
    "H15",   "H16",   "H17",  "H18",      "H19",      "H20",      "H21",     "H22",     "H23",
    "ERR",   "CS",    "BMV",  "FW",       "FWE",      "PID",      "SER#",    "HSDS",    "MODE",
    "MPPT",  "MON",   "WARN", "AC_OUT_V", "AC_OUT_I", "AC_OUT_S", "DC_IN_V", "DC_IN_I", "DC_IN_P"};

bool isVeLabel(std::string_view text) {
    return std::find(kVeLabels.begin(), kVeLabels.end(), text) != kVeLabels.end();
}

/// Takes digits and the character behind them from the front.
bool takeNumberAnd(char end, std::string_view& text) {
    constexpr std::size_t kMostDigits = 3;
    std::size_t digits = 0;
    while (digits < text.size() && isDigit(text[digits]))
        ++digits;
    if (digits == 0 || digits > kMostDigits || digits == text.size() || text[digits] != end)
        return false;
    text.remove_prefix(digits + 1);
    return true;
}

/// `A-B:C.D.E(`, also with a sixth number.
bool isObisValue(std::string_view line) {
    if (!takeNumberAnd('-', line) || !takeNumberAnd(':', line) || !takeNumberAnd('.', line) ||
        !takeNumberAnd('.', line))
        return false;
    std::string_view sixth = line;
    if (takeNumberAnd('.', sixth) || takeNumberAnd('*', sixth)) line = sixth;
    return takeNumberAnd('(', line) && line.find(')') != std::string_view::npos;
}

}  // namespace

NameEvidence::Run NameEvidence::count(std::string_view name, std::uint64_t line,
                                      std::uint64_t proseLines) {
    auto seen = std::find_if(m_names.begin(), m_names.end(),
                             [name](const Name& known) { return known.text == name; });
    if (seen == m_names.end()) {
        if (m_names.size() == kMaxSeenNames) m_names.erase(m_names.begin());
        seen = m_names.insert(m_names.end(), {std::string(name), {}, proseLines});
    }
    if (proseLines - seen->proseBefore > kMaxProseBetweenData) seen->run = {};
    seen->proseBefore = proseLines;
    if (seen->run.lines++ == 0) seen->run.first = line;
    return seen->run;
}

bool VeDirectEvidence::observe(std::string_view line) {
    static_assert(kVeLabels.size() <= kMostLabels);
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return false;
    const std::string_view label = line.substr(0, tab);
    const std::string_view value = line.substr(tab + 1);
    if (label == kChecksumLabel) {
        // The byte may be a line end, and then the line has none.
        if (value.size() > 1) return false;
        m_checksumSeen = true;
        return true;
    }
    const auto known = std::find(kVeLabels.begin(), kVeLabels.end(), label);
    const bool titles = isVeLabel(value) || value.find('\t') != std::string_view::npos;
    if (known == kVeLabels.end() || value.empty() || titles || !isPrintableText(value))
        return false;
    const auto index = static_cast<std::size_t>(known - kVeLabels.begin());
    m_repeated = m_repeated || m_seen[index];
    m_seen.set(index);
    return true;
}

bool VeDirectEvidence::isEnough() const {
    return m_seen.count() >= 2 && (m_repeated || m_checksumSeen);
}

bool DsmrEvidence::observe(std::string_view line) {
    if (isMeterIdentification(line)) {
        m_identified = true;
        return true;
    }
    if (!isObisValue(line)) return false;
    ++m_values;
    return true;
}

bool DsmrEvidence::isEnough() const {
    return m_values >= (m_identified ? 2 : 3);
}

bool isMeterIdentification(std::string_view line) {
    constexpr std::size_t kMakerLetters = 3;
    if (!line.starts_with('/') || line.size() < kMakerLetters + 2) return false;
    const std::string_view maker = line.substr(1, kMakerLetters);
    return std::all_of(maker.begin(), maker.end(), isLetter) && isDigit(line[kMakerLetters + 1]) &&
           line.find('/', 1) == std::string_view::npos && isPrintableText(line);
}

}  // namespace telemetryhub::engine
