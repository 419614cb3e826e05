// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/config/read_config.h"

namespace telemetryhub::engine {

/// Collects mistakes, bounded.
class ConfigErrors {
public:
    void add(ConfigPlace place, std::string detail);
    /// In the order of `files`, lines and layers, with a last one for those that did not fit.
    [[nodiscard]] std::vector<ConfigError> sorted(const std::vector<ConfigFile>& files) &&;

private:
    std::vector<ConfigError> m_errors;
    std::size_t m_leftOut = 0;
};

/// At most the first 80 bytes of a value, for an error.
[[nodiscard]] std::string echoed(std::string_view value);

}  // namespace telemetryhub::engine
