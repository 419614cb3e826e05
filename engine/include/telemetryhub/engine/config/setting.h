// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "telemetryhub/engine/config/hub_config.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

enum class TakesEffect { AtReload, AtNextStart };
/// Whether an error repeats the value; what somebody took for a place of secrets is not repeated.
enum class Echo { Value, Nothing };

/// One setting under all its names: `blocks` of the section `queue` in a file, `--queue` on the
/// command line, `TELEMETRYHUB_QUEUE` in the environment.
struct Setting {
    std::string_view section;
    std::string_view key;
    std::string_view option;
    std::string_view valueName;  ///< what the help calls its value; empty: a switch
    std::string_view help;
    TakesEffect effect;
    /// Sets what `text` says.
    /// Errors: the detail is what was expected.
    Result<void> (*read)(std::string_view text, HubConfig& config);
    /// The value as it reads back; empty: it is not set.
    std::string (*write)(const HubConfig& config);

    Echo echo = Echo::Value;

    [[nodiscard]] bool isSwitch() const { return valueName.empty(); }
};

/// The one table of all settings, in the order of sections, help and written files.
[[nodiscard]] std::span<const Setting> settings();

/// What every variable of the environment that is ours begins with.
inline constexpr std::string_view kEnvironmentPrefix = "TELEMETRYHUB_";
/// `TELEMETRYHUB_LOG_LEVEL` for the option `log-level`.
[[nodiscard]] std::string environmentName(std::string_view option);

}  // namespace telemetryhub::engine
