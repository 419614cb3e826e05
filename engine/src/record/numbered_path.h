// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace telemetryhub::engine {

/// `NAME.2.csv` for `NAME.csv`.
[[nodiscard]] inline std::string numberedPath(const std::string& path, int number) {
    std::filesystem::path numbered(path);
    std::string ending = numbered.extension().string();
    ending.insert(0, std::to_string(number)).insert(0, 1, '.');
    return numbered.replace_extension(ending).string();
}

}  // namespace telemetryhub::engine
