// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"

#include <array>
#include <string_view>

#include <QCommandLineParser>

#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/setting.h"
#include "telemetryhub/engine/core/nearest_word.h"
#include "telemetryhub/engine/record/session_paths.h"

namespace telemetryhub::app {

using engine::Error;
using engine::ErrorCode;
using engine::Result;
using engine::Setting;

namespace {

/// An option that is no setting: its name, what its value is called (empty: a switch), its help.
struct OptionRow {
    const char* name;
    const char* value;
    const char* help;
};

constexpr std::array kFirstOptions{
    OptionRow{"device", "SPEC", "Add and start a device; repeatable. See below."},
    OptionRow{"reset", "ID", "Let a device out of SafeState before it is started; repeatable."},
    OptionRow{"config", "FILE", "Read settings and devices from a file; repeatable. See below."},
};
constexpr std::array kLastOptions{
    OptionRow{"decode", "FORMAT", "For decode: auto (default), csv, json, nmea, ..."},
    OptionRow{"profile", "NAME|FILE", "For decode: the format of a device profile."},
    OptionRow{"layout", "wide|long", "For export: a row a sample (default) or a row a value."},
    OptionRow{"channel", "NAME", "For export: this channel alone; repeatable."},
    OptionRow{"from", "TIME",
              "For export: 2026-01-31T12:00:00Z, or seconds since the first sample."},
    OptionRow{"to", "TIME", "For export: up to this time."},
    OptionRow{"role", "ROLE", "For make-token: viewer, ingest, operator or admin."},
    OptionRow{"name", "NAME", "For make-token: who gets it; for make-cert: a host; repeatable."},
    OptionRow{"check", "", "For info: read every sample to find damage."},
    OptionRow{"json", "", "For ports, profiles, info, export and decode: print JSON."},
    OptionRow{"version", "", "Print the version."},
    OptionRow{"help", "", "Print this help."},
};

constexpr const char* kHelpEnd = R"(
Commands:
  ports [--json]                            serial ports of this machine
  profiles [--json]                         built-in device profiles
  decode FILE --decode FORMAT [--csv FILE]  a captured byte stream into CSV
  decode FILE --profile NAME [--csv FILE]   the same by a profile
  decode SESSION [--device ID] [--csv FILE] the raw bytes of a recording (--record-raw)
  info SESSION [--json] [--check]           what a recording holds
  export SESSION --csv FILE [--layout long] [--device ID]... [--channel NAME]...
         [--from TIME] [--to TIME]          a recording, or a part of it, as CSV
  check-config FILE...                      every mistake in configuration files
  make-token --role ROLE [--name NAME]      a token for the REST listener, shown once
  make-cert [--name HOST]...                a self-signed certificate for a first try

Device specifications:
  serial:/dev/ttyUSB0?baud=115200&decode=csv    sim:demo?rate=100&channels=4
  tcp:192.168.1.5:4000    udp:5000?multicast=239.1.2.3    replay:capture.nmea?speed=max

Configuration:
  The command line overrules the environment (TELEMETRYHUB_QUEUE for --queue), that
  overrules files. Behind hub.ini comes hub.local.ini. SIGHUP reads the files again.

Exit codes:
  0 done  1 internal error  2 usage or configuration  3 no device opened  4 storage
  5 listener
)";

QString latin(std::string_view text) {
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

Error usageError(const std::string& sentence) {
    return {ErrorCode::InvalidArgument, sentence};
}

void addOption(QCommandLineParser& parser, std::string_view name, std::string_view value,
               std::string_view help) {
    QCommandLineOption option(latin(name), latin(help));
    if (!value.empty()) option.setValueName(latin(value));
    parser.addOption(option);
}

void addOptions(QCommandLineParser& parser) {
    parser.setApplicationDescription(
        QStringLiteral("Desktop monitor and headless gateway for serial devices."));
    for (const OptionRow& row : kFirstOptions)
        addOption(parser, row.name, row.value, row.help);
    for (const Setting& setting : engine::settings())
        addOption(parser, setting.option, setting.valueName, setting.help);
    for (const OptionRow& row : kLastOptions)
        addOption(parser, row.name, row.value, row.help);
    parser.addPositionalArgument(
        QStringLiteral("command"),
        QStringLiteral(
            "ports, profiles, decode, info, export, check-config, make-token or make-cert"),
        QStringLiteral("[command]"));
}

Error parserError(const QCommandLineParser& parser) {
    const QStringList unknown = parser.unknownOptionNames();
    if (unknown.isEmpty()) return usageError(parser.errorText().toStdString() + ".");
    std::vector<std::string_view> names;
    names.reserve(kFirstOptions.size() + engine::settings().size() + kLastOptions.size());
    for (const OptionRow& row : kFirstOptions)
        names.emplace_back(row.name);
    for (const Setting& setting : engine::settings())
        names.push_back(setting.option);
    for (const OptionRow& row : kLastOptions)
        names.emplace_back(row.name);
    const std::string typed = unknown.first().toStdString();
    std::string sentence = "Unknown option --" + typed + ".";
    if (const auto nearest = engine::nearestWord(typed, names))
        sentence += " Did you mean --" + std::string(*nearest) + "?";
    return usageError(sentence + " See telemetryhub --help.");
}

/// The settings and devices that were given; the last one of a setting counts.
std::vector<engine::NamedValue> givenOptions(const QCommandLineParser& parser) {
    std::vector<engine::NamedValue> given;
    for (const Setting& setting : engine::settings()) {
        const QString option = latin(setting.option);
        if (!parser.isSet(option)) continue;
        const QString value = setting.isSwitch() ? QStringLiteral("yes") : parser.value(option);
        given.push_back({std::string(setting.option), value.toStdString()});
    }
    return given;
}

void addConfigFiles(const QStringList& files, CommandLine& line) {
    for (const QString& file : files)
        line.configFiles.push_back(file.toStdString());
}

Error unknownCommand(const std::string& typed) {
    constexpr std::array<std::string_view, 8> kCommands{
        "ports", "profiles", "decode", "info", "export", "check-config", "make-token", "make-cert"};
    std::string sentence = "Unknown command \"" + typed + "\".";
    if (engine::isSession(typed))
        return usageError(sentence + " To read it: telemetryhub info " + typed +
                          "; to record into it: --record=" + typed + ".");
    if (const auto nearest = engine::nearestWord(typed, kCommands))
        sentence += " Did you mean " + std::string(*nearest) + "?";
    return usageError(sentence + " See telemetryhub --help.");
}

Result<void> readCommand(const QStringList& words, CommandLine& line) {
    if (words.isEmpty()) return {};
    const std::string typed = words.first().toStdString();
    if (words.size() == 1 && (typed == "ports" || typed == "profiles")) {
        line.mode = typed == "ports" ? Mode::Ports : Mode::Profiles;
        return {};
    }
    if (typed == "decode" || typed == "info" || typed == "export") {
        if (words.size() != 2) return usageError(typed + ": expected one file to read.");
        line.mode = typed == "decode" ? Mode::Decode : typed == "info" ? Mode::Info : Mode::Export;
        line.file = words.at(1);
        return {};
    }
    if (typed == "check-config") {
        line.mode = Mode::CheckConfig;
        addConfigFiles(words.mid(1), line);
        if (line.configFiles.empty()) return usageError("check-config: expected a file to check.");
        return {};
    }
    if (words.size() == 1 && (typed == "make-token" || typed == "make-cert")) {
        line.mode = typed == "make-token" ? Mode::MakeToken : Mode::MakeCertificate;
        return {};
    }
    return unknownCommand(typed);
}

/// What make-token and make-cert are told.
Result<void> readMaking(const QCommandLineParser& parser, CommandLine& line) {
    const QStringList names = parser.values(QStringLiteral("name"));
    line.tokenRole = parser.value(QStringLiteral("role")).toStdString();
    if (line.mode == Mode::MakeCertificate) {
        for (const QString& name : names)
            line.hostNames.push_back(name.toStdString());
    } else if (line.mode == Mode::MakeToken) {
        if (names.size() > 1) return usageError("make-token: expected one --name.");
        if (!names.isEmpty()) line.tokenName = names.first().toStdString();
        if (line.tokenRole.empty())
            return usageError("make-token: expected --role viewer, ingest, operator or admin.");
    } else if (!names.isEmpty()) {
        return usageError("--name goes with make-token and make-cert.");
    }
    if (!line.tokenRole.empty() && line.mode != Mode::MakeToken)
        return usageError("--role goes with make-token.");
    return {};
}

Result<void> readDecode(const QCommandLineParser& parser, CommandLine& line) {
    line.decodeProfile = parser.value(QStringLiteral("profile")).toStdString();
    if (!line.decodeProfile.empty() && line.mode != Mode::Decode)
        return usageError("--profile goes with decode; for a device write --device SPEC?profile=" +
                          line.decodeProfile + ".");
    const QString option = QStringLiteral("decode");
    if (!parser.isSet(option)) return {};
    auto format = engine::parseFormat(parser.value(option).toStdString());
    if (!format) return Error{format.error().code, "--decode: " + format.error().detail};
    line.decodeFormat = format.value();
    return {};
}

std::vector<std::string> texts(const QStringList& values) {
    std::vector<std::string> all;
    for (const QString& value : values)
        all.push_back(value.toStdString());
    return all;
}

/// `--device` is a specification for a run and names a recorded device for the rest.
Result<void> readDevices(const QCommandLineParser& parser, CommandLine& line) {
    const std::vector<std::string> given = texts(parser.values(QStringLiteral("device")));
    if (line.mode == Mode::Export) {
        line.exported.devices = given;
    } else if (line.mode == Mode::Decode) {
        if (given.size() > 1) return usageError("decode: expected one --device.");
        if (!given.empty()) line.decodeDevice = given.front();
    } else {
        for (const std::string& spec : given)
            line.options.push_back({"device", spec});
    }
    return {};
}

Result<void> readExport(const QCommandLineParser& parser, CommandLine& line) {
    for (const char* option : {"layout", "channel", "from", "to"})
        if (line.mode != Mode::Export && parser.isSet(latin(option)))
            return usageError("--" + std::string(option) + " goes with export.");
    if (line.mode != Mode::Info && parser.isSet(QStringLiteral("check")))
        return usageError("--check goes with info.");
    line.check = parser.isSet(QStringLiteral("check"));
    const QString layout = parser.value(QStringLiteral("layout"));
    if (!layout.isEmpty() && layout != latin("wide") && layout != latin("long"))
        return usageError("--layout " + layout.toStdString() + ": expected wide or long.");
    if (layout == latin("long")) line.exported.shape = engine::CsvShape::Long;
    line.exported.channels = texts(parser.values(QStringLiteral("channel")));
    line.exported.from = parser.value(QStringLiteral("from")).toStdString();
    line.exported.to = parser.value(QStringLiteral("to")).toStdString();
    return {};
}

/// The parser knows no options whose value may be left out.
QStringList withRecordPath(QStringList arguments) {
    for (QString& argument : arguments)
        if (argument == QStringLiteral("--record")) argument += QStringLiteral("=auto");
    return arguments;
}

QString helpText(const QCommandLineParser& parser) {
    // Without an application object the parser does not know the name.
    return parser.helpText().replace(QStringLiteral("<executable_name>"),
                                     QStringLiteral("telemetryhub")) +
           latin(kHelpEnd);
}

}  // namespace

Result<CommandLine> parseCommandLine(const QStringList& arguments) {
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(withRecordPath(arguments))) return parserError(parser);
    CommandLine line;
    if (parser.isSet(QStringLiteral("help"))) {
        line.mode = Mode::Help;
        line.helpText = helpText(parser);
        return line;
    }
    if (parser.isSet(QStringLiteral("version"))) {
        line.mode = Mode::Version;
        return line;
    }
    addConfigFiles(parser.values(QStringLiteral("config")), line);
    for (const QString& id : parser.values(QStringLiteral("reset")))
        line.resets.push_back(id.toStdString());
    line.options = givenOptions(parser);
    line.json = parser.isSet(QStringLiteral("json"));
    if (auto read = readCommand(parser.positionalArguments(), line); !read) return read.error();
    if (auto read = readDevices(parser, line); !read) return read.error();
    if (auto read = readDecode(parser, line); !read) return read.error();
    if (auto read = readExport(parser, line); !read) return read.error();
    if (auto read = readMaking(parser, line); !read) return read.error();
    return line;
}

}  // namespace telemetryhub::app
