// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/text_file.h"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace telemetryhub::engine {

namespace {

namespace fs = std::filesystem;

Error unusable(std::string detail) {
    return {ErrorCode::InvalidArgument, std::move(detail)};
}

}  // namespace

Result<std::string> readTextFile(const fs::path& path, std::size_t most) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) return unusable("there is no such file");
    if (error) return unusable("cannot be read: " + error.message());
    // A pipe could be waited for without end.
    if (!fs::is_regular_file(status)) return unusable("expected a regular file");
    std::ifstream file(path, std::ios::binary);
    std::string text(most + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad() || (file.fail() && !file.eof()))
        return unusable(std::string("cannot be read: ") + std::generic_category().message(errno));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > most)
        return unusable("expected at most " + std::to_string(most >> 20U) + " MiB");
    return text;
}

}  // namespace telemetryhub::engine
