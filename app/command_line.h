// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

#include <QString>
#include <QStringList>

#include "log.h"
#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::app {

enum class Mode { Gui, Headless, Ports, Decode, Version, Help };

/// What the command line asks for, checked.
struct CommandLine {
    Mode mode = Mode::Gui;
    std::vector<engine::DeviceSettings> devices;
    QString dataDir;
    QString csvPath;  ///< `-` is standard output
    std::optional<std::chrono::milliseconds> duration;
    engine::Overflow overflow = engine::Overflow::DropOldest;
    std::size_t queueBlocks = 1000;
    std::size_t workers = 0;  ///< 0: by the machine
    bool requireDevices = false;
    bool quiet = false;
    LogSettings log;

    QString decodeFile;
    engine::Format decodeFormat = engine::Format::Auto;
    bool json = false;  ///< `ports --json`
    QString helpText;
};

/// Reads the arguments, the program's own name first.
/// Errors: InvalidArgument or NotAvailable, naming the option and what was expected.
[[nodiscard]] engine::Result<CommandLine> parseCommandLine(const QStringList& arguments);

}  // namespace telemetryhub::app
