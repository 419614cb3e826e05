// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/channel_set.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// What is set for one channel of a device: value = number * factor + offset, and how it is shown.
struct ChannelSettings {
    std::string channel;  ///< as the decoder names it
    double factor = 1;
    double offset = 0;
    std::string name{};                 ///< to show instead; empty: as it is
    std::optional<std::string> unit{};  ///< unset: as the device says
    std::optional<int> decimals{};
    std::string colour{};  ///< `#rrggbb`; empty: by its place
    std::optional<ValueRange> range{};

    friend bool operator==(const ChannelSettings&, const ChannelSettings&) = default;
};

enum class Derivation : std::uint8_t {
    MovingAverage,       ///< over the window
    ExponentialAverage,  ///< with the window as its time constant
    Rate,                ///< change a second, over the window or from sample to sample
    Integral,            ///< value times seconds since the start, by trapezoids
    Minimum,             ///< over the window, or since the start
    Maximum,
    Mean,
    Deviation,   ///< standard deviation of the population over the window, or since the start
    Difference,  ///< the first input minus the second
    Sum,
    Expression,
};

/// A channel that is calculated from others of the same device, sample by sample.
///
/// A row without a new value of any input gives no new value. An input that comes in other rows
/// counts with its last value, once it had one. What is not finite gives NaN and is otherwise left
/// out. Inputs are channels by the name that is shown, also derived ones that stand before.
struct DerivedChannel {
    std::string name;
    std::string unit;
    std::optional<int> decimals;
    std::string colour;
    std::optional<ValueRange> range;
    Derivation kind = Derivation::Expression;
    std::vector<std::string> inputs;
    std::chrono::nanoseconds window{0};  ///< of time; 0: unset
    std::size_t samples = 0;             ///< window of samples; 0: unset
    std::string expression;              ///< over the inputs as x1, x2, ...

    friend bool operator==(const DerivedChannel&, const DerivedChannel&) = default;
};

enum class AlarmLevel : std::uint8_t { Warning, Critical };

enum class AlarmKind : std::uint8_t {
    High,    ///< above the limit
    Low,     ///< below the limit
    Rate,    ///< changes by more than the limit a second, either way
    NoData,  ///< no value for longer than `delay`
    Text,    ///< a text line of the device holds `text`
};

/// When an operator wants to be told.
struct AlarmRule {
    std::string name;     ///< unique in the device
    std::string channel;  ///< by the name that is shown; empty for Text, and NoData of the device
    AlarmKind kind = AlarmKind::High;
    AlarmLevel level = AlarmLevel::Warning;
    double limit = 0;
    double hysteresis = 0;  ///< the value must come back by this much behind the limit
    /// How long the limit must be exceeded; 0: one sample is enough.
    std::chrono::nanoseconds delay{0};
    std::string text;
    bool latched = false;    ///< stays raised until it is acknowledged
    bool safeState = false;  ///< raising it puts the device into SafeState

    friend bool operator==(const AlarmRule&, const AlarmRule&) = default;
};

/// What happens to the samples of a device behind the queue.
struct ProcessingSettings {
    static constexpr std::size_t kMaxDerived = ChannelSet::kMaxDerived;
    static constexpr std::size_t kMaxAlarms = 256;
    static constexpr std::size_t kMaxWindowSamples = 100'000;

    std::vector<ChannelSettings> channels;
    std::vector<DerivedChannel> derived;
    std::vector<AlarmRule> alarms;

    friend bool operator==(const ProcessingSettings&, const ProcessingSettings&) = default;
};

/// The name under which the values of `settings` are shown.
[[nodiscard]] const std::string& shownName(const ChannelSettings& settings);

/// Whether one derived channel can be calculated: the number of its inputs, its window, and its
/// expression.
/// Errors: InvalidArgument; the detail is what was expected.
[[nodiscard]] Result<void> checkDerived(const DerivedChannel& derived);

/// Whether one alarm can be watched: what its kind needs is there.
/// Errors: InvalidArgument; the detail is what was expected.
[[nodiscard]] Result<void> checkAlarm(const AlarmRule& rule);

/// All of these, and what they are to each other: names are unique, an input is no derived channel
/// that stands later.
/// Errors: InvalidArgument; the detail begins with `channel`, `derive` or `alarm` and the name.
[[nodiscard]] Result<void> checkProcessing(const ProcessingSettings& settings);

}  // namespace telemetryhub::engine
