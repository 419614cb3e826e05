// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <QTest>

#include "command_line.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::app;

namespace {

Result<CommandLine> parsed(const QString& arguments) {
    return parseCommandLine(QStringList{QStringLiteral("telemetryhub")} +
                            arguments.split(QLatin1Char(' ')));
}

/// What was given for a setting.
std::optional<std::string> given(const CommandLine& line, const std::string& name) {
    const auto found = std::find_if(line.options.begin(), line.options.end(),
                                    [&](const NamedValue& option) { return option.name == name; });
    if (found == line.options.end()) return std::nullopt;
    return found->value;
}

}  // namespace

class ParseCommandLineTest : public QObject {
    Q_OBJECT

private slots:
    void aRecordingNeedsNoName_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("path");
        QTest::newRow("none") << QStringLiteral("--no-gui --record") << QStringLiteral("auto");
        QTest::newRow("one") << QStringLiteral("--no-gui --record=a.thub")
                             << QStringLiteral("a.thub");
        QTest::newRow("before others")
            << QStringLiteral("--record --no-gui") << QStringLiteral("auto");
        QTest::newRow("the last counts")
            << QStringLiteral("--record --record=b.thub --no-gui") << QStringLiteral("b.thub");
    }
    void aRecordingNeedsNoName() {
        QFETCH(QString, arguments);
        QFETCH(QString, path);

        const auto line = parsed(arguments);

        QVERIFY(line);
        QCOMPARE(line.value().mode, Mode::Run);
        QCOMPARE(given(line.value(), "record"), std::optional(path.toStdString()));
    }

    void optionsOfRecordingsAreSettings() {
        const auto line = parsed(QStringLiteral(
            "--no-gui --record --record-raw --record-interval 50ms --rotate-size 1GB "
            "--rotate-after 24h --keep-size 50GB --keep-age 30"));

        QVERIFY(line);
        QCOMPARE(given(line.value(), "record-raw"), std::optional<std::string>("yes"));
        QCOMPARE(given(line.value(), "record-interval"), std::optional<std::string>("50ms"));
        QCOMPARE(given(line.value(), "rotate-size"), std::optional<std::string>("1GB"));
        QCOMPARE(given(line.value(), "rotate-after"), std::optional<std::string>("24h"));
        QCOMPARE(given(line.value(), "keep-size"), std::optional<std::string>("50GB"));
        QCOMPARE(given(line.value(), "keep-age"), std::optional<std::string>("30"));
    }

    void anExportNamesItsParts() {
        const auto line = parsed(QStringLiteral(
            "export a.thub --csv - --layout long --device rig --device boiler --channel volt "
            "--channel ampere --from 2026-01-31T12:00:00Z --to 12.5"));

        QVERIFY(line);
        QCOMPARE(line.value().mode, Mode::Export);
        QCOMPARE(line.value().file, QStringLiteral("a.thub"));
        const ExportOptions& exported = line.value().exported;
        QCOMPARE(exported.shape, CsvShape::Long);
        QCOMPARE(exported.devices, (std::vector<std::string>{"rig", "boiler"}));
        QCOMPARE(exported.channels, (std::vector<std::string>{"volt", "ampere"}));
        QCOMPARE(exported.from, std::string("2026-01-31T12:00:00Z"));
        QCOMPARE(exported.to, std::string("12.5"));
        QCOMPARE(given(line.value(), "device"), std::optional<std::string>());
    }

    void aDeviceIsASpecificationForARunAndANameForARecording() {
        const auto run = parsed(QStringLiteral("--device sim:demo"));
        const auto decode = parsed(QStringLiteral("decode a.thub --device rig"));

        QVERIFY(run && decode);
        QCOMPARE(given(run.value(), "device"), std::optional<std::string>("sim:demo"));
        QCOMPARE(decode.value().decodeDevice, std::string("rig"));
        QCOMPARE(given(decode.value(), "device"), std::optional<std::string>());
    }

    void aMistakeIsRefused_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("remedy");
        const auto row = [](const char* arguments, const char* remedy) {
            QTest::newRow(arguments)
                << QString::fromLatin1(arguments) << QString::fromLatin1(remedy);
        };
        row("info", "expected one file");
        row("info a.thub b.thub", "expected one file");
        row("export", "expected one file");
        row("export a.thub --layout tall", "wide or long");
        row("info a.thub --layout long", "goes with export");
        row("info a.thub --from 5", "goes with export");
        row("decode a.thub --channel volt", "goes with export");
        row("export a.thub --check", "goes with info");
        row("decode a.thub --device one --device two", "one --device");
        row("--record a.thub", "--record=a.thub");
        row("a.thub", "telemetryhub info a.thub");
        row("exprot a.thub", "export");
        row("--rotate-siez 1GB", "--rotate-size");
    }
    void aMistakeIsRefused() {
        QFETCH(QString, arguments);
        QFETCH(QString, remedy);

        const auto line = parsed(arguments);

        QVERIFY(!line);
        QCOMPARE(line.error().code, ErrorCode::InvalidArgument);
        const QString said = QString::fromStdString(line.error().detail);
        QVERIFY2(said.contains(remedy), qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(ParseCommandLineTest)
#include "parse_command_line_test.moc"
