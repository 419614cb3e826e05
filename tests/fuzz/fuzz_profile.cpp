// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a profile: mistakes are bounded and can be printed; what has no mistake is written
// so that it reads back the same.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "telemetryhub/engine/config/profile.h"

namespace {

using namespace telemetryhub::engine;

void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

bool isPrintable(const std::string& text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < ' '; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ReadProfile read =
        readProfile("p.json", std::string_view(reinterpret_cast<const char*>(data), size));

    require(read.errors.size() <= kMaxConfigErrors + 1, "mistakes are bounded");
    for (const ConfigError& error : read.errors) {
        require(error.detail.size() < 2000, "a mistake is short");
        require(isPrintable(error.detail), "a mistake can be printed");
    }
    if (!read.errors.empty()) return 0;
    const std::string text = profileText(read.profile);
    const ReadProfile again = readProfile("again", text);
    require(again.errors.empty(), "what is written has no mistake");
    require(profileText(again.profile) == text, "what is written reads back the same");
    return 0;
}
