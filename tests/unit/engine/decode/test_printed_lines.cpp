// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <QTest>

#include "decode/clean_text.h"
#include "decode/line_prefix.h"
#include "decode_run.h"

namespace telemetryhub::engine {

using Lines = std::vector<std::string>;

/// What devices print for people, read without a word about its format.
class PrintedLinesTest : public QObject {
    Q_OBJECT

private slots:
    void aPrintedLineGivesItsNamesAndNumbers_data();
    void aPrintedLineGivesItsNamesAndNumbers();
    void whateverIsPrintedComesOut_data();
    void whateverIsPrintedComesOut();
    void proseAroundMeasurementsBringsNoChannel_data();
    void proseAroundMeasurementsBringsNoChannel();
    void whatLooksLikeDataBeforeIsText();
    void aDigitThatCannotBeReadMakesNoNumber_data();
    void aDigitThatCannotBeReadMakesNoNumber();
    void aLineIsCleaned_data();
    void aLineIsCleaned();
    void aLogPrefixIsPassedOver_data();
    void aLogPrefixIsPassedOver();
};

namespace {

constexpr std::array<std::size_t, 4> kChunks = {1, 7, 64, 4096};

std::string joined(const Lines& parts) {
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : "|") + part;
    return text;
}

}  // namespace

void PrintedLinesTest::aPrintedLineGivesItsNamesAndNumbers_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("channels");
    QTest::addColumn<QByteArray>("last");
    const auto row = [](const char* name, const QByteArray& lines, const char* channels,
                        const char* last) {
        QTest::newRow(name) << lines << QByteArray(channels) << QByteArray(last);
    };
    row("units apart", "Temp: 19.5 C, Hum: 61 %\r\nTemp: 19.6 C, Hum: 62 %\r\n", "Temp [C]|Hum [%]",
        "row Temp=19.6 Hum=62");
    row("a value twice, each with its unit",
        "Humidity: 61.00 %\tTemperature: 19.50 *C 67.10 *F\tHeat index: 19.00 *C 66.20 *F\r\n"
        "Humidity: 61.10 %\tTemperature: 19.60 *C 67.28 *F\tHeat index: 19.10 *C 66.38 *F\r\n",
        "Humidity [%]|Temperature [*C]|Heat index [*C]",
        "row Humidity=61.1 Temperature=19.6 Heat index=19.1");
    row("a name of two words", "Bus Voltage:   3.20 V\nBus Voltage:   3.21 V\n", "Bus Voltage [V]",
        "row Bus Voltage=3.21");
    row("a name of two words right at its value", "Shunt Voltage:1.5\nShunt Voltage:1.6\n",
        "Shunt Voltage", "row Shunt Voltage=1.6");
    row("several without a separator", "Volt: 3.2 V Current: 15 mA\nVolt: 3.3 V Current: 16 mA\n",
        "Volt [V]|Current [mA]", "row Volt=3.3 Current=16");
    row("a sentence", "Level of tank 2 (north) is: 71.5\nLevel of tank 2 (north) is: 71.6\n",
        "Level of tank 2 (north)", "row Level of tank 2 (north)=71.6");
    row("an arrow", "A3 -> 812\r\nA3 -> 813\r\n", "A3", "row A3=813");
    row("an identifier and a number", "fan_rpm 900\npump_bar 2.5\nfan_rpm 910\npump_bar 2.6\n",
        "fan_rpm|pump_bar", "row pump_bar=2.6");
    row("a dictionary", "{'t': 19.5, 'h': 61}\r\n{'t': 19.6, 'h': 62}\r\n", "t|h",
        "row t=19.6 h=62");
    row("decimal commas", "T:19,5\tH:61,25\nT:19,6\tH:61,50\n", "T|H", "row T=19.6 H=61.5");
    row("decimal commas with units", "T: 19,5 °C; p: 1013,25 hPa\nT: 19,6 °C; p: 1013,5 hPa\n",
        "T [°C]|p [hPa]", "row T=19.6 p=1013.5");
    row("a degree sign of another character set",
        "T=19.5 \xB0"
        "C H=61 %\nT=19.6 \xB0"
        "C H=62 %\n",
        "T [°C]|H [%]", "row T=19.6 H=62");
    row("colours", "\x1B[32mt:19.5,h:61\x1B[0m\r\n\x1B[32mt:19.6,h:62\x1B[0m\r\n", "t|h",
        "row t=19.6 h=62");
    row("a coloured log",
        "\x1B[0;32mI (900) app: t=19.5 h=61\x1B[0m\r\n"
        "\x1B[0;32mI (950) app: t=19.6 h=62\x1B[0m\r\n",
        "t|h", "row t=19.6 h=62");
    row("a log with brackets",
        "[   900][I][app.cpp:7] loop(): t=19.5 h=61\r\n"
        "[   950][I][app.cpp:7] loop(): t=19.6 h=62\r\n",
        "t|h", "row t=19.6 h=62");
    row("a log with a level",
        "[00:00:01.000,000] <inf> app: t=19.5\n"
        "[00:00:02.000,000] <inf> app: t=19.6\n",
        "t", "row t=19.6");
    row("a clock and an arrow", "09:15:00.250 -> t:19.5,h:61\r\n09:15:01.250 -> t:19.6,h:62\r\n",
        "t|h", "row t=19.6 h=62");
    row("a clock", "09:15 t:19.5\r\n09:16 t:19.6\r\n", "t", "row t=19.6");
    row("JSON with a sign of Latin-1",
        "{\"t\":19.5,\"unit\":\"\xB0"
        "C\"}\n"
        "{\"t\":19.6,\"unit\":\"\xB0"
        "C\"}\n",
        "t", "row t=19.6");
    row("a byte of an unknown character set",
        "Gr\xF6ne Zeit: 19.5 s\nGr\xF6ne Zeit: 19.6 s\n"
        "Gr\xF6ne Zeit: 19.7 s\nGr\xF6ne Zeit: 19.8 s\n"
        "Gr\xF6ne Zeit: 19.9 s\n",
        "Gr\uFFFDne Zeit [s]", "row Gr\uFFFDne Zeit=19.9");
    row("a mark of byte order", "\xEF\xBB\xBFt: 19.5 C\nt: 19.6 C\n", "t [C]", "row t=19.6");
}

void PrintedLinesTest::aPrintedLineGivesItsNamesAndNumbers() {
    QFETCH(QByteArray, lines);
    QFETCH(QByteArray, channels);
    QFETCH(QByteArray, last);
    for (const std::size_t chunk : kChunks) {
        DecodeRun run(Format::Auto);

        cutIntoChunks(lines.toStdString(), chunk, [&](std::string_view part) { run.feed(part); });

        QCOMPARE(joined(run.channels()), channels.toStdString());
        QCOMPARE(run.events().back(), last.toStdString());
        QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
        QVERIFY(run.ledgerAlwaysClosed());
    }
}

namespace {

/// A line that somebody may have programmed, the same each time but for its numbers.
class InventedLine {
public:
    explicit InventedLine(unsigned seed) : m_random(seed) {
        constexpr std::array kMarks = {":", ": ", " : ", "=", " = "};
        constexpr std::array kSeparators = {", ", "\t", "; ", " | ", ","};
        constexpr std::array kPrefixes = {"", "I (123) app: ", "[  1000][I][a.cpp:4] f(): ",
                                          "10:20:30.400 -> ", "[00:00:01.000,000] <wrn> app: "};
        m_mark = pick(kMarks);
        m_separator = pick(kSeparators);
        m_prefix = pick(kPrefixes);
        const std::size_t count = 1 + m_random() % 4;
        for (std::size_t i = 0; i < count; ++i)
            m_parts.push_back({name(i), unit(), m_random() % 2 == 0});
    }
    /// The line, and in `row` what is to come of it.
    std::string next(std::string& row) {
        std::string line = m_prefix;
        row = "row";
        for (std::size_t i = 0; i < m_parts.size(); ++i) {
            const Part& part = m_parts[i];
            const std::string number =
                std::to_string(m_random() % 900 + 100) + "." + std::to_string(m_random() % 9 + 1);
            line += (i == 0 ? "" : m_separator) + part.name + m_mark + number;
            if (!part.unit.empty()) line += (part.isApart ? " " : "") + part.unit;
            row += " " + part.name + "=" + number;
        }
        constexpr std::array kEnds = {"\r\n", "\n", "\x1B[0m\r\n", "\x03\r\n"};
        return line + pick(kEnds);
    }
    [[nodiscard]] std::string channels() const {
        Lines titles;
        for (const Part& part : m_parts)
            titles.push_back(part.unit.empty() ? part.name : part.name + " [" + part.unit + "]");
        return joined(titles);
    }

private:
    struct Part {
        std::string name;
        std::string unit;
        bool isApart = false;
    };

    template <typename List>
    std::string pick(const List& list) {
        return list[m_random() % list.size()];
    }
    std::string name(std::size_t place) {
        constexpr std::array kWords = {"Temp", "outlet", "Zone", "p", "Flow", "größe", "Tank2"};
        std::string text = pick(kWords) + std::to_string(place);
        // A name of several words needs a mark that shows where it ends.
        if (m_mark.find(' ') != std::string::npos && m_random() % 3 == 0)
            text += " " + pick(kWords);
        return text;
    }
    std::string unit() {
        constexpr std::array kUnits = {"", "C", "°C", "%", "hPa", "m/s2", "km/h", "mA", "*C"};
        return pick(kUnits);
    }

    std::mt19937 m_random;
    std::string m_mark;
    std::string m_separator;
    std::string m_prefix;
    std::vector<Part> m_parts;
};

}  // namespace

void PrintedLinesTest::whateverIsPrintedComesOut_data() {
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 400; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void PrintedLinesTest::whateverIsPrintedComesOut() {
    QFETCH(quint32, seed);
    InventedLine printed(seed);
    std::string row;
    std::string stream;
    std::string first = printed.next(row);
    Lines rows{row};
    stream = first;
    for (int i = 0; i < 3; ++i) {
        stream += printed.next(row);
        rows.push_back(row);
    }
    for (const std::size_t chunk : kChunks) {
        for (const Format format : {Format::Auto, Format::KeyValue}) {
            DecodeRun run(format);

            cutIntoChunks(stream, chunk, [&](std::string_view part) { run.feed(part); });

            // The plotter's grammar knows no units.
            const std::string titles = joined(run.channels());
            QVERIFY2(run.events() == rows, (first + joined(run.events())).c_str());
            if (format == Format::KeyValue) QCOMPARE(titles, printed.channels());
            QVERIFY(run.ledgerAlwaysClosed());
        }
    }
}

void PrintedLinesTest::proseAroundMeasurementsBringsNoChannel_data() {
    QTest::addColumn<QByteArray>("line");
    for (const char* line :
         {"Heap free:23456 bytes now", "Warning: 3 sensors failed", "Try 5 of 7", "Error 5",
          "load:0x3fff0030,len:1184", "Connecting to 10.0.0.1: 3 tries left to go",
          "usb 1-1: new device, idVendor=0403, idProduct=6001", "Env: Mfr=1, Product=2",
          "12:30:05 started", "Time: 12:30:05", "http://host:8080/path", "a::b::c"})
        QTest::newRow(line) << QByteArray(line);
}

void PrintedLinesTest::proseAroundMeasurementsBringsNoChannel() {
    QFETCH(QByteArray, line);
    DecodeRun run(Format::Auto);

    for (int i = 0; i < 5; ++i)
        run.feed(line.toStdString() + "\n");

    QCOMPARE(joined(run.channels()), std::string());
    QCOMPARE(run.counts().framesDamaged.total(), quint64{0});
}

void PrintedLinesTest::whatLooksLikeDataBeforeIsText() {
    DecodeRun run(Format::Auto);

    run.feed("DRAM: 512 MiB\nbootdelay=2\nTemp: 19.5 C\nTemp: 19.6 C\n");

    QCOMPARE(run.events(),
             (Lines{"text DRAM: 512 MiB", "text bootdelay=2", "row Temp=19.5", "row Temp=19.6"}));
}

void PrintedLinesTest::aDigitThatCannotBeReadMakesNoNumber_data() {
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const char* name, Format format, const char* line) {
        QTest::newRow(name) << static_cast<int>(format) << QByteArray(line);
    };
    row("labelled", Format::Plotter,
        "abcde:12\xFF"
        "4 fghij:1");
    row("bare", Format::Plotter,
        "2 3 4 12\xFF"
        "4");
    row("pairs", Format::KeyValue,
        "abcde=12\xFF"
        "4 fghij=1");
    row("pairs, at the end", Format::KeyValue, "abcde=12\xFF, fghij=1");
    row("columns", Format::Csv,
        "2,3,4,12\xFF"
        "4");
}

void PrintedLinesTest::aDigitThatCannotBeReadMakesNoNumber() {
    QFETCH(int, format);
    QFETCH(QByteArray, line);
    DecodeRun run(static_cast<Format>(format));

    run.feed("2,3,4,5\n").feed(line.toStdString() + "\n");

    for (const std::string& event : run.events())
        QVERIFY2(event.find("=12") == std::string::npos, event.c_str());
}

void PrintedLinesTest::aLineIsCleaned_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("clean");
    const auto row = [](const char* name, const QByteArray& line, const char* clean) {
        QTest::newRow(name) << line << QByteArray(clean);
    };
    row("plain", "t: 5 °C\t", "t: 5 °C\t");
    row("colours within", "a\x1B[1;31mb\x1B[0mc", "abc");
    row("an unfinished sequence", "abc\x1B[1;3", "abc");
    row("two characters",
        "\x1B"
        "cReady",
        "Ready");
    row("a frame of control bytes",
        QByteArray("\0\x02\x11"
                   "5.5\x03\x13\0",
                   9),
        "5.5");
    row("control bytes behind a colour",
        "\x1B[0m\x02"
        "5.5",
        "5.5");
    row("degree of Latin-1",
        "T: 21.5 \xB0"
        "C",
        "T: 21.5 °C");
    row("degree of a display", "T: 21.5 \xDF", "T: 21.5 °");
    row("degree of code page 437",
        "T: 21.5 \xF8"
        "F.",
        "T: 21.5 °F.");
    row("a letter is no degree",
        "Gr\xF6\xDF"
        "e: 21.5",
        "Gr\uFFFD\uFFFD"
        "e: 21.5");
    row("a byte within", QByteArray("a=5 b\0=6 c=7", 12), "a=5 b\uFFFD=6 c=7");
    row("noise stays", "\xFF\x80\x01", "\xFF\x80\x01");
    row("control bytes alone", QByteArray("\0\0\0", 3), "");
}

void PrintedLinesTest::aLineIsCleaned() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, clean);
    CleanText text;

    QCOMPARE(QByteArray::fromStdString(std::string(text.of(line.toStdString()))), clean);
}

void PrintedLinesTest::aLogPrefixIsPassedOver_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("rest");
    const auto row = [](const char* line, const char* rest) {
        QTest::newRow(line) << QByteArray(line) << QByteArray(rest);
    };
    row("a=5", "a=5");
    row("12:00:00.123 -> a=5", "a=5");
    row("12:00 a=5", "a=5");
    row("12:00:00,a=5", "12:00:00,a=5");
    row("[ 1000][I][main.cpp:42] loop(): a=5", "a=5");
    row("[00:00:01.000,000] <inf> app: a=5", "a=5");
    row("[    1.5] SLUB: a=5", "SLUB: a=5");
    row("I (1000) main: a=5", "a=5");
    row("I (1000) a=5", "I (1000) a=5");
    row("[1,2]", "[1,2]");
    row("[a=5]", "[a=5]");
    row("[never closed a=5", "[never closed a=5");
}

void PrintedLinesTest::aLogPrefixIsPassedOver() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, rest);

    QCOMPARE(std::string(withoutLogPrefix(line.toStdString())), rest.toStdString());
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::PrintedLinesTest)
#include "test_printed_lines.moc"
