// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as the query and the body of a push: what is taken is within its bounds, and reading it
// twice gives the same.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "config/utf8.h"
#include "serve/query.h"
#include "serve/telemetry_body.h"
#include "telemetryhub/engine/core/channel_set.h"

namespace {

using namespace telemetryhub::engine;

void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

void readQuery(std::string_view text) {
    const auto query = Query::parse(text, "device from rate");
    if (!query) {
        require(!query.error().detail.empty(), "a refusal says why");
        return;
    }
    for (const char* name : {"device", "from", "rate"})
        if (const std::string* value = query.value().find(name))
            require(isUtf8(*value) && !hasControlCharacter(*value), "a value is plain text");
    const auto rate = query.value().number("rate", 0.5, 2, 1);
    require(!rate || (rate.value() >= 0.5 && rate.value() <= 2), "a number is within its bounds");
}

void readItem(const TelemetryItem& item) {
    if (item.error) return require(!item.error->detail.empty(), "a refusal says why");
    require(!item.device.empty(), "an item names its device");
    require(!item.sample.values.empty(), "an item has a value");
    require(item.sample.values.size() <= ChannelSet::kMaxChannels, "and not too many");
    require(!item.number || *item.number > 0, "numbers begin with 1");
    for (const PushedValue& value : item.sample.values)
        require(std::isfinite(value.value) && !value.channel.empty(), "a value is a number");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static TelemetryBody reader;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    readQuery(bytes);
    const auto first = reader.read(bytes);
    const auto second = reader.read(bytes);
    require(first.hasValue() == second.hasValue(), "the second time is as the first");
    if (!first) return 0;
    require(first.value().size() == second.value().size(), "the second time is as the first");
    require(first.value().size() <= TelemetryBody::kMaxItems, "items are bounded");
    for (const TelemetryItem& item : first.value())
        readItem(item);
    return 0;
}
