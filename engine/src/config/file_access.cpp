// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/file_access.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <variant>

namespace telemetryhub::engine {

namespace {

namespace fs = std::filesystem;

/// Where a path leads, though the end of it may not be there; nothing when that cannot be known.
std::optional<fs::path> resolved(const fs::path& path) {
    if (path.empty()) return std::nullopt;
    std::error_code failed;
    fs::path whole = fs::weakly_canonical(fs::absolute(path, failed), failed);
    if (failed) return std::nullopt;
    if (!whole.has_filename()) whole = whole.parent_path();
    return whole;
}

bool isBelow(const fs::path& folder, const fs::path& path) {
    const auto ends = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return ends.first == folder.end() && ends.second != path.end();
}

Error notAllowed(const std::string& path, const std::vector<std::string>& folders) {
    std::string places;
    for (const std::string& folder : folders)
        places += (places.empty() ? "" : ", ") + folder;
    return {ErrorCode::NotAllowed, "A device that is added by request may not read '" + path +
                                       "'. Put the file below " + places +
                                       ", or name its folder in `files` of [rest]."};
}

/// What each bus opens. A bus without a place here does not compile, so that it gets one.
struct Confinement {
    const FileAccess& access;

    Result<void> operator()(ReplaySettings& replay) const {
        auto path = access.readable(replay.path);
        if (!path) return path.error();
        replay.path = std::move(path).value();
        return {};
    }
    Result<void> operator()(const SerialSettings& serial) const {
        return access.checkPort(serial.path);
    }
    Result<void> operator()(const SimulatedSettings&) const { return {}; }
    Result<void> operator()(const TcpSettings&) const { return {}; }
    Result<void> operator()(const UdpSettings&) const { return {}; }
    Result<void> operator()(const PushSettings&) const { return {}; }
};

}  // namespace

Result<std::string> FileAccess::readable(const std::string& path) const {
    const auto whole = resolved(fs::path(home()) / path);
    const bool isAllowed =
        whole && std::any_of(m_folders.begin(), m_folders.end(), [&](const std::string& folder) {
            const auto place = resolved(folder);
            return place && isBelow(*place, *whole);
        });
    if (!isAllowed) return notAllowed(path, m_folders);
    std::error_code failed;
    const fs::file_status status = fs::status(*whole, failed);
    if (!fs::exists(status))
        return Error{ErrorCode::NotFound, whole->string() + " does not exist. Check the path."};
    if (!fs::is_regular_file(status))
        return Error{ErrorCode::InvalidArgument, whole->string() + " is no file. Name a file."};
    return whole->string();
}

Result<void> FileAccess::checkPort(const std::string& path) const {
    const auto whole = resolved(path);
    std::error_code failed;
    const fs::file_status status = whole ? fs::status(*whole, failed) : fs::file_status{};
    const bool isAbsentPort =
        whole && status.type() == fs::file_type::not_found && isBelow("/dev", *whole);
    if (isAbsentPort || fs::is_character_file(status)) return {};
    return Error{ErrorCode::NotAllowed,
                 "A device that is added by request may open ports only, and '" + path +
                     "' is none. `telemetryhub ports` lists those of the machine."};
}

Result<void> FileAccess::confine(BusSettings& bus) const {
    return std::visit(Confinement{*this}, bus);
}

}  // namespace telemetryhub::engine
