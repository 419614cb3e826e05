// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/ini_file.h"

#include <algorithm>
#include <utility>

#include "config/utf8.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxErrors = 100;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t";

std::string_view withoutBlanks(std::string_view text) {
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

/// Reads line after line into a file.
class IniReader {
public:
    explicit IniReader(IniFile& file) : m_file(file) {}

    /// Whether the next line is worth reading.
    bool read(std::string_view line, int number) {
        m_line = number;
        if (hasControlCharacter(line)) {
            fail("expected text, found a control character; the file is not read further");
            return false;
        }
        if (line.size() > kMaxIniLineBytes) {
            fail("expected at most " + std::to_string(kMaxIniLineBytes) + " bytes in a line");
        } else if (!isUtf8(line)) {
            fail("expected UTF-8 text");
        } else {
            readText(withoutBlanks(line));
        }
        if (m_file.errors.size() < kMaxErrors) return true;
        fail("too many errors; the file is not read further");
        return false;
    }

private:
    void fail(std::string detail) { m_file.errors.push_back({m_line, std::move(detail)}); }

    void readText(std::string_view text) {
        if (text.empty() || text.front() == ';' || text.front() == '#') return;
        if (text.front() == '[') return readTitle(text);
        if (m_ignoring) return;
        if (m_file.sections.empty()) {
            m_ignoring = true;
            return fail("expected a [section] before the first key");
        }
        readEntry(text);
    }

    void readTitle(std::string_view text) {
        const std::string_view name = withoutBlanks(text.substr(1, text.size() - 2));
        m_ignoring = text.back() != ']' || name.empty();
        if (m_ignoring) return fail("expected [section], alone in its line");
        m_file.sections.push_back({std::string(name), m_line, {}});
    }

    void readEntry(std::string_view text) {
        const std::size_t equals = text.find('=');
        const std::string_view key = withoutBlanks(text.substr(0, equals));
        if (equals == std::string_view::npos || key.empty()) return fail("expected key = value");
        std::string_view value = withoutBlanks(text.substr(equals + 1));
        if (value.starts_with('"')) {
            if (value.size() < 2 || value.back() != '"')
                return fail("expected a closing quote at the end of the line");
            value = value.substr(1, value.size() - 2);
        }
        m_file.sections.back().entries.push_back({std::string(key), std::string(value), m_line});
    }

    IniFile& m_file;
    int m_line = 0;
    bool m_ignoring = false;
};

}  // namespace

IniFile readIni(std::string_view text) {
    IniFile file;
    IniReader reader(file);
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!reader.read(line, number)) break;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return file;
}

std::string iniValue(std::string_view value) {
    const bool needsQuotes =
        value.empty() || value.starts_with('"') || withoutBlanks(value) != value;
    return needsQuotes ? '"' + std::string(value) + '"' : std::string(value);
}

}  // namespace telemetryhub::engine
