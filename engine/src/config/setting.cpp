// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/config/setting.h"

#include <array>
#include <cstdint>
#include <limits>

#include "config/quantity_text.h"
#include "config/setting_values.h"
#include "telemetryhub/engine/config/device_spec.h"

namespace telemetryhub::engine {

namespace {

using Text = std::string_view;
using Config = HubConfig;

constexpr SpecWord<LogLevel> kLevels[] = {{"error", LogLevel::Error},
                                          {"warn", LogLevel::Warn},
                                          {"info", LogLevel::Info},
                                          {"debug", LogLevel::Debug}};
constexpr SpecWord<LogFormat> kLogFormats[] = {{"text", LogFormat::Text},
                                               {"json", LogFormat::Json}};
constexpr SpecWord<Overflow> kPolicies[] = {{"drop_oldest", Overflow::DropOldest},
                                            {"reject_newest", Overflow::RejectNewest},
                                            {"block", Overflow::Block}};

Result<void> readDuration(Text text, Config& config) {
    // Timers count milliseconds in an int.
    constexpr std::chrono::milliseconds kMost{std::numeric_limits<std::int32_t>::max()};
    const auto time = parsedTime(text, std::chrono::milliseconds(1), kMost);
    if (!time) return expected("a time such as 10s, 5m or 1h, at most 596h");
    config.duration = time;
    return {};
}

Result<void> readMemory(Text text, Config& config) {
    constexpr std::uint64_t kLeast = 1'000'000;
    constexpr std::uint64_t kMost = 1'000'000'000'000;
    const auto bytes = parsedBytes(text, kLeast, kMost);
    if (!bytes) return expected("an amount of memory from 1MB to 1TB, such as 512MB");
    config.historyBytes = static_cast<std::size_t>(*bytes);
    return {};
}

std::string countText(std::size_t count) {
    return count == 0 ? std::string() : std::to_string(count);
}

constexpr auto kAtStart = TakesEffect::AtNextStart;
constexpr auto kAtReload = TakesEffect::AtReload;

constexpr std::array kSettings{
    Setting{"hub", "no_gui", "no-gui", "", "Run the engine alone; needs no display.", kAtStart,
            [](Text t, Config& c) { return readSwitch(t, c.noGui); },
            [](const Config& c) { return switchText(c.noGui); }},
    Setting{"hub", "data_dir", "data-dir", "DIR",
            "Where settings and logs live (default: the platform's place).", kAtStart,
            [](Text t, Config& c) { return readText(t, "a directory", c.dataDir); },
            [](const Config& c) { return c.dataDir; }},
    Setting{"hub", "duration", "duration", "TIME", "Stop by itself after 10s, 5m or 1h.", kAtStart,
            readDuration,
            [](const Config& c) { return c.duration ? timeText(*c.duration) : std::string(); }},
    Setting{"hub", "require_devices", "require-devices", "",
            "Exit with 3 when no device can be opened.", kAtStart,
            [](Text t, Config& c) { return readSwitch(t, c.requireDevices); },
            [](const Config& c) { return switchText(c.requireDevices); }},
    Setting{"queue", "blocks", "queue", "N", "Length of the queue in blocks (default 1000).",
            kAtStart, [](Text t, Config& c) { return readCount(t, 1'000'000, c.queueBlocks); },
            [](const Config& c) { return countText(c.queueBlocks); }},
    Setting{"queue", "overflow", "overflow", "POLICY",
            "drop_oldest (default), reject_newest or block.", kAtStart,
            [](Text t, Config& c) { return readWord(t, kPolicies, c.overflow); },
            [](const Config& c) { return std::string(overflowName(c.overflow)); }},
    Setting{"workers", "count", "workers", "N",
            "Worker threads, 1 to 64 (default: cores - 1, at most 4).", kAtStart,
            [](Text t, Config& c) { return readCount(t, 64, c.workers); },
            [](const Config& c) { return countText(c.workers); }},
    Setting{"history", "memory", "history", "SIZE",
            "Memory for recent samples (default 512MB; 64MB without a window).", kAtStart,
            readMemory,
            [](const Config& c) {
                return c.historyBytes ? bytesText(*c.historyBytes) : std::string();
            }},
    Setting{"record", "csv", "csv", "FILE", "Write a live CSV; - is standard output.", kAtStart,
            [](Text t, Config& c) {
                return readText(t, "a file, or - for standard output", c.csvPath);
            },
            [](const Config& c) { return c.csvPath; }},
    Setting{"record", "path", "record", "FILE", "Record to a session file.", kAtStart, nullptr,
            [](const Config&) { return std::string(); }},
    Setting{"rest", "listen", "listen", "HOST:PORT", "REST listener.", kAtStart, nullptr,
            [](const Config&) { return std::string(); }},
    Setting{"log", "level", "log-level", "LEVEL", "error, warn, info (default) or debug.",
            kAtReload, [](Text t, Config& c) { return readWord(t, kLevels, c.logLevel); },
            [](const Config& c) {
                return c.logLevel ? std::string(wordFor(*c.logLevel, kLevels)) : std::string();
            }},
    Setting{"log", "format", "log-format", "FORMAT", "text (default) or json.", kAtReload,
            [](Text t, Config& c) { return readWord(t, kLogFormats, c.logFormat); },
            [](const Config& c) { return std::string(wordFor(c.logFormat, kLogFormats)); }},
    Setting{"log", "file", "log-file", "FILE", "Write the log to a file instead of standard error.",
            kAtReload, [](Text t, Config& c) { return readText(t, "a file", c.logFile); },
            [](const Config& c) { return c.logFile; }},
    Setting{"log", "quiet", "quiet", "", "No status line, and only errors in the log.", kAtStart,
            [](Text t, Config& c) { return readSwitch(t, c.quiet); },
            [](const Config& c) { return switchText(c.quiet); }},
};

}  // namespace

std::span<const Setting> settings() {
    return kSettings;
}

std::string environmentName(std::string_view option) {
    std::string name(kEnvironmentPrefix);
    for (const char c : option)
        name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : '_';
    return name;
}

}  // namespace telemetryhub::engine
