// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a device specification: a mistake is short; what has none is written so that it
// reads back the same.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "telemetryhub/engine/config/device_spec.h"

namespace {

void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace telemetryhub::engine;
    const std::string_view spec(reinterpret_cast<const char*>(data), size);
    // Files of any name are not the fuzzer's to open.
    if (spec.find("profile=") != std::string_view::npos &&
        (spec.find("/", spec.find("profile=")) != std::string_view::npos ||
         spec.find("%") != std::string_view::npos || spec.find(".json") != std::string_view::npos))
        return 0;

    const auto settings = parseDeviceSpec(spec);

    if (!settings) {
        require(settings.error().detail.size() < 2000, "a mistake is short");
        return 0;
    }
    const std::string text = deviceSpec(settings.value());
    const auto again = parseDeviceSpec(text);
    require(again.hasValue(), "what is written has no mistake");
    require(deviceSpec(again.value()) == text, "what is written reads back the same");
    return 0;
}
