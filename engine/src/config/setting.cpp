// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/config/setting.h"

#include <array>
#include <cstdint>
#include <limits>

#include "config/listen_values.h"
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

Result<void> readRecordInterval(Text text, Config& config) {
    const auto time =
        parsedTime(text, std::chrono::milliseconds(10), std::chrono::milliseconds(60'000));
    if (!time) return expected("a time from 10ms to 60s, such as 200ms");
    config.recordInterval = *time;
    return {};
}

Result<void> readRotateAfter(Text text, Config& config) {
    constexpr std::chrono::hours kMost{24 * 366};
    const auto time = parsedTime(text, std::chrono::seconds(1), kMost);
    if (!time) return expected("a time from 1s to 8784h, such as 24h");
    config.rotateAfter = std::chrono::duration_cast<std::chrono::seconds>(*time);
    return {};
}

Result<void> readKeepAge(Text text, Config& config) {
    constexpr std::size_t kMostDays = 36'500;
    std::size_t days = 0;
    if (auto read = readCount(text, kMostDays, days); !read) return read;
    config.keepAge = std::chrono::hours(24) * static_cast<int>(days);
    return {};
}

Result<void> readFileSize(Text text, std::uint64_t& bytes) {
    constexpr std::uint64_t kLeast = 1'000'000;
    constexpr std::uint64_t kMost = 1'000'000'000'000'000;
    const auto size = parsedBytes(text, kLeast, kMost);
    if (!size) return expected("a size from 1MB to 1000TB, such as 1GB");
    bytes = *size;
    return {};
}

std::string fileSizeText(std::uint64_t bytes) {
    return bytes == 0 ? std::string() : bytesText(bytes);
}

constexpr std::chrono::milliseconds kUsualInterval{200};
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
    Setting{"record", "path", "record", "FILE",
            "Record to a session file; without FILE: DIR/sessions/TIME.thub.", kAtStart,
            [](Text t, Config& c) { return readText(t, "a file, or auto", c.recordPath); },
            [](const Config& c) { return c.recordPath; }},
    Setting{"record", "interval", "record-interval", "TIME",
            "How long samples wait until they are durable (default 200ms).", kAtStart,
            readRecordInterval,
            [](const Config& c) {
                return c.recordInterval == kUsualInterval ? std::string()
                                                          : timeText(c.recordInterval);
            }},
    Setting{"record", "raw", "record-raw", "", "Record the bytes of the wires too.", kAtStart,
            [](Text t, Config& c) { return readSwitch(t, c.recordRaw); },
            [](const Config& c) { return switchText(c.recordRaw); }},
    Setting{"record", "rotate_size", "rotate-size", "SIZE",
            "Go on in another file when one is so large, such as 1GB.", kAtStart,
            [](Text t, Config& c) { return readFileSize(t, c.rotateBytes); },
            [](const Config& c) { return fileSizeText(c.rotateBytes); }},
    Setting{"record", "rotate_after", "rotate-after", "TIME",
            "Go on in another file after such a time, such as 24h.", kAtStart, readRotateAfter,
            [](const Config& c) {
                return c.rotateAfter.count() == 0 ? std::string() : timeText(c.rotateAfter);
            }},
    Setting{"record", "keep_size", "keep-size", "SIZE",
            "Remove the oldest recordings of DIR/sessions beyond so much.", kAtStart,
            [](Text t, Config& c) { return readFileSize(t, c.keepBytes); },
            [](const Config& c) { return fileSizeText(c.keepBytes); }},
    Setting{"record", "keep_age", "keep-age", "DAYS",
            "Remove recordings of DIR/sessions older than so many days.", kAtStart, readKeepAge,
            [](const Config& c) {
                return countText(static_cast<std::size_t>(c.keepAge.count() / 24));
            }},
    Setting{"rest", "listen", "listen", "HOST:PORT",
            "REST listener, such as 127.0.0.1:8080; port 0 takes a free one.", kAtStart, readListen,
            listenText},
    Setting{"rest", "certificate", "listen-certificate", "FILE",
            "TLS certificate of the listener (PEM); see make-cert.", kAtStart,
            [](Text t, Config& c) { return readText(t, "a file", c.listen.certificateFile); },
            [](const Config& c) { return c.listen.certificateFile; }},
    Setting{"rest", "key", "listen-key", "FILE", "Key of the certificate, readable by you alone.",
            kAtStart, [](Text t, Config& c) { return readText(t, "a file", c.listen.keyFile); },
            [](const Config& c) { return c.listen.keyFile; }},
    Setting{"rest", "tokens", "listen-tokens", "LIST",
            "Who may use it: ROLE:NAME:HASH, parted by commas; see make-token.", kAtStart,
            readTokens, tokensText, Echo::Nothing},
    Setting{"rest", "allowed_hosts", "listen-hosts", "LIST",
            "More names that it answers to, parted by commas.", kAtStart, readAllowedHosts,
            allowedHostsText},
    Setting{"rest", "files", "listen-files", "LIST",
            "Folders whose files a device added by request may read, beside the recordings.",
            kAtStart, readFileFolders, fileFoldersText},
    Setting{"rest", "connections", "listen-connections", "N", "Connections at once (default 256).",
            kAtStart, [](Text t, Config& c) { return readLimit(t, 65'536, c.listen.connections); },
            [](const Config& c) { return limitText(c.listen.connections); }},
    Setting{"rest", "connections_of_peer", "listen-peer-connections", "N",
            "Connections of another machine at once (default 32).", kAtStart,
            [](Text t, Config& c) { return readLimit(t, 65'536, c.listen.connectionsOfPeer); },
            [](const Config& c) { return limitText(c.listen.connectionsOfPeer); }},
    Setting{"rest", "requests_per_second", "listen-peer-requests", "N",
            "Requests a second of one address (default: any number).", kAtStart,
            [](Text t, Config& c) { return readLimit(t, 1'000'000, c.listen.requestsPerSecond); },
            [](const Config& c) { return limitText(c.listen.requestsPerSecond); }},
    Setting{"rest", "body_size", "listen-body", "SIZE",
            "The largest body of a request (default 1MiB).", kAtStart, readBodySize,
            [](const Config& c) {
                return c.listen.bodyBytes ? bytesText(*c.listen.bodyBytes) : std::string();
            }},
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
