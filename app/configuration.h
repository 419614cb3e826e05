// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QString>

#include "command_line.h"
#include "log.h"
#include "telemetryhub/engine/config/read_config.h"

namespace telemetryhub::app {

/// The files to read: those of the command line, else the one that TELEMETRYHUB_CONFIG names.
[[nodiscard]] std::vector<std::string> configFiles(const CommandLine& line);

/// Reads files, environment and command line, now; for a command that runs no engine the command
/// line alone.
[[nodiscard]] engine::ReadConfig readConfiguration(const CommandLine& line);

[[nodiscard]] LogSettings logSettings(const engine::HubConfig& config);

/// Lets the log follow a changed configuration; an error is logged where it was.
void reopenLog(const engine::HubConfig& config);

/// Where settings live: what is set, else the platform's place.
/// \pre the application's name is set
[[nodiscard]] QString dataDirectory(const engine::HubConfig& config);

}  // namespace telemetryhub::app
