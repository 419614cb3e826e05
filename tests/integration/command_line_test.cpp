// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

#include "csv_table.h"
#include "program.h"

using namespace telemetryhub::test;

/// What the program answers before it touches a device.
class CommandLineTest : public QObject {
    Q_OBJECT

private slots:
    void versionIsPrintedOnStandardOutput();
    void helpNamesEveryOption_data();
    void helpNamesEveryOption();
    void aMistakeIsAUsageErrorThatNamesTheRemedy_data();
    void aMistakeIsAUsageErrorThatNamesTheRemedy();
    void portsListsWithoutOpeningAny();
    void portsAsJsonIsAnArrayOfObjects();
    void decodeWritesTheCsvOfAFileToStandardOutput();
    void decodeWritesTheCsvOfAFileToAFile();
    void decodeOfAMissingFileNamesIt();
    void decodeTakesTheFormatOfAProfile();
    void decodeByAWrongProfileNamesItsLine();
    void decodeNamesScalesAndCalculatesAsTheProfileSays();
    void profilesListsTheBuiltInOnes();
    void profilesAsJsonIsAnArrayOfObjects();

private:
    [[nodiscard]] QString write(const QString& name, const QByteArray& content) const;

    QTemporaryDir m_dir;
};

QString CommandLineTest::write(const QString& name, const QByteArray& content) const {
    QFile file(m_dir.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) return {};
    return file.fileName();
}

void CommandLineTest::versionIsPrintedOnStandardOutput() {
    Program program({QStringLiteral("--version")});

    QCOMPARE(program.waitForExit(), 0);

    const QRegularExpression version(QStringLiteral("^telemetryhub \\d+\\.\\d+\\.\\d+\\n$"));
    QVERIFY2(version.match(QString::fromUtf8(program.output())).hasMatch(), program.output());
}

void CommandLineTest::helpNamesEveryOption_data() {
    QTest::addColumn<QByteArray>("option");
    for (const char* option : {"--no-gui",
                               "--device",
                               "--config",
                               "--csv",
                               "--data-dir",
                               "--history",
                               "--duration",
                               "--overflow",
                               "--queue",
                               "--workers",
                               "--require-devices",
                               "--log-level",
                               "--log-format",
                               "--log-file",
                               "--quiet",
                               "--version",
                               "--help",
                               "ports",
                               "decode",
                               "check-config",
                               "--profile",
                               "profiles",
                               "--record",
                               "--record-raw",
                               "--record-interval",
                               "--rotate-size",
                               "--rotate-after",
                               "--keep-size",
                               "--keep-age",
                               "info",
                               "export",
                               "--layout",
                               "--channel",
                               "--from",
                               "--to",
                               "--check",
                               "--json"})
        QTest::newRow(option) << QByteArray(option);
}

void CommandLineTest::helpNamesEveryOption() {
    QFETCH(QByteArray, option);
    Program program({QStringLiteral("--help")});

    QCOMPARE(program.waitForExit(), 0);

    QVERIFY2(program.output().contains(option), program.output());
}

void CommandLineTest::aMistakeIsAUsageErrorThatNamesTheRemedy_data() {
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("wrong");
    QTest::addColumn<QByteArray>("remedy");

    const auto row = [](const char* title, const char* arguments, const char* wrong,
                        const char* remedy) {
        QTest::newRow(title) << QString::fromLatin1(arguments) << QByteArray(wrong)
                             << QByteArray(remedy);
    };
    row("unknown option", "--no-gui --devcie sim:demo", "--devcie", "--device");
    row("unknown command", "prots", "prots", "ports");
    row("typo in a key", "--no-gui --device sim:demo?raet=10", "raet", "rate");
    row("typo in a serial key", "--no-gui --device serial:/dev/null?buad=9600", "buad", "baud");
    row("unknown scheme", "--no-gui --device seriall:/dev/null", "seriall", "serial");
    row("unknown format", "--no-gui --device sim:demo?decode=nmae", "nmae", "nmea");
    row("bad number", "--no-gui --device sim:demo?rate=fast", "rate", "fast");
    row("bad baud rate", "--no-gui --device serial:/dev/null?baud=0", "baud", "0");
    row("the same id twice", "--no-gui --device sim:demo --device sim:demo", "demo", "id");
    row("bad duration", "--no-gui --duration soon", "soon", "10s");
    row("bad queue", "--no-gui --queue 0", "--queue", "1");
    row("bad overflow", "--no-gui --overflow drop_newest", "drop_newest", "drop_oldest");
    row("bad history", "--no-gui --history little", "--history little", "512MB");
    row("nothing to check", "check-config", "check-config", "file");
    row("typo in check-config", "chek-config a.ini", "chek-config", "check-config");
    row("bad log level", "--no-gui --log-level loud", "loud", "info");
    row("missing value", "--no-gui --device", "device", "");
    row("decode format", "decode x --decode nmae", "nmae", "nmea");
    row("decode without a file", "decode", "decode", "file");
    row("unknown profile", "decode x --profile vedirekt", "vedirekt", "vedirect");
    row("record with a blank", "--no-gui --record a.thub", "a.thub", "--record=a.thub");
    row("record without a name", "--no-gui --record=", "--record", "auto");
    row("bad rotation", "--no-gui --record --rotate-size 5", "--rotate-size", "1GB");
    row("bad rotation time", "--no-gui --record --rotate-after never", "--rotate-after", "24h");
    row("bad interval", "--no-gui --record --record-interval 1ms", "--record-interval", "200ms");
    row("bad age", "--no-gui --record --keep-age old", "--keep-age", "1");
    row("bad size", "--no-gui --record --keep-size much", "--keep-size", "1GB");
    row("raw without record", "--no-gui --record-raw", "--record-raw", "--record");
    row("rotation without record", "--no-gui --rotate-size 1GB", "--rotate-size", "--record");
    row("layout without export", "--no-gui --layout long", "--layout", "export");
    row("info without a file", "info", "info", "file");
    row("profile without decode", "--profile gps", "--profile", "?profile=gps");
}

void CommandLineTest::aMistakeIsAUsageErrorThatNamesTheRemedy() {
    QFETCH(QString, arguments);
    QFETCH(QByteArray, wrong);
    QFETCH(QByteArray, remedy);
    Program program(arguments.split(QLatin1Char(' ')));

    QCOMPARE(program.waitForExit(), 2);

    QVERIFY2(program.errorOutput().contains(wrong), program.errorOutput());
    QVERIFY2(program.errorOutput().contains(remedy), program.errorOutput());
    QCOMPARE(program.output(), QByteArray{});
}

void CommandLineTest::portsListsWithoutOpeningAny() {
    Program program({QStringLiteral("ports")});

    QCOMPARE(program.waitForExit(), 0);

    QVERIFY(!program.output().isEmpty());
}

void CommandLineTest::portsAsJsonIsAnArrayOfObjects() {
    Program program({QStringLiteral("ports"), QStringLiteral("--json")});

    QCOMPARE(program.waitForExit(), 0);

    const QJsonDocument document = QJsonDocument::fromJson(program.output());
    QVERIFY2(document.isArray(), program.output());
    const QJsonArray ports = document.array();
    for (const auto& port : ports)
        QVERIFY(port.toObject().value(QStringLiteral("path")).isString());
}

void CommandLineTest::decodeWritesTheCsvOfAFileToStandardOutput() {
    const QString file = write(QStringLiteral("a.csv"), "volt,amp\n1.5,2\n-0.25,1e-9\n");
    Program program({QStringLiteral("decode"), file, QStringLiteral("--decode"),
                     QStringLiteral("csv"), QStringLiteral("--csv"), QStringLiteral("-")});

    QCOMPARE(program.waitForExit(), 0);

    const CsvTable table = CsvTable::parse(program.output().toStdString());
    using Row = std::vector<std::string>;
    QCOMPARE(table.channels(), (Row{"volt", "amp"}));
    QCOMPARE(table.values(), (std::vector<Row>{{"1.5", "2"}, {"-0.25", "1e-09"}}));
}

void CommandLineTest::decodeWritesTheCsvOfAFileToAFile() {
    const QString file = write(QStringLiteral("b.csv"), "1,2\n3,4\n");
    const QString target = m_dir.filePath(QStringLiteral("out.csv"));
    Program program({QStringLiteral("decode"), file, QStringLiteral("--decode"),
                     QStringLiteral("csv"), QStringLiteral("--csv"), target});

    QCOMPARE(program.waitForExit(), 0);

    const CsvTable table = CsvTable::read(target.toStdString());
    QCOMPARE(table.rows.size(), std::size_t{2});
    QVERIFY(table.sequenceIsContiguous());
}

void CommandLineTest::decodeOfAMissingFileNamesIt() {
    Program program({QStringLiteral("decode"), QStringLiteral("/no/such/capture.bin"),
                     QStringLiteral("--decode"), QStringLiteral("csv")});

    QCOMPARE(program.waitForExit(), 4);

    QVERIFY2(program.errorOutput().contains("/no/such/capture.bin"), program.errorOutput());
}

void CommandLineTest::decodeTakesTheFormatOfAProfile() {
    const QString file = write(QStringLiteral("c.txt"), "1,2\n3,4\n");
    const QString profile = write(QStringLiteral("p.json"), "{\"format\": \"csv\"}");
    Program program({QStringLiteral("decode"), file, QStringLiteral("--profile"), profile});

    QCOMPARE(program.waitForExit(), 0);

    QCOMPARE(CsvTable::parse(program.output().toStdString()).rows.size(), std::size_t{2});
    QVERIFY2(program.errorOutput().contains("format      CSV"), program.errorOutput());
}

void CommandLineTest::decodeByAWrongProfileNamesItsLine() {
    const QString file = write(QStringLiteral("d.txt"), "1,2\n");
    const QString profile = write(QStringLiteral("q.json"), "{\n\"formt\": \"csv\"}");
    Program program({QStringLiteral("decode"), file, QStringLiteral("--profile"), profile});

    QCOMPARE(program.waitForExit(), 2);

    QVERIFY2(program.errorOutput().contains("q.json:2: formt: unknown key; did you mean format?"),
             program.errorOutput());
}

void CommandLineTest::decodeNamesScalesAndCalculatesAsTheProfileSays() {
    const QString file = write(QStringLiteral("raw.txt"), "10,2\n20,4\n");
    const QString profile = write(QStringLiteral("scaled.json"),
                                  R"({"format": "csv",
                  "channels": [{"channel": "value 1", "name": "volt", "unit": "V", "factor": 0.5},
                               {"channel": "value 2", "name": "ampere", "unit": "A"}],
                  "derived": [{"name": "power", "unit": "W", "expression": "x1 * x2",
                               "inputs": ["volt", "ampere"]},
                              {"name": "slope", "kind": "rate", "input": "volt"}]})");
    Program program({QStringLiteral("decode"), file, QStringLiteral("--profile"), profile});

    QCOMPARE(program.waitForExit(), 0);

    const QList<QByteArray> rows = program.output().replace('\r', "").split('\n');
    QCOMPARE(rows.value(0), QByteArray("time_utc,elapsed_s,seq,volt [V],ampere [A],power [W]"));
    QCOMPARE(rows.value(1), QByteArray(",,1,5,2,10"));
    QCOMPARE(rows.value(2), QByteArray(",,2,10,4,40"));
}

void CommandLineTest::profilesListsTheBuiltInOnes() {
    Program program({QStringLiteral("profiles")});

    QCOMPARE(program.waitForExit(), 0);

    QVERIFY2(program.output().contains("vedirect     vedirect   Victron"), program.output());
}

void CommandLineTest::profilesAsJsonIsAnArrayOfObjects() {
    Program program({QStringLiteral("profiles"), QStringLiteral("--json")});

    QCOMPARE(program.waitForExit(), 0);

    const QJsonArray profiles = QJsonDocument::fromJson(program.output()).array();
    QVERIFY(profiles.size() >= 8);
    for (const QJsonValue& profile : profiles)
        for (const char* key : {"name", "title", "description", "format"})
            QVERIFY2(!profile[QLatin1String(key)].toString().isEmpty(), key);
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
