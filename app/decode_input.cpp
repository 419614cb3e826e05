// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode_input.h"

#include <utility>

#include "telemetryhub/engine/config/profile.h"

namespace telemetryhub::app {

using engine::Error;
using engine::ErrorCode;
using engine::Result;

Result<Reading> readingOf(const CommandLine& line) {
    const engine::Format format = line.decodeFormat.value_or(engine::Format::Auto);
    if (line.decodeProfile.empty()) {
        auto settings = engine::DecodeSettings(format);
        if (const auto checked = engine::checkDecode(settings); !checked)
            return Error{checked.error().code, "--decode: " + checked.error().detail +
                                                   "; name the layout by --profile FILE."};
        return Reading{std::move(settings), {}};
    }
    const auto name = engine::profileName(line.decodeProfile);
    if (!name)
        return Error{name.error().code,
                     "--profile " + line.decodeProfile + ": " + name.error().detail + '.'};
    const engine::ReadProfile read = engine::loadProfile(name.value());
    if (!read.errors.empty()) return Error{ErrorCode::InvalidArgument, read.errors.front().text()};
    const bool isOverruled = line.decodeFormat && *line.decodeFormat != read.profile.decode.format;
    return Reading{isOverruled ? engine::DecodeSettings(format) : read.profile.decode,
                   read.profile.processing};
}

}  // namespace telemetryhub::app
