// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/session_writer.h"

#include <filesystem>
#include <fstream>

#include <QTemporaryDir>

#include "record/sqlite_database.h"
#include "session_samples.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/record/session_reader.h"

namespace telemetryhub::engine {
namespace {

constexpr DeviceId kFirst{1};
constexpr DeviceId kSecond{7};
constexpr ReadTime kStart{1'000'000'000, 1'700'000'000'000'000'000};

Event eventOf(std::string text) {
    Event event;
    event.time = kStart;
    event.device = kFirst;
    event.kind = EventKind::Alarm;
    event.severity = Severity::Critical;
    event.sequence = 12;
    event.text = std::move(text);
    event.channel = "ch1";
    event.value = 0.1;
    return event;
}

}  // namespace

class SessionWriterTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(quickFolder()); }
    void everyDoubleComesBackBitByBit();
    void smallCommitsAreMergedAndLoseNothing();
    void samplesAreThereAfterACommitWithoutAnEnd();
    void whatWasNotCommittedIsNotThere();
    void sixteenPiecesOfATailBecomeOne();
    void channelsThatComeLaterAreAbsentBefore();
    void samplesWithoutAChannelComeBack_data();
    void samplesWithoutAChannelComeBack();
    void channelsBehindSamplesWithoutOneAreAbsentBefore();
    void missingNumbersStayMissing();
    void whatItIsToldOfADeviceComesBack();
    void gapsEventsAndCountsComeBack();
    void rawBytesComeBackInTheirOrder();
    void aSecondWriterOfTheFileIsRefused();
    void aFileThatExistsIsNotOverwritten();
    void aNewFileIsMadeInOneTransaction();
    void aFileThatIsRemovedIsAnError();
    void aClosedFileIsOneFile();
    void recoveryGoesOnBehindTheLastCommit();
    void recoveryKeepsWhatSmallCommitsMadeDurable();
    void smallCommitsLeaveTheLogAlone();
    void theSizeIsThatOfTheFinishedFile();

private:
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

void SessionWriterTest::everyDoubleComesBackBitByBit() {
    SampleSource first(m_pool, kFirst, 3);
    SampleSource second(m_pool, kSecond, 1);
    const auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "first", "sim:demo", {}}));
    QVERIFY(writer->addDevice({kSecond, "second", "sim:demo", {}}));

    for (int i = 0; i < 60; ++i) {
        QVERIFY(writer->add(*first.block(256)));
        QVERIFY(writer->add(*second.block(7)));
    }
    QVERIFY(writer->finish(kStart));

    const auto read = reader();
    QCOMPARE(differenceOf(storedSamples(*read, kFirst), first.truth()), std::string());
    QCOMPARE(differenceOf(storedSamples(*read, kSecond), second.truth()), std::string());
    QCOMPARE(read->info().find(kFirst)->samples, std::uint64_t{60 * 256});
    QVERIFY(read->info().damage.empty());
}

void SessionWriterTest::smallCommitsAreMergedAndLoseNothing() {
    SampleSource source(m_pool, kFirst, 2);
    const auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "slow", "sim:demo", {}}));

    for (int i = 0; i < 3000; ++i) {
        QVERIFY(writer->add(*source.block(3)));
        QVERIFY(writer->commit(kStart));
    }

    const auto read = reader();
    QCOMPARE(differenceOf(storedSamples(*read, kFirst), source.truth()), std::string());
    QCOMPARE(read->info().find(kFirst)->durableSequence, Sequence{9000});
    // Two chunks and the tail, whatever the number of commits.
    QCOMPARE(read->chunks(kFirst).size(), std::size_t{3});
    QVERIFY(writer->finish(kStart));
    QCOMPARE(differenceOf(storedSamples(*reader(), kFirst), source.truth()), std::string());
}

void SessionWriterTest::samplesAreThereAfterACommitWithoutAnEnd() {
    SampleSource source(m_pool, kFirst, 2);
    auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "dev", "sim:demo", {}}));
    QVERIFY(writer->add(*source.block(100)));
    QVERIFY(writer->commit(kStart));

    const auto during = reader();
    QCOMPARE(during->info().state, SessionInfo::State::Recording);
    QCOMPARE(differenceOf(storedSamples(*during, kFirst), source.truth()), std::string());
    writer.reset();

    const auto after = reader();
    QCOMPARE(after->info().state, SessionInfo::State::Abandoned);
    QCOMPARE(differenceOf(storedSamples(*after, kFirst), source.truth()), std::string());
}

void SessionWriterTest::whatWasNotCommittedIsNotThere() {
    SampleSource source(m_pool, kFirst, 1);
    auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "dev", "sim:demo", {}}));
    QVERIFY(writer->add(*source.block(10)));
    QVERIFY(writer->commit(kStart));
    QVERIFY(writer->add(*source.block(10)));
    QVERIFY(writer->hasUncommitted());
    writer.reset();

    QCOMPARE(reader()->info().find(kFirst)->lastSequence, Sequence{10});
}

void SessionWriterTest::sixteenPiecesOfATailBecomeOne() {
    SampleSource source(m_pool, kFirst, 2);
    const auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "slow", "sim:demo", {}}));
    const auto levels = [this] {
        auto database = SqliteDatabase::openToRead(path()).value();
        auto statement =
            database
                ->prepare(
                    "SELECT group_concat(level, '') FROM (SELECT level FROM tail ORDER "
                    "BY first_sequence)")
                .value();
        return statement.step() ? std::string(statement.text(0)) : std::string();
    };

    std::vector<std::string> seen;
    for (int commits = 1; commits <= 256; ++commits) {
        QVERIFY(writer->add(*source.block(1)));
        // What comes with an event has its place in the tables.
        QVERIFY(writer->addEvent({}));
        QVERIFY(writer->commit(kStart));
        if (commits == 15 || commits == 16 || commits == 34 || commits == 256)
            seen.push_back(levels());
    }

    QVERIFY(seen == (std::vector<std::string>{std::string(15, '0'), "1", "1100", "2"}));
}

void SessionWriterTest::channelsThatComeLaterAreAbsentBefore() {
    SampleSource source(m_pool, kFirst, 1);
    const auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "dev", "sim:demo", {}}));
    QVERIFY(writer->add(*source.block(50)));
    QVERIFY(writer->commit(kStart));
    source.growTo(3);
    QVERIFY(writer->add(*source.block(50)));
    QVERIFY(writer->finish(kStart));

    const auto read = reader();
    const SampleColumns stored = storedSamples(*read, kFirst);
    QCOMPARE(read->info().find(kFirst)->channels->size(), std::size_t{3});
    QCOMPARE(differenceOf(stored, source.truth()), std::string());
    QVERIFY(isAbsent(stored.columns[2][49]));
}

void SessionWriterTest::missingNumbersStayMissing() {
    SampleSource source(m_pool, kFirst, 1);
    const auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "dev", "sim:demo", {}}));
    QVERIFY(writer->add(*source.block(10)));
    source.skip(90);
    QVERIFY(writer->add(*source.block(10)));
    QVERIFY(writer->finish(kStart));

    const SampleColumns stored = storedSamples(*reader(), kFirst);
    QCOMPARE(stored.sequences[9], Sequence{10});
    QCOMPARE(stored.sequences[10], Sequence{101});
}

void SessionWriterTest::whatItIsToldOfADeviceComesBack() {
    SampleSource source(m_pool, kFirst, 2);
    const auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "a \"name\", long", "serial:/dev/x?baud=9600", "{}"}));
    QVERIFY(writer->add(*source.block(1)));
    QVERIFY(writer->finish(kStart));

    const auto read = reader();
    const RecordedDeviceInfo* info = read->info().findNamed("a \"name\", long");
    QVERIFY(info);
    QCOMPARE(info->device.specification, std::string("serial:/dev/x?baud=9600"));
    QCOMPARE(info->device.profile, std::string("{}"));
    QVERIFY(info->channels->channels() == source.block(1)->channels()->channels());
    QCOMPARE(read->info().program, std::string("test"));
    QVERIFY(read->info().start == kStart);
}

void SessionWriterTest::gapsEventsAndCountsComeBack() {
    const Gap gap{ErrorCode::LinkLost, kStart, {kStart.steadyNs + 5, kStart.wallNs + 5}, 11, 3};
    const auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "dev", "sim:demo", {}}));
    QVERIFY(writer->addGap(kFirst, gap));
    QVERIFY(writer->addEvent(eventOf("a: too high")));
    Event mark = eventOf("b");
    mark.kind = EventKind::Mark;
    QVERIFY(writer->addEvent(mark));
    QVERIFY(writer->setCounts(kFirst, {{"bytes_read", 5}, {"samples_in", 2}}));
    QVERIFY(writer->finish(kStart));

    const auto read = reader();
    QVERIFY(read->gaps(kFirst) == std::vector<Gap>{gap});
    const std::vector<Event> events = read->events(0, 10);
    QCOMPARE(events.size(), std::size_t{2});
    QCOMPARE(events[0].text, std::string("a: too high"));
    QCOMPARE(events[0].kind, EventKind::Alarm);
    QCOMPARE(events[1].kind, EventKind::Mark);
    QCOMPARE(events[0].severity, Severity::Critical);
    QCOMPARE(events[0].channel, std::string("ch1"));
    QCOMPARE(events[0].sequence, Sequence{12});
    QVERIFY(events[0].value == 0.1);
    QVERIFY(
        (read->info().find(kFirst)->counts == NamedCounts{{"bytes_read", 5}, {"samples_in", 2}}));
}

void SessionWriterTest::rawBytesComeBackInTheirOrder() {
    const auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "dev", "sim:demo", {}}));
    std::string sent;
    for (int i = 0; i < 500; ++i) {
        const std::string bytes(static_cast<std::size_t>(i % 40 * 100),
                                static_cast<char>('a' + i % 26));
        QVERIFY(writer->addRaw({kFirst, {i, i + 1}, RawPiece::Kind::Bytes, sent.size(), bytes}));
        sent += bytes;
        if (i % 7 == 0) QVERIFY(writer->commit(kStart));
    }
    QVERIFY(writer->finish(kStart));

    std::string stored;
    int pieces = 0;
    reader()->readRaw(kFirst, [&](const RawPiece& piece) {
        stored += piece.bytes;
        return piece.time == ReadTime{pieces, pieces + 1} && ++pieces > 0;
    });
    QCOMPARE(pieces, 500);
    QVERIFY(stored == sent);
}

void SessionWriterTest::aSecondWriterOfTheFileIsRefused() {
    const auto writer = newWriter();

    const auto second = SessionWriter::create(path(), {kStart, "test", {}});

    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::AlreadyExists);
    QVERIFY(second.error().detail.find("is being recorded") != std::string::npos);
}

void SessionWriterTest::aFileThatExistsIsNotOverwritten() {
    QVERIFY(newWriter()->finish(kStart));

    const auto second = SessionWriter::create(path(), {kStart, "test", {}});

    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::AlreadyExists);
    QCOMPARE(reader()->info().state, SessionInfo::State::Closed);
}

/// A recorder that is killed in its first moment leaves all tables or none.
void SessionWriterTest::aNewFileIsMadeInOneTransaction() {
    const auto writer = newWriter();

    std::ifstream file(path() + "-wal", std::ios::binary);
    const std::string log{std::istreambuf_iterator<char>(file), {}};

    // Of the write-ahead log of SQLite: a frame that ends a transaction says the size of the file.
    constexpr std::size_t kHead = 32;
    constexpr std::size_t kFrame = 24 + 4096;
    int commits = 0;
    for (std::size_t at = kHead; at + kFrame <= log.size(); at += kFrame)
        commits += log.compare(at + 4, 4, std::string(4, '\0')) != 0;
    QCOMPARE(commits, 1);
}

void SessionWriterTest::aFileThatIsRemovedIsAnError() {
    SampleSource source(m_pool, kFirst, 1);
    const auto writer = newWriter();
    QVERIFY(writer->add(*source.block(1)));
    std::filesystem::remove(path());

    const auto committed = writer->commit(kStart);

    QVERIFY(!committed);
    QCOMPARE(committed.error().code, ErrorCode::StorageFailed);
}

void SessionWriterTest::aClosedFileIsOneFile() {
    SampleSource source(m_pool, kFirst, 1);
    {
        const auto writer = newWriter();
        QVERIFY(writer->add(*source.block(100)));
        QVERIFY(writer->finish(kStart));
    }

    const QStringList names = QDir(m_folder->path()).entryList(QDir::Files);
    QCOMPARE(names, QStringList{QStringLiteral("a.thub")});
    (void)reader();
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), names);
}

void SessionWriterTest::recoveryGoesOnBehindTheLastCommit() {
    SampleSource source(m_pool, kFirst, 2);
    const auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "dev", "sim:demo", {}}));
    QVERIFY(writer->add(*source.block(100)));
    QVERIFY(writer->commit(kStart));
    SampleColumns expected = source.truth();
    for (int i = 0; i < 30; ++i)
        QVERIFY(writer->add(*source.block(256)));

    QVERIFY(writer->recover());
    const BlockRef behind = source.block(50);
    expected.append(*behind);
    QVERIFY(writer->add(*behind));
    QVERIFY(writer->finish(kStart));

    QCOMPARE(differenceOf(storedSamples(*reader(), kFirst), expected), std::string());
}

void SessionWriterTest::recoveryKeepsWhatSmallCommitsMadeDurable() {
    SampleSource source(m_pool, kFirst, 2);
    const auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "dev", "sim:demo", {}}));
    for (int i = 0; i < 10; ++i) {
        QVERIFY(writer->add(*source.block(2)));
        QVERIFY(writer->setCounts(kFirst, {{"bytes_read", static_cast<std::uint64_t>(i)}}));
        QVERIFY(writer->commit(kStart));
    }
    SampleColumns expected = source.truth();
    // The chunk takes them along into a transaction that does not come to its end.
    for (int i = 0; i < 30; ++i)
        QVERIFY(writer->add(*source.block(256)));

    for (int i = 0; i < 2; ++i)
        QVERIFY(writer->recover());
    const BlockRef behind = source.block(3);
    expected.append(*behind);
    QVERIFY(writer->add(*behind));
    QVERIFY(writer->commit(kStart));

    const auto read = reader();
    QCOMPARE(differenceOf(storedSamples(*read, kFirst), expected), std::string());
    QVERIFY(read->info().find(kFirst)->counts == (NamedCounts{{"bytes_read", 9}}));
    QVERIFY(read->info().damage.empty());
}

void SessionWriterTest::smallCommitsLeaveTheLogAlone() {
    SampleSource source(m_pool, kFirst, 2);
    const auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "dev", "sim:demo", {}}));
    QVERIFY(writer->add(*source.block(2)));
    QVERIFY(writer->commit(kStart));
    const auto logBytes = std::filesystem::file_size(path() + "-wal");

    for (int i = 0; i < 100; ++i) {
        QVERIFY(writer->add(*source.block(2)));
        QVERIFY(writer->commit(kStart));
    }

    QCOMPARE(std::filesystem::file_size(path() + "-wal"), logBytes);
    QCOMPARE(differenceOf(storedSamples(*reader(), kFirst), source.truth()), std::string());
}

void SessionWriterTest::theSizeIsThatOfTheFinishedFile() {
    SampleSource source(m_pool, kFirst, 4);
    const auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "dev", "sim:demo", {}}));
    // With events, so that each commit takes pages of the log.
    for (int i = 0; i < 300; ++i) {
        QVERIFY(writer->add(*source.block(20)));
        QVERIFY(writer->addEvent(eventOf("event")));
        QVERIFY(writer->commit(kStart));
    }
    const double before = static_cast<double>(writer->fileBytes());

    QVERIFY(writer->finish(kStart));

    const auto finished = static_cast<double>(std::filesystem::file_size(path()));
    QCOMPARE(static_cast<double>(writer->fileBytes()), finished);
    QVERIFY2(before < 1.5 * finished && before > 0.5 * finished,
             QByteArray::number(before) + " of " + QByteArray::number(finished));
}

void SessionWriterTest::samplesWithoutAChannelComeBack_data() {
    QTest::addColumn<int>("commits");
    QTest::addColumn<int>("rows");  // before each
    QTest::newRow("as one piece of a tail") << 1 << 2;
    QTest::newRow("as merged pieces of a tail") << 40 << 3;
    QTest::newRow("as chunks") << 20 << 250;
    QTest::newRow("as chunks and a tail") << 70 << 250;
}

void SessionWriterTest::samplesWithoutAChannelComeBack() {
    QFETCH(int, commits);
    QFETCH(int, rows);
    SampleSource mute(m_pool, kFirst, 0);
    SampleSource other(m_pool, kSecond, 2);
    const auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "mute", "sim:demo", {}}));
    QVERIFY(writer->addDevice({kSecond, "other", "sim:demo", {}}));

    for (int i = 0; i < commits; ++i) {
        QVERIFY(writer->add(*mute.block(static_cast<std::size_t>(rows))));
        QVERIFY(writer->add(*other.block(3)));
        QVERIFY(writer->commit(kStart));
    }

    const auto unfinished = reader();
    QCOMPARE(differenceOf(storedSamples(*unfinished, kFirst), mute.truth()), std::string());
    QVERIFY(writer->finish(kStart));
    const auto read = reader();
    QVERIFY(read->info().find(kFirst)->channels->empty());
    QCOMPARE(read->info().find(kFirst)->samples, mute.truth().size());
    QCOMPARE(differenceOf(storedSamples(*read, kFirst), mute.truth()), std::string());
    QCOMPARE(differenceOf(storedSamples(*read, kSecond), other.truth()), std::string());
    QVERIFY(read->info().damage.empty());
}

void SessionWriterTest::channelsBehindSamplesWithoutOneAreAbsentBefore() {
    SampleSource source(m_pool, kFirst, 0);
    const auto writer = newWriter();
    QVERIFY(writer->addDevice({kFirst, "late", "sim:demo", {}}));
    for (int i = 0; i < 20; ++i) {
        QVERIFY(writer->add(*source.block(2)));
        QVERIFY(writer->commit(kStart));
    }

    source.growTo(2);
    QVERIFY(writer->add(*source.block(5)));
    QVERIFY(writer->finish(kStart));

    const auto read = reader();
    QCOMPARE(read->info().find(kFirst)->channels->size(), std::size_t{2});
    QCOMPARE(differenceOf(storedSamples(*read, kFirst), source.truth()), std::string());
    QVERIFY(read->info().damage.empty());
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::SessionWriterTest)
#include "session_writer_test.moc"
