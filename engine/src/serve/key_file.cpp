// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/key_file.h"

#include <filesystem>
#include <system_error>

namespace telemetryhub::engine {

Result<void> checkKeyFile(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::is_regular_file(status))
        return Error{ErrorCode::InvalidArgument,
                     "There is no key file " + path + ". `telemetryhub make-cert` makes one."};
    const fs::perms others = fs::perms::group_all | fs::perms::others_all;
    if ((status.permissions() & others) != fs::perms::none)
        return Error{
            ErrorCode::InvalidArgument,
            "The key " + path + " can be read by others. Take that away: chmod 600 " + path};
    return {};
}

}  // namespace telemetryhub::engine
