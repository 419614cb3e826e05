// SPDX-License-Identifier: GPL-3.0-or-later
// Every call of a recorder on its files fails once, one after the other; and power cuts, of which
// only what was synced is left.
#include <filesystem>
#include <random>

#include <QProcess>
#include <QTemporaryDir>

#include "rehearsal_check.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {
namespace {

constexpr int kRounds = 40;
constexpr int kRotateBytes = 80'000;
constexpr int kPowerCuts = 12;
constexpr int kAllFromThere = 1'000'000;

std::vector<std::string> sessionFilesIn(const QString& folder) {
    std::vector<std::string> files;
    for (QString name = QStringLiteral("a.thub"); QFile::exists(folder + u'/' + name);
         name = QStringLiteral("a.%1.thub").arg(files.size() + 1))
        files.push_back((folder + u'/' + name).toStdString());
    return files;
}

StoredRecording storedIn(const QString& folder) {
    StoredRecording stored;
    for (const std::string& file : sessionFilesIn(folder))
        stored.add(file);
    return stored;
}

/// All that the source makes.
SampleColumns truthOf(std::uint32_t number, std::uint64_t seed, int rounds) {
    BlockPool pool;
    RehearsedDevice source(pool, number, seed);
    SampleColumns truth;
    for (int round = 0; round < rounds; ++round)
        if (source.isDueIn(round)) truth.append(*source.next().block);
    return truth;
}

/// Holds what is stored of a device against the truth: each sample is one of the source's, in its
/// order, and a gap tells how many are missing before it.
std::string wrongWith(const SampleColumns& stored, const std::vector<Gap>& gaps,
                      const SampleColumns& truth) {
    SampleColumns expected = truth;
    std::size_t at = 0;
    std::size_t kept = 0;
    for (const Sequence number : stored.sequences) {
        const std::size_t before = at;
        while (at < truth.size() && truth.sequences[at] != number)
            ++at;
        if (at == truth.size()) return std::to_string(number) + " is not in its order";
        const auto tells = [&](const Gap& gap) {
            return gap.reason == ErrorCode::StorageFailed && gap.next == number &&
                   gap.lost == at - before;
        };
        if (at > before && std::none_of(gaps.begin(), gaps.end(), tells))
            return "no gap tells of " + std::to_string(at - before) + " before " +
                   std::to_string(number);
        expected.steadyNs[kept] = truth.steadyNs[at];
        expected.wallNs[kept] = truth.wallNs[at];
        expected.sequences[kept] = truth.sequences[at];
        for (std::vector<double>& column : expected.columns)
            column[kept] = column[at];
        ++kept;
        ++at;
    }
    expected.keep(0, kept);
    // Of channels that are new in what was lost nothing is stored.
    expected.columns.resize(std::min(expected.columns.size(), stored.columns.size()));
    return differenceOf(stored, expected);
}

}  // namespace

class FailingDiskTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aFailedCallIsAnErrorAndCostsNothingThatWasDurable_data();
    void aFailedCallIsAnErrorAndCostsNothingThatWasDurable();
    void aFailedSyncStopsTheRecordingForGood();
    void aFullQuotaIsLikeAFullDisk();
    void aDiskThatFillsTwiceTellsOfBothLosses();
    void aPowerCutLeavesWhatWasDurable();

private:
    struct Run {
        std::string output;
        bool hasFailed = false;  // a call did
    };
    [[nodiscard]] static Run run(const QTemporaryDir& folder, const QStringList& variables,
                                 int rotateBytes = kRotateBytes);
    static void check(const QTemporaryDir& folder, const Run& run, const QByteArray& context);

    static constexpr std::uint64_t kSeed = 7;
};

void FailingDiskTest::initTestCase() {
    const QTemporaryDir folder(quickFolder());
    const Run clean = run(folder, {});
    const RehearsalReport report = RehearsalReport::of(clean.output);
    QCOMPARE(report.state, std::string("finished"));
    QVERIFY(sessionFilesIn(folder.path()).size() > 1);
    check(folder, clean, "clean");
}

void FailingDiskTest::aFailedCallIsAnErrorAndCostsNothingThatWasDurable_data() {
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("reason");
    QTest::addColumn<int>("count");
    for (const char* call : {"open", "write", "sync", "truncate", "unlink", "rename"})
        for (const auto& [name, reason] : {std::pair{"EIO", EIO}, std::pair{"ENOSPC", ENOSPC}})
            for (const int count : {1, kAllFromThere})
                QTest::addRow("%s %s %s", call, name, count == 1 ? "once" : "from there on")
                    << QString::fromLatin1(call) << reason << count;
}

void FailingDiskTest::aFailedCallIsAnErrorAndCostsNothingThatWasDurable() {
    QFETCH(QString, call);
    QFETCH(int, reason);
    QFETCH(int, count);

    // The first ones each, the later ones, which are all alike, here and there.
    for (int number = 1;; number += 1 + number / 10) {
        const QTemporaryDir folder(quickFolder());
        const Run hindered = run(
            folder, {QStringLiteral("FAIL_CALL=") + call, QStringLiteral("FAIL_AT=%1").arg(number),
                     QStringLiteral("FAIL_ERRNO=%1").arg(reason),
                     QStringLiteral("FAIL_COUNT=%1").arg(count)});
        check(folder, hindered, "call " + QByteArray::number(number));
        if (QTest::currentTestFailed() || !hindered.hasFailed) return;
    }
}

void FailingDiskTest::aFailedSyncStopsTheRecordingForGood() {
    for (int number = 4; number < 8; ++number) {
        const QTemporaryDir folder(quickFolder());

        const Run hindered =
            run(folder,
                {QStringLiteral("FAIL_CALL=sync"), QStringLiteral("FAIL_AT=%1").arg(number),
                 QStringLiteral("FAIL_ERRNO=%1").arg(number % 2 ? EIO : ENOSPC)},
                0);

        QVERIFY(hindered.hasFailed);
        const RehearsalReport report = RehearsalReport::of(hindered.output);
        QCOMPARE(report.state, std::string("failed"));
        check(folder, hindered, "sync " + QByteArray::number(number));
    }
}

void FailingDiskTest::aFullQuotaIsLikeAFullDisk() {
    const QTemporaryDir folder(quickFolder());

    const Run hindered = run(folder,
                             {QStringLiteral("FAIL_CALL=write"), QStringLiteral("FAIL_AT=60"),
                              QStringLiteral("FAIL_ERRNO=%1").arg(EDQUOT)},
                             0);

    QVERIFY(hindered.hasFailed);
    QVERIFY(hindered.output.find("free some space") != std::string::npos);
    QVERIFY(hindered.output.find("there is space again") != std::string::npos);
    check(folder, hindered, "quota");
}

/// Also without a commit between, so that the gap of the first loss is not in the file when the
/// disk is full again.
void FailingDiskTest::aDiskThatFillsTwiceTellsOfBothLosses() {
    constexpr int kMostCallsBetween = 40;
    int suspendedTwice = 0;
    for (int calls = 1; calls <= kMostCallsBetween; ++calls) {
        const QTemporaryDir folder(quickFolder());

        const Run hindered = run(folder,
                                 {QStringLiteral("FAIL_CALL=write"), QStringLiteral("FAIL_AT=90"),
                                  QStringLiteral("FAIL_AGAIN=%1").arg(calls),
                                  QStringLiteral("FAIL_ERRNO=%1").arg(ENOSPC)},
                                 0);

        check(folder, hindered, "again behind " + QByteArray::number(calls));
        if (QTest::currentTestFailed()) return;
        const QByteArray output = QByteArray::fromStdString(hindered.output);
        suspendedTwice += output.count("the recording stopped") == 2 ? 1 : 0;
    }
    QVERIFY2(suspendedTwice > kMostCallsBetween / 4, QByteArray::number(suspendedTwice));
}

void FailingDiskTest::aPowerCutLeavesWhatWasDurable() {
    std::mt19937 random(1);
    for (int cut = 0; cut < kPowerCuts; ++cut) {
        const QTemporaryDir folder(quickFolder());
        const QTemporaryDir synced(quickFolder());
        QProcess program;
        program.setEnvironment(QProcess::systemEnvironment()
                               << QStringLiteral("LD_PRELOAD=" TH_FAILING_CALLS)
                               << QStringLiteral("FAIL_UNDER=") + folder.path() + u'/'
                               << QStringLiteral("KEEP_SYNCED=") + synced.path());
        program.start(QStringLiteral(TH_RECORDING_REHEARSAL),
                      {folder.filePath(QStringLiteral("a.thub")), QString::number(cut),
                       QStringLiteral("100000"), QString::number(cut % 2 ? 200'000 : 0)});
        QVERIFY(program.waitForReadyRead());
        program.waitForFinished(static_cast<int>(random() % 150));
        program.kill();
        program.waitForFinished();

        const StoredRecording stored = storedIn(synced.path());

        const RehearsalReport report =
            RehearsalReport::of(program.readAllStandardOutput().toStdString());
        QVERIFY(!report.durable.empty());
        const std::string wrong = wrongIn(stored, report, static_cast<std::uint64_t>(cut));
        QVERIFY2(wrong.empty(), wrong.c_str());
    }
}

FailingDiskTest::Run FailingDiskTest::run(const QTemporaryDir& folder, const QStringList& variables,
                                          int rotateBytes) {
    const QTemporaryDir reports;
    const QString reportPath = reports.filePath(QStringLiteral("failed"));
    QProcess program;
    program.setEnvironment(QProcess::systemEnvironment()
                           << variables << QStringLiteral("LD_PRELOAD=" TH_FAILING_CALLS)
                           << QStringLiteral("FAIL_UNDER=") + folder.path() + u'/'
                           << QStringLiteral("FAIL_REPORT=") + reportPath);
    program.start(QStringLiteral(TH_RECORDING_REHEARSAL),
                  {folder.filePath(QStringLiteral("a.thub")), QString::number(kSeed),
                   QString::number(kRounds), QString::number(rotateBytes)});
    const bool hasEnded =
        program.waitForFinished(10'000) && program.exitStatus() == QProcess::NormalExit;
    if (!hasEnded) program.kill();
    program.waitForFinished();
    if (!hasEnded) return {"crashed or hung\n" + program.readAllStandardError().toStdString(), {}};
    return {program.readAllStandardOutput().toStdString(), QFile::exists(reportPath)};
}

void FailingDiskTest::check(const QTemporaryDir& folder, const Run& run,
                            const QByteArray& context) {
    const RehearsalReport report = RehearsalReport::of(run.output);
    const QByteArray told = context + ": " + QByteArray::fromStdString(run.output);
    QVERIFY2(report.hasEnded, told);
    QVERIFY2(report.offered == report.durableSamples + report.lost, told);
    QVERIFY2((report.state == "finished") == report.error.empty(), told);
    const bool isSentence = report.error.find("a.") != std::string::npos &&
                            report.error.find_first_of(";.") != std::string::npos;
    QVERIFY2(report.error.empty() || isSentence, told);

    const StoredRecording stored = storedIn(folder.path());
    QVERIFY2(stored.damage.empty(), told);
    QVERIFY2(stored.refused.empty(), told);
    const bool isExact = report.state == "finished";
    QVERIFY2(
        isExact ? stored.count == report.durableSamples : stored.count >= report.durableSamples,
        told + "stored: " + QByteArray::number(quint64{stored.count}));
    for (const auto& [device, samples] : stored.samples) {
        const std::string wrong =
            wrongWith(samples, stored.gaps.at(device), truthOf(device.value, kSeed, kRounds));
        QVERIFY2(wrong.empty(), told + "device " + QByteArray::number(device.value) + ": " +
                                    QByteArray::fromStdString(wrong));
    }
    for (const auto& [device, mark] : report.durable)
        QVERIFY2(
            stored.samples.contains(device) && stored.samples.at(device).sequences.back() >= mark,
            told);
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::FailingDiskTest)
#include "failing_disk_test.moc"
