// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "csv_table.h"
#include "program.h"
#include "support/pty_pair.h"
#include "wire.h"

using namespace telemetryhub::test;

namespace {

/// One quantity of a capture's truth: which rows count, and how exact they are.
struct Quantity {
    std::string truth;    ///< title in the truth
    std::string channel;  ///< title in the program's CSV
    double tolerance;
};

const std::vector<Quantity> kQuantities = {{"lat_deg", "latitude [°]", 1e-7},
                                           {"lon_deg", "longitude [°]", 1e-7},
                                           {"alt_m", "altitude [m]", 1e-3},
                                           {"speed_kn", "speed [kn]", 1e-3}};

/// Whether a sentence of the truth has a fix; VTG does not tell.
bool isValid(const std::string& sentence, const std::string& state) {
    if (sentence.ends_with("GGA")) return numberIn(state).value_or(0) >= 1;
    if (sentence.ends_with("VTG")) return true;
    return state == "A";
}

std::vector<double> truthOf(const CsvTable& truth, const std::string& title) {
    std::vector<double> values;
    const auto sentences = truth.cells("sentence");
    const auto states = truth.cells("quality_or_status");
    const auto cells = truth.cells(title);
    for (std::size_t row = 0; row < cells.size(); ++row) {
        if (isValid(sentences[row], states[row]) && !cells[row].empty())
            values.push_back(numberIn(cells[row]).value());
    }
    return values;
}

std::vector<double> valuesOf(const CsvTable& table, const std::string& title) {
    std::vector<double> values;
    for (const std::string& cell : table.cells(title))
        if (!cell.empty()) values.push_back(numberIn(cell).value());
    return values;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

}  // namespace

/// Recorded streams: what comes over a port equals what `decode` makes of the file, and the truth.
class CaptureTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aCaptureOverAPortGivesTheRowsOfDecode();
    void realCapturesEqualTheirTruth_data();
    void realCapturesEqualTheirTruth();

private:
    /// The CSV of `telemetryhub decode`.
    [[nodiscard]] static CsvTable decoded(const QString& capture);
    /// The CSV of the same bytes over a pty, cut at random.
    [[nodiscard]] std::optional<CsvTable> received(const QByteArray& bytes, std::size_t rows) const;

    std::optional<QTemporaryDir> m_dir;
};

void CaptureTest::init() {
    m_dir.emplace();
}

CsvTable CaptureTest::decoded(const QString& capture) {
    Program program({QStringLiteral("decode"), capture, QStringLiteral("--decode"),
                     QStringLiteral("nmea"), QStringLiteral("--csv"), QStringLiteral("-")});
    return program.waitForExit() == 0 ? CsvTable::parse(program.output().toStdString())
                                      : CsvTable{};
}

std::optional<CsvTable> CaptureTest::received(const QByteArray& bytes, std::size_t rows) const {
    const QString csv = m_dir->filePath(QStringLiteral("out.csv"));
    PtyPair pty;
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"),
                     QStringLiteral("serial:%1?baud=4800&decode=nmea")
                         .arg(QString::fromStdString(pty.slavePath())),
                     QStringLiteral("--csv"), csv});
    if (!program.waitForEvent(QStringLiteral("ready"))) return std::nullopt;
    if (!sendInPieces(pty, bytes.toStdString(), 1, 64)) return std::nullopt;
    const bool complete =
        QTest::qWaitFor([&] { return CsvTable::read(csv.toStdString()).rows.size() >= rows; },
                        Program::kDeadlineMs);
    const auto stopped = program.stop();
    if (!complete || !stopped) return std::nullopt;
    const bool exact = stopped->value(QStringLiteral("bytes_read")).toInteger() == bytes.size() &&
                       stopped->value(QStringLiteral("ledger_closed")).toBool();
    return exact ? std::optional(CsvTable::read(csv.toStdString())) : std::nullopt;
}

void CaptureTest::aCaptureOverAPortGivesTheRowsOfDecode() {
    const QString capture = QStringLiteral(TH_SOURCE_DIR "/tests/data/nmea/harbour.nmea");
    const CsvTable offline = decoded(capture);
    QVERIFY(offline.rows.size() > 10);

    const auto live = received(contentOf(capture), offline.rows.size());

    QVERIFY(live.has_value());
    QCOMPARE(live->channels(), offline.channels());
    QCOMPARE(live->values(), offline.values());
}

void CaptureTest::realCapturesEqualTheirTruth_data() {
    QTest::addColumn<QString>("capture");
    const QDir captures(QStringLiteral(TH_SOURCE_DIR "/../shared/devices/nmea"));
    const QStringList names = captures.entryList({QStringLiteral("*.nmea")});
    for (const QString& name : names)
        QTest::newRow(qPrintable(name)) << captures.filePath(name);
    if (names.isEmpty()) QTest::newRow("none") << QString{};
}

void CaptureTest::realCapturesEqualTheirTruth() {
    QFETCH(QString, capture);
    if (capture.isEmpty()) QSKIP("there are no captures of real devices beside this tree");
    QString truthPath = capture;
    truthPath.replace(QStringLiteral(".nmea"), QStringLiteral(".sentences.csv"));
    const CsvTable truth = CsvTable::read(truthPath.toStdString());
    const CsvTable offline = decoded(capture);

    const auto live = received(contentOf(capture), offline.rows.size());

    QVERIFY(live.has_value());
    QCOMPARE(live->values(), offline.values());
    for (const auto& [truthTitle, channel, tolerance] : kQuantities) {
        const std::vector<double> expected = truthOf(truth, truthTitle);
        const std::vector<double> actual = valuesOf(*live, channel);
        QCOMPARE(actual.size(), expected.size());
        for (std::size_t i = 0; i < actual.size(); ++i)
            QVERIFY2(std::abs(actual[i] - expected[i]) <= tolerance,
                     qPrintable(QStringLiteral("%1 %2: %3, expected %4")
                                    .arg(QString::fromStdString(channel))
                                    .arg(i)
                                    .arg(actual[i], 0, 'g', 17)
                                    .arg(expected[i], 0, 'g', 17)));
    }
}

QTEST_GUILESS_MAIN(CaptureTest)
#include "capture_test.moc"
