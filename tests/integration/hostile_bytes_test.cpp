// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>
#include <string>

#include <QTemporaryDir>
#include <QtTest>

#include "csv_table.h"
#include "program.h"
#include "support/patient_qtest.h"
#include "support/pty_pair.h"
#include "wire.h"

using namespace telemetryhub::test;

/// Input that no device should send, and some do.
class HostileBytesTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void noiseInventsNoChannelAndIsAccountedFor_data();
    void noiseInventsNoChannelAndIsAccountedFor();
    void goodLinesAfterNoiseAreDecoded();
    void aLineWithoutEndCostsBoundedMemoryAndTheNextLineIsDecoded();
    void zeroBytesAndBrokenTextSpoilOnlyTheirOwnLine();
    void aHundredMegabytesOfGarbageCostNoMemoryInAnyFormat();

private:
    [[nodiscard]] QStringList arguments(const std::string& port, const QString& format) const;
    [[nodiscard]] CsvTable table() const { return CsvTable::read(m_csv.toStdString()); }
    /// Waits until the newest row holds `values`.
    [[nodiscard]] bool endsWith(const std::vector<std::string>& values) const;

    std::optional<QTemporaryDir> m_dir;
    QString m_csv;
};

void HostileBytesTest::init() {
    m_dir.emplace();
    m_csv = m_dir->filePath(QStringLiteral("out.csv"));
}

QStringList HostileBytesTest::arguments(const std::string& port, const QString& format) const {
    return {QStringLiteral("--no-gui"), QStringLiteral("--device"),
            QStringLiteral("serial:%1?decode=%2&id=rig&damage_limit=off")
                .arg(QString::fromStdString(port), format),
            QStringLiteral("--csv"), m_csv};
}

bool HostileBytesTest::endsWith(const std::vector<std::string>& values) const {
    return QTest::qWaitFor(
        [&] {
            const auto rows = table().values();
            return !rows.empty() && rows.back() == values;
        },
        Program::kDeadlineMs);
}

void HostileBytesTest::noiseInventsNoChannelAndIsAccountedFor_data() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<quint32>("seed");
    for (const quint32 seed : {1U, 2U, 3U})
        QTest::addRow("auto, seed %u", seed) << QStringLiteral("auto") << seed;
    QTest::newRow("nmea") << QStringLiteral("nmea") << 4U;
}

void HostileBytesTest::noiseInventsNoChannelAndIsAccountedFor() {
    QFETCH(QString, format);
    QFETCH(quint32, seed);
    // More than the operating system buffers, so that most of it was read when it is sent.
    constexpr std::size_t kNoiseBytes = std::size_t{512} * 1024;
    constexpr qint64 kLeastRead = qint64{384} * 1024;
    PtyPair pty;
    Program program(arguments(pty.slavePath(), format));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));

    QVERIFY(sendAll(pty, randomBytes(kNoiseBytes, seed)));
    const auto stopped = program.stop();

    QVERIFY(stopped.has_value());
    QCOMPARE(table().channels(), std::vector<std::string>{});
    QCOMPARE(stopped->value(QStringLiteral("samples_processed")).toInteger(), 0);
    QVERIFY(stopped->value(QStringLiteral("bytes_read")).toInteger() >= kLeastRead);
    QVERIFY(stopped->value(QStringLiteral("ledger_closed")).toBool());
}

void HostileBytesTest::goodLinesAfterNoiseAreDecoded() {
    PtyPair pty;
    Program program(arguments(pty.slavePath(), QStringLiteral("csv")));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));

    QVERIFY(sendAll(pty, randomBytes(std::size_t{64} * 1024, 5)));
    std::string lines = "\nleft,right\n";
    for (int i = 1; i <= 1000; ++i)
        lines += std::to_string(i) + "," + std::to_string(-i) + "\n";
    QVERIFY(sendAll(pty, lines));

    QVERIFY(endsWith({"1000", "-1000"}));
    const auto stopped = program.stop();
    QVERIFY(stopped.has_value());
    QVERIFY(table().rows.size() >= 1000);
    QVERIFY(stopped->value(QStringLiteral("ledger_closed")).toBool());
}

void HostileBytesTest::aLineWithoutEndCostsBoundedMemoryAndTheNextLineIsDecoded() {
    constexpr std::size_t kLineBytes = 100'000'000;
    constexpr qint64 kMostGrowthKb = qint64{16} * 1024;
    PtyPair pty;
    Program program(arguments(pty.slavePath(), QStringLiteral("csv")));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(sendAll(pty, "of a line\nleft,right\n1,2\n"));
    QVERIFY(endsWith({"1", "2"}));
    const qint64 before = program.memoryKb("VmHWM");

    const std::string piece(1'000'000, '7');
    for (std::size_t sent = 0; sent < kLineBytes; sent += piece.size())
        QVERIFY(sendAll(pty, piece));
    QVERIFY(sendAll(pty, "\n3,4\n"));
    QVERIFY(endsWith({"3", "4"}));
    const qint64 after = program.memoryKb("VmHWM");

    QVERIFY(before > 0);
    QVERIFY2(after - before <= kMostGrowthKb,
             qPrintable(QStringLiteral("%1 kB grew to %2 kB").arg(before).arg(after)));
    const auto stopped = program.stop();
    QVERIFY(stopped.has_value());
    QCOMPARE(table().rows.size(), std::size_t{2});
    QVERIFY(stopped->value(QStringLiteral("bytes_discarded")).toInteger() >=
            static_cast<qint64>(kLineBytes));
    QVERIFY(stopped->value(QStringLiteral("ledger_closed")).toBool());
}

void HostileBytesTest::zeroBytesAndBrokenTextSpoilOnlyTheirOwnLine() {
    PtyPair pty;
    Program program(arguments(pty.slavePath(), QStringLiteral("csv")));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));

    std::string bytes = "of a line\nleft,right\n1,2\n";
    bytes += std::string("3\0,4\n", 5);
    bytes += "\xC3\x28\xFF\xFE\n";
    bytes += std::string(100, '\0') + "\n";
    bytes += "\x1B[31m5,6\x1B[0m\n";
    bytes += "7,8\r\n";
    QVERIFY(sendAll(pty, bytes));

    QVERIFY(endsWith({"7", "8"}));
    const auto stopped = program.stop();
    QVERIFY(stopped.has_value());
    const auto rows = table().values();
    QCOMPARE(rows.front(), (std::vector<std::string>{"1", "2"}));
    for (const auto& row : rows)
        QVERIFY2(row.at(0) != "3" && row.at(0) != "34", "a zero byte is no digit");
    QVERIFY(stopped->value(QStringLiteral("ledger_closed")).toBool());
}

// Each format reads the same file, as a device of its own in one program.
void HostileBytesTest::aHundredMegabytesOfGarbageCostNoMemoryInAnyFormat() {
    const QStringList formats =
        QStringLiteral(
            "auto csv plotter teleplot json keyvalue nmea vedirect dsmr slip cobs modbus "
            "frame&sync=AA55&length=u16le&fields=a:u16le&checksum=crc16_modbus_le")
            .split(QLatin1Char(' '));
    constexpr std::size_t kBytesEach = 8'000'000;
    constexpr qint64 kMostKb = qint64{64} * 1024;
    const QString path = m_dir->filePath(QStringLiteral("garbage"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(randomBytes(kBytesEach, 6)));
    file.close();
    QStringList arguments{QStringLiteral("--no-gui"), QStringLiteral("--log-level"),
                          QStringLiteral("error")};
    for (int i = 0; i < formats.size(); ++i)
        arguments << QStringLiteral("--device")
                  << QStringLiteral("replay:%1?speed=max&id=d%2&decode=%3")
                         .arg(path, QString::number(i), formats.at(i));

    Program program(arguments);
    qint64 mostKb = 0;
    QTRY_VERIFY_WITH_TIMEOUT(
        (mostKb = std::max(mostKb, program.memoryKb("VmHWM")), !program.isRunning()),
        2 * Program::kDeadlineMs);

    const auto stopped = program.waitForEvent(QStringLiteral("stopped"));
    QVERIFY(stopped.has_value());
    QCOMPARE(stopped->value(QStringLiteral("bytes_read")).toInteger(),
             static_cast<qint64>(kBytesEach) * formats.size());
    QVERIFY(stopped->value(QStringLiteral("ledger_closed")).toBool());
    QVERIFY(mostKb > 0);
    QVERIFY2(mostKb < kMostKb, qPrintable(QStringLiteral("%1 kB").arg(mostKb)));
}

QTEST_GUILESS_MAIN(HostileBytesTest)
#include "hostile_bytes_test.moc"
