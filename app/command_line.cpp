// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"

#include <array>
#include <limits>
#include <string>
#include <string_view>

#include <QCommandLineParser>
#include <QRegularExpression>
#include <QStandardPaths>

#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/core/nearest_word.h"

namespace telemetryhub::app {

using engine::Error;
using engine::ErrorCode;
using engine::Result;

namespace {

/// One option: its name, what its value is called (empty: a switch), and its help line.
struct OptionRow {
    const char* name;
    const char* value;
    const char* help;
};

constexpr std::array kOptions{
    OptionRow{"no-gui", "", "Run the engine alone; needs no display."},
    OptionRow{"device", "SPEC", "Add and start a device; repeatable. See below."},
    OptionRow{"csv", "FILE", "Write a live CSV; - is standard output."},
    OptionRow{"duration", "TIME", "Stop by itself after 10s, 5m or 1h."},
    OptionRow{"data-dir", "DIR", "Where settings and logs live (default: the platform's place)."},
    OptionRow{"overflow", "POLICY", "drop_oldest (default), reject_newest or block."},
    OptionRow{"queue", "N", "Length of the queue in blocks (default 1000)."},
    OptionRow{"workers", "N", "Worker threads, 1 to 64 (default: cores - 1, at most 4)."},
    OptionRow{"require-devices", "", "Exit with 3 when no device can be opened."},
    OptionRow{"log-level", "LEVEL", "error, warn, info (default) or debug."},
    OptionRow{"log-format", "FORMAT", "text (default) or json."},
    OptionRow{"log-file", "FILE", "Write the log to a file instead of standard error."},
    OptionRow{"quiet", "", "No status line, and only errors in the log."},
    OptionRow{"decode", "FORMAT", "For decode: auto (default), csv, plotter or nmea."},
    OptionRow{"json", "", "For ports: print JSON."},
    OptionRow{"version", "", "Print the version."},
    OptionRow{"help", "", "Print this help."},
};

constexpr std::array kLaterOptions{"config", "record", "listen"};
constexpr std::array kLaterCommands{"info", "export", "check-config"};

constexpr const char* kHelpEnd = R"(
Commands:
  ports [--json]                            serial ports of this machine
  decode FILE --decode FORMAT [--csv FILE]  a captured byte stream into CSV

Device specifications:
  serial:/dev/ttyUSB0?baud=115200&decode=csv    sim:demo?rate=100&channels=4
  tcp:192.168.1.5:4000    udp:5000?multicast=239.1.2.3    replay:capture.nmea?speed=max

Exit codes:
  0 done  1 internal error  2 usage  3 no device opened  4 storage
)";

QString latin(const char* text) {
    return QString::fromLatin1(text);
}

Error usageError(const QString& sentence) {
    return {ErrorCode::InvalidArgument, sentence.toStdString()};
}

void addOptions(QCommandLineParser& parser) {
    parser.setApplicationDescription(
        QStringLiteral("Desktop monitor and headless gateway for serial devices."));
    for (const OptionRow& row : kOptions) {
        QCommandLineOption option(latin(row.name), latin(row.help));
        if (*row.value != '\0') option.setValueName(latin(row.value));
        parser.addOption(option);
    }
    parser.addPositionalArgument(QStringLiteral("command"), QStringLiteral("ports or decode"),
                                 QStringLiteral("[command]"));
}

/// What is planned and not part of this version is told so, and never ignored.
std::optional<Error> laterFeature(const QStringList& arguments) {
    for (const QString& argument : arguments) {
        const QString name = argument.section(QLatin1Char('='), 0, 0);
        for (const char* later : kLaterOptions) {
            if (name == QStringLiteral("--") + latin(later))
                return Error{ErrorCode::NotAvailable,
                             name.toStdString() + " is not available yet in this version."};
        }
    }
    for (const char* later : kLaterCommands) {
        if (arguments.size() > 1 && arguments.at(1) == latin(later))
            return Error{ErrorCode::NotAvailable, std::string("The command ") + later +
                                                      " is not available yet in this version."};
    }
    return std::nullopt;
}

Error parserError(const QCommandLineParser& parser) {
    const QStringList unknown = parser.unknownOptionNames();
    if (unknown.isEmpty()) return usageError(parser.errorText() + QStringLiteral("."));
    std::array<std::string_view, kOptions.size()> names;
    for (std::size_t i = 0; i < names.size(); ++i)
        names[i] = kOptions[i].name;
    const std::string typed = unknown.first().toStdString();
    std::string sentence = "Unknown option --" + typed + ".";
    if (const auto nearest = engine::nearestWord(typed, names))
        sentence += " Did you mean --" + std::string(*nearest) + "?";
    return {ErrorCode::InvalidArgument, sentence + " See telemetryhub --help."};
}

Result<std::chrono::milliseconds> parseDuration(const QString& text) {
    static const QRegularExpression kPattern(QStringLiteral("^([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h)$"));
    const auto match = kPattern.match(text);
    const double number = match.captured(1).toDouble();
    const QString unit = match.captured(2);
    const double factor = unit == QStringLiteral("ms")  ? 1
                          : unit == QStringLiteral("s") ? 1e3
                          : unit == QStringLiteral("m") ? 60e3
                                                        : 3600e3;
    // QTimer counts milliseconds in an int.
    if (!match.hasMatch() || number <= 0 ||
        number * factor > static_cast<double>(std::numeric_limits<int>::max()))
        return usageError(QStringLiteral("--duration %1: expected a time such as 10s, 5m or 1h, "
                                         "at most 596h.")
                              .arg(text));
    return std::chrono::milliseconds(static_cast<std::int64_t>(number * factor));
}

Result<std::size_t> parseCount(const QCommandLineParser& parser, const char* option,
                               std::size_t largest) {
    const QString text = parser.value(latin(option));
    bool isNumber = false;
    const qulonglong number = text.toULongLong(&isNumber);
    if (!isNumber || number < 1 || number > largest)
        return usageError(QStringLiteral("--%1 %2: expected a whole number from 1 to %3.")
                              .arg(latin(option), text)
                              .arg(largest));
    return static_cast<std::size_t>(number);
}

/// Reads one of a few words.
template <typename Value, std::size_t N>
Result<Value> parseWord(const QCommandLineParser& parser, const char* option,
                        const std::array<std::pair<const char*, Value>, N>& words) {
    const QString text = parser.value(latin(option));
    QStringList known;
    for (const auto& [word, value] : words) {
        if (text == latin(word)) return value;
        known << latin(word);
    }
    return usageError(QStringLiteral("--%1 %2: expected %3.")
                          .arg(latin(option), text, known.join(QStringLiteral(", "))));
}

Result<void> readLog(const QCommandLineParser& parser, CommandLine& line) {
    constexpr std::array<std::pair<const char*, LogLevel>, 4> kLevels{{{"error", LogLevel::Error},
                                                                       {"warn", LogLevel::Warn},
                                                                       {"info", LogLevel::Info},
                                                                       {"debug", LogLevel::Debug}}};
    constexpr std::array<std::pair<const char*, LogFormat>, 2> kFormats{
        {{"text", LogFormat::Text}, {"json", LogFormat::Json}}};
    line.quiet = parser.isSet(QStringLiteral("quiet"));
    if (line.quiet) line.log.level = LogLevel::Error;
    if (parser.isSet(QStringLiteral("log-level"))) {
        auto level = parseWord(parser, "log-level", kLevels);
        if (!level) return level.error();
        line.log.level = level.value();
    }
    if (parser.isSet(QStringLiteral("log-format"))) {
        auto format = parseWord(parser, "log-format", kFormats);
        if (!format) return format.error();
        line.log.format = format.value();
    }
    line.log.file = parser.value(QStringLiteral("log-file"));
    return {};
}

Result<void> readDevices(const QCommandLineParser& parser, CommandLine& line) {
    for (const QString& text : parser.values(QStringLiteral("device"))) {
        auto device = engine::parseDeviceSpec(text.toStdString());
        if (!device)
            return Error{device.error().code,
                         "--device " + text.toStdString() + ": " + device.error().detail};
        for (const engine::DeviceSettings& other : line.devices) {
            if (other.id == device.value().id)
                return Error{ErrorCode::InvalidArgument,
                             "--device " + text.toStdString() + ": the id \"" + other.id +
                                 "\" is used twice. Add ?id=NAME to one of them."};
        }
        line.devices.push_back(std::move(device).value());
    }
    return {};
}

Result<void> readPipeline(const QCommandLineParser& parser, CommandLine& line) {
    if (parser.isSet(QStringLiteral("queue"))) {
        auto count = parseCount(parser, "queue", 1'000'000);
        if (!count) return count.error();
        line.queueBlocks = count.value();
    }
    if (parser.isSet(QStringLiteral("workers"))) {
        auto count = parseCount(parser, "workers", 64);
        if (!count) return count.error();
        line.workers = count.value();
    }
    if (parser.isSet(QStringLiteral("overflow"))) {
        auto policy = engine::parseOverflow(parser.value(QStringLiteral("overflow")).toStdString());
        if (!policy) return Error{policy.error().code, "--overflow: " + policy.error().detail};
        line.overflow = policy.value();
    }
    if (parser.isSet(QStringLiteral("duration"))) {
        auto duration = parseDuration(parser.value(QStringLiteral("duration")));
        if (!duration) return duration.error();
        line.duration = duration.value();
    }
    return {};
}

Result<void> readCommand(const QCommandLineParser& parser, CommandLine& line) {
    const QStringList words = parser.positionalArguments();
    if (words.isEmpty()) return {};
    if (words.first() == QStringLiteral("ports") && words.size() == 1) {
        line.mode = Mode::Ports;
        return {};
    }
    if (words.first() == QStringLiteral("decode")) {
        if (words.size() != 2)
            return usageError(QStringLiteral("decode: expected one file to read."));
        line.mode = Mode::Decode;
        line.decodeFile = words.at(1);
        return {};
    }
    constexpr std::array<std::string_view, 2> kCommands{"ports", "decode"};
    const std::string typed = words.first().toStdString();
    std::string sentence = "Unknown command \"" + typed + "\".";
    if (const auto nearest = engine::nearestWord(typed, kCommands))
        sentence += " Did you mean " + std::string(*nearest) + "?";
    return Error{ErrorCode::InvalidArgument, sentence + " See telemetryhub --help."};
}

Result<void> readAll(const QCommandLineParser& parser, CommandLine& line) {
    using Reader = Result<void> (*)(const QCommandLineParser&, CommandLine&);
    for (const Reader read :
         {Reader{readLog}, Reader{readDevices}, Reader{readPipeline}, Reader{readCommand}}) {
        if (auto done = read(parser, line); !done) return done;
    }
    line.csvPath = parser.value(QStringLiteral("csv"));
    line.requireDevices = parser.isSet(QStringLiteral("require-devices"));
    line.json = parser.isSet(QStringLiteral("json"));
    line.dataDir = parser.value(QStringLiteral("data-dir"));
    if (parser.isSet(QStringLiteral("csv")) && line.csvPath.isEmpty())
        return usageError(QStringLiteral("--csv: expected a file, or - for standard output."));
    if (parser.isSet(QStringLiteral("decode"))) {
        auto format = engine::parseFormat(parser.value(QStringLiteral("decode")).toStdString());
        if (!format) return Error{format.error().code, "--decode: " + format.error().detail};
        line.decodeFormat = format.value();
    }
    return {};
}

}  // namespace

Result<CommandLine> parseCommandLine(const QStringList& arguments) {
    if (auto later = laterFeature(arguments)) return *later;
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments)) return parserError(parser);
    CommandLine line;
    if (parser.isSet(QStringLiteral("help"))) {
        line.mode = Mode::Help;
        // Without an application object the parser does not know the name.
        line.helpText = parser.helpText().replace(QStringLiteral("<executable_name>"),
                                                  QStringLiteral("telemetryhub")) +
                        latin(kHelpEnd);
        return line;
    }
    if (parser.isSet(QStringLiteral("version"))) {
        line.mode = Mode::Version;
        return line;
    }
    if (parser.isSet(QStringLiteral("no-gui"))) line.mode = Mode::Headless;
    if (auto read = readAll(parser, line); !read) return read.error();
    return line;
}

}  // namespace telemetryhub::app
