// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/decode/pushed_rows.h"

namespace telemetryhub::engine {

/// One sample of a push: what could be read of it, or why not.
struct TelemetryItem {
    std::string device;
    PushedSample sample;
    std::optional<std::uint64_t> number;  ///< `seq`
    std::optional<Error> error;
};

/// Reads the body of a push:
///
///     {"device_id":"bench","value":21.5,"unit":"°C","ts":"2026-01-31T12:00:00Z","seq":7}
///     {"device_id":"bench","channels":{"volt":3.3,"amp":0.2}}
///     an array of these; null in `channels` is an absent value
///
/// `ts` is ISO 8601 or seconds since the Unix epoch. Bounded: `kMaxItems` items, and no deeper
/// than the forms above.
///
/// Threads: confined to one thread; keeps the parser's memory for the next body.
/// Errors:  InvalidArgument for a body that is no JSON of these forms; what is wrong with one item
///          stands in the item.
class TelemetryBody {
public:
    static constexpr std::size_t kMaxItems = 10'000;
    static constexpr std::size_t kMaxBytes = std::size_t{1024} * 1024;

    TelemetryBody();
    ~TelemetryBody();
    [[nodiscard]] Result<std::vector<TelemetryItem>> read(std::string_view body);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
