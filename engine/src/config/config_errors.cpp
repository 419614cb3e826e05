// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config_errors.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace telemetryhub::engine {

std::string ConfigError::text() const {
    std::string text = place.file;
    if (place.line > 0) text += ':' + std::to_string(place.line);
    if (!text.empty()) text += ": ";
    return text + detail;
}

void ConfigErrors::add(ConfigPlace place, std::string detail) {
    if (m_errors.size() == kMaxConfigErrors) {
        ++m_leftOut;
    } else {
        m_errors.push_back({std::move(place), std::move(detail)});
    }
}

std::vector<ConfigError> ConfigErrors::sorted(const std::vector<ConfigFile>& files) && {
    std::map<std::string, std::size_t> order;
    for (const ConfigFile& file : files)
        order.emplace(file.name, order.size());
    const auto rank = [&order](const ConfigError& error) {
        const auto file = order.find(error.place.file);
        // Behind the files come the profiles that they name.
        const bool isOther = file == order.end();
        return std::tuple(error.place.layer, isOther ? order.size() : file->second,
                          isOther ? error.place.file : std::string(), error.place.line);
    };
    std::stable_sort(
        m_errors.begin(), m_errors.end(),
        [&rank](const ConfigError& a, const ConfigError& b) { return rank(a) < rank(b); });
    if (m_leftOut > 0) m_errors.emplace_back().detail = std::to_string(m_leftOut) + " more errors";
    return std::move(m_errors);
}

std::string echoed(std::string_view value) {
    constexpr std::size_t kMaxEcho = 80;
    std::string shown(value.substr(0, kMaxEcho));
    if (shown.size() < value.size()) shown += "...";
    return shown;
}

}  // namespace telemetryhub::engine
