// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a file and its overlay: mistakes are bounded, have places and no control characters;
// what has no mistake is written so that it reads back the same.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "telemetryhub/engine/config/read_config.h"

namespace {

using namespace telemetryhub::engine;

void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

void requireBounded(const ReadConfig& read) {
    require(read.errors.size() <= kMaxConfigErrors + 1, "mistakes are bounded");
    for (const ConfigError& error : read.errors) {
        require(!error.detail.empty(), "a mistake says what was expected");
        require(error.detail.size() < 1000, "a mistake is short");
        require(
            std::none_of(error.detail.begin(), error.detail.end(),
                         [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\t'; }),
            "a mistake can be printed");
    }
}

void requireSameAfterWriting(const HubConfig& config) {
    const std::string text = writeConfig(config);
    ConfigSources sources;
    sources.files.push_back({"written.ini", text});
    const ReadConfig again = readConfig(sources);
    require(again.errors.empty(), "what is written has no mistake");
    require(writeConfig(again.config) == text, "what is written reads back the same");
}

}  // namespace

/// A zero byte parts the file from its overlay.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(bytes.find('\0'), bytes.size());
    ConfigSources sources;
    sources.files.push_back({"hub.ini", std::string(bytes.substr(0, end))});
    if (end < bytes.size())
        sources.files.push_back({"hub.local.ini", std::string(bytes.substr(end + 1))});

    const ReadConfig read = readConfig(sources);

    requireBounded(read);
    if (read.errors.empty()) requireSameAfterWriting(read.config);
    return 0;
}
