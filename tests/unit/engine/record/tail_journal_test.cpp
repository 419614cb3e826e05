// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/tail_journal.h"

#include <fstream>

#include <QTemporaryDir>

#include "session_samples.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {
namespace {

constexpr DeviceId kFirst{1};
constexpr DeviceId kSecond{2};
constexpr std::uint64_t kGeneration = 7;

}  // namespace

class TailJournalTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(quickFolder()); }
    void whatWasCommittedComesBackBitByBit();
    void recordsOfAnOlderGenerationAreInTheTables();
    void recordsOfALaterGenerationAreRead();
    void aRecordThatWasCutOffIsTheEnd();
    void aDamagedRecordIsNamedByWhatStandsBehindIt();
    void aFileThatIsAbsentIsToldFromAnEmptyOne();
    void aSmallCommitTakesFewBytes();

private:
    [[nodiscard]] std::string path() const {
        return m_folder->filePath(QStringLiteral("a.thub")).toStdString();
    }
    [[nodiscard]] std::string content() const {
        std::ifstream file(tailJournalPath(path()), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    void write(const std::string& bytes) const {
        std::ofstream(tailJournalPath(path()), std::ios::binary | std::ios::trunc) << bytes;
    }
    [[nodiscard]] TailJournal newJournal() const {
        auto journal = TailJournal::create(path());
        if (!journal) qFatal("%s", journal.error().detail.c_str());
        journal.value().restart(kGeneration);
        return std::move(journal).value();
    }
    /// Commits of two samples each.
    void commit(TailJournal& journal, SampleSource& source, int commits) {
        for (int i = 0; i < commits; ++i) {
            const std::size_t before = source.truth().size();
            (void)source.block(2);
            journal.addSamples(source.device(), source.truth(), before);
            if (!journal.commit()) qFatal("no commit");
        }
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    BlockPool m_pool;
};

void TailJournalTest::whatWasCommittedComesBackBitByBit() {
    SampleSource first(m_pool, kFirst, 3);
    SampleSource second(m_pool, kSecond, 0);
    TailJournal journal = newJournal();
    commit(journal, first, 20);
    first.growTo(5);
    commit(journal, first, 20);
    commit(journal, second, 3);
    journal.addCount(kFirst, "bytes_read", 10);
    QVERIFY(journal.commit());
    journal.addCount(kFirst, "bytes_read", 20);
    QVERIFY(journal.commit());

    const TailReading reading = readTailJournal(path(), kGeneration);

    QCOMPARE(reading.generation, kGeneration);
    QCOMPARE(reading.unreadableBytes, std::size_t{0});
    QCOMPARE(differenceOf(reading.samples.at(kFirst), first.truth()), std::string());
    QCOMPARE(differenceOf(reading.samples.at(kSecond), second.truth()), std::string());
    QVERIFY(reading.counts.at(kFirst) == (NamedCounts{{"bytes_read", 20}}));
    QCOMPARE(content().size(), journal.bytes());
}

void TailJournalTest::recordsOfAnOlderGenerationAreInTheTables() {
    SampleSource source(m_pool, kFirst, 2);
    TailJournal journal = newJournal();
    commit(journal, source, 20);
    QCOMPARE(readTailJournal(path(), kGeneration + 1).generation, std::uint64_t{0});
    const std::size_t before = source.truth().size();

    journal.restart(kGeneration + 1);
    commit(journal, source, 1);

    const TailReading reading = readTailJournal(path(), kGeneration + 1);
    QCOMPARE(reading.unreadableBytes, std::size_t{0});
    QCOMPARE(reading.samples.at(kFirst).sequences.front(), source.truth().sequences[before]);
    QCOMPARE(reading.samples.at(kFirst).size(), std::size_t{2});
}

/// The tables are older than they should be when their log is damaged.
void TailJournalTest::recordsOfALaterGenerationAreRead() {
    SampleSource source(m_pool, kFirst, 2);
    TailJournal journal = newJournal();
    commit(journal, source, 3);

    const TailReading reading = readTailJournal(path(), kGeneration - 2);

    QCOMPARE(reading.generation, kGeneration);
    QCOMPARE(differenceOf(reading.samples.at(kFirst), source.truth()), std::string());
}

void TailJournalTest::aRecordThatWasCutOffIsTheEnd() {
    SampleSource source(m_pool, kFirst, 2);
    TailJournal journal = newJournal();
    commit(journal, source, 3);
    const std::size_t whole = journal.bytes();
    commit(journal, source, 1);
    const std::string all = content();

    for (std::size_t size = whole; size < all.size(); ++size) {
        write(all.substr(0, size));
        const TailReading reading = readTailJournal(path(), kGeneration);
        QCOMPARE(reading.samples.at(kFirst).size(), std::size_t{6});
        QCOMPARE(reading.unreadableBytes, std::size_t{0});
    }
}

void TailJournalTest::aDamagedRecordIsNamedByWhatStandsBehindIt() {
    SampleSource source(m_pool, kFirst, 2);
    TailJournal journal = newJournal();
    commit(journal, source, 9);
    const std::size_t last = journal.bytes();
    commit(journal, source, 1);
    const std::string all = content();

    for (std::size_t at = 0; at < last; ++at) {
        std::string bytes = all;
        bytes[at] ^= 1;
        write(bytes);
        const TailReading reading = readTailJournal(path(), kGeneration);
        QVERIFY2(reading.unreadableBytes > 0, QByteArray::number(quint64{at}));
        QCOMPARE(reading.samples.at(kFirst).size(), std::size_t{18});
    }
}

void TailJournalTest::aFileThatIsAbsentIsToldFromAnEmptyOne() {
    QVERIFY(!readTailJournal(path(), kGeneration).isThere);

    const TailJournal journal = newJournal();

    QVERIFY(readTailJournal(path(), kGeneration).isThere);
    QVERIFY(journal.isStillThere());
}

void TailJournalTest::aSmallCommitTakesFewBytes() {
    SampleSource source(m_pool, kFirst, 4);
    TailJournal journal = newJournal();

    commit(journal, source, 100);

    constexpr std::size_t kPage = 4096;
    QVERIFY(journal.bytes() < 100 * kPage / 10);
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::TailJournalTest)
#include "tail_journal_test.moc"
