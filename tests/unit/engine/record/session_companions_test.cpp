// SPDX-License-Identifier: GPL-3.0-or-later
// The files beside a session: what a copy without them says, and that they go when it ends.
#include <atomic>
#include <filesystem>
#include <thread>

#include <QTemporaryDir>

#include "session_samples.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {
namespace {

constexpr DeviceId kFirst{1};
constexpr ReadTime kStart{1'000'000'000, 1'700'000'000'000'000'000};

}  // namespace

class SessionCompanionsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(quickFolder()); }
    void aCopyOfANewFileSaysWhatItLacks();
    void theFileAloneHoldsWhatIsOlderThanAMinute();
    void readersThatComeAndGoLeaveOneFileAtTheEnd();
    void theLastReaderOfAFileThatEndedLeavesOneFile();
    void theLastReaderOfAFileThatDidNotEndLeavesItsLog();

private:
    /// A copy of the file without what lies beside it.
    [[nodiscard]] Result<std::unique_ptr<SessionReader>> readerOfCopy() const {
        const std::string copy = m_folder->filePath(QStringLiteral("copy.thub")).toStdString();
        std::filesystem::copy_file(path(), copy);
        return SessionReader::open(copy);
    }
    [[nodiscard]] std::string path() const {
        return m_folder->filePath(QStringLiteral("a.thub")).toStdString();
    }
    [[nodiscard]] std::unique_ptr<SessionWriter> newWriter() const {
        auto created = SessionWriter::create(path(), {kStart, "test", {}});
        if (!created) qFatal("%s", created.error().detail.c_str());
        return std::move(created).value();
    }
    [[nodiscard]] std::unique_ptr<SessionReader> reader() const {
        auto opened = SessionReader::open(path());
        if (!opened) qFatal("%s", opened.error().detail.c_str());
        return std::move(opened).value();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    BlockPool m_pool;
};

void SessionCompanionsTest::aCopyOfANewFileSaysWhatItLacks() {
    SampleSource source(m_pool, kFirst, 2);
    const auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "dev", "sim:demo", {}}));
    QVERIFY(writer->add(*source.block(2)));
    QVERIFY(writer->commit(kStart));

    const auto copy = readerOfCopy();

    QVERIFY(!copy);
    QCOMPARE(copy.error().code, ErrorCode::FileDamaged);
    const std::string& detail = copy.error().detail;
    for (const char* told :
         {"copy.thub-wal'", "copy.thub-tail'", "copy that as well", "stop the recording first"})
        QVERIFY2(detail.find(told) != std::string::npos, detail.c_str());
}

void SessionCompanionsTest::theFileAloneHoldsWhatIsOlderThanAMinute() {
    constexpr std::int64_t kSecondNs = 1'000'000'000;
    SampleSource source(m_pool, kFirst, 2);
    const auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "dev", "sim:demo", {}}));
    for (int second = 0; second <= 120; ++second) {
        QVERIFY(writer->add(*source.block(10)));
        QVERIFY(writer->commit({kStart.steadyNs + second * kSecondNs, kStart.wallNs}));
        QVERIFY(writer->tidy());
    }

    const auto copy = readerOfCopy();

    QVERIFY2(copy, copy ? "" : copy.error().detail.c_str());
    QVERIFY(copy.value()->info().find(kFirst)->samples >= 600);
    QCOMPARE(copy.value()->info().damage.size(), std::size_t{1});
    QVERIFY(copy.value()->info().damage.front().find("copy.thub-wal'") != std::string::npos);
}

/// Lists of recordings look at a file while its recorder ends.
void SessionCompanionsTest::readersThatComeAndGoLeaveOneFileAtTheEnd() {
    SampleSource source(m_pool, kFirst, 2);
    auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "dev", "sim:demo", {}}));
    for (int i = 0; i < 20; ++i)
        QVERIFY(writer->add(*source.block(256)));
    QVERIFY(writer->commit(kStart));
    std::atomic<bool> hasEnded = false;
    std::atomic<int> looks = 0;
    std::thread list([&] {
        for (; !hasEnded; ++looks)
            (void)SessionReader::open(path());
    });
    while (looks == 0)
        std::this_thread::yield();

    const auto finished = writer->finish(kStart);
    hasEnded = true;
    list.join();
    QVERIFY(finished);
    writer.reset();

    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{QStringLiteral("a.thub")});
    QCOMPARE(differenceOf(storedSamples(*reader(), kFirst), source.truth()), std::string());
}

void SessionCompanionsTest::theLastReaderOfAFileThatEndedLeavesOneFile() {
    SampleSource source(m_pool, kFirst, 2);
    auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "dev", "sim:demo", {}}));
    QVERIFY(writer->add(*source.block(256)));
    QVERIFY(writer->commit(kStart));
    auto first = reader();
    auto second = reader();

    QVERIFY(writer->finish(kStart));
    writer.reset();
    QCOMPARE(differenceOf(storedSamples(*first, kFirst), source.truth()), std::string());
    QCOMPARE(differenceOf(storedSamples(*reader(), kFirst), source.truth()), std::string());
    first.reset();
    second.reset();

    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{QStringLiteral("a.thub")});
    QCOMPARE(differenceOf(storedSamples(*reader(), kFirst), source.truth()), std::string());
}

void SessionCompanionsTest::theLastReaderOfAFileThatDidNotEndLeavesItsLog() {
    auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "dev", "sim:demo", {}}));
    QVERIFY(writer->commit(kStart));
    auto present = reader();
    writer.reset();

    present.reset();

    QVERIFY(std::filesystem::file_size(path() + "-wal") > 0);
    QCOMPARE(reader()->info().state, SessionInfo::State::Abandoned);
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::SessionCompanionsTest)
#include "session_companions_test.moc"
