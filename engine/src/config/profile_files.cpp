// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "config/config_errors.h"
#include "config/spec_text.h"
#include "config/text_file.h"
#include "telemetryhub/engine/config/profile.h"

namespace telemetryhub::engine {

namespace {

namespace fs = std::filesystem;

const BuiltInProfile* builtInNamed(std::string_view name) {
    const auto all = builtInProfiles();
    const auto found = std::find_if(all.begin(), all.end(), [name](const BuiltInProfile& profile) {
        return profile.name == name;
    });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace

bool isProfileFile(std::string_view given) {
    return given.find('/') != std::string_view::npos || given.ends_with(".json");
}

Result<std::string> profileName(std::string_view given, const std::string& directory) {
    if (given.find('\0') != std::string_view::npos)
        return Error{ErrorCode::InvalidArgument, "expected a name without a zero byte"};
    if (isProfileFile(given)) {
        std::error_code unknown;
        const fs::path file = fs::absolute(fs::path(directory) / given, unknown);
        return unknown ? std::string(given) : file.lexically_normal().string();
    }
    if (builtInNamed(given)) return std::string(given);
    std::vector<std::string_view> names;
    for (const BuiltInProfile& profile : builtInProfiles())
        names.push_back(profile.name);
    names.emplace_back("a FILE.json");
    const std::string list = listed(names);
    names.pop_back();
    return Error{ErrorCode::InvalidArgument, "expected " + list + didYouMean(given, names)};
}

ReadProfile loadProfile(const std::string& name) {
    if (const BuiltInProfile* const profile = builtInNamed(name))
        return readProfile(name, profile->text);
    const auto text = readTextFile(name, kMaxProfileBytes);
    if (text) return readProfile(name, text.value());
    ReadProfile read;
    read.name = name;
    read.errors.push_back(
        ConfigError{ConfigPlace{ConfigLayer::File, name, 0}, text.error().detail});
    return read;
}

}  // namespace telemetryhub::engine
