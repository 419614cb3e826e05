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

/// `NAME-2.csv` for `NAME.csv`, number 1 is the name itself: the files of one CSV.
[[nodiscard]] inline std::string csvPathOf(const std::string& path, int number) {
    if (number == 1) return path;
    const std::filesystem::path first(path);
    std::string name = first.stem().string();
    name += '-';
    name += std::to_string(number);
    name += first.extension().string();
    return (first.parent_path() / name).string();
}

}  // namespace telemetryhub::engine
