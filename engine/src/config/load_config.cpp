// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "telemetryhub/engine/config/read_config.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

namespace {

namespace fs = std::filesystem;

Error unusable(std::string detail) {
    return {ErrorCode::InvalidArgument, std::move(detail)};
}

Result<std::string> contentOf(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) return unusable("there is no such file");
    if (error) return unusable("cannot be read: " + error.message());
    // A pipe could be waited for without end.
    if (!fs::is_regular_file(status)) return unusable("expected a regular file");
    std::ifstream file(path, std::ios::binary);
    std::string text(kMaxConfigFileBytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad() || (file.fail() && !file.eof()))
        return unusable(std::string("cannot be read: ") + std::generic_category().message(errno));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > kMaxConfigFileBytes) return unusable("expected at most 1 MiB");
    return text;
}

void load(const fs::path& path, LoadedConfigFiles& loaded) {
    auto text = contentOf(path);
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
