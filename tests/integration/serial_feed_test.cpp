// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <QTemporaryDir>
#include <QtTest>

#include "csv_table.h"
#include "program.h"
#include "support/pty_pair.h"
#include "wire.h"

using namespace telemetryhub::test;

namespace {

/// The end of a line in whose middle somebody joins; as a whole line it would be text.
constexpr std::string_view kRestOfALine = "of a line\n";

/// Any finite double, whatever its exponent, as its shortest text.
std::string anyNumber(std::mt19937_64& random) {
    double number = 0;
    do
        number = std::bit_cast<double>(random());
    while (!std::isfinite(number));
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return {text.data(), end};
}

struct Feed {
    std::string bytes;
    std::vector<std::vector<std::string>> rows;
};

Feed randomFeed(std::size_t rows, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    Feed feed{std::string(kRestOfALine) + "alpha,beta,gamma\n", {}};
    for (std::size_t i = 0; i < rows; ++i) {
        feed.rows.push_back({anyNumber(random), anyNumber(random), anyNumber(random)});
        const auto& row = feed.rows.back();
        feed.bytes += row[0] + "," + row[1] + "," + row[2] + "\n";
    }
    return feed;
}

std::optional<std::uint64_t> bitsOf(const std::string& cell) {
    const std::optional<double> number = numberIn(cell);
    if (!number) return std::nullopt;
    return std::bit_cast<std::uint64_t>(*number);
}

/// The first cell whose number differs in any bit, as a sentence; empty when there is none.
std::string firstDifference(const std::vector<std::vector<std::string>>& sent,
                            const std::vector<std::vector<std::string>>& stored) {
    if (sent.size() != stored.size())
        return std::to_string(sent.size()) + " rows sent, " + std::to_string(stored.size()) +
               " stored";
    for (std::size_t row = 0; row < sent.size(); ++row) {
        if (sent[row].size() != stored[row].size())
            return "row " + std::to_string(row) + " has another width";
        for (std::size_t i = 0; i < sent[row].size(); ++i) {
            if (bitsOf(sent[row][i]) != bitsOf(stored[row][i]))
                return "row " + std::to_string(row) + ": " + sent[row][i] + " became " +
                       stored[row][i];
        }
    }
    return {};
}

}  // namespace

/// Devices on pseudo terminals, from the wire to the file.
class SerialFeedTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void everyRowIsStoredBitForBitHoweverTheBytesAreCut_data();
    void everyRowIsStoredBitForBitHoweverTheBytesAreCut();
    void unusualNumbersAreKeptOrRefusedButNeverChanged();
    void anAbsentPortIsNamedWithTheRemedyAndOpenedWhenItComes();
    void anAbsentPortEndsTheRunWhenDevicesAreRequired();
    void aPortThatIsTakenIsNamedWithTheRemedyAndOpenedWhenItIsFree();
    void aFileIsNotASerialPort();
    void aDeviceThatIsUnpluggedGoesOnWhenItIsPluggedInAgain();

private:
    [[nodiscard]] static QStringList arguments(const std::string& port, const QString& csv,
                                               const QStringList& more = {});
    [[nodiscard]] bool hasRows(std::size_t count) const {
        return QTest::qWaitFor(
            [&] { return CsvTable::read(m_csv.toStdString()).rows.size() >= count; },
            Program::kDeadlineMs);
    }

    std::optional<QTemporaryDir> m_dir;
    QString m_csv;
    std::string m_port;  ///< a path that is free for a link to a pty
};

void SerialFeedTest::init() {
    m_dir.emplace();
    m_csv = m_dir->filePath(QStringLiteral("out.csv"));
    m_port = m_dir->filePath(QStringLiteral("ttyRIG")).toStdString();
}

QStringList SerialFeedTest::arguments(const std::string& port, const QString& csv,
                                      const QStringList& more) {
    return QStringList{
               QStringLiteral("--no-gui"), QStringLiteral("--device"),
               QStringLiteral("serial:%1?decode=csv&id=rig").arg(QString::fromStdString(port)),
               QStringLiteral("--csv"), csv} +
           more;
}

void SerialFeedTest::everyRowIsStoredBitForBitHoweverTheBytesAreCut_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("largestPiece");
    QTest::newRow("single bytes") << 300 << 1;
    QTest::newRow("up to 7") << 2000 << 7;
    QTest::newRow("up to 64") << 5000 << 64;
    QTest::newRow("up to 4096") << 20'000 << 4096;
}

void SerialFeedTest::everyRowIsStoredBitForBitHoweverTheBytesAreCut() {
    QFETCH(int, rows);
    QFETCH(int, largestPiece);
    const Feed feed = randomFeed(static_cast<std::size_t>(rows), 7);
    PtyPair pty;
    Program program(arguments(pty.slavePath(), m_csv));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));

    QVERIFY(sendInPieces(pty, feed.bytes, 11, static_cast<std::size_t>(largestPiece)));

    QVERIFY(hasRows(feed.rows.size()));
    const auto stopped = program.stop();
    QVERIFY(stopped.has_value());
    const CsvTable table = CsvTable::read(m_csv.toStdString());
    const std::string difference = firstDifference(feed.rows, table.values());
    QVERIFY2(difference.empty(), difference.c_str());
    QCOMPARE(table.channels(), (std::vector<std::string>{"alpha", "beta", "gamma"}));
    QVERIFY(table.sequenceIsContiguous());
    QCOMPARE(stopped->value(QStringLiteral("samples_processed")).toInteger(), rows);
    QCOMPARE(stopped->value(QStringLiteral("samples_dropped")).toInteger(), 0);
    QCOMPARE(stopped->value(QStringLiteral("bytes_read")).toInteger(),
             static_cast<qint64>(feed.bytes.size()));
    QVERIFY(stopped->value(QStringLiteral("ledger_closed")).toBool());
}

void SerialFeedTest::unusualNumbersAreKeptOrRefusedButNeverChanged() {
    PtyPair pty;
    Program program(arguments(pty.slavePath(), m_csv));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));

    QVERIFY(sendAll(pty, std::string(kRestOfALine) +
                             "number,line\n"
                             "1,1\n1e999,2\nnan,3\n-0,4\n0x10,5\ninf,6\n-inf,7\n,8\n"
                             "4.9e-324,9\n0.1,10\n-1e-999,11\n1e5,12\n"));

    QVERIFY(QTest::qWaitFor(
        [&] {
            const auto lines = CsvTable::read(m_csv.toStdString()).cells("line");
            return !lines.empty() && lines.back() == "12";
        },
        Program::kDeadlineMs));
    QVERIFY(program.stop().has_value());
    const CsvTable table = CsvTable::read(m_csv.toStdString());
    std::map<std::string, std::string> numberOf;
    for (const auto& row : table.values())
        numberOf[row.at(1)] = row.at(0);
    const std::map<std::string, std::string> expected = {
        {"1", "1"}, {"3", "nan"},    {"4", "-0"},   {"6", "inf"},   {"7", "-inf"},
        {"8", ""},  {"9", "5e-324"}, {"10", "0.1"}, {"12", "1e+05"}};
    for (const auto& [line, number] : expected) {
        QVERIFY2(numberOf.contains(line), line.c_str());
        QCOMPARE(bitsOf(numberOf[line]), bitsOf(number));
    }
    QVERIFY2(!numberOf.contains("2"), "1e999 is no double");
    QVERIFY2(!numberOf.contains("5"), "0x10 is no decimal number");
}

void SerialFeedTest::anAbsentPortIsNamedWithTheRemedyAndOpenedWhenItComes() {
    Program program(arguments(m_port, m_csv));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(program.waitForMessage(QStringLiteral("Plug")));
    QVERIFY(program.errorOutput().contains("rig"));
    QVERIFY(program.isRunning());

    PtyPair pty;
    pty.link(m_port);
    QVERIFY(program.waitUntilOpen(pty.slavePath()));
    QVERIFY(sendAll(pty, std::string(kRestOfALine) + "a,b\n1,2\n3,4\n"));

    QVERIFY(hasRows(2));
    QVERIFY(program.stop().has_value());
}

void SerialFeedTest::anAbsentPortEndsTheRunWhenDevicesAreRequired() {
    Program program(arguments(m_port, m_csv, {QStringLiteral("--require-devices")}));

    QCOMPARE(program.waitForExit(), 3);

    QVERIFY2(program.errorOutput().contains("No device"), program.errorOutput());
}

void SerialFeedTest::aPortThatIsTakenIsNamedWithTheRemedyAndOpenedWhenItIsFree() {
    PtyPair pty;
    Program first(arguments(pty.slavePath(), m_csv));
    QVERIFY(first.waitForEvent(QStringLiteral("ready")));

    const QString csv = m_dir->filePath(QStringLiteral("second.csv"));
    Program second(arguments(pty.slavePath(), csv));
    QVERIFY(second.waitForEvent(QStringLiteral("ready")));

    QVERIFY(second.waitForMessage(QStringLiteral("in use by telemetryhub")));
    QVERIFY(second.errorOutput().contains("Close it there"));
    QVERIFY(second.errorOutput().contains(QByteArray::number(first.processId())));
    QVERIFY(first.stop().has_value());
    QVERIFY(second.waitUntilOpen(pty.slavePath()));
    QVERIFY(sendAll(pty, std::string(kRestOfALine) + "a,b\n1,2\n"));
    QVERIFY(QTest::qWaitFor([&] { return !CsvTable::read(csv.toStdString()).rows.empty(); },
                            Program::kDeadlineMs));
    QVERIFY(second.stop().has_value());
}

void SerialFeedTest::aFileIsNotASerialPort() {
    Program program(arguments("/dev/null", m_csv, {QStringLiteral("--require-devices")}));

    QCOMPARE(program.waitForExit(), 3);

    QVERIFY2(program.errorOutput().contains("not a serial port"), program.errorOutput());
}

void SerialFeedTest::aDeviceThatIsUnpluggedGoesOnWhenItIsPluggedInAgain() {
    std::optional<PtyPair> pty(std::in_place);
    pty->link(m_port);
    Program program(arguments(m_port, m_csv));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(sendAll(*pty, std::string(kRestOfALine) + "a,b\n1,2\n3,4\n"));
    QVERIFY(hasRows(2));

    pty.reset();
    QVERIFY(program.waitForMessage(QStringLiteral("Unplugged")));
    pty.emplace();
    pty->link(m_port);
    QVERIFY(program.waitUntilOpen(pty->slavePath()));
    QVERIFY(sendAll(*pty, std::string(kRestOfALine) + "5,6\n7,8\n"));

    QVERIFY(hasRows(4));
    const auto stopped = program.stop();
    QVERIFY(stopped.has_value());
    using Row = std::vector<std::string>;
    const CsvTable table = CsvTable::read(m_csv.toStdString());
    QCOMPARE(table.values(), (std::vector<Row>{{"1", "2"}, {"3", "4"}, {"5", "6"}, {"7", "8"}}));
    QVERIFY(table.sequenceIsContiguous());
    QVERIFY(stopped->value(QStringLiteral("ledger_closed")).toBool());
}

QTEST_GUILESS_MAIN(SerialFeedTest)
#include "serial_feed_test.moc"
