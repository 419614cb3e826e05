// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <system_error>

#include "config/text_file.h"
#include "telemetryhub/engine/config/read_config.h"

namespace telemetryhub::engine {

namespace {

namespace fs = std::filesystem;

void load(const fs::path& path, LoadedConfigFiles& loaded) {
    auto text = readTextFile(path, kMaxConfigFileBytes);
    if (text)
        loaded.files.push_back({path.string(), std::move(text).value()});
    else
        loaded.errors.push_back(
            ConfigError{ConfigPlace{ConfigLayer::File, path.string(), 0}, text.error().detail});
}

/// `hub.local.ini` for `hub.ini`.
fs::path overlayOf(const fs::path& path) {
    fs::path overlay = path;
    return overlay.replace_filename(path.stem().string() + ".local" + path.extension().string());
}

}  // namespace

LoadedConfigFiles loadConfigFiles(const std::vector<std::string>& paths) {
    LoadedConfigFiles loaded;
    for (const std::string& path : paths) {
        load(path, loaded);
        std::error_code unknown;
        const fs::path overlay = overlayOf(path);
        if (fs::exists(overlay, unknown) || unknown) load(overlay, loaded);
    }
    return loaded;
}

}  // namespace telemetryhub::engine
