// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QFileInfo>

#include "recordings/recording_files.h"
#include "recordings/recordings_scan.h"
#include "session/session_files.h"
#include "support/patient_qtest.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;

class TestRecordingFiles : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void aFolderThatIsNotThereHoldsNothing();
    void onlySessionFilesAreListedWithTheirLogs();
    void aCompleteOneIsRead();
    void oneThatIsWrittenIsRunning();
    void whatIsNoSessionIsDamagedAndSaysWhy();
    void aDamagedOneIsReadAsFarAsPossible();
    void aTrashedOneComesBackWithItsLog();
    void oneThatIsWrittenIsNotTrashed();
    void aNewNameTakesTheLogAlong();
    void anotherFileIsNeverOverwritten();
    void aNameNeedsALetterAndNoSlash();

private:
    [[nodiscard]] QString path(const char* name) const {
        return m_folder->filePath(QLatin1String(name));
    }
    void write(const QString& path, const QByteArray& bytes = "x") const {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QTemporaryDir m_trash;
};

void TestRecordingFiles::initTestCase() {
    // The trash of the test, on the disk of its files.
    qputenv("XDG_DATA_HOME", m_trash.path().toLocal8Bit());
}

void TestRecordingFiles::init() {
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestRecordingFiles::aFolderThatIsNotThereHoldsNothing() {
    QVERIFY(listRecordings(path("nowhere")).empty());
    QVERIFY(listRecordings({}).empty());
}

void TestRecordingFiles::onlySessionFilesAreListedWithTheirLogs() {
    write(path("a.thub"), "12345");
    write(path("a.thub-wal"), "123");
    write(path("notes.txt"));

    const auto files = listRecordings(m_folder->path());

    QCOMPARE(files.size(), std::size_t{1});
    QCOMPARE(files[0].bytes, std::uint64_t{8});
}

void TestRecordingFiles::aCompleteOneIsRead() {
    testing::SessionFile session(path("a.thub"));
    session.addDevice(1, "bench", 2, 101);
    session.addDevice(2, "tank", 1, 5);
    session.finish();

    const RecordingFacts facts = readRecording(path("a.thub"));

    QCOMPARE(facts.kind, RecordingKind::Complete);
    QCOMPARE(facts.devices, (QStringList{QStringLiteral("bench"), QStringLiteral("tank")}));
    QCOMPARE(facts.samples, std::uint64_t{106});
    QCOMPARE(facts.startNs, testing::kSessionStart.wallNs);
    QCOMPARE(facts.spanNs, std::int64_t{1'000'000'000});
}

void TestRecordingFiles::oneThatIsWrittenIsRunning() {
    testing::SessionFile session(path("a.thub"));

    QCOMPARE(readRecording(path("a.thub")).kind, RecordingKind::Running);
}

void TestRecordingFiles::whatIsNoSessionIsDamagedAndSaysWhy() {
    write(path("a.thub"), "this is no session at all");

    const RecordingFacts facts = readRecording(path("a.thub"));

    QCOMPARE(facts.kind, RecordingKind::Damaged);
    QVERIFY(!facts.problem.isEmpty());
}

void TestRecordingFiles::aDamagedOneIsReadAsFarAsPossible() {
    {
        testing::SessionFile session(path("a.thub"));
        session.addDevice(1, "bench", 4, 20'000);
        session.finish();
    }
    testing::damage(path("a.thub"));

    // Which pages are hit is up to the file; whatever is, reading does not fail.
    const RecordingFacts facts = readRecording(path("a.thub"));

    QVERIFY(facts.kind == RecordingKind::Damaged || facts.kind == RecordingKind::Complete);
}

void TestRecordingFiles::aTrashedOneComesBackWithItsLog() {
    write(path("a.thub"), "samples");
    write(path("a.thub-wal"), "newest samples");
    std::vector<TrashedFile> trashed;

    const QString problem = trashRecordings({path("a.thub")}, trashed);
    if (problem.contains(QStringLiteral("trash"))) QSKIP("There is no trash on this disk.");
    QCOMPARE(problem, QString());
    QVERIFY(!QFileInfo::exists(path("a.thub")) && !QFileInfo::exists(path("a.thub-wal")));

    QCOMPARE(restoreTrashed(trashed), QString());
    QFile log(path("a.thub-wal"));
    QVERIFY(log.open(QIODevice::ReadOnly));
    QCOMPARE(log.readAll(), QByteArray("newest samples"));
    QVERIFY(QFileInfo::exists(path("a.thub")));
}

void TestRecordingFiles::oneThatIsWrittenIsNotTrashed() {
    testing::SessionFile session(path("a.thub"));
    std::vector<TrashedFile> trashed;

    const QString problem = trashRecordings({path("a.thub")}, trashed);

    QVERIFY2(problem.contains(QStringLiteral("being recorded")), qPrintable(problem));
    QVERIFY(QFileInfo::exists(path("a.thub")) && trashed.empty());
}

void TestRecordingFiles::aNewNameTakesTheLogAlong() {
    write(path("a.thub"));
    write(path("a.thub-wal"), "newest");
    write(path("a.thub-tail"), "newest of all");

    QCOMPARE(renameRecording(path("a.thub"), QStringLiteral(" calibration run ")), QString());

    QVERIFY(QFileInfo::exists(path("calibration run.thub")));
    for (const char* ending : {"-wal", "-tail"}) {
        QVERIFY(QFileInfo::exists(path("calibration run.thub") + QLatin1String(ending)));
        QVERIFY(!QFileInfo::exists(path("a.thub") + QLatin1String(ending)));
    }
}

void TestRecordingFiles::anotherFileIsNeverOverwritten() {
    write(path("a.thub"), "a");
    write(path("b.thub"), "b");

    QVERIFY(!renameRecording(path("a.thub"), QStringLiteral("b.thub")).isEmpty());

    QFile kept(path("b.thub"));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("b"));
}

void TestRecordingFiles::aNameNeedsALetterAndNoSlash() {
    write(path("a.thub"));

    QVERIFY(!renameRecording(path("a.thub"), QStringLiteral("  ")).isEmpty());
    QVERIFY(!renameRecording(path("a.thub"), QStringLiteral("../b")).isEmpty());

    QVERIFY(QFileInfo::exists(path("a.thub")));
}

QTEST_MAIN(TestRecordingFiles)
#include "test_recording_files.moc"
