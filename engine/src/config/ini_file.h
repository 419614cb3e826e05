// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace telemetryhub::engine {

inline constexpr std::size_t kMaxIniLineBytes = std::size_t{16} * 1024;

struct IniEntry {
    std::string key;
    std::string value;
    int line = 0;
};

struct IniSection {
    std::string name;
    int line = 0;
    std::vector<IniEntry> entries;
};

struct IniError {
    int line = 0;
    std::string detail;
};

/// The sections and keys of an INI text, with their lines, and what could not be read.
struct IniFile {
    std::vector<IniSection> sections;
    std::vector<IniError> errors;
};

/// Reads lines of `[section]`, `key = value` and comments, which begin with `;` or `#`.
///
/// Blanks around names and values go. A value in double quotes is what stands between the first and
/// the last one, so that it may begin or end with blanks; within a value no character is special.
/// UTF-8, with or without byte order mark; lines end with LF or CR LF and do not continue.
/// What a name means and how often it may stand is decided by others.
///
/// Errors: a line that is none of these, too long or not text; reading goes on behind it, and the
/// keys of a section whose title cannot be read are left out. A control character ends the reading,
/// because the file is no text; so do 100 errors.
[[nodiscard]] IniFile readIni(std::string_view text);

/// `value` as it is written into a line; in quotes when it needs them.
/// \pre no control character in it
[[nodiscard]] std::string iniValue(std::string_view value);

}  // namespace telemetryhub::engine
