// SPDX-License-Identifier: GPL-3.0-or-later
// A recorder is killed at random moments; what it promised before must be in the file.
// TELEMETRYHUB_KILLS says how often, TELEMETRYHUB_SEED with which first seed.
#include <filesystem>
#include <fstream>
#include <random>

#include <QProcess>
#include <QTemporaryDir>

#include "rehearsal_check.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {
namespace {

constexpr int kUsualKills = 50;
constexpr int kMostWaitMs = 120;

std::string contentOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string everythingOf(const std::string& session) {
    return contentOf(session) + contentOf(session + "-wal") + contentOf(session + "-tail");
}

/// The files of a recording in their order.
std::vector<std::string> filesOf(const QTemporaryDir& folder) {
    std::vector<std::string> files;
    for (QString name = QStringLiteral("a.thub"); QFile::exists(folder.filePath(name));
         name = QStringLiteral("a.%1.thub").arg(files.size() + 1))
        files.push_back(folder.filePath(name).toStdString());
    return files;
}

}  // namespace

class KilledRecordingTest : public QObject {
    Q_OBJECT

private slots:
    void whatWasDurableIsThereWhenTheRecorderIsKilled();

private:
    static void killOnce(std::uint64_t seed);
    static std::string runAndKill(const QString& path, std::uint64_t seed);
};

void KilledRecordingTest::whatWasDurableIsThereWhenTheRecorderIsKilled() {
    bool isGiven = false;
    const int given = qEnvironmentVariableIntValue("TELEMETRYHUB_KILLS", &isGiven);
    const int kills = isGiven ? given : kUsualKills;
    const auto first = qEnvironmentVariable("TELEMETRYHUB_SEED").toULongLong(&isGiven);
    const std::uint64_t seed = isGiven ? first : std::random_device()();
    qInfo("%d kills from TELEMETRYHUB_SEED=%llu on", kills, static_cast<unsigned long long>(seed));

    for (int kill = 0; kill < kills; ++kill) {
        killOnce(seed + static_cast<std::uint64_t>(kill));
        if (QTest::currentTestFailed()) return;
    }
}

void KilledRecordingTest::killOnce(std::uint64_t seed) {
    const QTemporaryDir folder;
    const QByteArray context = "TELEMETRYHUB_SEED=" + QByteArray::number(quint64{seed});
    const std::string output = runAndKill(folder.filePath(QStringLiteral("a.thub")), seed);
    const std::vector<std::string> files = filesOf(folder);
    std::vector<std::string> before;
    for (const std::string& file : files)
        before.push_back(everythingOf(file));

    StoredRecording stored;
    for (const std::string& file : files)
        stored.add(file);

    // Only the file that was just being begun may be none yet.
    QVERIFY2(stored.refused.empty() ||
                 (stored.refused.size() == 1 && !SessionReader::open(files.back())),
             context);
    const std::string wrong = wrongIn(stored, RehearsalReport::of(output), seed);
    QVERIFY2(wrong.empty(), context + ": " + QByteArray::fromStdString(wrong));
    for (std::size_t i = 0; i < files.size(); ++i)
        QVERIFY2(everythingOf(files[i]) == before[i], context);
}

/// One run of three ends by itself about when it is killed, one of two has several files.
std::string KilledRecordingTest::runAndKill(const QString& path, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto rounds = seed % 3 == 0 ? 20 + random() % 100 : 1'000'000;
    const auto rotateBytes = seed % 2 == 0 ? 60'000 + random() % 200'000 : 0;
    const int waitMs = static_cast<int>(random() % kMostWaitMs);
    QProcess program;
    program.start(
        QStringLiteral(TH_RECORDING_REHEARSAL),
        {path, QString::number(seed), QString::number(rounds), QString::number(rotateBytes)});
    // A kill before the first sample proves little.
    if (seed % 10 != 0) program.waitForReadyRead();
    program.waitForFinished(waitMs);
    program.kill();
    program.waitForFinished();
    return program.readAllStandardOutput().toStdString();
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::KilledRecordingTest)
#include "killed_recording_test.moc"
