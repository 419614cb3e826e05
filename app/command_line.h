// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QString>
#include <QStringList>

#include "telemetryhub/engine/config/read_config.h"
#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/record/csv_table.h"

namespace telemetryhub::app {

enum class Mode {
    Run,
    Ports,
    Profiles,
    Decode,
    Info,
    Export,
    CheckConfig,
    MakeToken,
    MakeCertificate,
    Version,
    Help
};

/// What `export` is asked for, beside the file.
struct ExportOptions {
    engine::CsvShape shape = engine::CsvShape::Wide;
    std::vector<std::string> devices;   ///< ids; empty: all
    std::vector<std::string> channels;  ///< names; empty: all
    std::string from;                   ///< as it was given; empty: the beginning
    std::string to;
};

/// What the command line says, split; the values of settings are not looked at yet.
struct CommandLine {
    Mode mode = Mode::Run;
    std::vector<std::string> configFiles;     ///< in their order
    std::vector<engine::NamedValue> options;  ///< settings and devices, see ConfigSources

    std::vector<std::string> resets;  ///< ids of devices to let out of SafeState before the start
    QString file;                     ///< that decode, info and export read
    ExportOptions exported;
    std::string decodeDevice;  ///< of a session with raw bytes; empty: the only one
    bool check = false;        ///< `info --check`: read everything
    std::optional<engine::Format> decodeFormat;
    std::string decodeProfile;  ///< a built-in name or a file; empty: none
    std::string tokenRole;      ///< that make-token is asked for
    std::string tokenName = "client";
    std::vector<std::string> hostNames;  ///< that make-cert puts into the certificate
    bool json = false;                   ///< ports, profiles, info
    QString helpText;
};

/// Splits the arguments, the program's own name first.
/// Errors: InvalidArgument, naming the option and what was expected.
[[nodiscard]] engine::Result<CommandLine> parseCommandLine(const QStringList& arguments);

}  // namespace telemetryhub::app
